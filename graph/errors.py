"""The errors of stancegraph: one tree, each leaf also the builtin that it refines. Layer: foundation.

    StancegraphError
    ├── InvalidInput (ValueError)            inputs that do not conform, or cannot be read: all problems at once
    ├── GraphDirectoryError (OSError)        a directory that is no graph, is newer, or is being written
    ├── QueryError (ValueError)              a query that is refused or does not parse
    ├── UnknownNameError (LookupError)       a question, view, measure or resource that does not exist
    ├── RefusedChangeError (ValueError)      a change of the registry that would make it wrong, or cannot be made
    ├── ExportError (ValueError)             what cannot be written in the format that was asked for
    ├── MissingExtraError (ImportError)      an optional library that is not installed
    └── LimitError (TimeoutError)            a limit of time or memory was reached

Every error carries ``exit_code``, the code with which the command line ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Self


class Severity(StrEnum):
    """How bad a problem is: an error stops the build, a warning is only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


# A problem of these codes means that the input could not be read; any other, that what was read does not conform.
UNREADABLE = frozenset({"unreadable", "not-utf8", "yaml-syntax", "not-a-form", "table-format", "rdf-syntax"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in an input, and where.

    ``line`` and ``column`` are 1-based; 0 says that the place is not known.
    """

    file: str
    line: int = 0
    column: int = 0
    code: str
    id: str = ""
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        word = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        return f"{place}: {word}{self.message} [{self.code}]" + (f"\n  hint: {self.hint}" if self.hint else "")

    def to_dict(self) -> dict[str, str | int]:
        """Return the problem in the shape that ``validate --format json`` prints."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "id": self.id,
            "message": self.message,
            "hint": self.hint,
            "severity": str(self.severity),
        }


class StancegraphError(Exception):
    """The root of all errors that stancegraph raises on purpose."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message + (f"\n  hint: {self.hint}" if self.hint else "")


class InvalidInput(StancegraphError, ValueError):
    """Inputs with problems: all of them, of all files, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        """3 where an input could not be read, 1 where what was read does not conform."""
        return 3 if any(problem.code in UNREADABLE for problem in self.problems) else 1

    @classmethod
    def unreadable(cls, file: Path | str, reason: str, *, hint: str = "") -> Self:
        """Make the error of one file that cannot be read."""
        return cls([Problem(file=str(file), code="unreadable", message=reason, hint=hint)])


class GraphDirectoryError(StancegraphError, OSError):
    """A directory that cannot be read as, or written as, a built graph."""

    @classmethod
    def not_a_graph(cls, path: Path) -> Self:
        """Make the error of a path that holds no built graph."""
        what = "is not a built graph" if path.exists() else "does not exist"
        return cls(f"{path}: {what}", hint="build one with: stancegraph build IN… -o DIR")

    @classmethod
    def newer_format(cls, path: Path, found: object, known: int) -> Self:
        """Make the error of a graph that a newer version wrote."""
        return cls(
            f"{path}: format version {found} is newer than {known}, the newest that this version reads",
            hint="upgrade stancegraph, or build the graph again from its sources",
        )

    @classmethod
    def not_ours(cls, path: Path) -> Self:
        """Make the error of an output directory that holds something else."""
        return cls(
            f"{path}: the directory is not empty and is not a built graph; nothing was changed",
            hint="choose a new directory for -o",
        )

    @classmethod
    def locked(cls, path: Path) -> Self:
        """Make the error of a directory that another process is building."""
        return cls(f"{path}: another build is writing this graph", hint="wait until it has ended, then run again")


class QueryError(StancegraphError, ValueError):
    """A query that is refused, or that does not parse."""

    exit_code = 2


class UnknownNameError(StancegraphError, LookupError):
    """A name that nothing carries."""

    exit_code = 2

    @classmethod
    def of(cls, what: str, name: str, known: Sequence[str]) -> Self:
        """Make the error of an unknown ``what`` called ``name``, with the names that come nearest.

        >>> print(UnknownNameError.of("question", "postions", ["positions", "quotes"]))
        there is no question 'postions'
          hint: did you mean 'positions'?
        """
        return cls(f"there is no {what} {name!r}", hint=did_you_mean(name, known) or f"there are: {', '.join(known)}")


class RefusedChangeError(StancegraphError, ValueError):
    """A change of the registry that would make it wrong, or that cannot be made; nothing was changed."""

    exit_code = 2

    @classmethod
    def not_editable(cls, file: Path | str, line: int, hint: str) -> Self:
        """Make the error of a place in a file that is written in a way that is not edited."""
        return cls(f"{file}:{line}: this cannot be edited as it is written; nothing was changed", hint=hint)


class ExportError(StancegraphError, ValueError):
    """Something that cannot be written in the format that was asked for."""

    exit_code = 2


class MissingExtraError(StancegraphError, ImportError):
    """An optional library that is not installed."""

    exit_code = 4

    @classmethod
    def needs(cls, feature: str, extra: str) -> Self:
        """Make the error of a feature that needs an extra of this package."""
        return cls(f"{feature} needs the extra {extra!r}", hint=f"pip install 'stancegraph[{extra}]'")


class LimitError(StancegraphError, TimeoutError):
    """A limit of time, memory or size was reached."""

    exit_code = 5


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known names, or nothing.

    >>> did_you_mean("suport", ["support", "oppose"])
    "did you mean 'support'?"
    """
    near = get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(repr(match) for match in near)}?" if near else ""
