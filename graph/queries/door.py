"""The SPARQL door: every query of a person goes through it, and is guarded, limited and answered. Layer: queries.

with Door(store, names) as door:
    variables, rows = door.run("SELECT ?s { ?s a sg:Stance }").to_rows()
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyoxigraph as ox

from ..errors import ExportError, QueryError
from ..iris import Names
from ..store.worker import MEMORY, TIMEOUT, Evaluation, ParseFailure, QueryWorker
from .answer import Answer, Format, Term, fitting_format
from .faults import explain
from .guard import Form, check, misspell, read_head
from .pieces import escape_dots


class Graphs(StrEnum):
    """Which named graphs a query sees beside the default graph: what rules derived, or second annotators' too."""

    PRIMARY = "primary"
    ALL = "all"


_NAMED: Final = {Graphs.PRIMARY: ("derived.",), Graphs.ALL: ("derived.", "annotator.")}
_PARTS: Final = ("span", "record", "condition")  # nodes that only say more about the reading that has them
_NOT_IN_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


class Door:
    """Answers SPARQL queries over one store; the process that evaluates them starts with the first and stays warm."""

    def __init__(
        self,
        store: Path,
        names: Names,
        *,
        graphs: Graphs = Graphs.PRIMARY,
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
    ) -> None:
        self._names = names
        self._seen = [names.expand(f"graph:{kind}") for kind in _NAMED[graphs]]
        self._worker = QueryWorker(store, timeout=timeout, memory=memory)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process that evaluates."""
        self._worker.close()

    def run(
        self,
        query: str,
        *,
        format: Format | None = None,  # noqa: A002 - as on the command line
        bindings: Mapping[str, Term] | None = None,
        origin: str = "",
    ) -> Answer:
        """Return the answer to a query.

        Args:
            query: SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of ``names`` need no declaration.
            format: how the answer is written; None for the one that gives rows (``json``) or triples (``nt``).
            bindings: terms for variables that the outermost SELECT returns.
            origin: the name of the file of the query, for messages.

        Raises:
            QueryError: the query is refused, does not parse or cannot be evaluated, or the format does not fit it.
            LimitError: it takes too long, or too much memory.
            ExportError: XML cannot carry a character of the answer.
        """
        text = _checked(query)
        head = read_head(text)
        known = {**self._names.prefixes, **head.prefixes}
        try:
            chooses = check(text, head.form, known, self._parse, self._worker.graphs)
            return self._evaluate(text, head.form or Form.SELECT, format, chooses=chooses, bindings=bindings or {})
        except ParseFailure as failure:
            raise explain(text, failure, self._parse, known, origin=origin) from failure

    def look_up(self, nodes: Iterable[str], predicates: Iterable[str]) -> dict[str, dict[str, list[Term]]]:
        """Return node → predicate → values, sorted, for the nodes and predicates that have any; all are named by IRIs.

        This is for many nodes that are known: a query takes terms for single variables, not a list of them.
        """
        found = self._worker.look_up(list(nodes), list(predicates), self._seen)
        return {
            node: {predicate: sorted(map(_term, terms), key=str) for predicate, terms in values.items()}
            for node, values in found.items()
        }

    def _parse(self, query: str) -> None:
        self._worker.parse(misspell(escape_dots(query)), self._names.prefixes)

    def _evaluate(
        self, query: str, form: Form, wanted: Format | None, *, chooses: bool, bindings: Mapping[str, Term]
    ) -> Answer:
        wire = fitting_format(form, wanted)
        reply = self._worker.evaluate(
            Evaluation(
                query=escape_dots(query),
                format=wire,
                prefixes=self._names.prefixes,
                graphs=None if chooses else self._seen,
                bindings={name: str(term) for name, term in bindings.items()},
                parts=[self._names.prefixes[kind] for kind in _PARTS] if form is Form.DESCRIBE else (),
            )
        )
        return Answer(form=form, format=wire, truth=reply.truth, data=_writable(wire, reply.payload))


def _checked(query: str) -> str:
    """Return the text of a query without a byte order mark."""
    try:
        query.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the query is not valid Unicode", hint="write it in UTF-8") from error
    return query.removeprefix("\ufeff")


def _term(plain: str | list[str | None]) -> Term:
    """Return the term that a look-up found."""
    if isinstance(plain, str):
        return ox.NamedNode(plain)
    text, language, datatype = plain
    return ox.Literal(text or "", language=language, datatype=None if language else ox.NamedNode(datatype or ""))


def _writable(wire: Format, data: bytes) -> bytes:
    found = _NOT_IN_XML.search(data) if wire is Format.XML else None
    if found:
        character = ord(found[0].decode())
        raise ExportError(
            f"the answer has the character U+{character:04X}, which XML cannot carry", hint="take --format json"
        )
    return data
