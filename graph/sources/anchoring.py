"""Finds quotes in a text, and keeps where they are. Layer: sources.

A quote is matched code point for code point; nothing is normalised. ``first words ... last words`` stands for the
shortest span that begins and ends so. Offsets count code points, so that ``text[start:end]`` is the quote.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from ..errors import InvalidInput, Problem

ELISION: Final = re.compile(r"\s*(?:\.\.\.|…)\s*")
CONTEXT: Final = 32
_WORD: Final = re.compile(r"\S*")
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a text, in code points; ``exact`` is empty where the text is not at hand."""

    start: int
    end: int
    exact: str
    sha256: str


class QuoteError(ValueError):
    """A quote that is not found, or found more than once."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where the quotes of a source are, with or without its text."""

    text: str | None = None
    known: dict[tuple[str, str], Span] = field(default_factory=dict)
    sha256: str = ""
    length: int | None = None

    @classmethod
    def of_text(cls, text: str) -> Anchors:
        """Return anchors that are looked up in a text."""
        return cls(text=text, sha256=digest(text), length=len(text))

    def find(self, quote: str, near: str = "", *, first: bool = False) -> Span | None:
        """Return where a quote is (the first place, if asked so), or None where no text and no anchor says so.

        Raises:
            QuoteError: the text does not have the quote, or has it more than once.
        """
        if self.text is not None:
            return find_quote(self.text, quote, near, first=first)
        if self.known and (quote, near) not in self.known:
            raise QuoteError(
                "quote-not-anchored",
                f"the anchors file has no quote {quote!r}",
                "run: stancegraph anchor SOURCE.yaml --text TEXT.txt",
            )
        return self.known.get((quote, near))

    def context(self, span: Span) -> tuple[str | None, str | None]:
        """Return the characters before and after a span, None where the text is not at hand."""
        if self.text is None:
            return None, None
        return self.text[max(0, span.start - CONTEXT) : span.start], self.text[span.end : span.end + CONTEXT]


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def find_quote(text: str, quote: str, near: str = "", *, first: bool = False) -> Span:
    """Return the only place of ``quote`` in ``text``, the one closest to ``near``, or the ``first`` of several.

    >>> span = find_quote("Ost warned that new tolls would ruin the talks.", "Ost warned ... ruin the talks")
    >>> span.start, span.end
    (0, 46)

    Raises:
        QuoteError: the quote is not there, is there more than once, or ``near`` is not there or decides nothing.
    """
    places = sorted(set(_places(text, quote)))
    if not places:
        raise QuoteError("quote-not-found", f"the text does not have the quote {quote!r}", _nearest(text, quote))
    if len(places) > 1 and (near or not first):
        places = _nearest_to(text, places, near, quote)
    start, end = places[0]
    return Span(start, end, text[start:end], digest(text[start:end]))


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yield every place of a quote; of an elided one, every shortest span that contains no other."""
    parts = _parts(quote)
    if quote in text or len(parts) == 1:  # the dots may stand in the text itself
        yield from ((start, start + len(quote)) for start in _occurrences(text, quote))
    else:
        found = (_shortest_from(text, start, parts) for start in _occurrences(text, parts[0]))
        yield from _innermost([span for span in found if span])


def _parts(quote: str) -> list[str]:
    return [part for part in ELISION.split(quote) if part] or [quote]


def _innermost(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans that contain no other; ``spans`` come in the order of their starts."""
    ends = [end for _start, end in spans]
    for number, (start, end) in enumerate(spans):
        if not any(other <= end for other in ends[number + 1 :]):
            yield start, end


def _shortest_from(text: str, start: int, parts: list[str]) -> tuple[int, int] | None:
    end = start + len(parts[0])
    for part in parts[1:]:
        found = text.find(part, end)
        if found < 0:
            return None
        end = found + len(part)
    return start, end


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _nearest_to(text: str, places: list[tuple[int, int]], near: str, quote: str) -> list[tuple[int, int]]:
    hints = list(_occurrences(text, near)) if near else []
    if not hints:
        lines = ", ".join(f"line {text.count(chr(10), 0, start) + 1}" for start, _end in places[:5])
        said = f"and not the words {near!r} that should be near it" if near else f"{len(places)} times ({lines})"
        raise QuoteError(
            "quote-ambiguous",
            f"the text has the quote {quote!r} {said}",
            "add near: with words that stand close to the one that is meant",
        )
    ranked = sorted((min(_distance(place, hint, len(near)) for hint in hints), place) for place in places)
    if ranked[0][0] == ranked[1][0]:
        raise QuoteError(
            "quote-ambiguous",
            f"the words {near!r} are as near to one {quote!r} as to another",
            "choose other words for near:, or a longer quote",
        )
    return [ranked[0][1]]


def _distance(place: tuple[int, int], hint: int, length: int) -> int:
    start, end = place
    return max(start - (hint + length), hint - end, 0)


def _nearest(text: str, quote: str) -> str:
    """Return a hint with the passage that resembles a missing quote most."""
    missing = next((part for part in _parts(quote) if part not in text), None)
    if missing is None:
        return "its parts are all there, but not in this order: check first and last words"
    words = missing[:200]
    best = max(
        _windows(text, len(words)),
        key=lambda passage: SequenceMatcher(None, words, passage, autojunk=False).ratio(),
        default="",
    )
    return f"the nearest passage is: {best.strip()!r}" if best.strip() else "the text is empty"


def _windows(text: str, length: int) -> Iterator[str]:
    """Yield the passages of about ``length`` characters that begin at a word, at most 400 of them."""
    starts = [0, *(match.end() for match in re.finditer(r"\s+", text))]
    step = max(1, len(starts) // 400)
    for start in starts[::step]:
        rest = _WORD.match(text, start + length)
        yield text[start : rest.end() if rest else start + length]


def read_anchors(path: Path, source: str) -> Anchors:
    """Return the anchors that a file holds.

    Raises:
        InvalidInput: the file is no anchors file, or belongs to another source.
    """
    try:
        held: dict[str, Any] = json.loads(path.read_bytes())
        if held["format"] > FORMAT:
            raise _broken(path, f"format {held['format']} is newer than {FORMAT}", "upgrade stancegraph")
        spans = {
            (str(span["quote"]), str(span.get("near", ""))): Span(
                int(span["start"]), int(span["end"]), "", str(span["sha256"])
            )
            for span in held["spans"]
        }
        anchors = Anchors(known=spans, sha256=str(held["text"]["sha256"]), length=int(held["text"]["length"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, InvalidInput):
            raise
        raise _broken(
            path, f"is not an anchors file ({type(error).__name__}: {error})", "write it again with: stancegraph anchor"
        ) from error
    if held["source"] != source:
        raise _broken(
            path,
            f"holds the anchors of {held['source']!r}, not of {source!r}",
            "write it again with: stancegraph anchor",
        )
    return anchors


def render_anchors(source: str, anchors: Anchors, spans: dict[tuple[str, str], Span]) -> str:
    """Return the text of an anchors file: offsets and hashes, and no word of the text but the quotes."""
    listed = [
        {"quote": quote}
        | ({"near": near} if near else {})
        | {"start": span.start, "end": span.end, "sha256": span.sha256}
        for (quote, near), span in sorted(spans.items(), key=lambda item: (item[1].start, item[1].end, item[0]))
    ]
    held = {
        "format": FORMAT,
        "source": source,
        "text": {"sha256": anchors.sha256, "length": anchors.length},
        "spans": listed,
    }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _broken(path: Path, message: str, hint: str) -> InvalidInput:
    return InvalidInput([Problem(file=str(path), code="bad-anchors", message=message, hint=hint)])
