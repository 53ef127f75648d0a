"""Refuses what XML cannot carry, and keeps what its parsers would change. Layer: render."""

from __future__ import annotations

import re
from typing import Final

from ..errors import ExportError
from ..iris import Names

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The escapes of N-Triples, one after the other, so that an escaped backslash begins none.
_ESCAPES: Final = re.compile(rb"\\(?:([bf])|u([0-9A-Fa-f]{4})|.)")
_SHORT: Final = {b"b": "\b", b"f": "\f"}


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
        message = f"{name} has the character U+{ord(found[0]):04X}, which {format} cannot carry: it is XML"
        raise ExportError(message, hint="take another format, such as ttl or csv")


def refuse_in_triples(triples: bytes, names: Names, format: str) -> None:  # noqa: A002
    """Refuse N-Triples, as the engine writes them, with a character that XML cannot carry: there they are escaped.

    Raises:
        ExportError: there is one; the subject is named.
    """
    for found in _ESCAPES.finditer(triples):
        character = chr(int(found[2], 16)) if found[2] else _SHORT.get(found[1], "")
        if _NOT_IN_XML.match(character):
            start = triples.rfind(b"\n", 0, found.start()) + 1
            subject = triples[start : triples.index(b" ", start)].decode()
            refuse_in_text(names.shorten(subject[1:-1]), character, format)


def keep_returns(xml: bytes) -> bytes:
    """Return XML with every carriage return written as a reference: a parser would read a bare one as a new line."""
    return xml.replace(b"\r", b"&#13;")
