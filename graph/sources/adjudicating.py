"""Makes the readings of those who decide between annotators: copies of what holds, with their origins. Layer: sources.

An adjudicated reading is ``stance:SOURCE.ADJUDICATOR.ID``, with the id of the reading that holds; where two have the
same, the second is ``ANNOTATOR.ID``. What belongs to it (its utterance, condition, what it asserts) is copied with it,
under ``SOURCE.ADJUDICATOR.ANNOTATOR.…``. The readings of the annotators stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from ..iris import Curie, mint
from ..model.node import Node, Text, Values
from ..model.registry import Registry, references
from ..vocabulary import vocabulary
from .anchoring import Anchors
from .annotated import Fragment
from .decision_checks import check_decisions
from .decisions import Decided, Decision, read_decisions
from .evidence import Evidence
from .fields import Filled
from .located import Mapping as Document
from .problems import Mark, Problems
from .stances import issues_of

_READINGS: Final = ("stance:", "claim:")
Counterparts = Mapping[Curie, Curie | None]
"""What was decided instead of a reading; None where no reading of it holds."""


def adjudicate(
    fragments: Sequence[Fragment], documents: Iterable[Document], registry: Registry, problems: Problems
) -> list[Fragment]:
    """Return the fragments of all inputs with those of the sources that were decided; what is wrong is noted.

    A reading of another source that names one of an annotator who was decided on then names what holds instead.
    """
    read = [one for document in documents for one in read_decisions(document, fragments, registry, problems)]
    decided = check_decisions(read, fragments, problems)
    if not decided:
        return list(fragments)
    held = {one.source: _counterparts(one) for one in decided}
    everywhere = dict(chain.from_iterable(own.items() for own in held.values()))
    made = [_Copies(one, everywhere, problems.error).fragment() for one in decided]
    return [*(_renamed(fragment, everywhere, held.get(fragment.source, {})) for fragment in fragments), *made]


def _counterparts(decided: Decided) -> dict[Curie, Curie | None]:
    """Return what is held instead of each reading of a source."""
    found: dict[Curie, Curie | None] = {}
    taken: set[Curie] = set()
    for decision in decided.decisions:
        names = {name: _name(name, decided, taken) for name in decision.kept}
        only = next(iter(names.values())) if len(names) == 1 else None
        found |= {name: names.get(name, only) for name in decision.originals}
    return found


def _name(original: Curie, decided: Decided, taken: set[Curie]) -> Curie:
    """Return the name of the copy of a reading, and take it."""
    kind, _, rest = original.partition(":")
    source, annotator, local = rest.split(".", 2)
    adjudicator = decided.adjudicator.partition(":")[2]
    name = mint(kind, source, adjudicator, local)
    name = mint(kind, source, adjudicator, annotator, local) if name in taken else name
    taken.add(name)
    return name


def _renamed(fragment: Fragment, held: Counterparts, own: Counterparts) -> Fragment:
    """Return a fragment that names what holds instead of the readings of other sources that were decided on."""
    elsewhere = {name: kept for name, kept in held.items() if kept and name not in own}
    named = [name for node in fragment.readings for name in references(node)]
    if elsewhere.keys().isdisjoint(named):
        return fragment
    readings = [_with_names(node, lambda name: elsewhere.get(name, name)) for node in fragment.readings]
    return replace(fragment, readings=readings)


def _with_names(node: Node, rename: Callable[[Curie], Curie | None]) -> Node:
    """Return a node in which every name of another node is changed, and left out where there is none instead."""
    values = {field: _renamed_values(field, value, rename) for field, value in node.values.items()}
    return Node(node.type, rename(node.name) or node.name, values)


def _renamed_values(field: str, values: Values, rename: Callable[[Curie], Curie | None]) -> Values:
    known = vocabulary().properties[field]
    if known.datatype or known.schemes or values is None:
        return values
    if isinstance(values, tuple):
        names = (rename(Curie(str(value))) for value in values)
        return tuple(dict.fromkeys(name for name in names if name))
    return rename(Curie(str(values)))


@dataclass(slots=True)
class _Copies:
    """Copies what holds of one source."""

    decided: Decided
    held: Counterparts
    error: Callable[..., None]

    def fragment(self) -> Fragment:
        """Return the readings of who decides, as if they had been read from a file of their own."""
        decided, problems = self.decided, self.decided.resolver.problems
        nodes: dict[Curie, list[Node]] = {}
        marks: dict[Curie, Mark] = {}
        for decision in decided.decisions:
            for name in decision.kept:
                marks[self.held[name] or name] = decision.mark
                for node in self._copied(name, decision):
                    same = nodes.setdefault(node.name, [])
                    same += [node] if node not in same else []  # two readings may share an utterance
        label = Text(decided.adjudicator.partition(":")[2], "")
        who = Node("Annotator", decided.adjudicator, {"label": label, "adjudicates": (decided.source,)})
        return Fragment(
            file=decided.filled.mark.file,
            source=decided.source,
            annotator=decided.adjudicator,
            registry=decided.resolver.registry,
            shared=[who],
            readings=[*chain.from_iterable(nodes.values()), *decided.resolver.made.values()],
            marks=marks,
            evidence=Evidence(source=decided.id, anchors=Anchors(), problems=problems),
        )

    def _copied(self, name: Curie, decision: Decision) -> Iterator[Node]:
        """Yield the copy of a reading, then those of what belongs to it."""
        annotator = name.split(".", 2)[1]
        for node in _belonging(name, self._nodes_of(annotator)):
            self._note_dropped(node, decision)
            copy = _with_names(node, lambda one: self._rename(one, annotator))
            yield self._decided(node, copy, decision) if node.name == name else copy

    def _nodes_of(self, annotator: str) -> dict[Curie, list[Node]]:
        found: dict[Curie, list[Node]] = {}
        for fragment in self.decided.fragments:
            if fragment.annotator == f"annotator:{annotator}":
                for node in fragment.readings:
                    found.setdefault(node.name, []).append(node)
        return found

    def _rename(self, name: Curie, annotator: str) -> Curie | None:
        """Return what stands in a copy for a name in what it is a copy of; None for a reading that was dropped."""
        if name in self.held:
            return self.held[name] or (None if name in self.decided.read else name)
        source, adjudicator = self.decided.id, self.decided.adjudicator.partition(":")[2]
        kind, _, local = name.partition(":")
        start = f"{source}.{annotator}."
        own = local.startswith(start)
        return mint(kind, source, adjudicator, annotator, local.removeprefix(start)) if own else name

    def _note_dropped(self, node: Node, decision: Decision) -> None:
        """Note that something that holds names a reading that does not; that it was an alternative need not be said."""
        for field, values in node.items():
            for value in values if field != "alternativeTo" else ():
                if value in self.decided.read and self.held.get(Curie(str(value)), "") is None:
                    message = f"{node.name} holds, and {field} of it is {value}, of which no reading was kept"
                    hint = "keep a reading of it, or none of either"
                    self.error("dropped-reading", decision.mark, message, hint=hint, id=node.name)

    def _decided(self, node: Node, copy: Node, decision: Decision) -> Node:
        """Return the copy of a reading: of who decides, with its origins and with what was changed."""
        own: dict[str, Values] = {"annotator": self.decided.adjudicator, "wasDerivedFrom": decision.originals}
        if not decision.agreed:
            own["needsReview"] = None  # a second reader has looked
        if decision.note:
            own["note"] = (*node.all("note"), decision.note)
        changed = _changed(copy, decision.change, self.decided) if decision.change else {}
        return Node(copy.type, copy.name, {**copy.values, **own, **changed})


def _belonging(name: Curie, known: Mapping[Curie, Sequence[Node]]) -> Iterator[Node]:
    """Yield a reading and what belongs to it alone or to several, but no other reading."""
    tenures = [node for node in chain.from_iterable(known.values()) if node.type == "Tenure"]
    found, waiting = {name}, [name]
    while waiting:
        here = waiting.pop()
        yield from known[here]
        new = {one for one in _next_to(here, known[here], tenures) if one in known} - found
        waiting += sorted(new)
        found |= new


def _next_to(name: Curie, nodes: Sequence[Node], tenures: Sequence[Node]) -> Iterator[Curie]:
    """Yield what nodes refer to, but for readings, and the tenures of the person of that name."""
    for other in chain.from_iterable(map(references, nodes)):
        if not other.startswith(_READINGS):
            yield other
    yield from (tenure.name for tenure in tenures if tenure.one("person") == name)


def _changed(stance: Node, change: Filled, decided: Decided) -> dict[str, Values]:
    """Return the values of a stance that were decided to be otherwise than its annotator has them."""
    values: dict[str, Values] = dict(change.values)
    position = change.get("position")
    if position:
        values["value"] = vocabulary().concepts_of("position")[position].value
    target = change.get("target")
    if target:
        issues = [target] if target.startswith("issue:") else issues_of(target, decided.resolver)
        values["about"] = tuple(dict.fromkeys(issues)) or stance.all("about")
    return values
