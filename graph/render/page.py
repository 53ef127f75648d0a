"""Writes the page: one HTML file that opens from disk and asks nothing of any network. Layer: render."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import Any

from .page_data import PageData, PageIssue, PageNode, PageReading, PageSource
from .page_html import (
    element,
    escape,
    isolated,
    library_script,
    page_script,
    policy,
    read_part,
    slim,
    spoken,
    to_json,
)
from .page_legend import categories_present, legend, position_mark
from .page_network import to_picture
from .page_table import COLUMNS, flags, table_rows
from .palette import NO_POSITION, STEPS, base_category, category_of, step_of, theme_css
from .telling import day, joined

MOST_PUBLISHERS = 2  # named in the header


def render_page(data: PageData, *, seed: int = 7) -> str:
    """Return the page as HTML, to be written in UTF-8; the same data and seed give the same text.

    Raises :class:`ExportError` where readings or links name nodes that the data lack.
    """
    data.check()
    style = theme_css() + read_part("page.css")
    scripts = (library_script(), page_script())
    return Template(read_part("page_template.html")).substitute(
        policy=escape(policy(scripts, (style,))),
        title=escape(data.title),
        heading=isolated(data.title),
        standfirst=_standfirst(data),
        style=style,
        library=scripts[0],
        script=scripts[1],
        data=to_json(_payload(data, seed)),
        issues=_issue_options(data.issues),
        kinds="".join(_check("kinds", kind.name, kind.label) for kind in categories_present(data)),
        positions=_position_checks(data),
        grounds="".join(_check("grounds", ground, ground) for ground in _grounds(data)),
        switches=_switches(data),
        legend=legend(data),
        columns="".join(element("th", column, scope="col") for column in COLUMNS),
        rows=table_rows(data),
        made_by=_made_by(data.made_by | {"Layout seed": str(seed)}),
        sources="".join(
            element("li", _source_line(source.title, source.publisher, source.published, source.url))
            for source in data.sources
        ),
    )


def _standfirst(data: PageData) -> str:
    """Return one sentence on how much there is, from whom and when."""
    stances, holders = data.stances(), {reading.holder for reading in data.stances()}
    targets = {reading.target for reading in stances}
    held = f"{_count(data.number_of_stances(), 'stance')} of {_count(len(holders), 'actor')}"
    return f"{held} on {_count(len(targets), 'matter')}, from {_origin(data.sources)}{_period(data.sources)}."


def _origin(sources: tuple[PageSource, ...]) -> str:
    """Return how many sources there are, and who published them where these are few."""
    publishers = list(dict.fromkeys(source.publisher for source in sources if source.publisher))
    if not publishers or len(publishers) > MOST_PUBLISHERS:
        return _count(len(sources), "source")
    names = joined(map(isolated, publishers))
    return names if len(sources) == 1 else f"{_count(len(sources), 'source')} of {names}"


def _period(sources: tuple[PageSource, ...]) -> str:
    days = sorted(source.published for source in sources if source.published)
    if not days:
        return ""
    first, last = day(days[0]), day(days[-1])
    return escape(f", {first}" if first == last else f", {first} to {last}")


def _made_by(facts: dict[str, str]) -> str:
    return "".join(element("dt", escape(name)) + element("dd", isolated(value)) for name, value in facts.items())


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _source_line(title: str, publisher: str, published: str, url: str) -> str:
    """Return a source in one line; its address is text, since this page leads nowhere by itself."""
    parts = [isolated(publisher), escape(day(published)), element("span", escape(url), class_="url") if url else ""]
    return element("cite", isolated(title)) + "".join(f", {part}" for part in parts if part and part != "<bdi></bdi>")


def _issue_options(issues: tuple[PageIssue, ...]) -> str:
    """Return the issues as options of a menu, each below its broader one and indented."""
    known = {issue.id for issue in issues}
    written: list[str] = []
    seen: set[str] = set()

    def descend(parent: str | None, depth: int) -> None:
        for issue in issues:
            if issue.id not in seen and (issue.broader if issue.broader in known else None) == parent:
                seen.add(issue.id)
                written.append(element("option", "\u2003" * depth + escape(issue.label), value=issue.id))
                descend(issue.id, depth + 1)

    descend(None, 0)
    return "".join(written)


def _switches(data: PageData) -> str:
    """Return the switches for what is hidden at first, as far as there is any."""
    counts = {
        "outlets": ("Outlets", sum(category_of(node) == "outlet" for node in data.nodes)),
        "earlier": ("Earlier", sum(bool(reading.ended) for reading in data.readings)),
        "offStory": ("Off-story", sum(reading.off_story for reading in data.readings)),
    }
    return "".join(_switch(name, f"{label} ({count})") for name, (label, count) in counts.items() if count)


def _switch(name: str, label: str) -> str:
    box = f'<input type="checkbox" name="{name}" role="switch">'
    return element("label", f"{box}{element('span', escape(label))}", class_="switch")


def _check(name: str, value: str, label: str, *, mark: str = "") -> str:
    box = f'<input type="checkbox" name="{name}" value="{escape(value)}" checked>'
    return element("label", f"{box}{mark}{element('span', escape(label))}")


def _position_checks(data: PageData) -> str:
    checks = [_check("positions", step.name, spoken(step.name), mark=position_mark(step)) for step in STEPS]
    checks.append(_check("positions", NO_POSITION.name, "no position stated", mark=position_mark(NO_POSITION)))
    claims = any(reading.target is None for reading in data.readings)
    return "".join(checks) + (_check("positions", "claim", "claims") if claims else "")


def _grounds(data: PageData) -> list[str]:
    present = {reading.ground for reading in data.readings}
    return [ground for ground in ("stated", "inferred", "derived") if ground in present]


def _payload(data: PageData, seed: int) -> dict[str, Any]:
    """Return what the script needs, without what is empty."""
    broader = {issue.id: issue.broader for issue in data.issues}
    picture = to_picture(data, seed=seed)
    return {
        "nodes": [_node(node) for node in data.nodes],
        "readings": [_reading(reading, broader) for reading in data.readings],
        "links": [slim(asdict(link)) for link in data.links],
        "sources": [slim(asdict(source)) | {"day": day(source.published)} for source in data.sources],
        "network": {"nodes": picture.nodes, "edges": picture.edges, "options": picture.options, "tall": picture.tall},
    }


def _node(node: PageNode) -> dict[str, Any]:
    drawn, base = category_of(node), base_category(node.kind)
    return slim(asdict(node)) | {"category": drawn, "base": base}


def _reading(reading: PageReading, broader: dict[str, str | None]) -> dict[str, Any]:
    step = step_of(reading.value).name if reading.target is not None else "claim"
    evidence = [slim(asdict(item)) for item in reading.evidence]
    return slim(asdict(reading)) | {
        "step": step,
        "issues": _widened(reading.issues, broader),
        "evidence": evidence,
        "flags": flags(reading),
        "day": day(reading.published),
    }


def _widened(issues: tuple[str, ...], broader: dict[str, str | None]) -> list[str]:
    """Return the issues with all that are broader, so that a filter looks no further."""
    found: list[str] = []
    waiting = list(issues)
    while waiting:
        issue = waiting.pop(0)
        if issue not in found:
            found.append(issue)
            waiting.extend(filter(None, [broader.get(issue)]))
    return found
