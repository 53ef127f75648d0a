"""Shapes, colours and line styles of the page, as data: what the legend lists is what the picture draws. Layer: render.

The colours start from Okabe and Ito's set (2008), darkened or lightened until each has a contrast of 3:1 with the
paper. Positions run on one scale from orange over grey to blue; no kind of node wears orange or blue.
"""

from __future__ import annotations

from dataclasses import dataclass

from .page_data import PageLink, PageNode, PageReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of node as it is drawn: shape in vis-network, size in pixels, whether it is filled, colours by theme."""

    name: str
    label: str
    shape: str
    light: str
    dark: str
    size: int = 0
    hollow: bool = False

    @property
    def boxed(self) -> bool:
        """Whether the label stands inside the shape."""
        return self.size == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the scale of positions: its value, colours by theme, width of the line, head of the arrow."""

    name: str
    value: float | None
    light: str
    dark: str
    width: float
    head: str


ACTORS = (
    Category(name="state", label="State", shape="dot", size=15, light="#20262e", dark="#e9e6df"),
    Category(name="official", label="Official", shape="triangle", size=12, light="#a23b78", dark="#e08bbd"),
    Category(name="mediator", label="Mediator", shape="diamond", size=15, light="#00735a", dark="#35bf98"),
    Category(name="organization", label="Organisation", shape="square", size=11, light="#7d6608", dark="#d2b94f"),
    Category(name="group", label="Group", shape="dot", size=13, hollow=True, light="#20262e", dark="#e9e6df"),
    Category(name="person", label="Person", shape="triangleDown", size=11, light="#a23b78", dark="#e08bbd"),
    Category(name="outlet", label="Outlet", shape="hexagon", size=11, light="#66717d", dark="#9aa5b1"),
    Category(
        name="anonymous", label="Unnamed source", shape="square", size=9, hollow=True, light="#66717d", dark="#9aa5b1"
    ),
)
TARGETS = (
    Category(name="proposition", label="Proposition", shape="box", light="#8b8779", dark="#7f7c72"),
    Category(name="issue", label="Issue", shape="ellipse", light="#8b8779", dark="#7f7c72"),
    Category(name="event", label="Event", shape="box", light="#20262e", dark="#e9e6df"),
    Category(name="reading", label="Statement", shape="box", light="#8b8779", dark="#7f7c72"),
)
CATEGORIES = {category.name: category for category in ACTORS + TARGETS}

STEPS = (
    Step(name="reject", value=-1.0, light="#9a3b00", dark="#ffa25c", width=4.0, head="bar"),
    Step(name="oppose", value=-0.67, light="#c75200", dark="#e5853d", width=2.8, head="bar"),
    Step(name="lean-against", value=-0.33, light="#b97a42", dark="#b9814f", width=1.7, head="bar"),
    Step(name="neutral", value=0.0, light="#7a7a7a", dark="#9c9c9c", width=2.2, head="circle"),
    Step(name="lean-for", value=0.33, light="#5490c8", dark="#5f8fbf", width=1.7, head="arrow"),
    Step(name="support", value=0.67, light="#1f74bd", dark="#6db0ee", width=2.8, head="arrow"),
    Step(name="insist", value=1.0, light="#0a468c", dark="#a6d1ff", width=4.0, head="arrow"),
)
NO_POSITION = Step(name="none", value=None, light="#5a5f66", dark="#b4b9c0", width=4.5, head="vee")

# The paper, what is written on it, and what is marked on it: light, dark.
SURFACES = {
    "paper": ("#fdfcf9", "#16181b"),
    "panel": ("#f6f4ee", "#1e2125"),
    "card": ("#ffffff", "#262a2f"),
    "ink": ("#1c2127", "#ece9e2"),
    "soft": ("#565c63", "#aeb3b9"),
    "rule": ("#dbd7cc", "#383c42"),
    "edge": ("#8a8d90", "#7d8288"),
    "tie": ("#8e9297", "#7c8187"),
    "focus": ("#6a3fb5", "#c9adff"),
}

DASHES: dict[str, list[float]] = {"inferred": [9, 6], "derived": [2, 5]}

GROUPS = {
    "official": "official",
    "person": "person",
    "state": "state",
    "media-outlet": "outlet",
    "actor-group": "group",
    "anonymous": "anonymous",
}


def category_of(node: PageNode) -> str:
    """Return the category that a node is drawn as; a role shows before the kind, and mediating before an office.

    >>> category_of(PageNode(id="actor:a", label="A", kind="state", roles=("mediator",)))
    'mediator'
    >>> category_of(PageNode(id="actor:b", label="B", kind="delegation"))
    'organization'
    """
    roles = [role for role in ("mediator", "official") if role in node.roles]
    return roles[0] if roles else base_category(node.kind)


def base_category(kind: str) -> str:
    """Return the category of a kind, whatever roles the node plays.

    >>> base_category("military-body")
    'organization'
    """
    return kind if kind in CATEGORIES else GROUPS.get(kind, "organization")


def step_of(value: float | None) -> Step:
    """Return the step of the scale that a value is drawn as; no value is no step of it.

    >>> step_of(0.7).name, step_of(-1).name, step_of(0).name, step_of(None).name
    ('support', 'reject', 'neutral', 'none')
    """
    if value is None:
        return NO_POSITION
    return min(STEPS, key=lambda step: abs(value - (step.value or 0.0)))


def mark_of(reading: PageReading | PageLink) -> str:
    """Return the word on a line that is not plainly so: 'if', 'expected', 'hypothetical', 'or' for an alternative."""
    words = {"prospective": "expected", "hypothetical": "hypothetical"}
    marks = [words.get(reading.factuality, "")]
    if isinstance(reading, PageReading):
        marks = ["if" if reading.condition else "", *marks, "or" if reading.alternative_to else ""]
    return ", ".join(filter(None, marks))


def theme_css() -> str:
    """Return the colours as custom properties, for the light theme and the dark, and a class for each mark."""
    colours = {f"n-{name}": (category.light, category.dark) for name, category in CATEGORIES.items()}
    colours |= {f"p-{step.name}": (step.light, step.dark) for step in (*STEPS, NO_POSITION)}
    colours |= SURFACES
    light, dark = ("".join(f"--{name}:{pair[theme]};" for name, pair in colours.items()) for theme in (0, 1))
    used = "".join(f".{name}{{color:var(--{name})}}" for name in colours if name not in SURFACES)
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{used}\n"
