"""Quotes to evidence nodes: spans of a source, with the region they lie in. Layer: sources."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..iris import Curie, fingerprint, mint
from ..model.node import Node
from .anchoring import ELISION, Anchors, QuoteError, Span, digest
from .located import Scalar
from .problems import Mark, Problems


@dataclass(slots=True, kw_only=True)
class Evidence:
    """Locates the quotes of one source, and collects the nodes of their spans."""

    source: str
    anchors: Anchors
    problems: Problems
    nodes: dict[Curie, Node] = field(default_factory=dict)
    found: dict[tuple[str, str], Span] = field(default_factory=dict)
    regions: list[tuple[Span, Curie]] = field(default_factory=list)

    def locate(self, quote: Scalar, near: str = "", *, first: bool = False) -> Curie | None:
        """Return the name of the span of a quote; a quote that is not in the text is noted."""
        try:
            span = self.anchors.find(quote.text, near, first=first)
        except QuoteError as error:
            self.problems.error(error.code, quote.mark, str(error), hint=error.hint, id=quote.text[:80])
            return None
        if span is None:
            return self._unanchored(quote)
        self.found[quote.text, near] = span
        name = mint("span", self.source, f"{span.start}-{span.end}")
        if name not in self.nodes:
            self._add(name, quote.text, span)
        return name

    def add_region(self, name: Curie, quote: Scalar, near: str) -> Curie | None:
        """Return the span of a region, and let later spans inside it belong to it."""
        evidence = self.locate(quote, near)
        span = self.found.get((quote.text, near))
        if span:
            self.regions.append((span, name))
        return evidence

    def region_of(self, span: Span) -> Curie | None:
        """Return the smallest region that holds a span."""
        around = [
            (held.end - held.start, name)
            for held, name in self.regions
            if held.start <= span.start and span.end <= held.end
        ]
        return min(around)[1] if around else None

    def _add(self, name: Curie, quote: str, span: Span) -> None:
        exact = span.exact or quote
        before, after = self.anchors.context(span)
        selectors = (Curie(f"{name}.quote"), Curie(f"{name}.position"))
        elided = True if exact != span.exact and ELISION.search(quote) and digest(quote) != span.sha256 else None
        self.nodes[selectors[0]] = Node(
            "oa:TextQuoteSelector", selectors[0], {"exact": exact, "prefix": before, "suffix": after}
        )
        self.nodes[selectors[1]] = Node("oa:TextPositionSelector", selectors[1], {"start": span.start, "end": span.end})
        values = {
            "hasSource": mint("source", self.source),
            "selector": selectors,
            "sha256": span.sha256,
            "elided": elided,
            "region": self.region_of(span),
        }
        self.nodes[name] = Node("TextSpan", name, values)

    def _unanchored(self, quote: Scalar) -> Curie:
        """Keep the words of a quote that nothing locates: neither the text nor an anchors file is at hand."""
        name = mint("span", self.source, fingerprint(quote.text))
        selector = Curie(f"{name}.quote")
        self.nodes[selector] = Node("oa:TextQuoteSelector", selector, {"exact": quote.text})
        elided = True if ELISION.search(quote.text) else None
        self.nodes[name] = Node(
            "TextSpan", name, {"hasSource": mint("source", self.source), "selector": (selector,), "elided": elided}
        )
        return name

    def warn_if_unanchored(self, mark: Mark) -> None:
        """Say once that the quotes of a source were not held against its text."""
        if self.anchors.text is None and not self.anchors.known:
            message = f"the quotes of {self.source!r} were not checked: neither its text nor an anchors file is at hand"
            self.problems.warning(
                "unanchored",
                mark,
                message,
                hint="give its text with --texts DIR, or write anchors with: stancegraph anchor",
                id=self.source,
            )
