"""The answer to a query: its bytes in one format, and what they say as terms. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pyoxigraph as ox

from ..errors import QueryError
from .guard import Form, read_head

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]


class Format(StrEnum):
    """How an answer is written; ``table`` and ``md`` are for people, and are rendered from ``json``."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    MD = "md"
    TTL = "ttl"
    NT = "nt"
    JSONLD = "jsonld"


TRIPLE_FORMATS: Final = (Format.TTL, Format.NT, Format.JSONLD)
ROW_FORMATS: Final = tuple(form for form in Format if form not in TRIPLE_FORMATS)
RENDERED: Final = frozenset({Format.TABLE, Format.MD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query returned.

    ``truth`` is that of an ASK, otherwise None; ``data`` is the answer written in ``format``.
    """

    form: Form
    format: Format
    truth: bool | None
    data: bytes

    def to_rows(self) -> tuple[tuple[str, ...], Iterator[Row]]:
        """Return the variables of a SELECT in ``json``, without question marks, and its rows; None is unbound.

        Raises:
            QueryError: the answer has no rows, or is in another format.
        """
        if self.form is not Form.SELECT or self.format is not Format.JSON:
            raise QueryError(f"there are no rows in the {self.format} of {self.form.upper()}")
        found = ox.parse_query_results(self.data, format=ox.QueryResultsFormat.JSON)
        if not isinstance(found, ox.QuerySolutions):  # the engine wrote it: this is for the type checker
            raise QueryError("there are no rows")
        return tuple(variable.value for variable in found.variables), (tuple(row) for row in found)

    def to_triples(self) -> Iterator[ox.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE in ``nt``, sorted.

        Raises:
            QueryError: the answer has no triples, or is in another format.
        """
        if self.format is not Format.NT:
            raise QueryError(f"there are no triples in the {self.format} of {self.form.upper()}")
        return (quad.triple for quad in ox.parse(self.data, format=ox.RdfFormat.N_TRIPLES))


def fitting_format(form: Form, wanted: Format | None) -> Format:
    """Return the format in which the engine writes the answer to a query of ``form``.

    >>> fitting_format(Form.SELECT, Format.TABLE)
    <Format.JSON: 'json'>

    Raises:
        QueryError: an answer of this form cannot be written so.
    """
    formats = TRIPLE_FORMATS if form in {Form.CONSTRUCT, Form.DESCRIBE} else ROW_FORMATS
    if wanted is None:
        return Format.NT if formats is TRIPLE_FORMATS else Format.JSON
    if wanted not in formats:
        what = "triples" if formats is TRIPLE_FORMATS else "rows" if form is Form.SELECT else "true or false"
        raise QueryError(
            f"{form.upper()} returns {what}, which cannot be written as {wanted}",
            hint=f"its formats are: {', '.join(formats)}",
        )
    return Format.JSON if wanted in RENDERED else wanted


def format_for_people(query: str) -> Format:
    """Return the format in which a person reads the answer to a query best: a table, or Turtle for triples.

    >>> format_for_people("DESCRIBE actor:iran")
    <Format.TTL: 'ttl'>
    """
    return Format.TTL if read_head(query).form in {Form.CONSTRUCT, Form.DESCRIBE} else Format.TABLE
