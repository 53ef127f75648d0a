"""What stances and claims have in common: name, source, ground, evidence, time. Layer: sources."""

from __future__ import annotations

from typing import Final

from ..iris import Curie, fingerprint, mint
from ..model.node import Values
from .fields import Filled
from .located import Scalar
from .utterances import Group, Speech

# Fields that a reading takes over from the form as they are.
_KEPT: Final = (
    "basis",
    "inferredFrom",
    "needsReview",
    "alternativeTo",
    "respondsTo",
    "supersedes",
    "corrects",
    "retracts",
    "disputes",
    "note",
)


def name_reading(kind: str, reading: Filled, group: Group, *parts: str) -> Curie:
    """Return the name of a reading: its own id, or a hash of what it says. The same hash twice is noted."""
    speech, quotes = group.speech, [quote.text for quote in reading.many("quote")]
    name = mint(kind, *speech.local(reading.get("id") or fingerprint(*parts, *quotes)))
    if name in speech.marks and not reading.get("id"):
        message = f"this {kind} says the same as the one on line {speech.marks[name].line}"
        speech.resolver.problems.error(
            "duplicate-id", reading.mark, message, hint="remove one, or give each an id", id=name
        )
    speech.marks[name] = reading.mark
    return name


def common_values(reading: Filled, group: Group) -> dict[str, Values]:
    """Return the values that stances and claims have in common."""
    speech, filled, held = group.speech, group.filled, reading.get("held")
    time = (held or group.time).values()
    voice = None if group.steps else "author-voice"
    return {
        **dict(zip(_KEPT, map(reading.get, _KEPT), strict=True)),
        "source": speech.source,
        "annotator": speech.annotator,
        "expressedIn": group.utterance,
        "report": next(iter(group.reports), None),
        "attributionType": next(filter(None, (reading.get("attribution"), filled.get("attribution"), voice)), None),
        "certainty": reading.get("certainty") or filled.get("certainty"),
        "ground": "inferred" if {"basis", "inferredFrom"} & reading.values.keys() else "stated",
        "evidence": _evidence(reading, speech),
        "earliest": time["earliest"],
        "latest": time["latest"],
        "edtf": time["edtf"] if held else None,
    }


def _evidence(reading: Filled, speech: Speech) -> Values:
    quotes: tuple[Scalar, ...] = reading.many("quote")
    located = (speech.evidence.locate(quote, reading.get("near") or "") for quote in quotes)
    return tuple(dict.fromkeys(span for span in located if span))
