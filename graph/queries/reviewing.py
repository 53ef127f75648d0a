"""Reviews a graph: where its annotators differ, how far they agree, and what needs a second reader. Layer: queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from ..agreement.bootstrap import CONFIDENCE, REPLICATES, SEED
from ..agreement.differences import Difference, find_differences
from ..agreement.doubts import Doubt, Reason, find_doubts
from ..agreement.matching import Alignment, Unit, align
from ..agreement.measuring import Agreement, measure_agreement
from ..agreement.reading import SPAN, Reading
from ..iris import Names
from .compared import Compared, read_compared
from .context import Context
from .quoting import Quote

_OF_RESOURCES: Final = ("holder", "target", "onBehalfOf")
_ASKED_FOR: Final = frozenset({Reason.NEEDS_REVIEW, Reason.ALTERNATIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a review of a graph finds; resources are IRIs, and ``labels`` and ``quotes`` give the words for them.

    ``alignments`` are the readings of each source that has several annotators; ``adjudicators`` tells who has decided
    between those of a source. ``differences`` are those that nobody has decided.
    """

    names: Names
    alignments: Sequence[Alignment]
    adjudicators: Mapping[str, str]
    differences: Sequence[Difference]
    agreement: Sequence[Agreement]
    doubts: Sequence[Doubt]
    labels: Mapping[str, str]
    quotes: Mapping[str, Quote]
    hashes: Mapping[str, str]

    @property
    def to_decide(self) -> list[Alignment]:
        """The sources that have several annotators and that nobody has decided."""
        return [one for one in self.alignments if one.source not in self.adjudicators]

    def annotator(self, iri: str) -> str:
        """Return the id of an annotator."""
        return self.names.shorten(iri).partition(":")[2]

    def words(self, reading: Reading) -> str:
        """Return the words that a reading rests on."""
        quotes = sorted(self.quotes[span] for span in reading.evidence)
        return " … ".join(quote.exact for quote in quotes)

    def said(self, field: str, values: Iterable[str]) -> list[str]:
        """Return values of a field in words: labels of resources, quotes of spans, and all else as it is."""
        if field == SPAN:
            return [quote.exact for quote in sorted(self.quotes[value] for value in values)]
        return [" ".join(self.labels.get(word, word) for word in value.split(" ")) for value in values]

    def to_dict(self) -> dict[str, Any]:
        """Return the review in the shape that ``review --format json`` prints."""
        return {
            "sources": [self._source(one) for one in self.alignments],
            "differences": [self._difference(one) for one in self.differences],
            "agreement": {
                "seed": SEED,
                "replicates": REPLICATES,
                "confidence": CONFIDENCE,
                "measures": [self._agreement(one) for one in self.agreement],
            },
            "needsReview": [self._doubt(one) for one in self.doubts],
        }

    def _source(self, alignment: Alignment) -> dict[str, Any]:
        decided = self.adjudicators.get(alignment.source)
        return {
            **self._labelled("source", alignment.source),
            "annotators": list(map(self.annotator, alignment.annotators)),
            "adjudicator": self.annotator(decided) if decided else None,
            "readings": len(alignment.units),
            "inCommon": sum(len(unit.readings) == len(alignment.annotators) for unit in alignment.units),
        }

    def _difference(self, one: Difference) -> dict[str, Any]:
        return {
            **self._labelled("source", one.source),
            "kind": one.kind,
            "score": one.score,
            "lacking": list(map(self.annotator, one.lacking)),
            "fields": [
                {
                    "field": field.field,
                    "distance": field.distance,
                    "values": {self.annotator(name): list(values) for name, values in field.values.items()},
                    "said": {self.annotator(name): self.said(field.field, own) for name, own in field.values.items()},
                }
                for field in one.fields
            ],
            "readings": {self.annotator(name): self._reading(reading) for name, reading in one.readings.items()},
        }

    def _agreement(self, one: Agreement) -> dict[str, Any]:
        return {
            "field": one.field,
            "measure": one.measure,
            "level": one.level or None,
            "annotators": list(map(self.annotator, one.annotators)),
            "source": one.source or None,
            **{name: _rounded(value) for name, value in asdict(one.estimate).items()},
        }

    def _doubt(self, one: Doubt) -> dict[str, Any]:
        return {
            "reasons": list(map(str, one.reasons)),
            "readBy": list(map(self.annotator, one.readers)),
            "readings": [self._reading(reading) for reading in one.readings],
        }

    def _reading(self, one: Reading) -> dict[str, Any]:
        """Return a reading: of the fields that have no value, nothing."""
        fields: dict[str, Any] = {}
        for field, values in sorted(one.values.items()):
            for value in sorted(values):
                fields.setdefault(field, []).append(value)
                if field in _OF_RESOURCES:
                    fields.setdefault(f"{field}Label", []).append(self.labels.get(value, value))
        single = {name: held[0] if len(held) == 1 else held for name, held in fields.items()}
        about = {"reading": one.name, "kind": one.kind, "annotator": self.annotator(one.annotator)}
        return about | single | {"value": one.number, "quote": self.words(one), "evidence": sorted(one.evidence)}

    def _labelled(self, key: str, iri: str) -> dict[str, str]:
        return {key: iri, f"{key}Label": self.labels.get(iri, iri)}


def _rounded(value: float | None) -> float | None:
    """Return a number as far as it means anything; −0 is 0."""
    return round(value, 4) + 0.0 if isinstance(value, float) else value


def review_graph(context: Context) -> Review:
    """Return the review of the graph that a context opens with the readings of all annotators.

    The readings of those who adjudicate are compared with nobody's: they were made from the others.
    """
    compared = read_compared(context)
    alignments = list(_alignments(context, compared))
    several = [one for one in alignments if len(one.annotators) > 1]
    undecided = [one for one in alignments if one.source not in compared.adjudicators]
    differences = find_differences(undecided)
    doubts = [*find_doubts(undecided), *_asked_for(compared)]
    shown = [*_of_differences(differences), *(one for doubt in doubts for one in doubt.readings)]
    return Review(
        names=context.facts.names,
        alignments=several,
        adjudicators=compared.adjudicators,
        differences=differences,
        agreement=measure_agreement(several),
        doubts=doubts,
        labels=_labels(context, shown, [one.source for one in alignments]),
        quotes={quote.evidence: quote for quote in context.quotes.read(_evidence(shown))},
        hashes=_hashes(context, several),
    )


def _alignments(context: Context, compared: Compared) -> Iterator[Alignment]:
    """Yield the readings of each source, those that annotators have in common together."""
    by_source: dict[str, list[Reading]] = defaultdict(list)
    for reading in compared.readings:
        if compared.adjudicators.get(reading.source) != reading.annotator:
            by_source[reading.source].append(reading)
    for source, readings in sorted(by_source.items()):
        yield align(source, readings, length=compared.lengths.get(source), merged=context.merged)


def _asked_for(compared: Compared) -> list[Doubt]:
    """Return what those who adjudicate leave open themselves."""
    own = [one for one in compared.readings if compared.adjudicators.get(one.source) == one.annotator]
    units = [Unit(readings={one.annotator: one}) for one in own]
    alone = [
        Alignment(source=one.first.source, annotators=(one.first.annotator,), units=(one,), canonical={})
        for one in units
    ]
    return [doubt for doubt in find_doubts(alone) if _ASKED_FOR & {*doubt.reasons}]


def _of_differences(differences: Iterable[Difference]) -> Iterator[Reading]:
    for one in differences:
        yield from one.readings.values()


def _labels(context: Context, readings: Iterable[Reading], sources: Iterable[str]) -> dict[str, str]:
    """Return what is called how among the values of readings, and the titles of sources."""
    values = {value for one in readings for held in one.values.values() for value in held}
    nodes = sorted({word for value in values for word in value.split(" ") if "/" in word} | {*sources})
    context.labels.load(nodes)
    return {node: context.labels.of(node) for node in nodes}


def _evidence(readings: Iterable[Reading]) -> set[str]:
    return {span for one in readings for span in one.evidence}


def _hashes(context: Context, alignments: Iterable[Alignment]) -> dict[str, str]:
    """Return the hash of the text of each source, empty where it is not known."""
    sources = [one.source for one in alignments]
    context.facts.load(sources, ["sha256"])
    return {source: context.facts.text(source, "sha256") for source in sources}
