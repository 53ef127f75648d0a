"""Where entries of the registry are named: in sources, by readings, and in the registry itself. Layer: curation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

from ..iris import Curie
from ..model.registry import Registry, references
from ..sources import located
from ..sources.form import FORMS, Field
from ..sources.located import Item, Scalar
from ..sources.problems import Mark, Problems
from ..sources.registering import KIND_OF_SECTION
from ..sources.resolving import REGISTRY_KINDS, Resolver, split_kind
from .held import Held
from .sheet import Sheet

_TIMES: Final = ("before", "after", "during")
_READINGS: Final = ("stances", "claims")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """One place where an entry is named.

    ``owner`` is the entry, the source or the reading that names it, in a ``field`` of that kind. ``readings`` are those
    that the place concerns: for the chain and the addressee of an utterance, all readings of it. ``through`` are those
    that name the owner, where this is an entry.
    """

    path: Path
    name: Curie
    scalar: Scalar
    owner: Curie
    field: str = ""
    readings: tuple[Curie, ...] = ()
    through: tuple[Curie, ...] = ()

    @property
    def in_registry(self) -> bool:
        """Tell whether it is another entry that names the entry."""
        return self.owner.partition(":")[0] in REGISTRY_KINDS

    @property
    def where(self) -> str:
        """The file and the line."""
        return f"{self.path}:{self.scalar.mark.line}"

    @property
    def by_id(self) -> bool:
        """Tell whether the place names the entry by its id, rather than by a label or an alias."""
        return split_kind(self.scalar.text)[1] == self.name.partition(":")[2]


def find_usages(held: Held, name: Curie) -> list[Usage]:
    """Return every place in registry files and sources that names an entry, in the order of the files."""
    found = [usage for usage in all_usages(held) if usage.name == name]
    naming = _readings_by_name(held, {usage.owner for usage in found if usage.in_registry})
    return [replace(usage, through=tuple(naming[usage.owner])) for usage in found]


def _readings_by_name(held: Held, wanted: Collection[Curie]) -> Mapping[Curie, list[Curie]]:
    """Return the readings that name each of some entries."""
    naming: defaultdict[Curie, list[Curie]] = defaultdict(list)
    for fragment in held.fragments.values():
        for node in fragment.readings:
            for name in {*references(node)} & {*wanted} if node.name in fragment.marks else ():
                naming[name].append(node.name)
    return naming


def all_usages(held: Held) -> Iterator[Usage]:
    """Yield every place in registry files and sources that names an entry, whichever."""
    for path, sheet in held.sheets.items():
        entries = sheet.document.entries if sheet.document else {}
        fragment = held.fragments.get(path)
        resolver = Resolver(registry=fragment.registry if fragment else held.registry, problems=Problems())
        walker = _Walker(path, resolver)
        if "registry" in entries:
            yield from walker.registry(entries["registry"])
        if fragment:
            marks = {mark: name for name, mark in fragment.marks.items()}
            yield from walker.document(sheet, fragment.source, marks)


def without_split(registry: Registry, kind: str, text: str) -> Curie | None:
    """Return the entry that a text names, also where it was split."""
    said, rest = split_kind(text)
    found = registry.find(kind, rest if said == kind else text)
    standing = tuple(dict.fromkeys(map(registry.newest, found))) if len(found) > 1 else found
    return standing[0] if len(standing) == 1 else None


@dataclass(slots=True)
class _Walker:
    """Goes through a document along the form, and looks up every name in it."""

    path: Path
    resolver: Resolver

    def registry(self, section: Item) -> Iterator[Usage]:
        for known in FORMS["registry"]:
            form = known.kind.partition(":")[2]
            for item in _listed(section, known.name):
                yield from self._usages(form, item, self._owner(known.name, item))

    def document(self, sheet: Sheet, source: Curie, readings: Mapping[Mark, Curie]) -> Iterator[Usage]:
        entries = sheet.document.entries if sheet.document else {}
        if "new" in entries:
            yield from self.registry(entries["new"])
        for name, form in (("source", "source"), ("regions", "region"), ("mentions", "mention")):
            for item in _listed(sheet.document, name):
                yield from self._usages(form, item, source)
        for group in _listed(sheet.document, "readings"):
            yield from self._group(group, source, readings)

    def _group(self, group: Item, source: Curie, readings: Mapping[Mark, Curie]) -> Iterator[Usage]:
        own = [(form.removesuffix("s"), item) for form in _READINGS for item in _listed(group, form)]
        names = {item.mark: (readings[item.mark],) for _, item in own if item.mark in readings}
        yield from self._usages("group", _without_readings(group), source, tuple(chain(*names.values())))
        for form, item in own:
            name = names.get(item.mark, ())
            yield from self._usages(form, item, next(iter(name), source), name)

    def _usages(self, form: str, item: Item, owner: Curie, readings: tuple[Curie, ...] = ()) -> Iterator[Usage]:
        for kind, scalar in _names_in(form, item):
            name = self._lookup(kind, scalar)
            if name:
                yield Usage(path=self.path, name=name, scalar=scalar, owner=owner, field=kind, readings=readings)

    def _lookup(self, kind: str, scalar: Scalar) -> Curie | None:
        said, _rest = split_kind(scalar.text)
        kinds = (kind,) if kind != "target" else (said,) if said else ("prop", "issue", "event", "actor")
        found = (without_split(self.resolver.registry, one, scalar.text) for one in kinds if one in REGISTRY_KINDS)
        return next((name for name in found if name), None)

    def _owner(self, section: str, item: Item) -> Curie:
        """Return the entry that an item of the registry is, or that it belongs to."""
        kind, key = KIND_OF_SECTION.get(section), {"tenures": "person", "memberships": "member"}.get(section, "id")
        scalar = item.entries.get(key) if isinstance(item, located.Mapping) else None
        local = split_kind(scalar.text)[1] if isinstance(scalar, Scalar) else ""
        named = self._lookup("actor", scalar) if not kind and isinstance(scalar, Scalar) else None
        return named or Curie(f"{kind or 'actor'}:{local}")


def _without_readings(group: Item) -> Item:
    if not isinstance(group, located.Mapping):
        return group
    rest = {key: item for key, item in group.entries.items() if key not in _READINGS}
    return located.Mapping(rest, group.keys, group.mark)


def _names_in(form: str, item: Item) -> Iterator[tuple[str, Scalar]]:
    """Yield each name in a section of the form, with the kind of thing that it names."""
    if form == "step":
        yield from _names_in_step(item)
    elif isinstance(item, located.Mapping):
        for known in FORMS[form]:
            for one in _listed(item, known.name):
                yield from _names_of(known, one)


def _names_of(known: Field, item: Item) -> Iterator[tuple[str, Scalar]]:
    kind, _, argument = known.kind.partition(":")
    if kind == "form":
        yield from _names_in(argument, item)
    elif kind == "time" and isinstance(item, located.Mapping):
        yield from (("event", one) for key in _TIMES for one in _listed(item, key) if isinstance(one, Scalar))
    elif kind in REGISTRY_KINDS or kind == "target":
        yield from _names_as(kind, item)


def _names_as(kind: str, item: Item) -> Iterator[tuple[str, Scalar]]:
    """Yield a name, or those in ``{anon: …, of: …}`` and ``{post: …}``."""
    if isinstance(item, Scalar):
        yield kind, item
    for key, own in (("of", "actor"), ("post", "post")):
        for below in _listed(item, key):
            yield from _names_as(own, below)


def _names_in_step(item: Item) -> Iterator[tuple[str, Scalar]]:
    """Yield the names in one step of a chain: a name, several, or an actor with what the step adds."""
    for one in item.items if isinstance(item, located.Sequence) else (item,):
        yield from _names_as("actor", one)
        for key in ("actor", "speakers"):
            for below in _listed(one, key):
                yield from _names_as("actor", below)


def _listed(parent: Item | None, key: str) -> Iterator[Item]:
    """Yield what stands under a key, one by one: a single value stands for a list of one."""
    item = parent.entries.get(key) if isinstance(parent, located.Mapping) else None
    if item is not None:
        yield from item.items if isinstance(item, located.Sequence) else (item,)
