"""How far annotators agree on stances: by field, among all, by pair, and by source. Layer: agreement.

The units of a field are the stances that were matched; where an annotator lacks one, or left the field out, the value
is missing, and with one value alone a stance tells nothing. Who overlooked what is told by alpha for unitizing, over
the words that the stances of each annotator rest on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Final

from .alpha import Level, alpha_of
from .bootstrap import Estimate, estimate
from .kappa import cohen_of, complete, fleiss_of
from .matching import Alignment
from .ratings import Ratings
from .reading import POSITION, SPAN, STANCE, Canonical, Reading
from .unitizing import Continuum, Span, alpha_u_of

ALPHA: Final = "krippendorff-alpha"
ALPHA_U: Final = "krippendorff-alpha-u"
COHEN: Final = "cohen-kappa"
FLEISS: Final = "fleiss-kappa"
_NOMINAL: Final = ("holder", "target", "act", "certainty")
_PAIR: Final = 2
_Rows = list[tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far some annotators agree in a field, by one measure; over all their sources where ``source`` is empty."""

    field: str
    measure: str
    level: str
    annotators: tuple[str, ...]
    source: str
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """The annotators and the sources that one set of measures is over."""

    annotators: tuple[str, ...]
    source: str
    alignments: Sequence[Alignment]


def measure_agreement(alignments: Sequence[Alignment]) -> list[Agreement]:
    """Return the agreement of all annotators together, of each pair, and in each source."""
    return [one for scope in _scopes(alignments) for one in chain(_coded(scope), _unitized(scope))]


def _scopes(alignments: Sequence[Alignment]) -> Iterator[_Scope]:
    """Yield all annotators together where there are more than two, each pair over its sources, and each source."""
    several = [one for one in alignments if len(one.annotators) >= _PAIR]
    by_pair: dict[tuple[str, ...], list[Alignment]] = defaultdict(list)
    for one in several:
        for pair in combinations(one.annotators, 2):
            by_pair[pair].append(one)
    if len(by_pair) > 1:
        yield _Scope(annotators=tuple(sorted({*chain(*by_pair)})), source="", alignments=several)
    for two, own in sorted(by_pair.items()):
        yield _Scope(annotators=two, source="", alignments=own)
    for one in several:
        yield _Scope(annotators=one.annotators, source=one.source, alignments=[one])


def _coded(scope: _Scope) -> Iterator[Agreement]:
    for name in _NOMINAL:
        rows = list(_rows(scope, name))
        yield _alpha(scope, name, Level.NOMINAL, rows)
        yield from _kappa(scope, name, rows)
    numbers = list(_rows(scope, POSITION))
    yield from (_alpha(scope, POSITION, level, numbers) for level in (Level.ORDINAL, Level.INTERVAL))


def _rows(scope: _Scope, name: str) -> Iterator[tuple[object, ...]]:
    for alignment in scope.alignments:
        for unit in alignment.units:
            if unit.first.kind == STANCE:
                readings = map(unit.readings.get, scope.annotators)
                yield tuple(_value(one, name, alignment.canonical) for one in readings)


def _value(reading: Reading | None, name: str, canonical: Canonical) -> object:
    if reading is None:
        return None
    return reading.number if name == POSITION else tuple(sorted(reading.of(name, canonical))) or None


def _alpha(scope: _Scope, name: str, level: Level, rows: _Rows) -> Agreement:
    ratings = Ratings.of(rows)
    return _agreement(scope, name, ALPHA, level, estimate(alpha_of(ratings, level), ratings.units))


def _kappa(scope: _Scope, name: str, rows: _Rows) -> Iterator[Agreement]:
    """Yield Cohen's kappa of a pair of annotators, Fleiss' of more; over a source, alpha tells enough."""
    if scope.source:
        return
    ratings = complete(rows)
    is_pair = len(scope.annotators) == _PAIR
    found = estimate(cohen_of(ratings) if is_pair else fleiss_of(ratings), ratings.units)
    yield _agreement(scope, name, COHEN if is_pair else FLEISS, Level.NOMINAL, found)


def _unitized(scope: _Scope) -> Iterator[Agreement]:
    continua = [one for alignment in scope.alignments for one in _continua(alignment, scope.annotators)]
    yield _agreement(scope, SPAN, ALPHA_U, "", estimate(alpha_u_of(continua), len(continua)))


def _continua(alignment: Alignment, annotators: Sequence[str]) -> Iterator[Continuum]:
    """Yield the text of a source for each pair of its annotators, with what they marked; none without its length."""
    if alignment.length:
        for pair in combinations(_marked(alignment, annotators), 2):
            yield Continuum(length=alignment.length, marked=pair)


def _marked(alignment: Alignment, annotators: Sequence[str]) -> list[tuple[Span, ...]]:
    """Return the spans that the stances of each of some annotators of a source rest on."""
    marked: dict[str, list[Span]] = {annotator: [] for annotator in alignment.annotators if annotator in annotators}
    for reading in alignment.readings:
        if reading.kind == STANCE and reading.annotator in marked:
            marked[reading.annotator] += reading.spans
    return list(map(tuple, marked.values()))


def _agreement(scope: _Scope, name: str, measure: str, level: str, found: Estimate) -> Agreement:
    return Agreement(
        field=name,
        measure=measure,
        level=str(level),
        annotators=scope.annotators,
        source=scope.source,
        estimate=found,
    )
