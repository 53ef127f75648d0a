"""A made-up corpus for the page: a quarrel about tolls on a strait, with one of everything that the page marks."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from stancegraph.render.page import render_page
from stancegraph.render.page_data import (
    PageData,
    PageEvidence,
    PageIssue,
    PageLink,
    PageNode,
    PageReading,
    PageSource,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READINGS = Path(__file__).with_name("readings.yaml")
VALUES = {
    "reject": -1.0,
    "oppose": -0.67,
    "lean-against": -0.33,
    "neutral": 0.0,
    "lean-for": 0.33,
    "support": 0.67,
    "insist": 1.0,
}

NODES = (
    PageNode(id="actor:arland", label="Arland", kind="state", aliases=("Republic of Arland", "Port Ister")),
    PageNode(id="actor:brin", label="Brin", kind="state", aliases=("Kingdom of Brin", "Halm")),
    PageNode(id="actor:corvia", label="Corvia", kind="state", roles=("mediator",)),
    PageNode(id="actor:dunmark", label="Dunmark", kind="state"),
    PageNode(
        id="actor:lena-ost",
        label="Lena Ost",
        kind="person",
        roles=("official",),
        offices=("Foreign Minister of Arland",),
    ),
    PageNode(
        id="actor:tor-hale", label="Tor Hale", kind="person", roles=("official",), offices=("Commander of Brin's navy",)
    ),
    PageNode(
        id="actor:mara-quist",
        label="Mara Quist",
        kind="person",
        roles=("official", "mediator"),
        offices=("Envoy of Corvia",),
    ),
    PageNode(id="actor:port-city", label="Port City council", kind="government-body"),
    PageNode(id="actor:league", label="League of Straits", kind="intergovernmental-organization"),
    PageNode(id="actor:coastal-towns", label="Coastal towns", kind="actor-group"),
    PageNode(id="actor:the-daily", label="The Daily", kind="media-outlet"),
    PageNode(id="actor:the-herald", label="The Herald", kind="media-outlet"),
    PageNode(id="actor:brin-official", label="a Brinish official", kind="anonymous"),
    PageNode(id="actor:ivo-sand", label="Ivo Sand", kind="person"),
    PageNode(id="prop:tolls-on-agenda", label="Tolls are on the agenda", kind="proposition"),
    PageNode(id="prop:tolls-end", label="The tolls on the strait end", kind="proposition"),
    PageNode(id="prop:joint-inspection", label="A joint body inspects the ships", kind="proposition"),
    PageNode(id="prop:fleet-leaves", label="Brin's fleet leaves the strait", kind="proposition"),
    PageNode(id="prop:talks-fail", label="The talks fail", kind="proposition"),
    PageNode(id="prop:arland-responsible", label="Arland is responsible for a failure", kind="proposition"),
    PageNode(id="prop:brin-responsible", label="Brin is responsible for a failure", kind="proposition"),
    PageNode(id="prop:crews-freed", label="The detained crews are freed", kind="proposition"),
    PageNode(id="event:talks", label="Talks on Quay Island", kind="event"),
    PageNode(id="event:parade", label="Fleet parade", kind="event"),
)

ISSUES = (
    PageIssue(id="issue:strait", label="The strait"),
    PageIssue(id="issue:tolls", label="Tolls", broader="issue:strait"),
    PageIssue(id="issue:security", label="Security of passage", broader="issue:strait"),
    PageIssue(id="issue:talks", label="The talks themselves"),
    PageIssue(id="issue:crews", label="Detained crews"),
)

SOURCES = (
    PageSource(
        id="source:daily-2031-03-02",
        title="Tolls cloud the talks on Quay Island",
        publisher="The Daily",
        published="2031-03-02T08:00:00Z",
    ),
    PageSource(
        id="source:herald-2031-04-11",
        title="‘No toll, no talk’: what Brin’s navy wants",
        publisher="The Herald",
        published="2031-04-11",
    ),
)

ISSUE_OF = {
    "tolls-on-agenda": ("issue:tolls", "issue:talks"),
    "tolls-end": ("issue:tolls",),
    "joint-inspection": ("issue:security",),
    "fleet-leaves": ("issue:security",),
    "talks-fail": ("issue:talks",),
    "arland-responsible": ("issue:talks",),
    "brin-responsible": ("issue:talks",),
    "crews-freed": ("issue:crews",),
}


def words(exact: str, start: int, **more: Any) -> PageEvidence:
    """Return a quote."""
    end = start + len(exact)
    return PageEvidence(exact=exact, start=start, end=end, region="body", **more)


def stance(number: int, given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a stance that go without saying, and the names in full."""
    holder, target, position = given.pop("holder"), given.pop("target"), given.get("position")
    return {
        "kind": "stance",
        "holder": f"actor:{holder}",
        "target": target if ":" in target else f"prop:{target}",
        "value": None if position is None else VALUES[position],
        "issues": ISSUE_OF.get(target, ("issue:talks",)),
        "evidence": (100 + 90 * number, {"prefix": "… on the quay. ", "suffix": " It was a long"}),
    }


def claim(number: int) -> dict[str, Any]:
    """Return the fields of a claim that go without saying."""
    return {
        "kind": "claim",
        "holder": "actor:the-daily",
        "issues": ("issue:talks",),
        "evidence": (4000 + 100 * number, {}),
    }


def reading(given: dict[str, Any]) -> PageReading:
    """Return a reading from The Herald where its chain starts there, otherwise from The Daily."""
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    chain = given.setdefault("chain", ("The Daily",))
    source = SOURCES[chain[0] == "The Herald"]
    kind = "stance" if "stance" in given else "claim"
    number = given.pop(kind)
    own = stance(number, given) if kind == "stance" else claim(number)
    start, around = own.pop("evidence")
    usual = {
        "id": f"{kind}:{source.id.removeprefix('source:')}.r1.{kind[0]}{number}",
        "source": source.id,
        "speaker": chain[-1],
        "certainty": "certain",
        "attribution": "author-voice" if len(chain) == 1 else "indirect-speech",
        "published": source.published,
        "evidence": (words(given.pop("quote"), start, **around),),
    }
    return PageReading(**(usual | own | given))


LINKS = (
    PageLink(
        source="actor:corvia",
        target="event:talks",
        kind="mediates",
        readings=("claim:daily-2031-03-02.r1.c1",),
        label="go-between",
    ),
    PageLink(
        source="actor:mara-quist",
        target="event:talks",
        kind="mediates",
        ground="inferred",
        readings=("claim:daily-2031-03-02.r1.c2",),
    ),
    PageLink(
        source="actor:tor-hale",
        target="event:talks",
        kind="takes-part",
        factuality="prospective",
        readings=("claim:daily-2031-03-02.r1.c3",),
    ),
    PageLink(source="actor:lena-ost", target="actor:arland", kind="organ-of", registered=True),
    PageLink(source="actor:tor-hale", target="actor:brin", kind="organ-of", registered=True),
    PageLink(source="actor:mara-quist", target="actor:corvia", kind="organ-of", registered=True),
    PageLink(source="actor:port-city", target="actor:arland", kind="organ-of", registered=True),
    PageLink(source="actor:brin-official", target="actor:brin", kind="organ-of", registered=True),
    PageLink(source="actor:port-city", target="actor:coastal-towns", kind="member-of", registered=True),
    PageLink(
        source="actor:the-herald",
        target="actor:tor-hale",
        kind="reports",
        readings=("stance:herald-2031-04-11.r1.s13",),
    ),
    PageLink(
        source="actor:the-daily", target="actor:lena-ost", kind="reports", readings=("stance:daily-2031-03-02.r1.s2",)
    ),
)


def corpus() -> PageData:
    """Return the corpus."""
    return PageData(
        title="Tolls on the Narrow Strait",
        nodes=NODES,
        readings=tuple(map(reading, YAML(typ="safe").load(READINGS))),
        links=LINKS,
        issues=ISSUES,
        sources=SOURCES,
        made_by={
            "Program": "stancegraph 0.1.0",
            "Graph": "sha256 5f2d…c01e",
            "Readings": "35 from 2 sources",
            "Quotes": "full",
        },
    )


@pytest.fixture(scope="session")
def page_data() -> PageData:
    """Return the corpus."""
    return corpus()


CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WATCH = """
window.reported = [];
addEventListener("securitypolicyviolation", (event) => reported.push(`policy: ${event.violatedDirective}`));
window.alert = (text) => reported.push(`alert: ${text}`);
"""


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Return a headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@dataclass(slots=True)
class Opened:
    """A page in the browser, with all that it asked for and complained of."""

    page: "Page"
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def click(self, name: str) -> None:
        """Click a node or a line of the picture, wherever it is drawn."""
        point = self.where(name)
        assert point, f"{name} is not drawn"
        if not 0 < point["y"] < self.page.viewport_size["height"]:  # type: ignore[index]
            self.page.evaluate("y => scrollBy(0, y - innerHeight / 3)", point["y"])
            point = self.where(name)
        self.page.mouse.click(point["x"], point["y"])

    def where(self, name: str) -> Any:
        """Return where a node or a line is drawn, or None."""
        return self.page.evaluate("name => stancegraph.whereIs(name)", name)

    def panel(self) -> str:
        """Return the text of the panel, without empty lines."""
        return re.sub(r"\n+", "\n", self.page.locator("#panel").inner_text())

    def count(self) -> str:
        """Return how much the page says it shows."""
        return self.page.locator("#count").inner_text()

    def rows(self) -> list[str]:
        """Return the ids of the readings in the table that are not hidden."""
        script = "rows => rows.filter((row) => !row.hidden).map((row) => row.dataset.id)"
        found: list[str] = self.page.locator("#view-table tr[data-id]").evaluate_all(script)
        return found


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens HTML from disk; in the end, nothing must have been asked for or complained of."""
    pages: list[Opened] = []

    def open_page(html: str, *, width: int = 1280, height: int = 800, **options: Any) -> Opened:
        file = tmp_path / f"page-{len(pages)}.html"
        file.write_bytes(html.encode())
        page = browser.new_context(viewport={"width": width, "height": height}, **options).new_page()
        shown = Opened(page)
        pages.append(shown)
        page.add_init_script(WATCH)
        page.on("request", lambda request: shown.requests.append(request.url))
        page.on("console", lambda message: shown.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        page.goto(file.as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready=true]")
        return shown

    yield open_page
    for shown in pages:
        reported = [] if shown.page.is_closed() else shown.page.evaluate("window.reported ?? []")
        shown.page.context.close()
        assert (shown.complaints, reported) == ([], [])
        assert len(shown.requests) == 1, "the page asked for something beside itself"


@pytest.fixture(scope="session")
def page_html(page_data: PageData) -> str:
    """Return the page of the corpus."""
    return render_page(page_data)
