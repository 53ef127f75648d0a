"""Command line: a progress bar, on a terminal and for long work only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

_PATIENCE: Final = 1.0  # seconds that pass before anything is shown


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that takes how much is done of how much; None where nobody watches.

    The bar shows the count and the time that is left, on standard error, once the work has taken a second.
    """
    if not sys.stderr.isatty():
        yield None
        return
    bars: list[Any] = []
    start = time.monotonic()

    def tell(done: int, total: int) -> None:
        if not bars and time.monotonic() - start > _PATIENCE:
            bars.append(click.progressbar(length=total, label=label, show_eta=True, show_pos=True, file=sys.stderr))
        for bar in bars:
            bar.update(done - bar.pos)

    try:
        yield tell
    finally:
        for bar in bars:
            bar.render_finish()
