"""Undoing a change of the registry by its record. Layer: curation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import InvalidInput, RefusedChangeError
from .changes import Change, Decision, read_changes, without_record
from .held import Held
from .sheet import BOM
from .splicing import Hunk, undone


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """A change that would be undone: the new text of each file; one that is empty is removed."""

    held: Held
    registry: Path
    change: Change
    texts: Mapping[Path, str]

    @property
    def decision(self) -> Decision:
        """What had been decided."""
        return self.change.decision

    @property
    def hunks(self) -> Mapping[Path, Sequence[Hunk]]:
        """The lines that change back, by file."""
        return {
            path: [Hunk(hunk.line, hunk.now, hunk.was) for hunk in hunks] for path, hunks in self.change.hunks.items()
        }

    def check(self) -> None:
        """Read the files as they would be.

        Raises:
            InvalidInput: something would be wrong that is right now, such as a name that only the change made known.
        """
        texts = {path: self.texts.get(path, sheet.text) for path, sheet in self.held.sheets.items()}
        after = Held.of({path: text for path, text in texts.items() if text})
        known = {(problem.code, problem.file, problem.message) for problem in self.held.problems.errors}
        new = [one for one in after.problems.errors if (one.code, one.file, one.message) not in known]
        if new:
            raise InvalidInput(new)


def plan_undo(held: Held, registry: Path, *, number: int | None = None) -> Undoing:
    """Return the plan of undoing a change that a registry file tells of, by its number from 1, or else the last.

    Raises:
        RefusedChangeError: there is no such change, or its lines were changed since.
    """
    changes = read_changes(held.sheets[registry])
    number = len(changes) if number is None else number
    if not 1 <= number <= len(changes):
        raise RefusedChangeError(f"{registry}: there is no change {number} to undo; it tells of {len(changes)}")
    change = _as_given(changes[number - 1], held)
    texts = {path: sheet.text for path, sheet in held.sheets.items()}
    texts[registry] = without_record(held.sheets[registry], number - 1)
    new = {registry: texts[registry]} | {path: _undone(path, texts, own) for path, own in change.hunks.items()}
    whole = {path: BOM * bool(text and held.sheets[path].bom) + text for path, text in new.items()}
    return Undoing(held=held, registry=registry, change=change, texts=whole)


def _as_given(change: Change, held: Held) -> Change:
    """Return a change with its files called as they were given."""
    paths = {path.resolve(): path for path in held.sheets}
    hunks = {paths.get(path.resolve(), path): own for path, own in change.hunks.items()}
    return Change(decision=change.decision, hunks=hunks)


def _undone(path: Path, texts: Mapping[Path, str], hunks: Sequence[Hunk]) -> str:
    if path not in texts:
        raise RefusedChangeError(f"{path}: the change was made there too", hint="give this file among the inputs")
    found = undone(texts[path], hunks)
    if isinstance(found, Hunk):
        hint = "undo later changes of these lines first, or change them back by hand"
        raise RefusedChangeError(f"{path}:{found.line}: these lines have been changed since", hint=hint)
    return found
