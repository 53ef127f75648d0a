"""Command line: what standard output is, and what it can show."""

from __future__ import annotations

import os
import shutil
import sys


def width() -> int | None:
    """Return the columns of the terminal; None where the output is not one, so that nothing need fit."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def has_colour() -> bool:
    """Tell whether colours are wanted: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
