"""Which entries may be the same, and why: for a person to decide, nothing is merged by itself. Layer: curation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Final

from rapidfuzz import fuzz, process

from ..iris import Curie
from .held import dotted
from .known import Known, plain
from .refusals import are_apart, said

# How much each reason weighs, of 1: two that are independent leave less doubt than either.
_SAME_ELSEWHERE: Final = 0.98
_SAME_NAME: Final = 0.9
_ALIKE: Final = 0.75
_ONLY_A_PART: Final = 0.4
_SAME_OFFICE: Final = 0.35
_CLOSE: Final = 80  # percent of the letters of two names
_REST_CLOSE: Final = 70  # percent of the letters of the words that they do not share
_SHORT: Final = 4  # letters: words that are shorter and differ are two words
_ROWS: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two entries that may be the same, or, in a ``clash``, that cannot be and yet share a name."""

    one: Curie
    other: Curie
    score: float
    reasons: tuple[str, ...]
    clash: bool = False

    def to_dict(self) -> dict[str, object]:
        """Return the suggestion in the shape that ``registry suggest --format json`` prints."""
        return {
            "kind": "alias-clash" if self.clash else "duplicate",
            "entries": [dotted(self.one), dotted(self.other)],
            "score": round(self.score, 2),
            "reasons": list(self.reasons),
        }


Pair = tuple[int, int]
Reason = tuple[float, str]
_Called = Sequence[tuple[str, int]]


def suggest(entries: Iterable[Known]) -> list[Suggestion]:
    """Return the pairs of entries that may be the same, the likeliest first, then those that only share a name.

    Entries that were replaced are left out, and pairs of which both ship.
    """
    standing = sorted((one for one in entries if not one.replaced), key=lambda one: one.name)
    reasons: defaultdict[Pair, list[Reason]] = defaultdict(list)
    for find in (_same_elsewhere, _same_names, _similar_names, _parts_of_names, _same_offices):
        for pair, reason in find(standing):
            reasons[pair].append(reason)
    found = (_suggestion(standing[one], standing[other], why) for (one, other), why in reasons.items())
    return sorted((one for one in found if one), key=lambda one: (one.clash, -one.score, one.one, one.other))


def _suggestion(one: Known, other: Known, reasons: Sequence[Reason]) -> Suggestion | None:
    """Return the suggestion that reasons lead to; two that exclude each other are never the same."""
    against = _against(one, other)
    held = sorted((reason for reason in reasons if not against or reason[0] >= _SAME_NAME), reverse=True)
    if not held or {other.name, one.name} & (one.excludes | other.excludes):
        return None
    doubt = prod(1 - weight for weight, _ in held)
    words = [words for _, words in held]
    return Suggestion(one=one.name, other=other.name, score=1 - doubt, reasons=(*words, *against), clash=bool(against))


def _against(one: Known, other: Known) -> list[str]:
    """Return why two entries cannot be the same, where that is so."""
    if are_apart(one.node, other.node):
        return [f"{said(one.node)} and {said(other.node)} are never the same"]
    differ = one.wikidata and other.wikidata and one.wikidata.isdisjoint(other.wikidata)
    return ["they have two Wikidata ids"] if differ else []


def _pairs(entries: Sequence[Known], numbers: Iterable[int]) -> Iterator[Pair]:
    """Yield the pairs among some entries that are of one kind, and of which one is the user's own."""
    for one, other in combinations(sorted(set(numbers)), 2):
        if entries[one].kind == entries[other].kind and (entries[one].own or entries[other].own):
            yield one, other


def _same_elsewhere(entries: Sequence[Known]) -> Iterator[tuple[Pair, Reason]]:
    by_match: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for match in entry.wikidata:
            by_match[match].append(number)
    for match, numbers in by_match.items():
        for pair in _pairs(entries, numbers):
            yield pair, (_SAME_ELSEWHERE, f"same Wikidata id {match.partition(':')[2]}")


def _same_names(entries: Sequence[Known]) -> Iterator[tuple[Pair, Reason]]:
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for name in {plain(name) for name in (*entry.names, *entry.places)} - {""}:
            by_name[name].append(number)
    told: set[Pair] = set()
    for name, numbers in sorted(by_name.items()):
        for pair in _pairs(entries, numbers):
            if pair not in told:
                told.add(pair)
                yield pair, (_SAME_NAME, _same_name(entries[pair[0]], entries[pair[1]], name))


def _same_name(one: Known, other: Known, name: str) -> str:
    typed = [next(word for word in (*entry.names, *entry.places) if plain(word) == name) for entry in (one, other)]
    return f"same name {' and '.join(map(repr, dict.fromkeys(typed)))}"


def _similar_names(entries: Sequence[Known]) -> Iterator[tuple[Pair, Reason]]:
    """Yield the pairs whose names are nearly the same, with the pair of names that is nearest."""
    best: dict[Pair, Reason] = {}
    for kind in sorted({entry.kind for entry in entries}):
        for mine, its, one, other in _close(entries, kind):
            weight, pair = _likeness(plain(mine), plain(its)), (min(one, other), max(one, other))
            if weight > best.get(pair, (0.0, ""))[0]:
                best[pair] = (weight, f"similar names {mine!r} and {its!r}")
    yield from best.items()


def _close(entries: Sequence[Known], kind: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield names of two entries of a kind that have most letters in common; one entry is the user's own."""
    names = _called(entries, lambda entry: entry.kind == kind)
    own = _called(entries, lambda entry: entry.kind == kind and entry.own)
    for start in range(0, len(own), _ROWS):
        rows = own[start : start + _ROWS]
        for row, column in _near(rows, names):
            (mine, one), (its, other) = rows[row], names[column]
            if one < other or (one > other and not entries[other].own):
                yield mine, its, one, other


def _called(entries: Sequence[Known], wanted: Callable[[Known], bool]) -> _Called:
    """Return the names of the entries that are wanted, each with the number of its entry."""
    return [(name, number) for number, entry in enumerate(entries) if wanted(entry) for name in entry.names]


def _near(rows: _Called, columns: _Called) -> Iterator[tuple[int, int]]:
    """Yield which names of two lists are near each other, letter for letter."""
    words, others = ([_in_order(name) for name, _ in one] for one in (rows, columns))
    scores = process.cdist(words, others, scorer=fuzz.ratio, score_cutoff=_CLOSE)
    yield from zip(*scores.nonzero(), strict=True)


def _in_order(name: str) -> str:
    return " ".join(sorted(plain(name).split()))


def _likeness(one: str, other: str) -> float:
    """Return how much two names weigh that are not the same: by the words that they do not share.

    >>> _likeness("thomas verell", "tomas verel") > 0.6
    True
    >>> _likeness("ministry of brin", "ministry of arland"), _likeness("first round 1", "first round 2")
    (0.0, 0.0)
    """
    mine, its = set(one.split()), set(other.split())
    rests = [" ".join(sorted(words)) for words in (mine - its, its - mine)]
    if min(map(len, rests)) < _SHORT or _digits(rests[0]) != _digits(rests[1]):
        return 0.0
    return _ALIKE * fuzz.token_sort_ratio(one, other) / 100 if fuzz.ratio(*rests) >= _REST_CLOSE else 0.0


def _digits(text: str) -> list[str]:
    return sorted(word for word in text.split() if any(letter.isdigit() for letter in word))


def _parts_of_names(entries: Sequence[Known]) -> Iterator[tuple[Pair, Reason]]:
    """Yield persons of whom one is called by a part of the other's name, such as the surname alone."""
    called = _called(entries, lambda entry: entry.type == "Person")
    by_word: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, number in called:
        for word in _words(name):
            by_word[word].append((name, number))
    told: set[Pair] = set()
    for name, number in called:
        for whole, other in _longer(by_word, name):
            new = set(_pairs(entries, (number, other))) - told
            told |= new
            yield from ((pair, (_ONLY_A_PART, f"{name!r} is a part of {whole!r}")) for pair in new)


def _words(name: str) -> set[str]:
    return set(plain(name).split())


def _longer(by_word: Mapping[str, _Called], name: str) -> Iterator[tuple[str, int]]:
    """Yield the names that have all words of a name, and more: among those that share its rarest word."""
    words = _words(name)
    rarest: _Called = min((by_word[word] for word in words), key=len, default=[])
    return (one for one in rarest if words < _words(one[0]))


def _same_offices(entries: Sequence[Known]) -> Iterator[tuple[Pair, Reason]]:
    by_post: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for office in entry.offices:
            by_post[office.post].append(number)
    for post, numbers in sorted(by_post.items()):
        for one, other in _pairs(entries, numbers):
            if _met(entries[one], entries[other], post):
                yield (one, other), (_SAME_OFFICE, f"both held {dotted(Curie(post))} at one time")


def _met(one: Known, other: Known, post: str) -> bool:
    return any(mine.post == post and mine.meets(its) for mine in one.offices for its in other.offices)
