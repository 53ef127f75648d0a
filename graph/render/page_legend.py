"""The legend: the same marks as the picture, as small inline drawings. Layer: render."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .page_data import PageData, PageReading
from .page_html import element, escape, spoken
from .palette import (
    ACTORS,
    CATEGORIES,
    NO_POSITION,
    STEPS,
    TARGETS,
    Category,
    Step,
    base_category,
    category_of,
    mark_of,
)

SHAPES = {
    "dot": '<circle cx="8" cy="8" r="6"/>',
    "triangle": '<path d="M8 2 14.5 13.5H1.5Z"/>',
    "triangleDown": '<path d="M8 14 14.5 2.5H1.5Z"/>',
    "diamond": '<path d="M8 1 15 8 8 15 1 8Z"/>',
    "square": '<rect x="2.5" y="2.5" width="11" height="11"/>',
    "hexagon": '<path d="M4.5 2.2h7L15 8l-3.5 5.8h-7L1 8Z"/>',
    "box": '<rect x="1" y="4" width="14" height="8.5" rx="2"/>',
    "ellipse": '<ellipse cx="8" cy="8" rx="7" ry="4.5"/>',
}
HEADS = {
    "arrow": '<path class="head" d="M25 1.5 33 6 25 10.5 27 6Z"/>',
    "bar": '<path class="head" d="M29.5 0h3v12h-3z"/>',
    "circle": '<circle class="head" cx="29" cy="6" r="3.6"/>',
    "vee": '<path class="open" d="M26 1.5 32 6 26 10.5"/>',
}
TIES = (
    ("mediates", "mediates"),
    ("takes-part", "takes part"),
    ("represents", "represents"),
    ("organ-of", "belongs to"),
    ("member-of", "member of"),
    ("reports", "quotes"),
)
GROUNDS = (("stated", "stated"), ("inferred", "inferred"), ("derived", "derived"))
MARKS = (
    ("if", "conditional"),
    ("expected", "not a fact yet"),
    ("hypothetical", "only supposed"),
    ("or", "either reading"),
)


def position_mark(step: Step, *, ground: str = "stated") -> str:
    """Return a line with its arrowhead, as the picture draws this position and ground."""
    core = '<path class="core" d="M1 6H28"/>' if step is NO_POSITION else ""
    end = {"bar": 30, "circle": 26, "arrow": 27, "vee": 31}[step.head]
    drawing = f'<path class="shaft" d="M1 6H{end}"/>{core}{HEADS[step.head]}'
    return element("svg", drawing, class_=f"mark p-{step.name} g-{ground}", viewBox="0 0 34 12", aria_hidden="true")


def category_mark(category: Category, *, inferred: bool = False) -> str:
    """Return the symbol of a category."""
    hollow = " hollow dashed" if inferred else " hollow" if category.hollow else ""
    sharp = SHAPES[category.shape].replace(' rx="2"', "") if category.name == "event" else SHAPES[category.shape]
    return element("svg", sharp, class_=f"symbol n-{category.name}{hollow}", viewBox="0 0 16 16", aria_hidden="true")


def legend(data: PageData) -> str:
    """Return the legend of all that the data hold, in three short rows."""
    present = {category_of(node) for node in data.nodes}
    doubtful = {category_of(node) for node in data.nodes if "inferred" in node.roles}
    symbols = [mark for category in (*ACTORS, *TARGETS) for mark in _marks_of(category, present, doubtful)]
    positions = [(position_mark(step), spoken(step.name)) for step in STEPS]
    return "".join(
        [
            _row("Who", symbols),
            _row("Position", [*positions, (position_mark(NO_POSITION), "none stated")]),
            _row("Ground", [*_grounds(data), *_ties(data), *_marks(data)]),
        ]
    )


def _marks_of(category: Category, present: set[str], doubtful: set[str]) -> Iterator[tuple[str, str]]:
    if category.name in present:
        yield category_mark(category), category.label
    if category.name in doubtful:
        yield category_mark(category, inferred=True), f"{category.label}, inferred"


def _row(title: str, entries: Iterable[tuple[str, str]]) -> str:
    items = "".join(element("li", mark + element("span", escape(label))) for mark, label in entries)
    return element("div", element("h2", title) + element("ul", items), class_="key")


def _grounds(data: PageData) -> list[tuple[str, str]]:
    present = {"stated", *(reading.ground for reading in data.readings), *(link.ground for link in data.links)}
    plain = Step(name="plain", value=None, light="", dark="", width=2, head="arrow")
    return [(position_mark(plain, ground=ground), label) for ground, label in GROUNDS if ground in present]


def _ties(data: PageData) -> list[tuple[str, str]]:
    present = {link.kind for link in data.links}
    found = [label for kind, label in TIES if kind in present and kind != "mediates"]
    others = [(_tie_mark("tie"), "other ties")] if found else []
    return [(_tie_mark("tie mediates"), "mediates"), *others] if "mediates" in present else others


def _tie_mark(classes: str) -> str:
    line = '<path class="shaft" d="M1 6H33"/>'
    return element("svg", line, class_=f"mark {classes}", viewBox="0 0 34 12", aria_hidden="true")


def _marks(data: PageData) -> list[tuple[str, str]]:
    marks = [*map(mark_of, data.readings), *map(mark_of, data.links)]
    present = {word for mark in marks for word in mark.split(", ")}
    return [(element("i", word, class_="word"), label) for word, label in MARKS if word in present]


def reading_mark(reading: PageReading, step: Step) -> str:
    """Return the mark of one reading for the table; a claim has none."""
    return position_mark(step, ground=reading.ground) if reading.target is not None else ""


def categories_present(data: PageData) -> list[Category]:
    """Return the categories of actors that the data hold, in the legend's order; a mediator counts as its kind too."""
    present = {name for node in data.nodes for name in (category_of(node), base_category(node.kind))}
    return [CATEGORIES[category.name] for category in ACTORS if category.name in present]
