"""Rows that cannot be read: why, on which line; the first are told, all are written to a file. Layer: sources."""

from __future__ import annotations

import csv
import io
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

from ..files import write_whole
from .problems import Mark, Problems

SHOWN: Final = 20
_HEADER: Final = ("file", "line", "code", "message", "hint", "row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a value, wherever it stands."""

    code: str
    message: str
    hint: str = ""
    id: str = ""


@dataclass(slots=True)
class Faults:
    """Faults by row, found a column at a time."""

    found: dict[int, dict[Fault, None]] = field(default_factory=dict)

    def add_values(self, codes: array[int], faults: Mapping[int, Fault]) -> None:
        """Note that the values with some codes are wrong: so is every row that has one."""
        if faults:
            for row, code in enumerate(codes):
                if code in faults:
                    self.add_row(row, faults[code])

    def add_row(self, row: int, fault: Fault) -> None:
        """Note that a row is wrong."""
        self.found.setdefault(row, {})[fault] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One row that cannot be read, as it stands."""

    file: str
    line: int
    fault: Fault
    row: Mapping[str, str] | Sequence[str]


@dataclass(slots=True)
class Refusals:
    """All rows of all tables that cannot be read; ``path`` is the file that they are written to, None for none."""

    path: Path | None = None
    found: list[Refusal] = field(default_factory=list)

    def add(self, refused: Iterable[Refusal], problems: Problems, *, report: bool) -> None:
        """Take refused rows; the first of each file are noted, as errors, or as warnings with ``report``."""
        added = sorted(refused, key=lambda one: (one.file, one.line))
        for _file, group in groupby(added, key=lambda one: one.file):
            self._note(list(group), problems, report=report)
        self.found += added

    def _note(self, added: Sequence[Refusal], problems: Problems, *, report: bool) -> None:
        note = problems.warning if report else problems.error
        for one in added[:SHOWN]:
            fault = one.fault
            note(fault.code, Mark(one.file, one.line), fault.message, hint=fault.hint, id=fault.id)
        self._sum_up(added, problems, report=report)

    def _sum_up(self, added: Sequence[Refusal], problems: Problems, *, report: bool) -> None:
        lines = len({one.line for one in added})
        noun, verb = ("row", "is") if lines == 1 else ("rows", "are")
        message = f"{lines:,} {noun} of the table cannot be read" + (f" and {verb} left out" if report else "")
        message += f"; the first {SHOWN} problems of {len(added):,} are listed" if len(added) > SHOWN else ""
        where = f"all are in {self.path}" if self.path else "write all of them to a file with: --rejects FILE"
        note = problems.warning if report else problems.error
        note("refused-rows", Mark(added[0].file), message, hint=where)

    def write(self) -> None:
        """Write all refused rows as CSV, where there are any and a file is named.

        Raises:
            OSError: the file cannot be written.
        """
        if self.path and self.found:
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(_HEADER)
            writer.writerows(self._lines())
            write_whole(self.path, text.getvalue())

    def _lines(self) -> Iterator[tuple[str | int, ...]]:
        for one in self.found:
            row = json.dumps(one.row, ensure_ascii=False)
            yield one.file, one.line, one.fault.code, one.fault.message, one.fault.hint, row
