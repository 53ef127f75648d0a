"""Registry sections of the form to registry entries. Layer: sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from ..iris import Curie, is_id, mint
from ..model.node import Node, Text, Values
from ..model.registry import Entry
from .fields import Filled, read_form
from .form import FORMS
from .located import Item, Mapping, Scalar
from .located import Sequence as Listed
from .problems import Mark
from .resolving import Resolver, split_kind, tenure_name

KIND_OF_SECTION: Final = {
    "actors": "actor",
    "posts": "post",
    "issues": "issue",
    "propositions": "prop",
    "events": "event",
}
_FORM_OF_SECTION: Final = {known.name: known.kind.partition(":")[2] for known in FORMS["registry"]}


def read_registry(sections: Sequence[Item], resolver: Resolver, *, attested: Values = None) -> tuple[Entry, ...]:
    """Read ``registry:`` or ``new:`` sections into ``resolver.registry``, and return what was added.

    The ids and names of all sections are entered first, so that entries may refer to each other in any order and across
    files. ``attested`` is the source whose date attests the offices of persons; in a registry file there is none.
    """
    mappings = [section for section in sections if isinstance(section, Mapping)]
    seen: dict[Curie, Mark] = {}
    for section in sections:
        if isinstance(section, Mapping):
            _enter_names(section, seen, resolver)
        else:
            hint = f"its lists are: {', '.join(_FORM_OF_SECTION)}"
            resolver.problems.error("not-a-form", section.mark, "a registry is a mapping of lists", hint=hint)
    return tuple(entry for section in mappings for entry in _read_section(section, resolver, attested))


def _read_section(section: Mapping, resolver: Resolver, attested: Values) -> tuple[Entry, ...]:
    filled = read_form("registry", section, resolver)
    if filled is None:
        return ()
    added = [
        _entry(name, item, resolver, attested)
        for name in KIND_OF_SECTION
        for item in filled.many(name)
        if item.get("id")
    ]
    for entry in added:
        resolver.registry.entries[entry.name] = entry
    _attach(filled, resolver)
    return tuple(resolver.registry.entries[entry.name] for entry in added)


def _enter_names(section: Mapping, seen: dict[Curie, Mark], resolver: Resolver) -> None:
    """Enter ids and names before anything refers to them, as entries that are still empty."""
    for name, kind in KIND_OF_SECTION.items():
        listed = section.entries.get(name)
        for item in listed.items if isinstance(listed, Listed) else (listed,):
            local = _typed_id(item)
            if isinstance(item, Mapping) and is_id(local):  # else the form says what is wrong
                _enter(mint(kind, local), item, seen, resolver)


def _enter(name: Curie, item: Mapping, seen: dict[Curie, Mark], resolver: Resolver) -> None:
    first = seen.setdefault(name, item.mark)
    if first is item.mark:
        empty = Node("Actor", name, {"replacedBy": _typed_replacements(name, item)})
        entry = Entry(node=empty, names=tuple(_typed_names(item)), codes=_typed_codes(item))
        resolver.registry.add(entry)
    else:
        message = f"{name} is registered twice (first in {first.file}, line {first.line})"
        resolver.problems.error("duplicate-id", item.mark, message, hint="keep one of the two", id=name)


def _typed_id(item: Item | None) -> str:
    found = item.entries.get("id") if isinstance(item, Mapping) else None
    return split_kind(found.text)[1] if isinstance(found, Scalar) else ""


def _typed_names(item: Mapping) -> Iterable[str]:
    for key in ("label", "aliases", "metonyms"):
        if key in item.entries:
            yield from _texts(item.entries[key])


def _typed_replacements(name: Curie, item: Mapping) -> tuple[Curie, ...]:
    typed = _texts(item.entries["replacedBy"]) if "replacedBy" in item.entries else ()
    locals_ = [split_kind(text)[1] for text in typed]
    return tuple(mint(name.partition(":")[0], local) for local in locals_ if is_id(local))


def _typed_codes(item: Mapping) -> tuple[str, ...]:
    return tuple(_texts(item.entries["codes"])) if "codes" in item.entries else ()


def _texts(item: Item) -> Iterable[str]:
    if isinstance(item, Scalar):
        yield item.text
    else:
        for below in item.items if isinstance(item, Listed) else item.entries.values():
            yield from _texts(below)


def _named_values(filled: Filled) -> dict[str, Values]:
    wikidata = filled.get("wikidata")
    matches = [f"wd:{wikidata}"] * bool(wikidata) + [f"<{iri}>" for iri in filled.many("exactMatch")]
    return {
        "label": filled.get("label"),
        "alias": filled.many("aliases"),
        "exactMatch": tuple(matches),
        "definition": filled.get("definition"),
        "note": filled.get("note"),
        "replacedBy": filled.many("replacedBy"),
    }


def _actor(filled: Filled) -> tuple[str, dict[str, Values]]:
    values: dict[str, Values] = {
        "metonym": filled.many("metonyms"),
        "code": filled.get("codes"),
        "organOf": filled.get("organOf"),
        "memberOf": filled.many("memberOf"),
        "distributive": filled.get("distributive"),
        "openSet": filled.get("openSet"),
    }
    return filled.get("type") or "Actor", values


def _event(filled: Filled) -> tuple[str, dict[str, Values]]:
    kind, time = filled.get("kind"), filled.get("time")
    values = {
        "eventKind": kind,
        "partOf": filled.get("partOf"),
        "realizes": filled.many("realizes"),
        "place": filled.get("place"),
    }
    return _EVENT_CLASSES.get(kind or "", "Event"), values | {"about": filled.many("about")} | (
        time.values() if time else {}
    )


def _plain(class_name: str, *fields: str) -> Callable[[Filled], tuple[str, dict[str, Values]]]:
    return lambda filled: (class_name, {name: filled.get(name) for name in fields})


_EVENT_CLASSES: Final = {
    "process": "Process",
    "negotiation": "Negotiation",
    "talks": "Negotiation",
    "mediation": "MediationProcess",
}
_NODE_OF_FORM: Final[dict[str, Callable[[Filled], tuple[str, dict[str, Values]]]]] = {
    "actor": _actor,
    "event": _event,
    "post": _plain("Post", "postOf", "speaksFor"),
    "issue": _plain("Issue", "broader", "pole"),
    "proposition": _plain("Proposition", "advances", "hinders", "about", "excludes"),
}


def _entry(section: str, filled: Filled, resolver: Resolver, attested: Values) -> Entry:
    name = mint(KIND_OF_SECTION[section], filled.get("id"))
    class_name, own = _NODE_OF_FORM[filled.form](filled)
    tenures = tuple(
        Node("Tenure", tenure_name(name, post), {"person": name, "post": post, "ground": "stated", "source": attested})
        for post in filled.many("post")
    )
    entered = resolver.registry.entries[name]
    return Entry(
        node=Node(class_name, name, _named_values(filled) | own),
        attached=tenures,
        names=entered.names,
        codes=entered.codes,
    )


def _attach(filled: Filled, resolver: Resolver) -> None:
    """Attach tenures to their person, memberships to their member: they come into a graph with these."""
    for owner, node in chain(_tenures(filled), _memberships(filled)):
        entry = resolver.registry.get(owner)
        if entry:
            resolver.registry.entries[owner] = replace(entry, attached=(*entry.attached, node))


def _tenures(filled: Filled) -> Iterator[tuple[Curie, Node]]:
    for tenure in filled.many("tenures"):
        person, post = tenure.get("person"), tenure.get("post")
        if person and post:
            values = {"person": person, "post": post, "ground": "stated"} | _held(tenure)
            yield person, Node("Tenure", tenure_name(person, post), values)


def _memberships(filled: Filled) -> Iterator[tuple[Curie, Node]]:
    for membership in filled.many("memberships"):
        member, group = membership.get("member"), membership.get("group")
        if member and group:
            name = mint("membership", member.partition(":")[2], group.partition(":")[2])
            yield member, Node("Membership", name, {"member": member, "group": group} | _held(membership))


def _held(filled: Filled) -> dict[str, Values]:
    moment = filled.get("held")
    return moment.values() if moment else {}


def name_of(entry: Entry) -> str:
    """Return the label of an entry, the English or plain one first."""
    labels = [text for text in entry.node.all("label") if isinstance(text, Text)]
    return min(labels, key=lambda text: (text.language not in ("", "en"), text.language)).text if labels else entry.name
