"""Cells of a table to values, each distinct text read once, as if an annotator had typed it. Layer: sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from ..errors import did_you_mean
from ..iris import Curie
from ..model.columns import Column
from ..model.registry import Registry
from ..times import HINT
from .fields import READERS
from .located import Scalar
from .problems import Problems
from .refusals import Fault
from .resolving import Resolver
from .table_view import Several, View
from .templates import Cell

V = TypeVar("V")


class _Found(Exception):
    """A fault, on its way to the rows that have it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(slots=True)
class CellReader:
    """Reads cells of the rows of a view; a text that cannot be read is a fault of every row that has it."""

    view: View
    registry: Registry
    _by_code: dict[str, list[Curie]] = field(default_factory=dict)

    def texts(self, cell: Cell) -> Column[Several]:
        """Return what a cell says in each row, as the form would have it: codes are replaced by what they stand for."""
        texts = self.view.texts(cell)
        if cell.codes is None and not cell.date_format and not cell.by_code:
            return texts
        return self._each(texts, lambda text: self._plain(cell, text), empty="")

    def read(self, cell: Cell) -> Column[tuple[Any, ...]]:
        """Return the values that a cell has in each row: none where the text is empty or cannot be read."""
        values = self._each(self.texts(cell), lambda text: self._value(cell, text), empty=None)
        return values.map(lambda held: tuple(value for value in held if value is not None))

    def need(self, cell: Cell, name: str) -> Column[tuple[Any, ...]]:
        """Return the values of a cell that must not be empty."""
        texts = self.view.texts(cell)
        fault = Fault(code="missing-value", message=f"the {name} is empty", hint="fill it in", id=name)
        empty = {code: fault for code, held in enumerate(texts.values) if not any(held)}
        self.view.faults.add_values(texts.codes, empty)
        return self.read(cell)

    def _each(self, texts: Column[Several], read: Callable[[str], V], *, empty: V) -> Column[tuple[V, ...]]:
        """Return what each text is read as, ``empty`` where it is empty, or at fault."""
        known: dict[str, V] = {"": empty}
        wrong: dict[str, Fault] = {}
        for text in dict.fromkeys(text for held in texts.values for text in held if text):
            try:
                known[text] = read(text)
            except _Found as found:
                known[text], wrong[text] = empty, found.fault
        faults = {code: wrong[text] for code, held in enumerate(texts.values) for text in held if text in wrong}
        self.view.faults.add_values(texts.codes, faults)
        return texts.map(lambda held: tuple(known[text] for text in held))

    def _plain(self, cell: Cell, text: str) -> str:
        """Return a text as an annotator would have typed it.

        Raises:
            _Found: a code stands for nothing.
        """
        plain = _decoded(cell.codes, text) if cell.codes is not None else text
        plain = _iso(cell.date_format, plain) if cell.date_format else plain
        return self._of_code(plain) if cell.by_code else plain

    def _value(self, cell: Cell, text: str) -> Any:
        """Return what a text stands for.

        Raises:
            _Found: it stands for nothing.
        """
        kind, _, argument = cell.kind.partition(":")
        noted = Problems()
        resolver = Resolver(registry=self.registry, problems=noted)
        value = READERS[kind](Scalar(text, cell.mark, quoted=True), argument, resolver)
        for problem in noted.errors:
            hint = self._column_hint(cell) or problem.hint
            raise _Found(Fault(code=problem.code, message=problem.message, hint=hint, id=problem.id))
        return value

    def _column_hint(self, cell: Cell) -> str:
        """Return a hint where a fixed text looks as if a column was meant."""
        text = cell.template.text
        return f'for the column of that name, write "{{{text}}}"' if text in self.view.table.header else ""

    def _of_code(self, text: str) -> str:
        if not self._by_code:
            for name, codes in _codes_of(self.registry):
                for code in codes:
                    self._by_code.setdefault(code, []).append(name)
        found = self._by_code.get(text, [])
        if len(found) == 1:
            return found[0]
        if found:
            message, hint = f"the code {text!r} can be any of: {', '.join(found)}", "say which one is meant: codes: {…}"
            raise _Found(Fault(code="ambiguous-name", message=message, hint=hint, id=text))
        hint = did_you_mean(text, self._by_code) or "add it to an entry of a registry: codes: {…}"
        raise _Found(Fault(code="unknown-actor", message=f"no actor has the code {text!r}", hint=hint, id=text))


def _codes_of(registry: Registry) -> Iterator[tuple[Curie, tuple[str, ...]]]:
    """Yield the actors of a registry with their codes; what a registry above hides is left out."""
    hidden: set[Curie] = set()
    for layer in registry.layers():
        visible = (entry for name, entry in layer.entries.items() if name not in hidden)
        yield from ((entry.name, entry.codes) for entry in visible if entry.name.startswith("actor:"))
        hidden |= layer.entries.keys()


def _decoded(codes: Any, text: str) -> str:
    if text in codes:
        return str(codes[text])
    hint = did_you_mean(text, codes) or f"the mapping knows: {', '.join(codes)}"
    raise _Found(Fault(code="unknown-code", message=f"there is no code {text!r}", hint=hint, id=text))


def _iso(date_format: str, text: str) -> str:
    try:
        moment = datetime.strptime(text, date_format)  # noqa: DTZ007  without a zone it is read as UTC
    except ValueError as error:
        message = f"{text!r} is no date written as {date_format!r}"
        raise _Found(Fault(code="bad-time", message=message, hint=HINT, id=text)) from error
    has_clock = any(sign in date_format for sign in ("%H", "%I", "%c", "%X", "%T"))
    return moment.isoformat(timespec="seconds") if has_clock else moment.date().isoformat()
