"""Command line: where the errors of the library become words on stderr and an exit code.

0 fine, an empty SELECT too · 1 the data do not conform, or ASK is false · 2 usage ·
3 input unreadable · 4 an extra is missing · 5 limit reached.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from ..errors import StancegraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Exit(IntEnum):
    """What the number that the program ends with means."""

    FINE = 0
    NOT_CONFORMING = 1
    USAGE = 2
    UNREADABLE = 3
    EXTRA_MISSING = 4
    LIMIT = 5
    INTERRUPTED = 130  # what a shell reports for a program that SIGINT ended


@contextmanager
def ending_with_code() -> Iterator[None]:
    """Turn an error of the library, or of the system below it, into its message and code."""
    try:
        yield
    except StancegraphError as error:
        _end(str(error), error.exit_code)
    except KeyboardInterrupt:
        _end("interrupted: nothing was published", Exit.INTERRUPTED)
    except BrokenPipeError:
        raise  # the reader of our output went away: click ends the program quietly
    except OSError as error:
        _end(*_system_failure(error))


def _system_failure(error: OSError) -> tuple[str, Exit]:
    reason = error.strerror or str(error)
    what = f"{error.filename}: {reason}" if error.filename else reason
    if error.errno in FULL_DISK:
        return f"{what}\nhint: free some space; an existing output is untouched", Exit.LIMIT
    return f"{what}\nhint: check the path and its permissions", Exit.UNREADABLE


def _end(message: str, code: int) -> None:
    click.echo(message, err=True)
    click.get_current_context().exit(code)
