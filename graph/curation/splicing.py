"""Changes of a text at exact places, and the lines that they change, kept so that they can be undone. Layer: curation.

What stands outside the places that are named stays as it is, byte for byte: comments, order, quotation marks and line
ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .sheet import line_start, next_line


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """A text to put in the place of what stands between two places."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines of a text and what became of them; ``line`` is the first of them afterwards, counted from 1."""

    line: int
    was: str
    now: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with all splices made; of two at the same place, the first comes first.

    >>> spliced("abc", [Splice(2, 3, "!"), Splice(1, 1, "-")])
    'a-b!'
    """
    parts, place = [], 0
    for one in sorted(splices, key=lambda one: (one.start, one.end)):
        parts += [text[place : one.start], one.text]
        place = one.end
    return "".join([*parts, text[place:]])


def hunks_of(text: str, splices: Sequence[Splice]) -> Iterator[Hunk]:
    r"""Yield the lines that splices change, in their order.

    >>> list(hunks_of("a: 1\nb: 2\nc: 3\n", [Splice(8, 9, "5")]))
    [Hunk(line=2, was='b: 2\n', now='b: 5\n')]
    """
    grown = 0
    for start, end, own in _line_ranges(text, splices):
        was = text[start:end]
        now = spliced(was, [Splice(one.start - start, one.end - start, one.text) for one in own])
        if now != was:
            yield Hunk(text.count("\n", 0, start) + grown + 1, was, now)
        grown += now.count("\n") - was.count("\n")


def _line_ranges(text: str, splices: Iterable[Splice]) -> list[tuple[int, int, list[Splice]]]:
    """Return the stretches of whole lines that splices touch, with these; where lines vanish, with the line before."""
    ranges: list[tuple[int, int, list[Splice]]] = []
    for one in sorted(splices, key=lambda one: (one.start, one.end)):
        start, end, own = *_lines_of(text, one), [one]
        if ranges and (start < ranges[-1][1] or start == ranges[-1][1] == len(text)):
            before = ranges.pop()
            start, end, own = before[0], max(end, before[1]), [*before[2], one]
        ranges.append((start, end, own))
    return ranges


def _lines_of(text: str, splice: Splice) -> tuple[int, int]:
    """Return the stretch of lines that a splice touches, so that what comes of it is whole lines, and not nothing."""
    start, end = line_start(text, splice.start), splice.end
    if end == splice.start or line_start(text, end) != end:
        end = next_line(text, end)
    now = text[start : splice.start] + splice.text + text[splice.end : end]
    if now and not now.endswith(("\n", "\r")):
        end = next_line(text, end)
    return (line_start(text, start - 1) if start and not now else start), end


def undone(text: str, hunks: Sequence[Hunk]) -> str | Hunk:
    """Return a text as it was before hunks; where the lines of one are not found as they became, that hunk.

    Lines that moved are found where they stand once alone.
    """
    for hunk in reversed(hunks):
        place = _find(text, hunk)
        if place is None:
            return hunk
        text = text[:place] + hunk.was + text[place + len(hunk.now) :]
    return text


def _find(text: str, hunk: Hunk) -> int | None:
    places = [place for place in _places(text, hunk.now) if _is_whole(text, place, place + len(hunk.now))]
    there = [place for place in places if text.count("\n", 0, place) + 1 == hunk.line]
    found = there or places
    return found[0] if len(found) == 1 else None


def _is_whole(text: str, start: int, end: int) -> bool:
    return start == line_start(text, start) and (end == len(text) or end == line_start(text, end))


def _places(text: str, part: str) -> Iterator[int]:
    place = text.find(part) if part or not text else -1
    while place >= 0:
        yield place
        place = text.find(part, place + 1)
