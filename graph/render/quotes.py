"""How much of the words of sources an output shows: all, the ends of each quote, or a hash alone. Layer: render.

Hidden words leave the triples before anything is written from them, so that no format can bring them back. What goes
are quotes, the characters around them, surface forms, and a hidden quote where a title, a note or a basis repeats it.
What annotators write in words of their own stays, and so do names: the label of an anonymous actor, a place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import pyoxigraph as ox

from ..iris import Names
from ..sources.anchoring import digest
from .dataset import Dataset


class Quotes(StrEnum):
    """How much of a quote is shown."""

    FULL = "full"
    SHORT = "short"
    HASH = "hash"


_WORDS: Final = 3  # at each end of a quote that is shortened
_CHARACTERS: Final = 30  # at each end, where a script has no spaces or a word no end
_GONE: Final = "[...]"


def _predicate(name: str) -> bytes:
    return f"<{Names().expand(name)}>".encode()


_EXACT, _PREFIX, _SUFFIX = map(_predicate, ("oa:exact", "oa:prefix", "oa:suffix"))
_SELECTOR, _HAS_SOURCE, _SOURCE = map(_predicate, ("oa:hasSelector", "oa:hasSource", "sg:source"))
_SHA256, _ELIDED, _SURFACE = map(_predicate, ("sg:sha256", "sg:elided", "sg:surface"))
_REPEATS: Final = frozenset(map(_predicate, ("dcterms:title", "skos:note", "sg:basis")))
_TRUE: Final = b'"true"^^' + _predicate("xsd:boolean")


def shorten(text: str) -> str:
    """Return the first and last words of a quote, or all of it where hardly any would be left out.

    >>> shorten("Port City wants the tolls on the agenda as well")
    'Port City wants ... agenda as well'
    >>> shorten("ruin the talks")
    'ruin the talks'
    """
    words = text.split()
    if len(words) <= 2 * _WORDS and len(text) <= 2 * _CHARACTERS:
        return text
    return f"{' '.join(words[:_WORDS])[:_CHARACTERS].rstrip()} ... {' '.join(words[-_WORDS:])[-_CHARACTERS:].lstrip()}"


def hide_words(data: Dataset, quotes: Quotes) -> Dataset:
    """Return a dataset without the words of sources that are not to be shown.

    A shortened quote is marked as elided. A quote that is hidden leaves its span with the hash of its words.
    """
    if quotes is Quotes.FULL or not any(_EXACT in text for text in data.texts()):
        return data
    held = _read_spans(data)
    return data.map(lambda text: b"".join({new for old in text.split(b"\n") for new in _shown(old, held, quotes)}))


@dataclass(slots=True)
class _Held:
    """What the triples say of spans: the span of a selector, the source of a node, the long quotes of a source."""

    span_of: dict[bytes, bytes] = field(default_factory=dict)
    source_of: dict[bytes, bytes] = field(default_factory=dict)
    settled: set[bytes] = field(default_factory=set)  # spans that have a hash, or lack the words that it would be of
    quotes: defaultdict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, subject: bytes, predicate: bytes, value: bytes) -> None:
        """Take in one triple."""
        if predicate == _SELECTOR:
            self.span_of[value] = subject
        elif predicate in {_HAS_SOURCE, _SOURCE}:
            self.source_of |= {subject: value, value: value}
        elif predicate in {_SHA256, _ELIDED}:
            self.settled.add(subject)

    def note_quote(self, selector: bytes, words: str) -> None:
        """Take in the words of a span, once its source is known."""
        if shorten(words) != words:
            self.quotes[self.source_of.get(self.span_of.get(selector, b""), b"")].append(words)


def _read_spans(data: Dataset) -> _Held:
    held, exact = _Held(), []
    for text in data.texts():
        for line in text.split(b"\n"):
            subject, _, rest = line.partition(b" ")
            predicate, _, value = rest.partition(b" ")
            held.note(subject, predicate, value.removesuffix(b" ."))
            if predicate == _EXACT:
                exact.append(line)
    for line in exact:
        held.note_quote(line.partition(b" ")[0], _literal(line).value)
    return held


def _shown(line: bytes, held: _Held, quotes: Quotes) -> Iterator[bytes]:
    """Yield what becomes of one triple."""
    subject, _, rest = line.partition(b" ")
    predicate = rest.partition(b" ")[0]
    if predicate == _EXACT:
        yield from _shown_quote(line, subject, held, quotes)
    elif predicate == _SURFACE and quotes is Quotes.SHORT:
        yield _with_text(line, shorten(_literal(line).value))
    elif predicate in _REPEATS:
        yield _without_repeats(line, held.quotes.get(held.source_of.get(subject, b""), []), quotes)
    elif line and predicate not in {_PREFIX, _SUFFIX, _SURFACE}:
        yield line + b"\n"


def _shown_quote(line: bytes, selector: bytes, held: _Held, quotes: Quotes) -> Iterator[bytes]:
    words, span = _literal(line).value, held.span_of.get(selector, selector)
    if quotes is Quotes.SHORT:
        yield _with_text(line, shorten(words))
        if shorten(words) != words:
            yield b"%b %b %b .\n" % (span, _ELIDED, _TRUE)
    elif span not in held.settled:
        yield b'%b %b "%b" .\n' % (span, _SHA256, digest(words).encode())


def _without_repeats(line: bytes, hidden: Sequence[str], quotes: Quotes) -> bytes:
    text = _literal(line).value
    for words in hidden:
        text = text.replace(words, shorten(words) if quotes is Quotes.SHORT else _GONE)
    return _with_text(line, text)


def _literal(line: bytes) -> ox.Literal:
    term = next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))).object
    return term if isinstance(term, ox.Literal) else ox.Literal("")


def _with_text(line: bytes, text: str) -> bytes:
    """Return a triple with another text in the same language."""
    subject, predicate, _ = line.split(b" ", 2)
    return b"%b %b %b .\n" % (subject, predicate, str(ox.Literal(text, language=_literal(line).language)).encode())
