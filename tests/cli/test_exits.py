"""Every error of the library ends the program with its message and its code."""

import errno
from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner

from stancegraph.cli import VerbGroup
from stancegraph.cli._exits import Exit
from stancegraph.errors import (
    ExportError,
    GraphDirectoryError,
    InvalidInput,
    LimitError,
    MissingExtraError,
    Problem,
    QueryError,
    StancegraphError,
    UnknownNameError,
)

QUOTE_LOST = Problem(file="a.yaml", line=7, code="quote-not-found", message="the quote is not in the text")
NOT_UTF8 = Problem(file="a.yaml", code="not-utf8", message="byte 3 is not UTF-8")


def program_raising(error: BaseException) -> click.Command:
    """Return a program with one verb, `run`, that raises the error."""
    group = VerbGroup("program")

    def run() -> None:
        raise error

    command = click.Command("run", callback=run)
    group.get_command = lambda ctx, cmd_name: command  # type: ignore[method-assign]  # noqa: ARG005
    return group


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidInput([QUOTE_LOST]), Exit.NOT_CONFORMING),
        (InvalidInput([QUOTE_LOST, NOT_UTF8]), Exit.UNREADABLE),
        (QueryError("the query does not parse"), Exit.USAGE),
        (UnknownNameError("there is no question 'postions'"), Exit.USAGE),
        (ExportError("a graph with lists cannot be GraphML"), Exit.USAGE),
        (GraphDirectoryError("notes is not a built graph"), Exit.UNREADABLE),
        (MissingExtraError("reading Excel needs the extra 'excel'"), Exit.EXTRA_MISSING),
        (LimitError("the query took longer than 30 s"), Exit.LIMIT),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "a.yaml"), Exit.UNREADABLE),
        (PermissionError(errno.EACCES, "Permission denied", "a.yaml"), Exit.UNREADABLE),
        (OSError(errno.ENOSPC, "No space left on device", "store"), Exit.LIMIT),
        (MemoryError(), Exit.LIMIT),
        (KeyboardInterrupt(), Exit.INTERRUPTED),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_ends_the_program_with_its_code(error: BaseException, code: Exit) -> None:
    result = CliRunner().invoke(program_raising(error), ["run"])
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr


def test_the_message_has_the_place_and_the_hint() -> None:
    error = StancegraphError("a.yaml:7: unknown field 'holdr'", hint="did you mean 'holder'?")
    result = CliRunner().invoke(program_raising(error), ["run"])
    assert result.stderr == "a.yaml:7: unknown field 'holdr'\n  hint: did you mean 'holder'?\n"


def test_a_message_cannot_act_on_the_terminal() -> None:
    error = StancegraphError("a.yaml:7: unknown actor '\x1b[2Jiran\u202e'", hint="register it")
    result = CliRunner().invoke(program_raising(error), ["run"], color=True)
    assert result.stderr == "a.yaml:7: unknown actor '\\x1b[2Jiran\\u202e'\n  hint: register it\n"


def test_a_failure_of_the_system_names_the_file_once() -> None:
    result = CliRunner().invoke(program_raising(OSError(errno.ENOSPC, "No space left on device", "store")), ["run"])
    assert result.stderr.startswith("store: No space left on device\n  hint: ")


def test_a_reader_that_went_away_is_no_failure_to_tell() -> None:
    result = CliRunner().invoke(program_raising(BrokenPipeError(errno.EPIPE, "Broken pipe")), ["run"])
    assert result.output == ""


@pytest.mark.parametrize("raised", [ZeroDivisionError, AttributeError])
def test_a_bug_is_not_hidden(raised: Callable[[], Exception]) -> None:
    result = CliRunner().invoke(program_raising(raised()), ["run"])
    assert isinstance(result.exception, ZeroDivisionError | AttributeError)
