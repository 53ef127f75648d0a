"""Finds what the entries of the registry are called in Wikidata, in a dump, without a network. Layer: curation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from ..errors import RefusedChangeError
from ..iris import Curie
from ..model.node import Node
from ..sources.located import Mapping as Entry
from .changes import Decision
from .draft import Draft, Edit
from .held import Held, dotted
from .known import Known, known_in_inputs, plain
from .placing import add_field
from .plan import Plan
from .refusals import branch_of, check_standing
from .sheet import Sheet
from .splicing import Splice
from .wikidata import Entity

# What Wikidata calls things of a kind, by instance of (P31). What is of another list is of another kind.
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "Person": frozenset({"Q5"}),
    "State": frozenset({"Q6256", "Q3624078", "Q7275", "Q15634554", "Q3024240", "Q1763527", "Q10711424"}),
    "Organization": frozenset({
        "Q43229", "Q327333", "Q192350", "Q7188", "Q484652", "Q245065", "Q7210356", "Q11032", "Q1110794", "Q192283",
        "Q1193236", "Q15265344", "Q14350", "Q1616075", "Q17149090", "Q176799", "Q4508", "Q772547", "Q6500733", "Q31855",
        "Q4120211", "Q1335818", "Q2659904", "Q1802419", "Q895526", "Q640506", "Q79913", "Q4830453", "Q783794",
    }),
}  # fmt: skip
_BOTH_LABELS: Final = 0.5
_ONE_LABEL: Final = 0.4
_BOTH_ALIASES: Final = 0.3
_SAME_KIND: Final = 0.3
_SAME_COUNTRY: Final = 0.2
_MOST: Final = 10  # candidates an entry
_UPWARDS: Final = ("organOf", "postOf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity of the dump that an entry may be; ``score`` is between 0 and 1."""

    entry: Curie
    wikidata: str
    label: str
    score: float
    reasons: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return it in the shape that ``registry reconcile --format json`` prints."""
        return {
            "entry": dotted(self.entry),
            "wikidata": self.wikidata,
            "label": self.label,
            "score": round(self.score, 2),
            "reasons": list(self.reasons),
        }


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An entry that is looked for, with its own label and the Wikidata ids of its country."""

    known: Known
    countries: frozenset[str]

    def candidate(self, entity: Entity, name: str) -> Candidate | None:
        """Return the entity as a candidate; None where it is of another kind."""
        branch = branch_of(self.known.node)
        kinds = {kind for kind, classes in _KINDS.items() if entity.kinds & classes}
        if branch and kinds and branch not in kinds:
            return None
        same_kind = [(_SAME_KIND, f"kind: {branch.lower()}")] * (branch in kinds)
        reasons = [_by_name(self.known, entity, name), *same_kind, *self._by_country(entity)]
        score = sum(weight for weight, _ in reasons)
        words = tuple(words for _, words in reasons)
        return Candidate(entry=self.known.name, wikidata=entity.id, label=entity.label, score=score, reasons=words)

    def _by_country(self, entity: Entity) -> list[tuple[float, str]]:
        if not (self.countries and entity.countries):
            return []
        differ = self.countries.isdisjoint(entity.countries)
        return [(-_SAME_COUNTRY, "another country") if differ else (_SAME_COUNTRY, "country")]


def _by_name(known: Known, entity: Entity, name: str) -> tuple[float, str]:
    """Return how much a shared name weighs: most, where both call it so first."""
    labels = any(plain(label) == name for label in entity.labels), plain(known.names[0]) == name
    weight = {2: _BOTH_LABELS, 1: _ONE_LABEL}.get(sum(labels), _BOTH_ALIASES)
    return weight, f"{'label' if labels[0] else 'alias'} {name!r}"


def find_candidates(held: Held, entities: Iterable[Entity]) -> list[Candidate]:
    """Return what the user's entries without a Wikidata id may be, the likeliest first, at most ten for an entry."""
    by_name = _wanted(held)
    found: defaultdict[Curie, dict[str, Candidate]] = defaultdict(dict)
    for entity in entities:
        for candidate in _candidates(entity, by_name):
            _keep(found[candidate.entry], candidate)
    return [one for name in sorted(found) for one in sorted(found[name].values(), key=_rank)]


def _wanted(held: Held) -> Mapping[str, list[_Wanted]]:
    """Return the entries that are looked for, by each of their names."""
    by_name: defaultdict[str, list[_Wanted]] = defaultdict(list)
    known = (one for one in known_in_inputs(held) if one.own and one.names)
    for one in known:
        if not (one.wikidata or one.replaced):
            wanted = _Wanted(one, _countries(held, one))
            for name in filter(None, set(map(plain, one.names))):
                by_name[name].append(wanted)
    return by_name


def _candidates(entity: Entity, by_name: Mapping[str, list[_Wanted]]) -> Iterator[Candidate]:
    for name in {plain(name) for name in (*entity.labels, *entity.aliases)}:
        for wanted in by_name.get(name, ()):
            candidate = wanted.candidate(entity, name)
            if candidate:
                yield candidate


def _keep(held: dict[str, Candidate], candidate: Candidate) -> None:
    """Keep a candidate if it is among the best, by the best of its names."""
    known = held.get(candidate.wikidata)
    if known is None or _rank(candidate) < _rank(known):
        held[candidate.wikidata] = candidate
    if len(held) > _MOST:
        del held[max(held.values(), key=_rank).wikidata]


def _rank(candidate: Candidate) -> tuple[float, int, tuple[str, ...]]:
    return -candidate.score, int(candidate.wikidata[1:]), candidate.reasons


def _countries(held: Held, known: Known) -> frozenset[str]:
    """Return the Wikidata ids of the states that an actor belongs to: by its organs above it, or by its offices."""
    seen = [known.name, *map(Curie, (office.post for office in known.offices))]
    tops: list[Node] = []
    for entry in filter(None, map(held.entry, seen)):  # grows while it is walked
        above = [Curie(str(value)) for value in chain(*map(entry.node.all, _UPWARDS))]
        seen += [one for one in above if one not in seen]
        tops += [entry.node] * (not above)
    matches = chain(*(node.all("exactMatch") for node in tops))
    return frozenset(str(value).removeprefix("wd:") for value in matches)


def plan_matches(
    held: Held, registry: Path, matches: Mapping[str, str], candidates: Iterable[Candidate], *, reason: str, date: str
) -> Plan:
    """Return the plan of adding Wikidata ids to the entries that are named, from among their candidates.

    Raises:
        UnknownNameError: there is no such entry.
        RefusedChangeError: an id is no candidate of its entry.
    """
    names = {held.find(name): match for name, match in matches.items()}
    known = list(candidates)
    for name, match in names.items():
        check_standing(held, name)
        _check_candidate(name, match, [one.wikidata for one in known if one.entry == name])
    decision = Decision(did="match", entries=tuple(names), to=tuple(names.values()), reason=reason, date=date)
    draft = Draft(held=held, registry=registry, decision=decision)
    for name, match in names.items():
        draft.edit(name, _with_match(match))
    return draft.plan()


def _check_candidate(name: Curie, match: str, own: Sequence[str]) -> None:
    if match not in own:
        hint = f"its candidates are: {', '.join(own)}" if own else "the dump has none for it, or it has an id already"
        raise RefusedChangeError(f"{match} is no candidate of {dotted(name)}", hint=hint)


def _with_match(match: str) -> Edit:
    def edit(sheet: Sheet, entry: Entry) -> list[Splice]:
        return [add_field(sheet, entry, "wikidata", match)]

    return edit
