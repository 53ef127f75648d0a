"""The YAML form in which it is decided between annotators: every section and field. Layer: sources."""

from __future__ import annotations

from .form_field import Field, many, need, one

ADJUDICATION_FORMS: dict[str, tuple[Field, ...]] = {
    "adjudication-document": (
        one("format", "integer", "The version of this form: 1."),
        need("adjudication", "form:adjudication", "What was decided, and by whom."),
    ),
    "adjudication": (
        need("annotator", "id", "Who decides: an id that no reader of these sources has."),
        many("sources", "form:decided-source", "The sources that are decided, each as a whole."),
    ),
    "decided-source": (
        need("source", "id", "The id of the source."),
        one("sha256", "text", "The hash of the text that was read: of another text, nothing is decided here."),
        need(
            "readings", "form:decided", "Every reading of every annotator, those that are the same together.", many=True
        ),
    ),
    "decided": (
        need("read", "form:read", "What each annotator read.", many=True),
        many("lacking", "id", "The annotators who have no such reading."),
        many("differ", "text", "The fields in which the readings differ."),
        one(
            "decision",
            "text",
            "Whose reading holds: the id of an annotator (of one who lacks it: there is none), all (each is a reading "
            "of its own) or none. agreed: it is the same for all.",
        ),
        one("change", "form:change", "What is otherwise than in the reading that holds."),
        one("note", "text", "Why it was decided so; it is kept as a remark on the reading."),
    ),
    "read": (
        need("reading", "reading", "The reading: stance:SOURCE.ANNOTATOR.ID."),
        many(
            "holder", "text", "Its values, to be seen when it is decided; where they are otherwise now, decide again."
        ),
        many("target", "text", "See holder."),
        many("position", "text", "See holder."),
        many("act", "text", "See holder."),
        many("certainty", "text", "See holder."),
        many("polarity", "text", "See holder."),
        many("factuality", "text", "See holder."),
        many("asserts", "text", "What a claim asserts, to be seen."),
        many("onBehalfOf", "text", "See holder."),
        many("condition", "text", "What it depends on, to be seen."),
        many("quote", "text", "The words that it rests on, to be seen."),
    ),
    "change": (
        one("holder", "actor", "Another holder."),
        one("target", "target", "Another target."),
        one("position", "concept:position", "Another position."),
        one("act", "concept:act", "Another act."),
        one("certainty", "concept:certainty", "Another certainty."),
    ),
}

# The fields of what was read that must still be so.
HELD = ("holder", "target", "position", "act", "certainty", "polarity", "factuality", "onBehalfOf")
AGREED, ALL, NONE = "agreed", "all", "none"
