"""Plans of splitting an entry of the registry: which of its names and uses go where, the user decides.

Layer: curation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from ..errors import RefusedChangeError, UnknownNameError
from ..iris import KINDS, Curie, is_id
from ..model.registry import fold
from ..sources import located
from ..sources.resolving import split_kind
from .changes import Decision, named
from .draft import Draft, shipped
from .held import Held, Place, dotted, new_name
from .merging import replaced_by
from .placing import add_after, remove_texts, replace
from .plan import Plan
from .refusals import check_same_kind, check_standing
from .sheet import Sheet
from .splicing import Splice
from .typing_out import Value, fields_of, typed
from .usages import Usage, find_usages

# What the parts take over from the entry that is split: what it is, and where it belongs.
_INHERITED: Final = (
    "type", "kind", "organOf", "postOf", "broader", "partOf", "advances", "hinders", "about", "realizes",
)  # fmt: skip
_NAMES: Final = ("aliases", "metonyms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How an entry is to be split: ids of the parts with labels, and which name and which use goes to which.

    A label may be empty where the part is registered already. A use is an entry, a source, a reading, or FILE:LINE.
    """

    parts: Mapping[str, str]
    names: Mapping[str, str]
    uses: Mapping[str, str]


def plan_split(held: Held, registry: Path, *, old: str, wish: Wish, reason: str, date: str) -> Plan:
    """Return the plan of splitting an entry.

    Uses that were not decided stay with the old entry; once there are none, it is replaced by all its parts.

    Raises:
        UnknownNameError: there is no such entry, or a name or use that was decided is none of it.
        RefusedChangeError: a part cannot be one, or the entry was replaced already.
    """
    mine = held.find(old)
    check_standing(held, mine)
    parts = _parts(held, mine, wish)
    decision = Decision(did="split", entries=(mine,), to=tuple(parts.values()), reason=reason, date=date)
    draft = Draft(held=held, registry=registry, decision=decision)
    names = _by_part(wish.names, parts)
    usages = find_usages(held, mine)
    decided = _decide(usages, _by_part(wish.uses, parts), names)
    undecided = [usage for usage in usages if id(usage) not in decided]
    _add_parts(draft, mine, wish, parts, names)
    _edit_old(draft, mine, names, () if undecided else tuple(parts.values()))
    for usage in (usage for usage in usages if id(usage) in decided):
        if not _moved(usage, names):
            _rename(draft, usage, decided[id(usage)])
    return draft.plan(usages=usages, undecided=undecided)


def _parts(held: Held, mine: Curie, wish: Wish) -> dict[str, Curie]:
    """Return the names of the parts by their ids."""
    parts = {local: new_name(mine.partition(":")[0], local) for local in wish.parts}
    if len(set(parts.values()) - {mine}) < 2:  # noqa: PLR2004  a whole has two parts at least
        raise RefusedChangeError("an entry is split into two others at least", hint="name each with --to ID=LABEL")
    old = held.entry(mine)
    for local, name in parts.items():
        known = held.entry(name)
        if known and old:
            check_standing(held, name)
            check_same_kind(known.node, old.node)
        elif not wish.parts[local].strip():
            raise RefusedChangeError(f"the new entry {dotted(name)} needs a label", hint=f'write --to {local}="…"')
    return parts


def _by_part(wished: Mapping[str, str], parts: Mapping[str, Curie]) -> dict[str, Curie]:
    """Return what was decided, with the names of the parts that it goes to."""
    unknown = next((local for local in wished.values() if local not in parts), None)
    if unknown is not None:
        raise UnknownNameError.of("part", unknown, list(parts))
    return {what: parts[local] for what, local in wished.items()}


def _decide(usages: Sequence[Usage], uses: Mapping[str, Curie], names: Mapping[str, Curie]) -> dict[int, Curie]:
    """Return which part each usage goes to, by its identity, where that was decided."""
    known = set(chain.from_iterable(map(_keys, usages)))
    keyed = {what if what in known else _key(what): part for what, part in uses.items()}
    unknown = sorted(keyed.keys() - known)
    if unknown:
        raise UnknownNameError.of("use", _shown(unknown[0]), sorted(map(_shown, known)))
    found = ((usage, _part_of(usage, keyed, names)) for usage in usages)
    return {id(usage): part for usage, part in found if part}


def _key(what: str) -> str:
    local = what.removeprefix("source.")
    return f"source:{local}" if local != what and is_id(local) else named(what)


def _shown(key: str) -> str:
    """Return a key as it is typed: names with a dot, places as they are."""
    return dotted(Curie(key)) if key.partition(":")[0] in KINDS else key


def _keys(usage: Usage) -> Iterator[str]:
    """Yield by what a usage can be decided: the narrower, the earlier."""
    yield usage.where
    yield usage.owner
    yield from usage.readings
    yield from map(_source_of, usage.readings)


def _part_of(usage: Usage, uses: Mapping[str, Curie], names: Mapping[str, Curie]) -> Curie | None:
    """Return the part that a usage goes to: by its place, by all its readings together, or by the name it uses.

    What is decided for a source is so for each of its readings that has no decision of its own.
    """
    if usage.where in uses or usage.owner in uses:
        return uses.get(usage.where) or uses.get(usage.owner)
    parts = {uses.get(reading) or uses.get(_source_of(reading)) for reading in usage.readings}
    return (parts.pop() if len(parts) == 1 else None) or _moved(usage, names)


def _source_of(reading: Curie) -> str:
    return "source:" + reading.partition(":")[2].partition(".")[0]


def _moved(usage: Usage, names: Mapping[str, Curie]) -> Curie | None:
    """Return the part to which the name that a usage is by goes."""
    word = fold(split_kind(usage.scalar.text)[1])
    return next((part for name, part in names.items() if fold(name) == word), None)


def _edit_old(draft: Draft, mine: Curie, names: Mapping[str, Curie], parts: Sequence[Curie]) -> None:
    """Take from the entry the names that go elsewhere, and say what replaced it once nothing uses it."""
    missing = set(names)

    def edit(sheet: Sheet, entry: located.Mapping) -> list[Splice]:
        missing.difference_update(name for name in names if remove_texts(sheet, entry, _NAMES, [name]))
        return [
            *remove_texts(sheet, entry, _NAMES, names),
            *(replaced_by(*parts)(sheet, entry) if parts else ()),
        ]

    if names or parts:
        draft.edit(mine, edit)
    if missing:
        hint = "a name is an alias or a metonym; the label stays with the old entry"
        raise UnknownNameError(f"{dotted(mine)} has no alias {min(missing)!r}", hint=hint)


def _add_parts(draft: Draft, mine: Curie, wish: Wish, parts: Mapping[str, Curie], names: Mapping[str, Curie]) -> None:
    """Add the parts that are new behind the old entry, or to the registry file of the user."""
    places = draft.held.places(mine)
    origin = places[0] if places else shipped(mine)
    inherited = fields_of(origin.item)
    kept = {key: value for key, value in inherited.items() if key in _INHERITED}
    for local, name in parts.items():
        own: list[Value] = [word for word, part in names.items() if part == name]
        if draft.held.entry(name):
            _refuse_names(name, own)
        else:
            fields: dict[str, Value] = {"id": name.partition(":")[2], "label": wish.parts[local]}
            _add(draft, places, name, typed(fields | kept | dict.fromkeys(["aliases"] * bool(own), own)))


def _refuse_names(name: Curie, own: Sequence[Value]) -> None:
    if own:
        message = f"{dotted(name)} is registered already and gets no alias here"
        raise RefusedChangeError(message, hint=f"add {own[0]!r} to its aliases by hand")


def _add(draft: Draft, places: Sequence[Place], name: Curie, text: str) -> None:
    if len(places) == 1 and places[0].listed:
        place, listed = places[0], places[0].listed
        draft.put(place.sheet, add_after(place.sheet, listed, place.item, [[text]]), changing=name)
    else:
        draft.add(name, text)


def _rename(draft: Draft, usage: Usage, part: Curie) -> None:
    """Name a part where the old entry was named: with its kind where that stood there, or where any kind may stand."""
    sheet = draft.held.sheets[usage.path]
    is_plain = usage.field != "target" and not split_kind(usage.scalar.text)[0]
    text = part.partition(":")[2] if is_plain else dotted(part)
    draft.put(sheet, replace(sheet, usage.scalar, text), changing=usage.owner if usage.in_registry else part)
