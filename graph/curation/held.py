"""The registry files and sources that a person works on: what they hold, and where each entry stands.

Layer: curation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path
from typing import Final

from ..errors import UNREADABLE, InvalidInput, RefusedChangeError, UnknownNameError, did_you_mean
from ..iris import Curie, is_id, mint
from ..model.node import Node
from ..model.registry import Entry, Registry
from ..sources import located
from ..sources.annotated import Fragment, read_document
from ..sources.inputs import find_inputs, read_registries, shipped_registry
from ..sources.located import read_text
from ..sources.problems import Problems
from ..sources.registering import KIND_OF_SECTION
from ..sources.resolving import REGISTRY_KINDS, split_kind
from .sheet import Sheet

YAML: Final = (".yaml", ".yml")
SECTIONS: Final = {kind: section for section, kind in KIND_OF_SECTION.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands: in a list of a registry file, or of the ``new:`` of a source."""

    sheet: Sheet
    listed: located.Sequence | None
    item: located.Mapping

    @property
    def in_source(self) -> bool:
        """Tell whether the entry is one of a source, known to it alone."""
        return "source" in (self.sheet.document.entries if self.sheet.document else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Files as they are, or as they would be after a change."""

    sheets: Mapping[Path, Sheet]
    registry: Registry
    fragments: Mapping[Path, Fragment]
    problems: Problems
    _places: dict[Curie, list[Place]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, paths: Sequence[Path]) -> Held:
        """Read the YAML files among inputs; one that is not there yet is empty.

        Raises:
            InvalidInput: a file cannot be read; what else is wrong with them is no hindrance.
        """
        problems = Problems()
        texts = {path: read_text(path, problems, exact=True) or "" if path.exists() else "" for path in paths}
        problems.raise_errors()
        held = cls.of(texts)
        unreadable = [problem for problem in held.problems.errors if problem.code in UNREADABLE]
        if unreadable:
            raise InvalidInput(unreadable)
        return held

    @classmethod
    def of(cls, texts: Mapping[Path, str]) -> Held:
        """Return what texts would hold if they were in these files."""
        problems = Problems()
        sheets = {path: Sheet.parse(path, text, problems) for path, text in texts.items()}
        registry = read_registries(filter(None, (sheet.document for sheet in sheets.values())), problems)
        fragments = dict(_fragments(sheets, registry, problems))
        held = cls(sheets=sheets, registry=registry, fragments=fragments, problems=problems)
        for sheet in sheets.values():
            for name, place in _entries_of(sheet):
                held._places[name].append(place)
        return held

    def places(self, name: Curie) -> Sequence[Place]:
        """Return where an entry stands in these files; nowhere, if it ships."""
        return self._places.get(name, ())

    def named(self) -> Iterator[Curie]:
        """Yield the names of all entries in these files."""
        yield from (name for name, places in self._places.items() if places)

    def entry(self, name: Curie) -> Entry | None:
        """Return an entry: of a registry file, else the one that ships, else of a source."""
        own = (fragment.registry.entries.get(name) for fragment in self.fragments.values())
        return self.registry.get(name) or next((entry for entry in own if entry), None)

    def nodes(self) -> dict[tuple[str, Curie], Node]:
        """Return the node of every entry of these files, with the file where it is one of a source."""
        layers = [("", self.registry), *((str(path), one.registry) for path, one in self.fragments.items())]
        return {(file, name): entry.node for file, layer in layers for name, entry in layer.entries.items()}

    def find(self, name: str) -> Curie:
        """Return the entry that a name stands for: an id, with its kind where several have it, or an alias.

        Raises:
            UnknownNameError: nothing has that name, or several things have.
        """
        said, words = split_kind(name)
        kinds = (said,) if said in REGISTRY_KINDS else REGISTRY_KINDS
        found = list(filter(self.entry, (Curie(f"{kind}:{words}") for kind in kinds)))
        found = found or list(dict.fromkeys(self._by_words(kinds, words)))
        if len(found) == 1:
            return found[0]
        if not found:
            known = dict.fromkeys(word for layer in self._layers() for word in chain(*map(layer.names, kinds)))
            hint = did_you_mean(words, known) or "name an entry of the registry, or of the new: of a source among IN"
            raise UnknownNameError(f"there is no entry {name!r}", hint=hint)
        choices = ", ".join(map(dotted, sorted(found)))
        raise UnknownNameError(f"{name!r} stands for {len(found)} entries", hint=f"write one of: {choices}")

    def _by_words(self, kinds: Iterable[str], words: str) -> Iterator[Curie]:
        for kind in kinds:
            for layer in self._layers():
                yield from layer.find(kind, words)

    def _layers(self) -> Iterator[Registry]:
        yield self.registry
        yield from (fragment.registry for fragment in self.fragments.values())


def _fragments(sheets: Mapping[Path, Sheet], registry: Registry, problems: Problems) -> Iterator[tuple[Path, Fragment]]:
    for path, sheet in sheets.items():
        if sheet.document and "source" in sheet.document.entries:
            fragment = read_document(sheet.document, path, registry, problems)
            if fragment:
                yield path, fragment


def yaml_files(paths: Iterable[Path]) -> list[Path]:
    """Return the YAML files among inputs, each once, sorted.

    Raises:
        InvalidInput: an input is not there, or is of no kind that is read.
    """
    problems = Problems()
    found = {path.resolve(): path for path in find_inputs(paths, problems) if path.suffix in YAML}
    problems.raise_errors()
    return sorted(found.values())


def shipped_place(name: Curie) -> Place | None:
    """Return where an entry stands in the registry that ships."""
    return _shipped_places().get(name) if shipped_registry().get(name) else None


@cache
def _shipped_places() -> Mapping[Curie, Place]:
    problems = Problems()
    with as_file(files("stancegraph.data").joinpath("registry")) as folder:
        sheets = [
            Sheet.parse(path, path.read_text(encoding="utf-8"), problems) for path in sorted(folder.glob("*.yaml"))
        ]
    return {name: place for sheet in sheets for name, place in _entries_of(sheet)}


def _entries_of(sheet: Sheet) -> Iterator[tuple[Curie, Place]]:
    """Yield the entries of a file that have an id."""
    lists = _lists(sheet)
    for name, kind in KIND_OF_SECTION.items():
        found = lists.get(name)
        listed = found if isinstance(found, located.Sequence) else None
        for item in listed.items if listed else (found,):
            local = _id_of(item)
            if isinstance(item, located.Mapping) and local:
                yield Curie(f"{kind}:{local}"), Place(sheet=sheet, listed=listed, item=item)


def _lists(sheet: Sheet) -> Mapping[str, located.Item]:
    """Return the lists of entries of a registry file, or of the ``new:`` of a source."""
    entries = sheet.document.entries if sheet.document else {}
    section = entries.get("registry", entries.get("new"))
    return section.entries if isinstance(section, located.Mapping) else {}


def _id_of(item: located.Item | None) -> str:
    held = item.entries.get("id") if isinstance(item, located.Mapping) else None
    return split_kind(held.text)[1] if isinstance(held, located.Scalar) else ""


def new_name(kind: str, local: str) -> Curie:
    """Return the name of a new entry.

    Raises:
        RefusedChangeError: what was given cannot be an id.
    """
    said, rest = split_kind(local)
    if (said or kind) != kind or not is_id(rest):
        hint = "use lower case letters, digits and single hyphens, and no other kind"
        raise RefusedChangeError(f"{local!r} cannot be the id of this {kind}", hint=hint)
    return mint(kind, rest)


def dotted(name: Curie) -> str:
    """Return a name as annotators type it.

    >>> dotted(Curie("prop:tolls-rise"))
    'prop.tolls-rise'
    """
    return name.replace(":", ".", 1)
