"""A notebook of problems: readers go on after a mistake, so that one run tells all of them. Layer: sources."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import InvalidInput, Problem, Severity


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; line and column are 1-based, 0 where unknown."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Problems:
    """The problems found so far."""

    found: list[Problem] = field(default_factory=list)

    def error(self, code: str, mark: Mark, message: str, *, hint: str = "", id: str = "") -> None:  # noqa: A002  the name in the output
        """Note what is wrong."""
        self._add(Severity.ERROR, code, mark, message, hint, id)

    def warning(self, code: str, mark: Mark, message: str, *, hint: str = "", id: str = "") -> None:  # noqa: A002
        """Note what is doubtful, and does not stop a build."""
        self._add(Severity.WARNING, code, mark, message, hint, id)

    def notice(self, code: str, mark: Mark, message: str, *, hint: str = "", id: str = "") -> None:  # noqa: A002
        """Note what the user should know."""
        self._add(Severity.NOTICE, code, mark, message, hint, id)

    def _add(self, severity: Severity, code: str, mark: Mark, message: str, hint: str, name: str) -> None:
        self.found.append(
            Problem(
                file=mark.file,
                line=mark.line,
                column=mark.column,
                code=code,
                id=name,
                message=message,
                hint=hint,
                severity=severity,
            )
        )

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return [problem for problem in self.found if problem.severity is Severity.ERROR]

    def raise_errors(self) -> None:
        """Raise all errors at once, where there are any.

        Raises:
            InvalidInput: at least one error was noted.
        """
        if self.errors:
            raise InvalidInput(sorted(self.errors, key=lambda problem: (problem.file, problem.line, problem.column)))
