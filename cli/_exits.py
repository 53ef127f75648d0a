"""Command line: where the errors of the library become words on stderr and an exit code.

0 fine, an empty SELECT too · 1 the data do not conform, or ASK is false · 2 usage ·
3 input unreadable · 4 an extra is missing · 5 limit reached.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Final

import click

from ..errors import StancegraphError
from ..visible import visible

NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Exit(IntEnum):
    """What the number that the program ends with means."""

    FINE = 0
    NOT_CONFORMING = 1
    USAGE = 2
    UNREADABLE = 3
    EXTRA_MISSING = 4
    LIMIT = 5
    INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended


@contextmanager
def ending_with_code() -> Iterator[None]:
    """Turn an error of the library, or of the system below it, into its message and code."""
    try:
        yield
    except StancegraphError as error:
        _end(str(error), error.exit_code)
    except KeyboardInterrupt:
        _end("interrupted: an existing output is untouched", Exit.INTERRUPTED)
    except BrokenPipeError:
        raise  # whoever read our output has enough: click ends the program quietly
    except MemoryError:
        _end("out of memory\n  hint: an existing output is untouched", Exit.LIMIT)
    except OSError as error:
        _end(*_system_failure(error))


def _system_failure(error: OSError) -> tuple[str, Exit]:
    """Return the words and the code for a failure of files or devices.

    >>> words, code = _system_failure(OSError(errno.ENOENT, "No such file or directory", "notes.yaml"))
    >>> print(words)
    notes.yaml: No such file or directory
      hint: check the path and its permissions
    """
    reason = error.strerror or str(error)
    what = f"{error.filename}: {reason}" if error.filename else reason
    if error.errno in NO_SPACE or os.strerror(errno.ENOSPC) in reason:  # the store gives words, and no number
        return f"{what}\n  hint: free some space and run again; an existing output is untouched", Exit.LIMIT
    return f"{what}\n  hint: check the path and its permissions", Exit.UNREADABLE


def _end(message: str, code: int) -> None:
    lines = [visible(line) for line in message.split("\n")]  # a message quotes what a file or a person typed
    click.echo("\n".join(lines), err=True)
    click.get_current_context().exit(code)
