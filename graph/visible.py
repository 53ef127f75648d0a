"""Makes text visible: what would act on a terminal, or turn the order of reading, is escaped. Layer: foundation."""

from __future__ import annotations

import unicodedata
from typing import Final

# Format characters that scripts and emoji need: the joiners, and the marks that Arabic and Syriac set around numbers.
_WANTED: Final = frozenset("\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ZERO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    r"""Return ``text`` on one line, with control, bidirectional and other unseen characters escaped.

    >>> print(visible("a\tb\x1b[31m \u202egnorw"))
    a\tb\x1b[31m \u202egnorw
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN or character in _WANTED:
        return character
    short = _SHORT.get(character)
    return short or character.encode("unicode_escape", "surrogatepass").decode("ascii")


def cells(text: str) -> int:
    r"""Return how many columns of a terminal ``text`` takes, near enough to set a caret under it.

    >>> cells("abc"), cells("e\u0301"), cells("伊朗")
    (3, 1, 4)
    """
    return len(text) if text.isascii() else sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "source"), counted(1200, "row")
    ('1 source', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
