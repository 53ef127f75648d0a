"""How wide the columns of a table on a terminal are. Layer: render."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..visible import cells

_WORD: Final = 20  # words up to this long stay whole


def fit_columns(columns: Sequence[Sequence[str]], room: int | None) -> list[int] | None:
    """Return the widths of columns of text that together take at most ``room``; None where their words do not fit.

    >>> fit_columns([["who", "iran"], ["what", "no missiles on the agenda"]], 16)
    [4, 12]
    """
    lengths = [list(map(cells, column)) for column in columns]
    widths, words = [max(column) for column in lengths], list(map(_longest_word, columns))
    if room is None or sum(widths) <= room:
        return widths
    spare = room - sum(words)
    if spare < 0:
        return None
    wishes = [wide - word for wide, word in zip(widths, words, strict=True)]
    fits = (_added(words, more) for more in (_level(wishes, spare), _share(wishes, spare)))
    return min(fits, key=lambda fit: _height(lengths, fit))


def _longest_word(texts: Sequence[str]) -> int:
    """Return the width of the longest word of a column, or what of it is kept together."""
    return min(max(cells(word) for text in texts for word in text.split(" ")), _WORD)


def _level(wishes: Sequence[int], spare: int) -> list[int]:
    """Return what each column gets where small wishes are granted first, and large ones up to the same."""
    levels = ([min(wish, most) for wish in wishes] for most in range(spare, -1, -1))
    return next(level for level in levels if sum(level) <= spare)


def _share(wishes: Sequence[int], spare: int) -> list[int]:
    """Return what each column gets where all are cut by the same share of their wishes."""
    return [wish * spare // max(sum(wishes), 1) for wish in wishes]


def _added(words: Sequence[int], more: Sequence[int]) -> list[int]:
    return [word + added for word, added in zip(words, more, strict=True)]


def _height(lengths: Sequence[Sequence[int]], widths: Sequence[int]) -> int:
    """Return about how many lines the rows take."""
    lines = ([-(-length // max(wide, 1)) for length in column] for column, wide in zip(lengths, widths, strict=True))
    return sum(map(max, zip(*lines, strict=True)))
