"""Fills the page from a built graph: who and what there is, what was read, where it is from. Layer: render."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from .. import __version__
from ..errors import LimitError
from ..iris import Names
from ..store.directory import GraphDirectory
from .dataset import Dataset, read_dataset
from .page_data import PageData, PageIssue, PageLink, PageNode, PageReading, PageSource
from .page_html import spoken
from .page_links import page_links
from .page_readings import page_readings
from .quotes import Quotes, hide_words
from .telling import joined
from .things import Thing, Things, read_things

MOST_STANCES: Final = 5_000  # above, a browser takes longer than people wait
MOST_ISSUES: Final = 2  # in a title
_STEM: Final = 4  # letters: 'a Brinish official' says Brin
# The kind of a node by its class; the first that it has.
KINDS: Final = {
    "sg:AnonymousActor": "anonymous",
    "sg:State": "state",
    "sg:Person": "person",
    "sg:MilitaryBody": "military-body",
    "sg:GovernmentBody": "government-body",
    "sg:MediaOutlet": "media-outlet",
    "sg:IntergovernmentalOrganization": "intergovernmental-organization",
    "sg:NonStateArmedGroup": "non-state-armed-group",
    "sg:Delegation": "delegation",
    "sg:ActorGroup": "actor-group",
    "sg:Actor": "organization",
    "sg:Proposition": "proposition",
    "sg:Issue": "issue",
    "sg:Event": "event",
}
ROLES: Final = {"sg:Mediator": "mediator", "sg:Official": "official"}  # the first is the one that shows


def read_page(graph: GraphDirectory, *, quotes: Quotes = Quotes.FULL) -> PageData:
    """Return what the page of a graph shows: primary readings, and what rules derived.

    Raises:
        LimitError: there are more stances than one page can show.
    """
    count = graph.manifest.counts.get("stances", 0)
    if count > MOST_STANCES:
        message = f"{graph.path}: {count:,} stances are too many for one page, which holds {MOST_STANCES:,}"
        raise LimitError(message, hint="build a graph of fewer sources, or make a network: stancegraph network")
    names = Names(graph.manifest.base)
    things = read_things(hide_words(_primary(graph, names), quotes).texts(), names)
    readings = page_readings(things)
    links = page_links(things, readings)
    sources = tuple(_source(source, things) for source in things.of_type("sg:Source"))
    return PageData(
        title=_title(things, readings, sources),
        nodes=_nodes(things, readings, links),
        readings=readings,
        links=links,
        issues=tuple(_issue(issue, things) for issue in things.of_type("sg:Issue")),
        sources=sources,
        made_by={
            "Program": f"stancegraph {__version__}",
            "Graph": graph.manifest.build,
            "Quotes": quotes.value,
        },
    )


def _primary(graph: GraphDirectory, names: Names) -> Dataset:
    """Return what a graph holds without the readings of further annotators."""
    data = read_dataset(graph, named=True)
    derived = names.expand("graph:derived.")
    return Dataset(data.default, {name: text for name, text in data.graphs.items() if name.startswith(derived)})


def _title(things: Things, readings: Iterable[PageReading], sources: tuple[PageSource, ...]) -> str:
    """Return the title of the only source, or what most stances are about."""
    if len(sources) == 1 and sources[0].title:
        return sources[0].title
    issues = Counter(issue for reading in readings if reading.target for issue in reading.issues)
    first = sorted(issues, key=lambda issue: (-issues[issue], issue))[:MOST_ISSUES]
    return "Who stands where" + (": " if first else "") + " · ".join(things.label(issue) for issue in first)


def _source(source: Thing, things: Things) -> PageSource:
    return PageSource(
        id=source.name,
        title=things.label(source.name),
        publisher=joined(things.label(name) for name in source.all("dcterms:publisher")),
        published=source.one("dcterms:issued"),
        url=source.one("schema:url"),
    )


def _issue(issue: Thing, things: Things) -> PageIssue:
    broader = issue.one("skos:broader")
    return PageIssue(
        id=issue.name, label=things.label(issue.name), broader=things.current(broader) if broader else None
    )


def _nodes(things: Things, readings: Iterable[PageReading], links: Iterable[PageLink]) -> tuple[PageNode, ...]:
    """Return what readings and ties name, in the order of the names."""
    names = {
        name for reading in readings for name in (reading.holder, reading.target or reading.holder, *reading.concerns)
    }
    names |= {name for link in links for name in (link.source, link.target)}
    told = {reading.id: _tell(reading, things) for reading in readings}
    offices, older, inferred = _offices(things), _older_names(things), _inferred_roles(things)
    return tuple(
        PageNode(id=name, label=told[name], kind="reading")
        if name in told
        else _node(things[name], things, offices[name], older[name], _roles(things[name], inferred))
        for name in sorted(names)
    )


def _of(thing: Thing, things: Things, offices: list[str]) -> str:
    """Return what an official or an organ belongs to, unless its own label says so."""
    whose = (*thing.all("sg:organOf"), *thing.all("sg:ofActor"), *(things[post].one("sg:postOf") for post in offices))
    label = things.label(next(iter(whose))) if any(whose) else ""
    return "" if label[:_STEM].casefold() in things.label(thing.name).casefold() else label


def _tell(reading: PageReading, things: Things) -> str:
    """Return a stance or a claim in a line."""
    if reading.target is None:
        return reading.text
    stand = f"{things.label(reading.holder)}: {spoken(reading.position or reading.act or 'says')}"
    return f"{stand} – {things.label(reading.target)}"


def _offices(things: Things) -> defaultdict[str, list[str]]:
    """Return the posts that each person holds or held, as far as that is a fact."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for tenure in things.of_type("sg:Tenure"):
        if tenure.word("sg:factuality") in {"", "actual"}:
            found[things.current(tenure.one("sg:person"))].append(tenure.one("sg:post"))
    return found


def _older_names(things: Things) -> defaultdict[str, list[str]]:
    """Return the labels of resources that others have replaced, by what has replaced them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, thing in things.by_name.items():
        if things.current(name) != name:
            found[things.current(name)] += [*thing.all("skos:prefLabel"), *thing.all("skos:altLabel")]
    return found


def _roles(thing: Thing, inferred: set[tuple[str, str]]) -> tuple[str, ...]:
    """Return the roles of an actor, and 'inferred' where the first rests on nothing stated."""
    roles = [(name, role) for name, role in ROLES.items() if thing.has("rdf:type", name)]
    doubt = ["inferred"] if any((thing.name, name) in inferred for name, _ in roles[:1]) else []
    return (*(role for _, role in roles), *doubt)


def _inferred_roles(things: Things) -> set[tuple[str, str]]:
    """Return the pairs of an actor and a class that rules concluded from inferred readings alone."""
    return {
        (conclusion.one("rdf:subject"), conclusion.one("rdf:object"))
        for conclusion in things.of_type("sg:Conclusion")
        if all(things[name].word("sg:ground") == "inferred" for name in conclusion.all("sg:derivedFrom"))
    }


def _node(thing: Thing, things: Things, offices: list[str], older: list[str], roles: tuple[str, ...]) -> PageNode:
    label = things.label(thing.name)
    names = [*thing.all("skos:prefLabel"), *thing.all("skos:altLabel"), *older]
    return PageNode(
        id=thing.name,
        label=label,
        kind=next((kind for name, kind in KINDS.items() if thing.has("rdf:type", name)), "organization"),
        roles=roles,
        offices=tuple(dict.fromkeys(things.label(name) for name in offices)),
        of=_of(thing, things, offices),
        aliases=tuple(name for name in dict.fromkeys(names) if name != label),
    )
