"""Reads what was decided between the annotators of sources. Layer: sources.

Whether it fits what the annotators have read is a matter of :mod:`.decision_checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..iris import Curie, mint
from ..model.node import Node
from ..model.registry import Registry
from .annotated import Fragment
from .fields import Filled, read_form
from .form_adjudication import AGREED, ALL, NONE
from .located import Item, Mapping, Scalar
from .located import Sequence as Listed
from .problems import Mark, Problems
from .resolving import Resolver

_READINGS: Final = frozenset({"Stance", "Claim"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided on one reading: of the ``originals``, one an annotator, the ``kept`` ones hold."""

    mark: Mark
    originals: tuple[Curie, ...]
    kept: tuple[Curie, ...]
    agreed: bool
    change: Filled | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A source that was decided, as the file has it in ``filled``.

    ``read`` are the readings of its annotators, whose files are the ``fragments``.
    """

    source: Curie
    adjudicator: Curie
    filled: Filled
    fragments: Sequence[Fragment]
    resolver: Resolver
    read: dict[Curie, Node]
    decisions: list[Decision] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the source."""
        return self.source.partition(":")[2]


def read_decisions(
    document: Mapping, fragments: Sequence[Fragment], registry: Registry, problems: Problems
) -> list[Decided]:
    """Return the sources that a document decides, with the decisions that can be read; what is wrong is noted."""
    section = document.entries["adjudication"]
    if not isinstance(section, Mapping):
        hint = "write it with: stancegraph review DIR --adjudicate -o FILE.yaml"
        problems.error("not-a-form", section.mark, "an adjudication is a mapping of fields", hint=hint)
        return []
    annotator = _read_annotator(section, Resolver(registry=registry, problems=problems))
    items = _items(section.entries.get("sources")) if annotator else ()
    found = (_read_source(item, annotator, fragments, registry, problems) for item in items)
    return list(filter(None, found))


def _read_annotator(section: Mapping, resolver: Resolver) -> str:
    """Return the id of who decides, empty where it is not there or is none; the sources are read one by one."""
    rest = {key: item for key, item in section.entries.items() if key != "sources"}
    filled = read_form("adjudication", Mapping(rest, section.keys, section.mark), resolver)
    return (filled.get("annotator") if filled else None) or ""


def _items(item: Item | None) -> tuple[Item, ...]:
    return item.items if isinstance(item, Listed) else (item,) if item else ()


def _read_source(
    item: Item, annotator: str, fragments: Sequence[Fragment], registry: Registry, problems: Problems
) -> Decided | None:
    """Return a source with its decisions; its names are resolved with the entries that its annotators have added."""
    source = _id_in(item)
    own = [fragment for fragment in fragments if fragment.source == f"source:{source}"]
    resolver = Resolver(registry=_registry(own, registry), problems=problems, source=source, annotator=annotator)
    filled = read_form("decided-source", item, resolver)
    if filled is None or not filled.get("source"):
        return None
    nodes = (node for fragment in own for node in fragment.readings)
    return Decided(
        source=mint("source", source),
        adjudicator=mint("annotator", annotator),
        filled=filled,
        fragments=own,
        resolver=resolver,
        read={node.name: node for node in nodes if node.type in _READINGS},
    )


def _id_in(item: Item) -> str:
    given = item.entries.get("source") if isinstance(item, Mapping) else None
    return given.text if isinstance(given, Scalar) else ""


def _registry(fragments: Iterable[Fragment], below: Registry) -> Registry:
    """Return a registry that answers for what each annotator of a source has added."""
    registry = Registry(below=below)
    for fragment in fragments:
        for entry in fragment.registry.entries.values():
            if not registry.get(entry.name):
                registry.add(entry)
    return registry


def read_names(entry: Filled) -> list[Curie]:
    """Return the readings that a decision is on."""
    return [Curie(one.get("reading")) for one in entry.many("read") if one.get("reading")]


def choices_of(decided: Decided, entry: Filled) -> dict[str, tuple[Curie, ...]]:
    """Return what can be decided, with the readings that then hold: those of an annotator, all, none."""
    by_annotator = {annotator_of(decided.read[name]): name for name in read_names(entry)}
    own: dict[str, tuple[Curie, ...]] = dict.fromkeys(entry.many("lacking"), ())
    own |= {annotator: (name,) for annotator, name in by_annotator.items()}
    everyone = tuple(name for _, name in sorted(by_annotator.items()))
    return dict(sorted(own.items())) | {ALL: everyone, NONE: (), AGREED: everyone[:1]}


def annotator_of(reading: Node) -> str:
    """Return the id of the annotator of a reading."""
    return str(reading.one("annotator")).partition(":")[2]


def decision_of(decided: Decided, entry: Filled) -> Decision:
    """Return the decision that an entry holds; its readings are there, and it is one that can be taken."""
    word = entry.get("decision")
    return Decision(
        mark=entry.where("decision"),
        originals=tuple(sorted(read_names(entry))),
        kept=choices_of(decided, entry)[word],
        agreed=word == AGREED,
        change=entry.get("change"),
        note=entry.get("note"),
    )
