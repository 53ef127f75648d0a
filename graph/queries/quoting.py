"""The words that readings rest on: spans of text, and rows of tables. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import filterfalse
from typing import Final

from .facts import Facts

_OF_SPAN: Final = ("selector", "hasSource")
_OF_ROW: Final = ("source", "file", "row")
_OF_SELECTOR: Final = ("exact", "start", "end")
_BETWEEN: Final = " … "
_MARKS: Final = ('"', "“", "”", "«", "»", "„", "‘", "「", "『")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Quote:
    """One piece of evidence; of a row of a table, ``exact`` names file and row, and there are no offsets."""

    source: str
    start: int
    end: int
    exact: str
    evidence: str

    def to_dict(self) -> dict[str, str | int]:
        """Return the words, and where they are, in the shape that ``explain --format json`` prints."""
        return {"source": self.source, "start": self.start, "end": self.end, "exact": self.exact}


class Quotes:
    """The words of pieces of evidence in one graph; those of rows of tables are looked up only where they are read."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._rows = facts.names.prefixes["record"]
        self._kept: dict[str, Quote] = {}

    def load(self, evidence: Iterable[str]) -> None:
        """Look up the words of pieces of evidence."""
        spans = [node for node in dict.fromkeys(evidence) if not self.is_row(node)]
        self._facts.load(spans, _OF_SPAN)
        self._facts.load([selector for node in spans for selector in self._facts.nodes(node, "selector")], _OF_SELECTOR)

    def is_row(self, node: str) -> bool:
        """Tell whether a piece of evidence is a row of a table, and has no words."""
        return node.startswith(self._rows)

    def read(self, evidence: Iterable[str]) -> list[Quote]:
        """Return the words of pieces of evidence, by source and place."""
        nodes = list(dict.fromkeys(evidence))
        self.load(nodes)
        self._facts.load(filter(self.is_row, nodes), _OF_ROW)
        return sorted(map(self._read, nodes))

    def in_order(self, evidence: Iterable[str]) -> list[str]:
        """Return pieces of evidence by source and place."""
        nodes = list(dict.fromkeys(evidence))
        rows = sorted(filter(self.is_row, nodes))
        return [*(quote.evidence for quote in self.read(set(nodes) - set(rows))), *rows]

    def join(self, evidence: Iterable[str], *, direct: bool = False) -> str | None:
        """Return the words that one reading rests on; None where it rests on a table.

        Of a direct quote, the spans in quotation marks are what was said, and the others tell who says it.
        """
        texts = [quote.exact for quote in self.read(filterfalse(self.is_row, evidence))]
        marked = list(filter(_is_marked, texts)) if direct else []
        return _BETWEEN.join(marked or texts) or None

    def _read(self, node: str) -> Quote:
        if node not in self._kept:
            self._kept[node] = self._row(node) if self.is_row(node) else self._span(node)
        return self._kept[node]

    def _span(self, node: str) -> Quote:
        selectors = self._facts.nodes(node, "selector")
        said = {field: text for one in selectors for field in _OF_SELECTOR if (text := self._facts.text(one, field))}
        return Quote(
            source=self._facts.text(node, "hasSource"),
            start=int(said.get("start", -1)),
            end=int(said.get("end", -1)),
            exact=said.get("exact", ""),
            evidence=node,
        )

    def _row(self, node: str) -> Quote:
        words = (self._facts.text(node, field) for field in ("file", "row"))
        source = self._facts.text(node, "source")
        return Quote(source=source, start=-1, end=-1, exact=" ".join(filter(None, words)), evidence=node)


def _is_marked(text: str) -> bool:
    return any(mark in text for mark in _MARKS)
