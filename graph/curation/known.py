"""What is known of entries when they are compared: names, matches elsewhere, offices. Layer: curation."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ..iris import Curie, Names
from ..model.node import Node, Text
from ..model.registry import Entry, Registry
from ..query_files import read_query_files
from ..sources.inputs import shipped_registry
from ..sources.resolving import REGISTRY_KINDS
from ..store.directory import GraphDirectory
from ..vocabulary import vocabulary
from .held import Held, yaml_files

_WIKIDATA: Final = "wd:"
_UNNAMED: Final = "actor:holder-of-"
_ANONYMOUS: Final = "AnonymousActor"
_BETWEEN: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Office:
    """A post that a person held, between two moments; one that is empty is open or unknown."""

    post: str
    earliest: str
    latest: str

    def meets(self, other: Office) -> bool:
        """Tell whether both posts are one, held at one time for certain: nothing is concluded from unknown times."""
        mine, its = (self.earliest, self.latest), (other.earliest, other.latest)
        known = any(mine) and any(its) and self.post == other.post
        begins = max(self.earliest, other.earliest)
        ends = min(filter(None, (self.latest, other.latest)), default="")
        return known and (not ends or begins <= ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One entry as it is compared with others; ``places`` are its metonyms; ``own`` is one of the user's."""

    name: Curie
    type: str
    names: tuple[str, ...]
    places: tuple[str, ...] = ()
    wikidata: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    offices: tuple[Office, ...] = ()
    replaced: bool = False
    own: bool = True

    @property
    def kind(self) -> str:
        """What kind of entry it is, such as actor or issue."""
        return self.name.partition(":")[0]

    @property
    def node(self) -> Node:
        """The entry as a node, for telling its kind."""
        return Node(self.type, self.name, {})


def plain(name: str) -> str:
    """Return a name as it is compared: no case, accents or punctuation.

    >>> plain("Côte d’Ivoire"), plain("U.S.  Navy")
    ('cote d ivoire', 'u s navy')
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return _BETWEEN.sub(" ", "".join(one for one in letters if not unicodedata.combining(one))).strip()


def known_in_inputs(held: Held) -> list[Known]:
    """Return the entries of registry files and sources, and those that ship, sorted by name."""
    offices = _offices(_tenures(held))
    found: dict[Curie, Known] = {}
    layers = [fragment.registry for fragment in held.fragments.values()]
    for layer in (shipped_registry(), *layers, held.registry):
        for entry in layer.entries.values():
            found[entry.name] = _merged(found.get(entry.name), _known(entry, own=layer is not shipped_registry()))
    return [replace(one, offices=tuple(offices[name])) for name, one in sorted(found.items())]


def _known(entry: Entry, *, own: bool) -> Known:
    node = entry.node
    return Known(
        name=node.name,
        type=node.type,
        names=tuple(_words(node, "label", "alias")),
        places=tuple(_words(node, "metonym")),
        wikidata=frozenset(str(value) for value in node.all("exactMatch") if str(value).startswith(_WIKIDATA)),
        excludes=frozenset(map(str, node.all("excludes"))),
        replaced=bool(node.all("replacedBy")),
        own=own,
    )


def _words(node: Node, *fields: str) -> Iterator[str]:
    return (value.text for name in fields for value in node.all(name) if isinstance(value, Text))


def _merged(one: Known | None, other: Known) -> Known:
    """Return what two inputs know of an entry, together; what a registry file of the user says hides what ships."""
    if one is None or (other.own and not one.own):
        return other
    return replace(
        other,
        names=tuple(dict.fromkeys([*one.names, *other.names])),
        places=tuple(dict.fromkeys([*one.places, *other.places])),
        wikidata=one.wikidata | other.wikidata,
        excludes=one.excludes | other.excludes,
        replaced=one.replaced or other.replaced,
    )


def _tenures(held: Held) -> Iterator[tuple[str, Office]]:
    for fragment in held.fragments.values():
        published = next((str(node.one("published") or "") for node in fragment.shared if node.type == "Source"), "")
        for node in (*fragment.readings, *_attached(fragment.registry)):
            yield from _tenure(node, published)
    for node in _attached(held.registry):
        yield from _tenure(node, "")


def _attached(registry: Registry) -> Iterator[Node]:
    return (node for entry in registry.entries.values() for node in entry.attached)


def _tenure(node: Node, published: str) -> Iterator[tuple[str, Office]]:
    """Yield person and office of a tenure; one without dates is attested at the publication."""
    if node.type == "Tenure":
        earliest, latest = str(node.one("earliest") or ""), str(node.one("latest") or "")
        attested = "" if earliest or latest else published
        yield str(node.one("person")), Office(str(node.one("post")), earliest or attested, latest or attested)


def _offices(tenures: Iterable[tuple[str, Office]]) -> defaultdict[str, list[Office]]:
    found: defaultdict[str, list[Office]] = defaultdict(list)
    for person, office in tenures:
        if office not in found[person]:
            found[person].append(office)
    return found


def known_in(paths: Sequence[Path]) -> list[Known]:
    """Return the entries of a built graph, where its directory alone is given, else those of inputs.

    Raises:
        InvalidInput: an input cannot be read.
        GraphDirectoryError: the graph cannot be read.
    """
    if len(paths) == 1 and (paths[0] / "CURRENT").is_file():
        return known_in_graph(paths[0])
    return known_in_inputs(Held.read(yaml_files(paths)))


def known_in_graph(directory: Path) -> list[Known]:
    """Return the entries of a built graph, sorted by name; actors of one source alone are none.

    Raises:
        GraphDirectoryError: there is no graph.
    """
    graph = GraphDirectory.open(directory)
    names = Names(graph.manifest.base)
    offices = _offices(_held_at(row) for row in _select(graph.store, names, "offices"))
    by_name: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, what, value in _select(graph.store, names, "known"):
        if name.partition(":")[0] in REGISTRY_KINDS and not name.startswith(_UNNAMED):
            by_name[name].append((what, value))
    found = (_from_rows(Curie(name), own, tuple(offices[name])) for name, own in sorted(by_name.items()))
    return [one for one in found if one.type != _ANONYMOUS]


def _held_at(row: Sequence[str]) -> tuple[str, Office]:
    person, post, earliest, latest, published = row
    attested = "" if earliest or latest else published
    return person, Office(post, earliest or attested, latest or attested)


def _select(store: Path, names: Names, query: str) -> list[list[str]]:
    """Return the rows of a query, names shortened; what is not bound is empty."""
    text = read_query_files("stancegraph.curation")[query].text
    found = ox.Store.read_only(str(store)).query(text, prefixes=names.prefixes, use_default_graph_as_union=True)
    rows = list(found) if isinstance(found, ox.QuerySolutions) else []
    return [[_text(row[number], names) for number in range(len(row))] for row in rows]


def _text(value: object, names: Names) -> str:
    if isinstance(value, ox.NamedNode):
        return names.shorten(value.value)
    return value.value if isinstance(value, ox.Literal) else ""


def _from_rows(name: Curie, rows: Iterable[tuple[str, str]], offices: tuple[Office, ...]) -> Known:
    values: defaultdict[str, list[str]] = defaultdict(list)
    for what, value in sorted(rows):
        values[what].append(value)
    types = [one.removeprefix("sg:") for one in values["rdf:type"] if one.startswith("sg:")]
    return Known(
        name=name,
        type=_narrowest(types),
        names=tuple(dict.fromkeys(values["skos:prefLabel"] + values["skos:altLabel"])),
        places=tuple(values["skos:hiddenLabel"]),
        wikidata=frozenset(one for one in values["skos:exactMatch"] if one.startswith(_WIKIDATA)),
        excludes=frozenset(values["sg:excludes"]),
        offices=offices,
        replaced=bool(values["dcterms:isReplacedBy"]),
    )


def _narrowest(types: Iterable[str]) -> str:
    above = vocabulary().superclasses
    return max(sorted(types), key=lambda one: len(above.get(one, ())), default="")
