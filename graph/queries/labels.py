"""What nodes are called: their label, or what they say in a few words. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from ..iris import ONTOLOGY
from .answer import Term
from .facts import Facts

# Nodes without a label, by prefix: fields and the words between them. Of fields joined by | the first that is there.
_SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "stance": (".holder", ": ", ".position|.act", ", ", ".target"),
    "claim": (".asserts|.assertsNone",),
    "participation": (".participant", ", ", ".role", " in ", ".inEvent"),
    "tenure": (".person", ", ", ".post"),
    "representation": (".representative", " ", ".capacity", " ", ".represents"),
    "causation": (".cause", " brings about ", ".effect"),
    "pattern": ("no ", ".eventKind", " of ", ".participant"),
    "membership": (".member", " in ", ".group"),
    "condition": (".conditionKind", " ", ".quantifier", " of ", ".over"),
    "utterance": ("what ", ".speaker", " said"),
    "report": ("as ", ".reporter", " has it"),
    "conclusion": (".subject", " is a ", ".object"),
    "mention": (".surface",),
    "region": (".regionKind",),
    "record": (".file", " ", ".row"),
}
_NAMES: Final = ("label", "title")


class Labels:
    """The labels of nodes; the English one, else one without a language, else any, the same every time.

    ``merged`` tells into which node another was merged.
    """

    def __init__(self, facts: Facts, merged: Mapping[str, str]) -> None:
        self._facts = facts
        self._merged = merged
        self._kept: dict[str, str] = {}

    def load(self, nodes: Iterable[str]) -> None:
        """Look up what the labels of nodes need."""
        known = set(self._kept)
        waiting = set(nodes) - known
        while waiting:
            waiting |= {self._merged[node] for node in waiting if node in self._merged}
            known |= waiting
            said = {node for node in waiting if self._pieces(node)}
            self._facts.load(sorted(waiting - said), _NAMES)
            self._facts.load(sorted(said), {field for node in said for field in self._fields(node)})
            waiting = {other for node in said for other in self._below(node)} - known

    def of(self, node: str) -> str:
        """Return the label of a node, or of that into which it was merged; the CURIE where there is none."""
        if node not in self._kept:
            self._kept[node] = self._made(node, ())
        return self._kept[node]

    def _made(self, node: str, above: tuple[str, ...]) -> str:
        if node.startswith(ONTOLOGY):
            return node.removeprefix(ONTOLOGY)
        node = self._merged.get(node, node)
        pieces = () if node in above else self._pieces(node)
        said = "".join(self._piece(node, piece, (*above, node)) for piece in pieces)
        named = (self._facts.all(node, name) for name in _NAMES) if not pieces else ()
        return said or next(filter(None, map(best_text, named)), self._facts.names.shorten(node))

    def _piece(self, node: str, piece: str, above: tuple[str, ...]) -> str:
        if not piece.startswith("."):
            return piece
        found = (self._facts.all(node, field) for field in _alternatives(piece))
        terms: Sequence[Term] = next(filter(None, found), [])
        return ", ".join(self._text(term, above) for term in terms) or "…"

    def _text(self, term: Term, above: tuple[str, ...]) -> str:
        return self._made(term.value, above) if isinstance(term, ox.NamedNode) else getattr(term, "value", "")

    def _pieces(self, node: str) -> tuple[str, ...]:
        return _SAID.get(self._facts.names.shorten(node).partition(":")[0], ())

    def _below(self, node: str) -> Iterator[str]:
        below = (other for field in self._fields(node) for other in self._facts.nodes(node, field))
        return (other for other in below if not other.startswith(ONTOLOGY))

    def _fields(self, node: str) -> Iterator[str]:
        return (field for piece in self._pieces(node) if piece.startswith(".") for field in _alternatives(piece))


def _alternatives(piece: str) -> list[str]:
    return piece.replace(".", "").split("|")


def best_text(terms: Iterable[Term]) -> str:
    """Return the text to show: the English one, else the one without a language, else the first by language.

    >>> best_text([ox.Literal("Irán", language="es"), ox.Literal("Iran", language="en")])
    'Iran'
    """
    texts = [term for term in terms if isinstance(term, ox.Literal)]
    best = min(texts, key=lambda text: (text.language != "en", text.language or "", text.value), default=None)
    return best.value if best else ""
