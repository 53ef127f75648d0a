"""The record of a change, as it stands in the registry file: what was done, when, why, and which lines it changed.

Layer: curation.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import RefusedChangeError
from ..iris import Curie
from ..model.registry import Registry
from ..sources import located
from ..sources.fields import Filled, read_form
from ..sources.problems import Problems
from ..sources.resolving import Resolver, split_kind
from ..times import HINT, parse_time
from .held import dotted
from .placing import add_after
from .sheet import Sheet, line_end, line_start
from .splicing import Hunk, Splice, spliced
from .typing_out import quoted, typed

_KEY: Final = "changes"
EMPTY: Final = "registry: {}  # no entries: made for the record of a change\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided: ``did`` is merge, split, rename or match; ``date`` is when it was decided.

    Several ``entries`` may be matched at once, each with one of ``to``.
    """

    did: str
    entries: tuple[Curie, ...]
    to: tuple[str, ...]
    reason: str
    date: str

    def __post_init__(self) -> None:
        """Refuse a decision without reason or date.

        Raises:
            RefusedChangeError: the reason is empty, or the date is none.
        """
        if not self.reason.strip():
            raise RefusedChangeError("a change needs a reason", hint='write --reason "…"')
        try:
            parse_time(self.date)
        except ValueError as error:
            raise RefusedChangeError(f"the date {self.date!r} is none: {error}", hint=HINT) from error

    @property
    def entry(self) -> Curie:
        """The entry that it was done to."""
        return self.entries[0]

    def __str__(self) -> str:
        link = {"merge": "into", "split": "into", "rename": "to", "match": "with"}[self.did]
        others = ", ".join(map(dotted, map(Curie, self.to)))
        return f"{self.did} {', '.join(map(dotted, self.entries))} {link} {others} ({self.date}: {self.reason})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A decision with the lines that it changed, by file."""

    decision: Decision
    hunks: Mapping[Path, tuple[Hunk, ...]]


def recorded(sheet: Sheet, change: Change) -> str:
    """Return the text of a registry file with the record of a change at its end.

    Raises:
        RefusedChangeError: the file is written in brackets, or its changes are no list.
    """
    lines = _lines(change, sheet.path)
    if sheet.document is None:
        return _with_list(EMPTY, lines, "\n")
    held = sheet.document.entries.get(_KEY)
    if isinstance(held, located.Sequence) and held.items:
        return spliced(sheet.text, [add_after(sheet, held, held.items[-1], [lines])])
    if held is not None or sheet.extent(sheet.document).flow:
        hint = "write it without brackets, one key a line, and no changes: that are no list"
        raise RefusedChangeError.not_editable(sheet.path, 1, hint)
    return _with_list(sheet.text, lines, sheet.newline)


def _with_list(text: str, lines: Sequence[str], newline: str) -> str:
    """Return a text with a list of one record at its end; whether it ends with a line break stays as it is."""
    heads = ["- ", *["  "] * (len(lines) - 1)]
    block = newline.join([f"{_KEY}:", *map(str.__add__, heads, lines)])
    return text + block + newline if text.endswith(("\n", "\r")) else text + newline + block


def _lines(change: Change, registry: Path) -> list[str]:
    """Return a record as the lines of a mapping without brackets."""
    decision = change.decision
    edits = [f"- {_edit(path, hunk, registry)}" for path, hunks in change.hunks.items() for hunk in hunks]
    return [
        f"date: {typed(decision.date)}",
        f"did: {decision.did}",
        f"entry: {typed(_listed(decision.entries))}",
        f"to: {typed(_listed(decision.to))}",
        f"reason: {quoted(decision.reason)}",
        *(["edits:", *edits] if edits else ["edits: []"]),
    ]


def _listed(names: Sequence[str]) -> str | list[str]:
    shown = [dotted(Curie(name)) for name in names]
    return shown[0] if len(shown) == 1 else shown


def _edit(path: Path, hunk: Hunk, registry: Path) -> str:
    file, was, now = typed(relative(path, registry)), quoted(hunk.was), quoted(hunk.now)
    return f"{{file: {file}, line: {hunk.line}, was: {was}, now: {now}}}"


def relative(path: Path, registry: Path) -> str:
    """Return how a record names a file: relative to the registry file, with slashes."""
    return Path(os.path.relpath(path.resolve(), registry.resolve().parent)).as_posix()


def read_changes(sheet: Sheet) -> list[Change]:
    """Return the changes that a registry file tells of, the oldest first.

    Raises:
        InvalidInput: a record is no record.
    """
    return [_change(filled, sheet.path) for filled in _records(sheet)]


def _records(sheet: Sheet) -> Iterator[Filled]:
    problems = Problems()
    resolver = Resolver(registry=Registry(), problems=problems)
    read = [read_form("registry-change", item, resolver) for item in _items(sheet)]
    problems.raise_errors()
    return (filled for filled in read if filled)


def _items(sheet: Sheet) -> Sequence[located.Item]:
    held = sheet.document.entries.get(_KEY) if sheet.document else None
    return held.items if isinstance(held, located.Sequence) else ()


def _change(filled: Filled, registry: Path) -> Change:
    hunks: dict[Path, tuple[Hunk, ...]] = {}
    for edit in filled.many("edits"):
        path = registry.resolve().parent / edit.get("file")
        hunk = Hunk(edit.get("line"), edit.get("was") or "", edit.get("now") or "")
        hunks[path] = (*hunks.get(path, ()), hunk)
    decision = Decision(
        did=filled.get("did"),
        entries=tuple(map(named, filled.many("entry"))),
        to=tuple(map(named, filled.many("to"))),
        reason=filled.get("reason"),
        date=filled.get("date"),
    )
    return Change(decision=decision, hunks=hunks)


def named(text: str) -> Curie:
    """Return the name of an entry that is typed with its kind; what has none, such as Q42, stays as it is."""
    kind, rest = split_kind(text)
    return Curie(f"{kind}:{rest}" if kind else text)


def without_record(sheet: Sheet, number: int) -> str:
    """Return the text of a registry file without one of its records; the list goes with the last."""
    items = _items(sheet)
    text = spliced(sheet.text, [_removal(sheet, items, number)])
    return "" if text == EMPTY else text


def _removal(sheet: Sheet, items: Sequence[located.Item], number: int) -> Splice:
    """Return the splice that undoes what was added for a record: its lines, with the line break before them."""
    start = sheet.extent(items[number]).start
    if len(items) == 1 and sheet.document:
        start = sheet.key_start(sheet.document.keys[_KEY])
    first = line_start(sheet.text, start)
    wide = 2 if sheet.text[:first].endswith("\r\n") else min(first, 1)
    return Splice(first - wide, line_end(sheet.text, sheet.extent(items[number]).end), "")
