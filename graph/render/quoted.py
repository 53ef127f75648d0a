"""Writes the words that something rests on, and where they are. Layer: render."""

from __future__ import annotations

from ..iris import Names
from ..queries.quoting import Quote


def tell_quote(quote: Quote, names: Names) -> str:
    """Return source, offsets and words in one line; of a row of a table, the source and the row."""
    place = f" {quote.start}–{quote.end}" if quote.start >= 0 else ""
    return f"{tell_source(quote.source, names)}{place}: {quote.exact}"


def tell_source(source: str, names: Names) -> str:
    """Return the id of a source.

    >>> tell_source("https://w3id.org/stancegraph/data/source/wire-2031-02-06", Names())
    'wire-2031-02-06'
    """
    return names.shorten(source).removeprefix("source:")
