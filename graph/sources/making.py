"""Registry entries that are made of the rows of a table: propositions, issues, actors. Layer: sources.

They are read as those of a registry file are, by the same form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..iris import Curie
from ..model.columns import combine
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


def _make(made: Made, reader: CellReader) -> Iterator[Curie]:
    cells = [(name, cell) for name, several in made.cells.items() for cell in several]
    entries = combine([reader.texts(cell) for _, cell in cells])
    described: dict[str, Described] = {}
    codes: dict[str, list[int]] = {}
    faults: dict[int, Fault] = {}
    for code, held in enumerate(entries.values):
        for local, texts in _described(made, cells, held, reader):
            codes.setdefault(local, []).append(code)
            if described.setdefault(local, texts) != texts:
                message = f"the {made.kind} {local!r} is described in two ways"
                faults[code] = Fault(code="differs", message=message, hint="make its id of more columns", id=local)
    known = {local for local in described if reader.registry.get(_name(made, local))}
    new = {local: texts for local, texts in described.items() if local not in known}
    for local, fault in _register(made, new, reader):
        faults |= dict.fromkeys(codes[local], fault)
    reader.view.faults.add_values(entries.codes, faults)
    return (_name(made, local) for local in new)


def _name(made: Made, local: str) -> Curie:
    return Curie(f"{_KINDS[made.kind]}:{local}")


def _described(
    made: Made, cells: Sequence[tuple[str, Cell]], held: Sequence[Several], reader: CellReader
) -> Iterator[tuple[str, Described]]:
    """Yield id and fields of each entry that one combination of values makes.

    Where the id is of a table with many rows a key, each of these makes an entry of its own.
    """
    many_of = reader.view.mapping.many_of
    join = many_of(made.cells["id"][0])
    place = [name for name, _ in cells].index("id")
    for number, local in enumerate(held[place]):
        texts: Described = {}
        for (name, cell), several in zip(cells, held, strict=True):
            own = several[number : number + 1] if join and many_of(cell) == join else several
            filled = tuple(text for text in own if text)
            if name in _LISTS:
                texts[name] = (*texts.get(name, ()), *filled)
            elif filled:
                texts.setdefault(name, filled)  # of several labels, the first that is not empty
        if local:
            yield local, texts


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
