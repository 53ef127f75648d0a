"""What a query may be: it reads this graph, makes no request, reads no file and changes nothing. Layer: queries.

The engine's own parser decides what is a keyword, not a pattern of ours: before a query with the letters SERVICE is
evaluated, it is parsed with them misspelt. Where they are a variable, an IRI, a string or a comment, it still parses;
where they are the keyword, it does not, since no grammar rule has a bare word there. FROM is found in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ..errors import QueryError
from ..store.worker import ParseFailure

Parse = Callable[[str], None]
"""Raises :class:`ParseFailure` where the engine cannot parse a query with SERVICE misspelt; evaluates nothing of it."""


class Form(StrEnum):
    """The four forms of a query."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How a query begins: its form, None where it is no query, and the prefixes it declares."""

    form: Form | None
    prefixes: Mapping[str, str]


UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
SERVICE: Final = "service"

_SPACE: Final = r"(?:[ \t\r\n]|\#[^\r\n]*+)*+"
_IRI: Final = r'<[^<>"{}|^`\\\x00-\x20]*>'
_PREFIX: Final = r"(?:[^\W\d_][\w.\-]*)?"
_DECLARATION: Final = re.compile(
    rf"""{_SPACE} (?: PREFIX {_SPACE} (?P<prefix>{_PREFIX}) : {_SPACE} (?P<iri>{_IRI})
         | BASE {_SPACE} {_IRI} | VERSION {_SPACE} (?: "[^"]*" | '[^']*' ) )""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD: Final = re.compile(rf"{_SPACE}(?P<word>\w*)")
_SERVICE: Final = re.compile(SERVICE, re.IGNORECASE)
_FROM: Final = re.compile("from", re.IGNORECASE)
_DATASET: Final = re.compile(
    rf"FROM {_SPACE} (?: NAMED {_SPACE} )? (?: (?P<iri>{_IRI}) | (?P<prefix>{_PREFIX}) : (?P<local>[\w.\-]*) )?",
    re.IGNORECASE | re.VERBOSE,
)


def read_head(query: str) -> Head:
    r"""Return how a query begins.

    >>> read_head("PREFIX a: <urn:a> # SELECT\nAsk { ?s ?p a:x }")
    Head(form=<Form.ASK: 'ask'>, prefixes={'a': 'urn:a'})

    Raises:
        QueryError: the query is empty, or would change the graph.
    """
    prefixes, place = {}, 0
    while declaration := _DECLARATION.match(query, place):
        place = declaration.end()
        if declaration["iri"]:
            prefixes[declaration["prefix"]] = declaration["iri"][1:-1]
    found = _WORD.match(query, place)
    if found is None or (found.end() == len(query) and not found["word"]):
        raise QueryError("the query is empty", hint="a query is one of SELECT, ASK, CONSTRUCT or DESCRIBE")
    word = found["word"].upper()
    if word in UPDATES:
        raise QueryError(
            f"{word} is an update, and a built graph is read-only",
            hint="change the annotated sources and build again; CONSTRUCT returns new triples without storing them",
        )
    return Head(form=Form.__members__.get(word), prefixes=prefixes)


def misspell(query: str) -> str:
    """Return the query with the letters SERVICE misspelt wherever they stand; every place in it stays the same.

    >>> misspell("ASK { SERVICE ?service { } }")
    'ASK { SERQICE ?serqice { } }'
    """
    return _SERVICE.sub(lambda letters: letters[0].replace("v", "q").replace("V", "Q"), query)


def refused_service() -> QueryError:
    """Make the error of a query that asks another endpoint."""
    return QueryError(
        "SERVICE is refused: a query never makes a request",
        hint="ask the other endpoint by itself, and combine the answers",
    )


def check(
    query: str, form: Form | None, prefixes: Mapping[str, str], parse: Parse, named: Callable[[], Collection[str]]
) -> bool:
    """Return if a query may be evaluated, and tell whether it chooses its graphs itself, by FROM.

    Raises:
        ParseFailure: it has the keyword SERVICE, or does not parse.
        QueryError: it chooses a graph that is not among the ``named`` graphs of this store.
    """
    may_choose = _FROM.search(query) is not None
    if may_choose or _SERVICE.search(query) or form is None:
        parse(query)
    clauses = list(_dataset_clauses(query, parse)) if may_choose else []
    if clauses:
        _check_graphs([_graph_of(clause, prefixes) for clause in clauses], named())
    return bool(clauses)


def _check_graphs(chosen: Iterable[str | None], graphs: Collection[str]) -> None:
    for iri in chosen:
        if iri not in graphs:
            raise QueryError(
                f"FROM {iri or '…'} is refused: it is not a graph of this store, and a query reads nothing else",
                hint=f"the named graphs are: {' '.join(sorted(graphs)) or 'none'}; name one by its full IRI",
            )


def _dataset_clauses(query: str, parse: Parse) -> Iterator[re.Match[str]]:
    if not _parses(_FROM.sub("frqm", query), parse):
        for letters in _FROM.finditer(query):
            clause = _DATASET.match(query, letters.start())
            if clause and not _parses(f"{query[: letters.start()]}frqm{query[letters.end() :]}", parse):
                yield clause


def _parses(query: str, parse: Parse) -> bool:
    try:
        parse(query)
    except ParseFailure:
        return False
    return True


def _graph_of(clause: re.Match[str], prefixes: Mapping[str, str]) -> str:
    """Return the IRI that a clause names; nothing where it cannot be told."""
    if clause["iri"]:
        return clause["iri"][1:-1]
    namespace = prefixes.get(clause["prefix"] or "")
    return f"{namespace}{clause['local']}" if namespace is not None and clause["local"] else ""
