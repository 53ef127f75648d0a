"""Refuses what XML cannot carry, and keeps what its parsers would change. Layer: render."""

from __future__ import annotations

import re
from typing import Final

from ..errors import ExportError
from ..iris import Names

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The same as N-Triples escapes them, after an even number of backslashes.
_ESCAPED: Final = re.compile(
    r"(?<!\\)(?:\\\\)*\\(?:(?P<short>[bf])|u(?P<code>00(?:0[0-8BCEF]|1[0-9A-F])|FFF[EF]))", re.IGNORECASE
)
_SHORT: Final = {"b": 0x08, "f": 0x0C}


def refuse_in_text(name: str, text: str, format: str) -> None:  # noqa: A002  as on the command line
    r"""Refuse a text of the node ``name`` that has a character which XML cannot carry.

    >>> refuse_in_text("actor:brin", "Brin\x07", "graphml")
    Traceback (most recent call last):
    ...
    stancegraph.errors.ExportError: actor:brin has the character U+0007, which graphml cannot carry: it is XML
      hint: take another format, such as ttl or csv

    Raises:
        ExportError: there is one; the node is named.
    """
    found = _NOT_IN_XML.search(text)
    if found:
        raise _error(name, ord(found[0]), format)


def refuse_in_triples(triples: str, names: Names, format: str) -> None:  # noqa: A002
    """Refuse N-Triples with a character, escaped or not, that XML cannot carry.

    Raises:
        ExportError: there is one; the subject is named.
    """
    for pattern in (_NOT_IN_XML, _ESCAPED):
        found = pattern.search(triples)
        if found:
            start = triples.rfind("\n", 0, found.start()) + 1
            subject = triples[start : triples.index(" ", start)]
            raise _error(names.shorten(subject[1:-1]), _code(found), format)


def keep_returns(xml: bytes) -> bytes:
    """Return XML with every carriage return written as a reference: a parser would read a bare one as a new line."""
    return xml.replace(b"\r", b"&#13;")


def _code(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("code"):
        return int(groups["code"], 16)
    return _SHORT[groups["short"].lower()] if groups.get("short") else ord(found[0])


def _error(name: str, character: int, format: str) -> ExportError:  # noqa: A002
    message = f"{name} has the character U+{character:04X}, which {format} cannot carry: it is XML"
    return ExportError(message, hint="take another format, such as ttl or csv")
