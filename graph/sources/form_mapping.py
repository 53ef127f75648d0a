"""The YAML form of the mapping of a table: every section and field. Layer: sources."""

from __future__ import annotations

from .form_field import Field, many, need, one

# How a table file is read.
_TABLE_FILE = (
    one("encoding", "text", "How the text is encoded. Default: utf-8, with or without a byte order mark."),
    one("delimiter", "text", "What separates the columns of a text. Default: a comma; in a .tsv, a tab."),
    one("sheet", "text", "The sheet of an Excel file. Default: the first."),
    many("empty", "text", "Texts that mean nothing, such as n/a. Default: none; a cell without text is empty."),
)

MAPPING_FORMS: dict[str, tuple[Field, ...]] = {
    "mapping-document": (
        one("format", "integer", "The version of this form: 1."),
        need("table", "form:table", "The table and what its columns mean."),
    ),
    "table": (
        one("file", "text", "The table. Default: the one table among the inputs that no mapping names."),
        *_TABLE_FILE,
        need("source", "form:table-source", "The source that the table is, or the sources that its rows are from."),
        need("annotator", "id", "Who recorded the rows."),
        many("joins", "form:join", "Further tables whose columns belong to the rows."),
        many("make", "form:made", "Registry entries that are made of the rows."),
        need("stance", "form:row", "The stance that each row is."),
        one("on-bad-row", "one-of:error|report", "error (default): nothing is built. report: such rows are left out."),
    ),
    "table-source": (
        need("id", "cell:id", "The id of the source; with a column in it, each value is a source."),
        one("publisher", "cell:actor", "The outlet or body that published it."),
        need("published", "cell:time", "When it was published; of several dates of a source, the latest counts."),
        need("title", "cell:text", "Its title."),
        one("language", "cell:text", "Its language, as a BCP 47 tag."),
        one("url", "cell:iri", "Where it was published."),
        one("creator", "cell:text", "Its author."),
        one("note", "cell:text", "A remark on it."),
    ),
    "join": (
        need("name", "id", "What its columns are called by: {name.column}."),
        need("file", "text", "The table."),
        *_TABLE_FILE,
        need("on", "texts", "The columns that hold the key: rcid, or {our column: its column}."),
        one("many", "boolean", "Whether a key may have several rows, or none. Default: each key has one row."),
    ),
    "made": (
        need("kind", "one-of:actor|issue|proposition", "What kind of entry."),
        need("id", "cell:id", "Its id. An entry that the registry has already is left as it is."),
        need("label", "cell:text", "The name to show: the first of these that is not empty.", many=True),
        one("type", "cell:class", "For an actor: what kind of actor."),
        one("definition", "cell:text", "What it is, in a sentence."),
        many("broader", "cell:issue", "For an issue: the issue above it."),
        many("about", "cell:issue", "For a proposition: the issues that it is about."),
        many("advances", "cell:issue", "For a proposition: the issues whose pole it brings nearer."),
        many("hinders", "cell:issue", "For a proposition: the issues whose pole it moves away."),
    ),
    "row": (
        need("id", "cell:id", "The id of each row, which no other row has."),
        need("holder", "cell:actor", "Whose position it is."),
        need("target", "cell:target", "What the position is on."),
        many("about", "cell:issue", "The issues, where the target is no proposition."),
        one("position", "cell:concept:position", "How far for or against. Empty: no position is expressed."),
        one("value", "cell:number", "The position as a number between -1 and 1, where it differs from the concept."),
        one("act", "cell:concept:act", "What the holder does."),
        one("attribution", "cell:concept:attributionType", "How it is attributed. Default: record."),
        one("certainty", "cell:concept:certainty", "How certain it is."),
        many("onBehalfOf", "cell:actor", "For whom the holder speaks."),
        many("addressee", "cell:actor", "To whom it is addressed."),
        one("time", "cell:time", "When it was so. Default: when the source was published."),
        one("needsReview", "cell:boolean", "Whether a second reader should look."),
        one("note", "cell:text", "A remark."),
    ),
    "cell": (
        need("text", "text", "The text, with {column} for what a row has there."),
        one("codes", "texts", "What the texts of the table stand for, such as {1: yes, 8: abstain}."),
        one("by", "one-of:name|code", "Whether an actor is named (default) or given by a code, such as IR or IRN."),
        one("date", "text", "How dates are written, as strptime takes it: '%d/%m/%Y'. Default: ISO 8601 or EDTF."),
    ),
}
