"""What a change of the registry would do, shown before it is done. Layer: curation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..errors import InvalidInput, RefusedChangeError
from ..iris import Curie
from .changes import Change, Decision, recorded
from .held import Held, dotted
from .sheet import BOM, Sheet
from .splicing import Hunk, Splice, hunks_of, spliced
from .usages import Usage


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A change that was thought through: the lines that change, who names the entry, what stays open.

    ``registry`` is the file that takes the record of it; ``changing`` are the entries that are meant to change.
    """

    held: Held
    registry: Path
    decision: Decision
    splices: Mapping[Path, Sequence[Splice]]
    changing: frozenset[Curie]
    usages: Sequence[Usage] = ()
    undecided: Sequence[Usage] = ()
    remarks: Sequence[str] = field(default=())

    @cached_property
    def change(self) -> Change:
        """The change as it is recorded."""
        hunks = {path: tuple(hunks_of(self.held.sheets[path].text, own)) for path, own in self.splices.items() if own}
        return Change(decision=self.decision, hunks=hunks)

    @property
    def hunks(self) -> Mapping[Path, tuple[Hunk, ...]]:
        """The lines that change, by file; the record is not among them."""
        return self.change.hunks

    @cached_property
    def texts(self) -> dict[Path, str]:
        """The new text of every file that changes."""
        sheets = self.held.sheets
        texts = {path: spliced(sheets[path].text, own) for path, own in self.splices.items() if own}
        before = Sheet.parse(self.registry, texts.get(self.registry, sheets[self.registry].text), self.held.problems)
        texts[self.registry] = recorded(before, self.change)
        return {path: BOM * sheets[path].bom + text for path, text in texts.items()}

    @cached_property
    def after(self) -> Held:
        """The files as they would be."""
        return Held.of({path: self.texts.get(path, sheet.text) for path, sheet in self.held.sheets.items()})

    def check(self) -> None:
        """Read the files as they would be, and see that nothing changed but what is meant.

        Raises:
            InvalidInput: something would be wrong that is right now.
            RefusedChangeError: something else would change.
        """
        known = {(problem.code, problem.file, problem.message) for problem in self.held.problems.errors}
        new = [one for one in self.after.problems.errors if (one.code, one.file, one.message) not in known]
        if new:
            raise InvalidInput(new)
        others = sorted({dotted(name) for name in _changed(self.held, self.after)} - set(map(dotted, self.changing)))
        if others:
            hint = "write the entries of the file one a line, as {id: …, label: …}"
            raise RefusedChangeError(f"{', '.join(others)} would change too; nothing was changed", hint=hint)

    @property
    def renamed_readings(self) -> list[Curie]:
        """The readings that would get another name, since it is made of what they say."""
        after = {name for fragment in self.after.fragments.values() for name in fragment.marks}
        return sorted({name for one in self.held.fragments.values() for name in one.marks} - after)


def _changed(before: Held, after: Held) -> Iterable[Curie]:
    """Return the entries that are not the same in both."""
    old, new = before.nodes(), after.nodes()
    return (name for (file, name) in old.keys() | new.keys() if old.get((file, name)) != new.get((file, name)))
