"""A YAML file with the exact place of everything in it, so that it can be changed without being rewritten.

Layer: curation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ..sources.located import Item, Mapping, Scalar, Sequence, events_of, parse_yaml
from ..sources.problems import Mark, Problems

BOM: Final = "\ufeff"
_BREAK: Final = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Extent:
    """Where an item begins and ends in the text, comments behind it left out; ``flow`` where it stands in brackets."""

    start: int
    end: int
    flow: bool


_Key = tuple[type[Item], int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A YAML file as it is typed; ``text`` is without the byte order mark that ``bom`` tells of."""

    path: Path
    text: str
    document: Mapping | None
    bom: bool
    _extents: dict[_Key, Extent]

    @classmethod
    def parse(cls, path: Path, text: str, problems: Problems) -> Sheet:
        """Return the sheet of a text; its document is None where it holds none, which is noted unless it is empty."""
        plain = text.removeprefix(BOM)
        document = parse_yaml(plain, str(path), problems) if plain.strip() else None
        return cls(path, plain, document, plain != text, _extents(plain) if document else {})

    @property
    def newline(self) -> str:
        """How lines end in this file."""
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"

    def extent(self, item: Item) -> Extent:
        """Return where an item stands."""
        return self._extents[type(item), item.mark.line, item.mark.column]

    def key_start(self, mark: Mark) -> int:
        """Return where a key stands."""
        return self._extents[Scalar, mark.line, mark.column].start

    def raw(self, item: Item) -> str:
        """Return an item as it is typed."""
        found = self.extent(item)
        return self.text[found.start : found.end]


def line_start(text: str, place: int) -> int:
    r"""Return where the line of a place begins.

    >>> line_start("ab\ncd", 4)
    3
    """
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def line_end(text: str, place: int) -> int:
    r"""Return where the line of a place ends, before its line break.

    >>> line_end("ab\r\ncd", 1), line_end("ab", 1)
    (2, 2)
    """
    found = _BREAK.search(text, place)
    return found.start() if found else len(text)


def next_line(text: str, place: int) -> int:
    """Return where the line after that of a place begins, or the end of the text."""
    found = _BREAK.search(text, place)
    return found.end() if found else len(text)


def _extents(text: str) -> dict[_Key, Extent]:
    """Return the extents of all items; a list or mapping without brackets ends where the last thing in it does."""
    found: dict[_Key, Extent] = {}
    waiting: list[SequenceStartEvent | MappingStartEvent] = []
    last = 0
    for event in events_of(text):
        if isinstance(event, ScalarEvent):
            last = _tight_end(text, event)
            found[_key(Scalar, event)] = Extent(_index(event.start_mark), last, flow=True)
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            waiting.append(event)
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            begun = waiting.pop()
            flow = bool(begun.flow_style)
            last = _index(event.end_mark) if flow else max(last, _index(begun.start_mark))
            kind = Mapping if isinstance(begun, MappingStartEvent) else Sequence
            found[_key(kind, begun)] = Extent(_index(begun.start_mark), last, flow=flow)
    return found


def _tight_end(text: str, event: ScalarEvent) -> int:
    """Return where a scalar ends; the parser counts the empty lines behind a literal block as part of it."""
    start, end = _index(event.start_mark), _index(event.end_mark)
    return start + len(text[start:end].rstrip()) if event.style in ("|", ">") else end


def _key(kind: type[Item], event: Event) -> _Key:
    mark: Any = event.start_mark
    return kind, mark.line + 1, mark.column + 1


def _index(mark: Any) -> int:
    """Return the place of a mark of the parser, whichever of its two kinds."""
    return int(mark.index)
