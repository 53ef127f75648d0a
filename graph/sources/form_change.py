"""The YAML form of changes of a registry: those that were made, and the recoding of issues. Layer: sources."""

from __future__ import annotations

from .form_field import Field, many, need, one

CHANGE_FORMS: dict[str, tuple[Field, ...]] = {
    "registry-change": (
        need("date", "text", "When it was decided, as EDTF or ISO 8601."),
        need("did", "one-of:merge|split|rename|match", "What was done: match adds a Wikidata id."),
        need("entry", "text", "The entry that it was done to.", many=True),
        many("to", "text", "What it was merged into, split into, renamed to, or matched with."),
        need("reason", "text", "Why."),
        need("edits", "form:registry-edit", "The lines that changed.", many=True),
    ),
    "registry-edit": (
        need("file", "text", "The file, relative to this one."),
        need("line", "integer", "The first of the lines that changed, as they are now."),
        one("was", "text", "The lines as they were, with their ends."),
        one("now", "text", "The lines as they became."),
    ),
    "recoding-document": (
        one("format", "integer", "The version of this form: 1."),
        need("recoding", "form:recoded", "Which issues are coded as which.", many=True),
    ),
    "recoded": (
        need("from", "issue", "The issue as it was coded."),
        need("to", "issue", "The issue that it is coded as now; several where it is divided.", many=True),
        many("decided", "form:recoded-case", "For an issue that is divided: which part a case belongs to."),
    ),
    "recoded-case": (
        need("case", "text", "A proposition or an event; a stance by its full name, stance.SOURCE.ANNOTATOR.ID."),
        need("to", "issue", "The issue that it is about now."),
    ),
}
