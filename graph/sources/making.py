"""Registry entries that are made of the rows of a table: propositions, issues, actors. Layer: sources.

They are read as those of a registry file are, by the same form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..iris import Curie
from ..model.columns import combine
from ..model.registry import Registry
from . import located
from .form import FORMS
from .mapping import Made
from .problems import Mark, Problems
from .refusals import Fault
from .registering import read_registry
from .resolving import Resolver
from .table_cells import CellReader
from .table_view import Several
from .templates import Cell

_SECTIONS: Final = {"actor": "actors", "issue": "issues", "proposition": "propositions"}
_KINDS: Final = {"actor": "actor", "issue": "issue", "proposition": "prop"}
_LISTS: Final = frozenset(known.name for known in FORMS["made"] if known.many) - {"label"}

Described = dict[str, tuple[str, ...]]
"""The texts of the fields of one entry."""


def make_entries(made: Sequence[Made], reader: CellReader) -> frozenset[Curie]:
    """Make the entries of a mapping in ``reader.registry``, and return the names of those that were not there before.

    What is wrong with an entry is a fault of every row that it is made of.
    """
    return frozenset(name for one in made for name in _make(one, reader))


@dataclass(slots=True)
class _Collected:
    """What the rows say of the entries of one kind: by id, the fields and the combinations of values that give them."""

    made: Made
    described: dict[str, Described] = field(default_factory=dict)
    codes: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    faults: dict[int, Fault] = field(default_factory=dict)

    def add(self, code: int, local: str, texts: Described) -> None:
        """Take what one combination says of an entry; what differs from what another says is a fault."""
        self.codes[local].append(code)
        if self.described.setdefault(local, texts) != texts:
            message = f"the {self.made.kind} {local!r} is described in two ways"
            self.faults[code] = Fault(code="differs", message=message, hint="make its id of more columns", id=local)

    def without(self, registry: Registry) -> dict[str, Described]:
        """Return the entries that a registry does not have."""
        return {local: texts for local, texts in self.described.items() if not registry.get(_name(self.made, local))}


def _make(made: Made, reader: CellReader) -> list[Curie]:
    cells = [(name, cell) for name, several in made.cells.items() for cell in several]
    entries = combine([reader.texts(cell) for _, cell in cells])
    collected = _Collected(made)
    for code, local, texts in _all_described(cells, entries.values, reader):
        collected.add(code, local, texts)
    new = collected.without(reader.registry)
    for local, fault in _register(made, new, reader):
        collected.faults |= dict.fromkeys(collected.codes[local], fault)
    reader.view.faults.add_values(entries.codes, collected.faults)
    return [_name(made, local) for local in new]


def _name(made: Made, local: str) -> Curie:
    return Curie(f"{_KINDS[made.kind]}:{local}")


def _all_described(
    cells: Sequence[tuple[str, Cell]], entries: Sequence[tuple[Several, ...]], reader: CellReader
) -> Iterator[tuple[int, str, Described]]:
    """Yield id and fields of each entry, with the number of the combination of values that makes it.

    Where the id is of a table with many rows a key, each of these makes an entry of its own.
    """
    names = [name for name, _ in cells]
    joins = [reader.view.mapping.many_of(cell) for _, cell in cells]
    place = names.index("id")
    own = [join != "" and join == joins[place] for join in joins]
    for code, held in enumerate(entries):
        for number, local in enumerate(held[place]):
            if local:
                yield code, local, _described(names, _picked(held, own, number))


def _picked(held: Sequence[Several], own: Sequence[bool], number: int) -> Iterator[Several]:
    """Yield the texts of each field; of those that have one for each entry, the one of this."""
    return (texts[number : number + 1] if one else texts for texts, one in zip(held, own, strict=True))


def _described(names: Sequence[str], held: Iterable[Several]) -> Described:
    texts: Described = {}
    for name, several in zip(names, held, strict=True):
        filled = tuple(filter(None, several))
        if name in _LISTS:
            texts[name] = (*texts.get(name, ()), *filled)
        elif filled:
            texts.setdefault(name, filled)  # of several labels, the first that is not empty
    return texts


def _register(made: Made, described: Mapping[str, Described], reader: CellReader) -> Iterator[tuple[str, Fault]]:
    """Read entries into the registry; yield what is wrong, with the id of the entry that it is wrong in."""
    marks = [Mark("", number) for number in range(len(described))]
    items = [_item(texts, mark) for texts, mark in zip(described.values(), marks, strict=True)]
    noted = Problems()
    section = located.Mapping({_SECTIONS[made.kind]: located.Sequence(tuple(items), made.mark)}, {}, made.mark)
    read_registry([section], Resolver(registry=reader.registry, problems=noted))
    ids = list(described)
    for problem in noted.errors:
        local = ids[problem.line]
        message = f"the {made.kind} {local!r} cannot be made: {problem.message}"
        yield local, Fault(code=problem.code, message=message, hint=problem.hint, id=problem.id)


def _item(texts: Described, mark: Mark) -> located.Mapping:
    entries: dict[str, located.Item] = {}
    for name, several in texts.items():
        scalars = tuple(located.Scalar(text, mark, quoted=True) for text in several)
        entries[name] = located.Sequence(scalars, mark) if name in _LISTS else scalars[0]
    return located.Mapping(entries, dict.fromkeys(entries, mark), mark)
