"""Says where a query cannot be read, and why, in words. Layer: queries.

The engine names the furthest place that its parser looked at, up to a keyword's length beyond the fault, and lists
every token that it tried. So the place is found by asking again: the beginning of a query can be continued exactly if
the engine, given it and many spaces, complains about the end of the spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..errors import QueryError, did_you_mean
from ..store.worker import ParseFailure
from ..visible import cells, visible
from .guard import SERVICE, Parse, refused_service
from .pieces import pieces_of

_PADDING: Final = 1024  # so long that neither a keyword nor the dots escaped on a line reach half of it
_EXCERPT: Final = 100

_PLACE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): ")
_REASON: Final = re.compile(r"(?:expected |one of |, )(?P<reason>[A-Z][A-Za-z*]*(?: [\w*'\\.-]+)+)")
_PREFIXED: Final = re.compile(r"(?P<prefix>[\w.\-]*):")
_QUOTES: Final = frozenset("\"'")
_CLOSING: Final = frozenset("})")
_LONG: Final = 40
_KEYWORDS: Final = (
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "DISTINCT", "WHERE", "FILTER",
    "OPTIONAL", "UNION", "MINUS", "GRAPH", "BIND", "VALUES", "GROUP", "ORDER",
    "HAVING", "LIMIT", "OFFSET", "EXISTS", "COUNT", "SAMPLE", "GROUP_CONCAT", "CONTAINS",
    "STRSTARTS", "REGEX", "REPLACE", "BOUND", "COALESCE", "LCASE", "UCASE", "LANGMATCHES",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a query something is: an offset, the piece of text that begins there, and the line around it."""

    offset: int
    piece: str
    line: int
    column: int
    text: str

    @classmethod
    def at(cls, query: str, offset: int, piece: str) -> Place:
        """Return the place of a piece; the offset of the end stands for the end."""
        start = query.rfind("\n", 0, offset) + 1
        end = query.find("\n", offset)
        text = query[start : end if end >= 0 else None].rstrip("\r")
        return cls(
            offset=offset, piece=piece, line=query.count("\n", 0, offset) + 1, column=offset - start + 1, text=text
        )

    def excerpt(self) -> str:
        """Return the line with a caret below the place; of a long line, what is near it."""
        start = max(0, self.column - 1 - _EXCERPT // 2)
        before = ("…" if start else "") + visible(self.text[start : self.column - 1])
        after = visible(self.text[self.column - 1 : start + _EXCERPT])
        return f"  {self.line} | {before}{after}\n  {' ' * len(str(self.line))} | {' ' * cells(before)}^"


def explain(
    query: str, failure: ParseFailure, parse: Parse, known: Mapping[str, str], *, origin: str = ""
) -> QueryError:
    """Return the error, in words for people, of a query that the engine cannot parse.

    ``known`` are the prefixes that may be used, and ``origin`` is the name of the file of the query.
    """
    place = find_fault(query, parse)
    if place.piece.casefold() == SERVICE:
        return refused_service()
    said = [str(failure), _said_of(query[: place.offset + len(place.piece)], parse)]
    if place.piece in _CLOSING:  # what a bracket closes may have been judged just before it
        said.append(_said_of(query[: place.offset], parse))
    reason = _REASON.search(", ".join(said))
    message, hint = _words(place.piece, reason["reason"] if reason else "", known)
    return QueryError(f"{origin or 'query'}:{place.line}:{place.column}: {message}\n{place.excerpt()}", hint=hint)


def find_fault(query: str, parse: Parse) -> Place:
    """Return the first piece of a query with which it can no longer be continued; the end if there is none."""
    pieces = pieces_of(query)
    fault = _first_fault(query, pieces, parse)
    if fault < len(pieces) and pieces[fault][0].startswith("<"):  # perhaps no IRI, but less-than
        start = pieces[fault].start() + 1
        others = pieces_of(query, start)
        if others and can_be_continued(query[:start] + " ", parse):
            pieces, fault = others, _first_fault(query, others, parse)
    if fault < len(pieces):
        return Place.at(query, pieces[fault].start(), pieces[fault][0])
    return Place.at(query, pieces[-1].end() if pieces else 0, "")


def _first_fault(query: str, pieces: Sequence[re.Match[str]], parse: Parse) -> int:
    fault = bisect_left(pieces, 1, key=lambda piece: not can_be_continued(query[: piece.end()], parse))
    open_quotes = (number for number, piece in enumerate(pieces[: fault + 1]) if piece[0] in _QUOTES)
    return next(open_quotes, fault)


def can_be_continued(beginning: str, parse: Parse) -> bool:
    """Tell whether some query begins so."""
    try:
        parse(beginning + " " * _PADDING)
    except ParseFailure as failure:
        place = _PLACE.match(str(failure))
        if place is None:
            return True
        lines = beginning.split("\n")
        return int(place["line"]) == len(lines) and int(place["column"]) > len(lines[-1]) + _PADDING // 2
    return True


def _said_of(beginning: str, parse: Parse) -> str:
    try:
        parse(beginning)
    except ParseFailure as failure:
        return str(failure)
    return ""


def _words(piece: str, reason: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return what is wrong with a piece, and a hint; ``reason`` is what the engine said beside the tokens it tried."""
    name = _PREFIXED.match(piece)
    if name and name["prefix"] not in known:
        declare = f"declare it with PREFIX {name['prefix']}: <…>; known without are: {' '.join(sorted(known))}"
        return f"the prefix '{name['prefix']}:' is not known", did_you_mean(name["prefix"], known) or declare
    if piece in _QUOTES:
        return "a string begins here and does not end on its line", "a string over several lines has three quotes"
    return _said(reason) if reason else _misplaced(piece)


def _said(reason: str) -> tuple[str, str]:
    if reason.startswith("IRI"):
        return "an IRI ends here that is relative, or has a character that no IRI may have", "write it in full"
    return f"{reason[0].lower()}{reason[1:]}" if reason.startswith("The ") else reason, ""


def _misplaced(piece: str) -> tuple[str, str]:
    if not piece:
        return "the query ends before it is complete", "is a closing bracket or quote missing?"
    shown = visible(piece if len(piece) <= _LONG else f"{piece[:_LONG]}…")
    word = piece.upper()
    return f"{shown} cannot stand here", "" if word in _KEYWORDS else did_you_mean(word, _KEYWORDS)
