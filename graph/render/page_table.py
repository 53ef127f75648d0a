"""The table of the page, written here so that it can be read where no script runs. Layer: render."""

from __future__ import annotations

from collections import defaultdict

from .page_data import PageData, PageEvidence, PageReading
from .page_html import element, escape, isolated, spoken
from .page_legend import reading_mark
from .palette import step_of
from .telling import day

UNDONE = ("superseded by", "corrected by", "retracted by", "disputed by")
COLUMNS = ("Holder", "Position", "Act", "How known", "When", "In these words")


def table_rows(data: PageData) -> str:
    """Return the bodies of the table: one for each target, what is most spoken of first, then one for the claims."""
    labels = _labels(data)
    groups = _by_target(data)
    order = sorted(groups, key=lambda target: (-len(groups[target]), labels[target], target))
    bodies = [_body(target, labels[target], groups[target], labels) for target in order]
    claims = [reading for reading in data.readings if reading.target is None]
    if claims:
        bodies.append(_body("", "Claims: what is said to be so", claims, labels))
    return "\n".join(bodies)


def _labels(data: PageData) -> dict[str, str]:
    """Return what each node is called and, where there are several, each source."""
    labels = {node.id: node.label for node in data.nodes}
    if len(data.sources) > 1:
        labels |= {source.id: source.title for source in data.sources}
    return labels


def _by_target(data: PageData) -> dict[str, list[PageReading]]:
    groups: dict[str, list[PageReading]] = defaultdict(list)
    for reading in data.stances():
        groups[reading.target or ""].append(reading)
    return groups


def _body(target: str, title: str, readings: list[PageReading], labels: dict[str, str]) -> str:
    heading = element(
        "tr", element("th", isolated(title), colspan=str(len(COLUMNS)), scope="rowgroup"), class_="target"
    )
    readings = sorted(
        readings,
        key=lambda reading: (reading.value is None, -(reading.value or 0.0), labels[reading.holder], reading.id),
    )
    rows = "\n".join(_row(reading, labels) for reading in readings)
    return element("tbody", f"{heading}\n{rows}", data_target=target or None)


def _row(reading: PageReading, labels: dict[str, str]) -> str:
    cells = (
        element("th", isolated(labels[reading.holder]), scope="row", class_="holder"),
        _cell("Position", _position(reading)),
        _cell("Act", escape(spoken(reading.act or ""))),
        _cell("How known", _known(reading)),
        _cell("When", isolated(reading.uttered or day(reading.published))),
        _cell("In these words", _words(reading, labels.get(reading.source, ""))),
    )
    return element("tr", "".join(cells), data_id=reading.id)


def _cell(column: str, content: str) -> str:
    return element("td", content, data_label=column, class_="empty" if not content else None)


def _position(reading: PageReading) -> str:
    """Return the position with its mark, or the words of a claim, and what qualifies it."""
    if reading.target is None:
        said = isolated(reading.text)
    else:
        word = escape(spoken(reading.position)) if reading.position else "no position stated"
        said = reading_mark(reading, step_of(reading.value)) + element("span", word)
    told = "".join(element("span", isolated(text), class_="flag") for text in flags(reading))
    return said + (element("span", told, class_="flags") if told else "")


def flags(reading: PageReading) -> list[str]:
    """Return what sets a reading apart from one that was plainly stated.

    >>> how = {"ground": "inferred", "condition": "if it rains"}
    >>> flags(PageReading(id="s", kind="stance", holder="actor:a", source="", **how))
    ['inferred', 'if it rains']
    """
    told = (
        (reading.ground != "stated", reading.ground),
        (bool(reading.condition), reading.condition or ""),
        (reading.factuality != "actual", reading.factuality),
        (reading.certainty not in {"", "certain"}, reading.certainty),
        (bool(reading.alternative_to), "one of two ways to read it"),
        (reading.needs_review, "needs review"),
        (reading.off_story, "off story"),
    )
    done = [word.removesuffix(" by") for word, _ in reading.relations if word in UNDONE]
    return [*(text for holds, text in told if holds), *dict.fromkeys(done)]


def _known(reading: PageReading) -> str:
    chain = " → ".join(isolated(step) for step in reading.chain)
    return element("span", chain, class_="chain") + (
        element("span", escape(spoken(reading.attribution)), class_="how") if reading.attribution else ""
    )


def _words(reading: PageReading, title: str) -> str:
    """Return the words of a reading, with the title of the source where there are several, and the offsets in it."""
    return "".join(_quoted(evidence) + _where(evidence, title) for evidence in reading.evidence)


def _quoted(evidence: PageEvidence) -> str:
    if evidence.exact:
        return element("q", isolated(evidence.exact))
    return element("code", escape(evidence.record or f"sha256 {evidence.sha256}"))


def _where(evidence: PageEvidence, title: str) -> str:
    offsets = "" if evidence.start is None else f"characters {evidence.start}–{evidence.end}"
    parts = [isolated(title) if title else "", offsets]
    return element("span", " " + ", ".join(filter(None, parts)), class_="where") if any(parts) else ""
