"""Breaks labels into lines and estimates how much room they take, without a browser. Layer: render."""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"
# Widths in ems, after Helvetica's; close enough to keep labels apart.
NARROW = frozenset("iljtfrI.,;:'|!()[]{}-’‘ ")
BROAD = frozenset("mwMW@%—…")


def text_width(text: str) -> float:
    """Return the width of a line in ems, near enough.

    >>> text_width("ill") < text_width("and") < text_width("WWW")
    True
    """
    return sum(map(_advance, text))


def _advance(character: str) -> float:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in NARROW:
        return 0.33
    if character in BROAD:
        return 0.9
    return 0.7 if character.isupper() else 0.56


def wrap(text: str, *, ems: float, lines: int) -> tuple[str, ...]:
    """Return the lines of a label, of even length and at most ``ems`` wide; what does not fit ends in an ellipsis.

    >>> wrap("Tolls on the Narrow Strait are on the agenda", ems=8, lines=4)
    ('Tolls on the', 'Narrow', 'Strait are on', 'the agenda')
    """
    words = [piece for word in text.split() for piece in _pieces(word, ems)]
    count = len(_fill(words, ems))
    narrowest = ems
    while narrowest > 1 and len(_fill(words, narrowest - 0.5)) == count:
        narrowest -= 0.5
    filled = _fill(words, narrowest)
    if len(filled) > lines:
        filled = [*filled[: lines - 1], filled[lines - 1] + ELLIPSIS]
    return tuple(filled) or ("",)


def _pieces(word: str, ems: float) -> list[str]:
    """Cut a word that is wider than a line, never between a letter and its combining marks."""
    if text_width(word) <= ems:
        return [word]
    pieces = [""]
    for character in word:
        if _advance(character) and text_width(pieces[-1] + character) > ems:
            pieces.append("")
        pieces[-1] += character
    return [piece for piece in pieces if piece]


def _fill(words: list[str], ems: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and text_width(f"{lines[-1]} {word}") <= ems:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
