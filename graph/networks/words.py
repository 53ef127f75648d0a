"""Labels and quotes by IRI, read from a store in one pass each, for networks and tables. Layer: networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from ..iris import Names

_NAMES = Names()
BETWEEN_QUOTES = " [...] "


def labels(store: ox.Store) -> dict[str, str]:
    """Return the label of every node that has one, by IRI: the English one, or one without a language, where it can.

    The label of a source is its title.
    """
    found: dict[str, tuple[bool, str, str]] = {}
    for name in ("skos:prefLabel", "dcterms:title"):
        for subject, literal in _pairs(store, name):
            if isinstance(literal, ox.Literal):
                language = literal.language or ""
                key = (language not in {"", "en"}, language, literal.value)
                found[subject] = min(found.get(subject, key), key)
    return {subject: label for subject, (_foreign, _language, label) in found.items()}


def quotes(store: ox.Store) -> dict[str, str]:
    """Return the words that each node rests on, by its IRI, in the order in which they stand in the source.

    Where a store holds the hash of a span and not its words, it is ``sha256:`` and the hash.
    """
    words = _words_of_spans(store)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for span in words:
        for quad in store.quads_for_pattern(None, _node("sg:evidence"), ox.NamedNode(span), None):
            found[quad.subject.value].add(span)  # type: ignore[union-attr]
    starts = _starts(store)
    return {
        reading: BETWEEN_QUOTES.join(
            words[span] for span in sorted(spans, key=lambda span: (starts.get(span, 0), span))
        )
        for reading, spans in found.items()
    }


def _words_of_spans(store: ox.Store) -> dict[str, str]:
    spans = {span for span, _selector in _pairs(store, "oa:hasSelector")}
    hashes = {span: f"sha256:{value.value}" for span, value in _pairs(store, "sg:sha256") if span in spans}
    return hashes | _by_span(store, "oa:exact")


def _starts(store: ox.Store) -> dict[str, int]:
    return {span: int(start) for span, start in _by_span(store, "oa:start").items()}


def _by_span(store: ox.Store, name: str) -> dict[str, str]:
    """Return what the selectors of spans say, by span."""
    said = {selector: value.value for selector, value in _pairs(store, name)}
    selectors = _pairs(store, "oa:hasSelector") if said else ()
    return {span: said[selector.value] for span, selector in selectors if selector.value in said}


def _pairs(store: ox.Store, name: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    for quad in store.quads_for_pattern(None, _node(name), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject.value, quad.object


def _node(name: str) -> ox.NamedNode:
    return ox.NamedNode(_NAMES.expand(name))
