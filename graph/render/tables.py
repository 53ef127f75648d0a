"""Draws tables as text, for terminals and for Markdown. Layer: render.

A library for terminals takes longer to load than most queries take, and ten times as long a row; so these few lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from ..visible import cells, visible
from .column_widths import fit_columns

_GAP: Final = "  "
_BOLD: Final = "\x1b[1m{}\x1b[0m"
_MARKUP: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {character: f"\\{character}" for character in "\\|`*_[]"}
)


def render_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None, colour: bool = False
) -> str:
    """Return rows under their columns, at most ``width`` wide; what does not fit is wrapped, never cut.

    Where not even the words of all columns fit, each row is a list.

    >>> print(render_table(["who", "what"], [["iran", "no missiles on the agenda"]], width=18), end="")
    who   what
    ----  ------------
    iran  no missiles
          on the
          agenda
    """
    names, shown = list(map(visible, columns)), [list(map(visible, row)) for row in rows]
    room = None if width is None else width - len(_GAP) * (len(names) - 1)
    widths = fit_columns(list(zip(names, *shown, strict=True)), room)
    if widths is None:
        return _render_lists(names, shown, width or 0, colour=colour)
    return _render_grid(names, shown, widths, colour=colour)


def _render_grid(names: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], *, colour: bool) -> str:
    bold = _BOLD if colour else "{}"
    head = map(bold.format, _lines(names, widths))
    rule = _GAP.join("-" * wide for wide in widths)
    body = chain.from_iterable(_lines(row, widths) for row in rows)
    return "".join(f"{line}\n" for line in chain(head, [rule], body))


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Return the lines that a row takes when its cells are wrapped."""
    return [_line(parts, widths) for parts in _wrapped(row, widths)]


def render_markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    r"""Return a table in Markdown, in which every cell shows as the text that it is.

    >>> print(render_markdown(["a"], [["x|y <b>"]]), end="")
    | a |
    | --- |
    | x\|y &lt;b&gt; |
    """
    lines = [columns, *rows]
    written = ["| " + " | ".join(map(as_markdown, line)) + " |\n" for line in lines]
    return "".join([written[0], "|" + " --- |" * len(columns) + "\n", *written[1:]])


def as_markdown(text: str) -> str:
    """Return Markdown that shows as the text that it is."""
    return visible(text).translate(_MARKUP)


def _render_lists(names: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, colour: bool) -> str:
    """Return each row as a list of its cells under one another; those that are empty tell nothing."""
    wide = max(map(cells, names))
    heads = [(_BOLD if colour else "{}").format(_pad(name, wide)) for name in names]
    room = max(width - wide - len(_GAP), 1)
    told = ([(head, cell) for head, cell in zip(heads, row, strict=True) if cell] for row in rows)
    return "\n".join("".join(_entry(head, cell, wide, room) for head, cell in entries) for entries in told)


def _entry(head: str, cell: str, wide: int, room: int) -> str:
    """Return one cell of a list, the lines after the first set in."""
    first, *more = fold(cell, room)
    return "".join(f"{line}\n" for line in [head + _GAP + first, *(" " * wide + _GAP + line for line in more)])


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> Iterator[list[str]]:
    """Yield the lines that one row takes, each a list of parts."""
    folded = [fold(cell, wide) for cell, wide in zip(row, widths, strict=True)]
    for number in range(max(map(len, folded), default=0)):
        yield [parts[number] if number < len(parts) else "" for parts in folded]


def _line(parts: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(_pad(part, wide) for part, wide in zip(parts, widths, strict=True)).rstrip()


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def fold(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` columns, cut at spaces where there are any.

    >>> fold("no missiles on the agenda", 8)
    ['no', 'missiles', 'on the', 'agenda']
    """
    if cells(text) <= width:
        return [text]
    lines: list[str] = []
    start, used, space = 0, 0, -1
    for place, character in enumerate(text):
        used += cells(character)
        if used > width and place > start:
            at_space = character != " " and space > start
            end = space if at_space else place
            lines.append(text[start:end])
            start, space = end + (text[end] == " "), -1
            used = cells(text[start : place + 1])
        if character == " ":
            space = place
    return [*lines, text[start:]]


def hang(text: str, width: int | None, *, indent: int = 4) -> str:
    """Return a text in lines that fit, each with its end, the second and later ones set in.

    >>> print(hang("no missiles on the agenda", 14, indent=2), end="")
    no missiles
      on the
      agenda
    """
    shown = visible(text)
    if width is None:
        return f"{shown}\n"
    first, *more = fold(shown, max(width - indent, 1))
    return "".join(f"{line}\n" for line in [first, *(" " * indent + line for line in more)])
