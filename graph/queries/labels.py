"""What nodes are called: their label, or what they say in a few words. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from ..iris import ONTOLOGY
from .answer import Term
from .facts import Facts

# Nodes without a label, by prefix: fields, with the words before them where there is a value, and words that are always
# there. Of fields joined by | the first that is there counts.
_SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "stance": (".holder", ": ", ".position|.act", ", ", ".target"),
    "claim": (".asserts|.assertsNone",),
    "participation": (".participant", ", .role", " in ", ".inEvent"),
    "tenure": (".person", ", ", ".post"),
    "representation": (".representative", " ", ".capacity", " ", ".represents"),
    "causation": (".cause", " brings about ", ".effect"),
    "pattern": ("no ", ".eventKind", " of ", ".participant"),
    "membership": (".member", " in ", ".group"),
    "condition": (".conditionKind", " ", ".over"),
    "utterance": ("what ", ".speaker", " said"),
    "report": ("as ", ".reporter", " has it"),
    "conclusion": (".subject|.between", ": ", ".object|.conflictKind|.derivedBy"),
    "mention": (".surface",),
    "region": (".regionKind",),
    "record": (".file", " ", ".row"),
}
_NAMES: Final = ("label", "title")
_QUANTIFIER: Final = "quantifier"
# What stands between several values of a field of a node, by its prefix.
_BETWEEN: Final[Mapping[str, str]] = {"claim": "; ", "pattern": " and "}
_OF_CONDITION: Final[Mapping[str, str]] = {f"{ONTOLOGY}all": " and ", f"{ONTOLOGY}any": " or "}


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
        words, dot, _ = piece.partition(".")
        if not dot:
            return words
        found = (self._facts.all(node, field) for field in _fields_of(piece))
        terms: Sequence[Term] = next(filter(None, found), [])
        said = self._between(node).join(self._text(term, above) for term in terms)
        return words + said if said else "" if words else "…"

    def _between(self, node: str) -> str:
        kind = self._prefix(node)
        if kind == "condition":
            return _OF_CONDITION.get(self._facts.text(node, _QUANTIFIER), ", ")
        return _BETWEEN.get(kind, ", ")

    def _text(self, term: Term, above: tuple[str, ...]) -> str:
        return self._made(term.value, above) if isinstance(term, ox.NamedNode) else getattr(term, "value", "")

    def _pieces(self, node: str) -> tuple[str, ...]:
        return _SAID.get(self._prefix(node), ())

    def _prefix(self, node: str) -> str:
        return self._facts.names.shorten(node).partition(":")[0]

    def _below(self, node: str) -> Iterator[str]:
        below = (other for field in self._fields(node) for other in self._facts.nodes(node, field))
        return (other for other in below if not other.startswith(ONTOLOGY))

    def _fields(self, node: str) -> Iterator[str]:
        yield from (field for piece in self._pieces(node) for field in _fields_of(piece))
        if self._prefix(node) == "condition":
            yield _QUANTIFIER


def _fields_of(piece: str) -> list[str]:
    """Return the fields that a piece of a label may show."""
    fields = piece.partition(".")[2]
    return fields.replace(".", "").split("|") if fields else []


def best_text(terms: Iterable[Term]) -> str:
    """Return the text to show: the English one, else the one without a language, else the first by language.

    >>> best_text([ox.Literal("Irán", language="es"), ox.Literal("Iran", language="en")])
    'Iran'
    """
    texts = [term for term in terms if isinstance(term, ox.Literal)]
    best = min(texts, key=lambda text: (text.language != "en", text.language or "", text.value), default=None)
    return best.value if best else ""
