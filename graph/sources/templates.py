"""Templates of a table's mapping: texts in which ``{column}`` stands for what a row has there. Layer: sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from ..iris import slug
from .problems import Mark

_PLACE: Final = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Place:
    """A column; ``join`` names the joined table that it is in, and is empty for the table itself."""

    join: str
    column: str


@dataclass(frozen=True, slots=True)
class Template:
    """A text with columns in it: ``parts`` are fixed words, and names of columns as they were written."""

    text: str
    parts: tuple[tuple[bool, str], ...] = field(init=False, repr=False, compare=False)
    """Each part with whether it is a column."""

    def __post_init__(self) -> None:
        pieces = _PLACE.split(self.text)
        parts = tuple((number % 2 == 1, piece) for number, piece in enumerate(pieces) if piece)
        object.__setattr__(self, "parts", parts)

    @property
    def is_composite(self) -> bool:
        """Whether there are columns and further words, or several columns.

        >>> Template("{country}").is_composite, Template("vote-{rcid}").is_composite, Template("vote").is_composite
        (False, True, False)
        """
        return len(self.parts) > 1 and any(is_column for is_column, _ in self.parts)

    def columns(self) -> Iterator[str]:
        """Yield the names of columns, as they were written."""
        return (piece for is_column, piece in self.parts if is_column)

    def fill(self, values: Mapping[str, str], *, slugged: bool = False) -> str:
        """Return the text of a row; empty where a column is empty.

        >>> Template("{rcid}-{country}").fill({"rcid": "3", "country": "Côte d'Ivoire"}, slugged=True)
        '3-cote-d-ivoire'
        """
        if any(not values[name] for name in self.columns()):
            return ""
        texts = (
            slug(values[piece]) if is_column and slugged else values.get(piece, piece) if is_column else piece
            for is_column, piece in self.parts
        )
        return "".join(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one field is read from: a template, and what its texts stand for.

    ``kind`` says how the text is read, as the kinds of the form do: ``actor``, ``concept:position``, ``time`` …
    """

    template: Template
    kind: str
    mark: Mark
    codes: Mapping[str, str] | None = None
    by_code: bool = False
    date_format: str = ""


def place(name: str, joins: AbstractSet[str]) -> Place:
    """Return the column that a name in a template stands for.

    >>> place("calls.date", {"calls"}), place("vote.no", {"calls"})
    (Place(join='calls', column='date'), Place(join='', column='vote.no'))
    """
    join, _, column = name.partition(".")
    return Place(join, column) if join in joins and column else Place("", name)
