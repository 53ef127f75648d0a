"""Draws answers where a notebook shows them: a table, and under it what there is to say. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ..visible import visible


def html_table(columns: Sequence[str], rows: Iterable[Sequence[str]], notes: Iterable[str] = ()) -> str:
    """Return a table as HTML in which every cell is the text that it is.

    >>> html_table(["who"], [["<Iran>"]], ["1 row"])
    '<table><thead><tr><th>who</th></tr></thead><tbody><tr><td>&lt;Iran&gt;</td></tr></tbody></table><p>1 row</p>'
    """
    head, body = _row("th", columns), "".join(_row("td", row) for row in rows)
    told = "".join(f"<p>{_text(note)}</p>" for note in notes)
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>{told}"


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _text(text: str) -> str:
    return escape(visible(text))
