"""Writes the file in which it is decided between annotators: each difference, with what every one read. Layer: render.

Whatever is a text of a source is written in double quotes, as a value and never as a comment, so that it stays a text
whatever is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from ..agreement.differences import Difference, compare
from ..agreement.matching import Alignment, Unit
from ..agreement.reading import Reading
from ..iris import ONTOLOGY
from ..queries.reviewing import Review

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

_HEAD: Final = """\
Decide between the annotators. At each `decision:` write the id of the annotator whose reading holds (of one who is
lacking it: that there is none), all where each is a reading of its own, or none. `change:` tells what is otherwise in
the one that holds, as {position: support, act: warn}; `note:` why. Then give this file to build, with the others.
docs/reviewing.md tells more. What is written here already was read; where it changes, it has to be decided again."""
_AGREED: Final = "The same for all who read it: nothing is to be decided, unless they are all wrong."
_WIDE: Final = 1 << 20  # columns: no line is ever broken
_SHOWN: Final = (
    "holder", "target", "position", "act", "certainty", "polarity", "factuality", "asserts", "onBehalfOf", "condition",
)  # fmt: skip


def render_adjudication(review: Review, *, annotator: str = "adjudicator") -> str:
    """Return the YAML to decide in, for the sources of a review that several annotators read and nobody decided."""
    from ruamel.yaml import YAML

    writer = YAML()
    writer.width = _WIDE
    writer.indent(mapping=2, sequence=2, offset=0)
    text = StringIO()
    writer.dump(_document(review, annotator), text)
    return text.getvalue()


def _document(review: Review, annotator: str) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap

    sources = [_source(review, one) for one in review.to_decide]
    document = CommentedMap(format=1, adjudication=CommentedMap(annotator=annotator, sources=sources))
    document.yaml_set_start_comment(_HEAD)
    document["adjudication"].yaml_add_eol_comment("who decides: an id that none of the annotators has", "annotator")
    return document


def _source(review: Review, alignment: Alignment) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    found = [(compare(unit, alignment), unit) for unit in alignment.units]
    differing = sorted((one for one, _ in found if one), key=lambda one: -one.score)
    readings = CommentedSeq(map(partial(_differing, review), differing))
    readings += [_agreed(review, unit) for one, unit in found if not one]
    if len(readings) > len(differing):
        readings.yaml_set_comment_before_after_key(len(differing), before=_AGREED, indent=2)
    sha256 = review.hashes.get(alignment.source)
    known = {"sha256": sha256} if sha256 else {}
    return CommentedMap(source=_id(review, alignment.source), **known, readings=readings)


def _differing(review: Review, one: Difference) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap

    choices = [*map(review.annotator, sorted({*one.readings, *one.lacking})), "all", "none"]
    entry = CommentedMap(
        read=[_shown(review, reading) for reading in one.readings.values()],
        **({"lacking": _flow(map(review.annotator, one.lacking))} if one.lacking else {}),
        **({"differ": _flow(field.field for field in one.fields)} if one.fields else {}),
        decision=None,
    )
    entry.yaml_add_eol_comment(", ".join(choices), "decision")
    return entry


def _agreed(review: Review, unit: Unit) -> CommentedMap:
    read = [_inline(reading=_name(review, one.name)) for one in unit.readings.values()]
    return _inline(read=read, decision="agreed")


def _shown(review: Review, reading: Reading) -> CommentedMap:
    """Return what there is of a reading to be seen, and the name by which it is known."""
    from ruamel.yaml.comments import CommentedMap

    entry = CommentedMap(reading=_name(review, reading.name))
    for field, values in _values(review, reading).items():
        entry[field] = values[0] if len(values) == 1 else _flow(values)
    quotes = [_text(review.quotes[span].exact) for span in sorted(reading.evidence, key=lambda one: review.quotes[one])]
    entry["quote"] = quotes[0] if len(quotes) == 1 else quotes
    return entry


def _values(review: Review, reading: Reading) -> Mapping[str, list[str]]:
    """Return the values of the fields that are shown and have any, resources by the names that they have in YAML."""
    found = {field: sorted(reading.values.get(field, ())) for field in _SHOWN}
    return {
        field: [" ".join(_name(review, word) for word in value.split(" ")) for value in values]
        for field, values in found.items()
        if values
    }


def _name(review: Review, word: str) -> str:
    return word if word.startswith(ONTOLOGY) else review.names.shorten(word)


def _id(review: Review, iri: str) -> str:
    return review.names.shorten(iri).partition(":")[2]


def _text(text: str) -> Any:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return DoubleQuotedScalarString(text)


def _flow(values: Iterable[str]) -> Any:
    from ruamel.yaml.comments import CommentedSeq

    listed = CommentedSeq(values)
    listed.fa.set_flow_style()
    return listed


def _inline(**entries: object) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap

    entry = CommentedMap(entries)
    entry.fa.set_flow_style()
    return entry
