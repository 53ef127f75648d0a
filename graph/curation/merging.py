"""Plans of merging entries of the registry, and of renaming one. Layer: curation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..errors import RefusedChangeError
from ..iris import Curie
from ..sources import located
from ..sources.located import Scalar
from ..sources.resolving import split_kind
from .changes import Decision
from .draft import Draft, Edit, copied, located_in, shipped
from .held import Held, Place, dotted, new_name
from .placing import add_after, add_field, replace
from .plan import Plan
from .refusals import check_no_circle, check_same_kind, check_standing, differences
from .sheet import Sheet
from .splicing import Splice, spliced
from .typing_out import fields_of, typed
from .usages import find_usages

REPLACED: Final = "replacedBy"
# What tells an entry from others, or came with it: this stays with the new id alone.
_OWN: Final = (
    "aliases", "metonyms", "codes", "wikidata", "exactMatch", "post", "memberOf", "definition", "note",
)  # fmt: skip


def plan_merge(held: Held, registry: Path, *, old: str, new: str, reason: str, date: str) -> Plan:
    """Return the plan of merging an entry into another: it stays, and is replaced by the other.

    Raises:
        UnknownNameError: one of them is not registered.
        RefusedChangeError: they cannot be the same, or one of them was replaced already.
    """
    mine, its = held.find(old), held.find(new)
    if mine == its:
        raise RefusedChangeError(f"{dotted(mine)} cannot be merged into itself")
    nodes = check_standing(held, mine), check_standing(held, its)
    check_same_kind(*nodes)
    check_no_circle(held, mine, its)
    decision = Decision(did="merge", entries=(mine,), to=(its,), reason=reason, date=date)
    draft = Draft(held=held, registry=registry, decision=decision, remarks=list(differences(*nodes)))
    draft.edit(mine, replaced_by(its))
    draft.make_visible(its)
    return draft.plan(usages=find_usages(held, mine))


def replaced_by(*names: Curie) -> Edit:
    """Return the edit that says what an entry is replaced by."""
    locals_ = [name.partition(":")[2] for name in names]
    value = locals_[0] if len(locals_) == 1 else locals_
    return lambda sheet, entry: [add_field(sheet, entry, REPLACED, value)]


def plan_rename(held: Held, registry: Path, *, old: str, new: str, reason: str, date: str) -> Plan:
    """Return the plan of giving an entry another id; the old one stays as an entry that is replaced by it.

    What refers to it in the registry then refers to the new id; sources go on naming the old one.

    Raises:
        UnknownNameError: there is no such entry.
        RefusedChangeError: the new id is none or is taken, or the entry was replaced already.
    """
    mine = held.find(old)
    check_standing(held, mine)
    its = new_name(mine.partition(":")[0], new)
    if held.entry(its):
        raise RefusedChangeError(f"{dotted(its)} is registered already", hint="merge the two if they are the same")
    decision = Decision(did="rename", entries=(mine,), to=(its,), reason=reason, date=date)
    draft = Draft(held=held, registry=registry, decision=decision)
    _rename_entry(draft, mine, its)
    usages = find_usages(held, mine)
    for usage in (usage for usage in usages if usage.by_id and usage.in_registry):
        sheet = held.sheets[usage.path]
        draft.put(sheet, replace(sheet, usage.scalar, renamed_text(usage.scalar, its)), changing=usage.owner)
    return draft.plan(usages=[usage for usage in usages if not usage.in_registry])


def _rename_entry(draft: Draft, mine: Curie, its: Curie) -> None:
    places = draft.held.places(mine)
    for place in places:
        draft.put(place.sheet, *_renamed(place, its), changing=mine)
        draft.put(place.sheet, changing=its)
    if not places:
        _rename_shipped(draft, shipped(mine), its)


def _renamed(place: Place, name: Curie) -> Sequence[Splice]:
    """Return the splices that give an entry a new id and put the old one behind it, replaced by the new one."""
    if place.listed is None:
        hint = "write the entry in a list, with a hyphen before it"
        raise RefusedChangeError.not_editable(place.sheet.path, place.item.mark.line, hint)
    remnant = fields_of(place.item, without=_OWN) | {REPLACED: name.partition(":")[2]}
    return [
        _new_id(place.sheet, place.item, name),
        add_after(place.sheet, place.listed, place.item, [[typed(remnant)]]),
    ]


def _rename_shipped(draft: Draft, place: Place, name: Curie) -> None:
    """Put the entry under its new id, and the old one, into the registry file of the user."""
    copy, remnant = copied(place), copied(place, without=_OWN)
    draft.add(name, spliced(copy.text, [_new_id(copy, located_in(copy), name)]))
    draft.add(draft.decision.entry, spliced(remnant.text, replaced_by(name)(remnant, located_in(remnant))))
    draft.remarks.append(
        f"{dotted(draft.decision.entry)} ships with stancegraph: its entry in {draft.registry} takes its place"
    )


def _new_id(sheet: Sheet, item: located.Mapping, name: Curie) -> Splice:
    held = item.entries["id"]
    if not isinstance(held, Scalar):
        raise RefusedChangeError.not_editable(sheet.path, held.mark.line, "write id: as a text")
    return replace(sheet, held, renamed_text(held, name))


def renamed_text(scalar: Scalar, name: Curie) -> str:
    """Return how another entry is named where one is named by its id: with its kind, if that stands there."""
    prefix = scalar.text[: -len(split_kind(scalar.text)[1])]
    return prefix + name.partition(":")[2]
