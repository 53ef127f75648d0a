"""Writes the words that something rests on, and where they are. Layer: render."""

from __future__ import annotations

from ..iris import Names
from ..queries.quoting import Quote


def tell_quote(quote: Quote, names: Names) -> str:
    """Return source, offsets and words in one line; of a row of a table, the source and the row."""
    source = names.shorten(quote.source).removeprefix("source:")
    place = f" {quote.start}–{quote.end}" if quote.start >= 0 else ""
    return f"{source}{place}: {quote.exact}"
