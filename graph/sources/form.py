"""The YAML form: every section and field, as one table. Layer: sources.

The reader (:mod:`.fields`), the JSON Schema for editors and the field reference in the docs are all made from it. The
kind of a field says what may stand there:

``text`` · ``label`` (text, or one a language) · ``id`` · ``iri`` · ``number`` · ``integer`` · ``boolean`` · ``time`` ·
``quote`` · ``codes`` · ``class`` (kind of actor) · ``concept:FIELD`` (a concept that the ontology allows for FIELD) ·
``form:NAME`` · ``actor``, ``issue``, ``prop``, ``event``, ``post`` (a name of the registry) · ``target`` (any of these,
or a reading) · ``reading`` · ``texts`` (texts by text) · ``one-of:A|B`` · ``cell:KIND`` (a text of that kind in which
``{column}`` stands for what a row has there; or form ``cell``)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a section of the form."""

    name: str
    kind: str
    doc: str
    many: bool = False
    required: bool = False


def _one(name: str, kind: str, doc: str) -> Field:
    return Field(name=name, kind=kind, doc=doc)


def _many(name: str, kind: str, doc: str) -> Field:
    return Field(name=name, kind=kind, doc=doc, many=True)


def _need(name: str, kind: str, doc: str, *, many: bool = False) -> Field:
    return Field(name=name, kind=kind, doc=doc, many=many, required=True)


_NAMED = (
    _need("id", "id", "The id: lower case, ASCII, hyphens. It never changes."),
    _need("label", "label", "The name to show: a text, or one a language: {en: …, fr: …}."),
    _many("aliases", "label", "Other names that stand for this and nothing else."),
    _one("wikidata", "text", "The Wikidata id, such as Q794."),
    _many("exactMatch", "iri", "IRIs of the same thing elsewhere."),
    _one("definition", "label", "What it is, in a sentence."),
    _one("note", "text", "A remark for readers of the registry."),
)

# What stances and claims have in common.
_READING = (
    _one("id", "id", "The id within this file. Without one, a hash of holder, target, act and quote stands in."),
    _need(
        "quote",
        "quote",
        "The words it rests on, as they stand in the text; `first words ... last words` for a long one.",
        many=True,
    ),
    _one("near", "text", "Words close to the quote, where the quote itself occurs more than once."),
    _one("attribution", "concept:attributionType", "How the source attributes it. Default: that of the group."),
    _one("certainty", "concept:certainty", "How certain the source presents it. Default: that of the group."),
    _one("basis", "text", "What the annotator infers it from, in words; makes the reading inferred."),
    _many("inferredFrom", "reading", "The readings that it is inferred from; makes the reading inferred."),
    _one("needsReview", "boolean", "Whether a second reader should look."),
    _many("alternativeTo", "reading", "Readings of the same words of which only one can be right."),
    _many("respondsTo", "reading", "The reading that it answers."),
    _many("supersedes", "reading", "Earlier readings that it takes the place of."),
    _many("corrects", "reading", "Readings that it corrects."),
    _many("retracts", "reading", "Readings that it takes back."),
    _many("disputes", "reading", "Readings that it contests."),
    _one("held", "time", "Since when, or during what time, where the text says so."),
    _one("note", "text", "A remark for other annotators."),
)

# How a table file is read.
_TABLE_FILE = (
    _one("encoding", "text", "How the text is encoded. Default: utf-8, with or without a byte order mark."),
    _one("delimiter", "text", "What separates the columns of a text. Default: a comma; in a .tsv, a tab."),
    _one("sheet", "text", "The sheet of an Excel file. Default: the first."),
    _many("empty", "text", "Texts that mean nothing, such as n/a. Default: none; a cell without text is empty."),
)

FORMS: dict[str, tuple[Field, ...]] = {
    "document": (
        _need("format", "integer", "The version of this form: 1."),
        _need("source", "form:source", "The document that was read."),
        _need(
            "annotator",
            "id",
            "Who read it. Of several annotators of a source, the first in the order of their ids is primary.",
        ),
        _one("new", "form:registry", "Registry entries that this source needs and that are not registered yet."),
        _many("regions", "form:region", "Parts of the text that are not its body: headline, caption …"),
        _many("mentions", "form:mention", "Which words of the text stand for which actor."),
        _many("readings", "form:group", "What is said, one group an utterance."),
        _one("note", "text", "A remark on the source or its annotation."),
    ),
    "registry-document": (
        _one("format", "integer", "The version of this form: 1."),
        _need("registry", "form:registry", "The entries."),
    ),
    "source": (
        _need("id", "id", "The id of the source, such as the-daily-2031-03-02."),
        _need("publisher", "actor", "The outlet."),
        _need("published", "time", "When it was published."),
        _need("title", "text", "Its title."),
        _one("language", "text", "The language of the text, as a BCP 47 tag."),
        _one("url", "iri", "Where it was published."),
        _one("creator", "text", "The author, as the source gives it."),
        _one("text", "text", "The file that holds the text, relative to this one."),
        _one("note", "text", "A remark on the source."),
    ),
    "registry": (
        _many("actors", "form:actor", "States, persons, organisations, outlets, groups."),
        _many("posts", "form:post", "Offices."),
        _many("issues", "form:issue", "What is disputed, as a tree."),
        _many("propositions", "form:proposition", "What can be wanted, refused, feared, predicted."),
        _many("events", "form:event", "What happens: meetings, attacks, negotiations."),
        _many("tenures", "form:tenure", "Who holds which office, and when."),
        _many("memberships", "form:membership", "Who belongs to which group, and when."),
    ),
    "actor": (
        *_NAMED,
        _need("type", "class", "What kind of actor."),
        _many("metonyms", "label", "Places that stand for it in prose, such as a capital."),
        _one("codes", "codes", "Codes, such as {iso2: IR, iso3: IRN}."),
        _one("organOf", "actor", "The state or organisation that it is an organ of."),
        _many("memberOf", "actor", "The groups that it belongs to."),
        _many("post", "post", "The offices that it holds, as the source attests at its date."),
        _one("distributive", "boolean", "For a group: whether its position is that of each member."),
        _one("openSet", "boolean", "Whether further members are meant without being named."),
        _one("replacedBy", "actor", "The entry that it was merged into."),
    ),
    "post": (
        *_NAMED,
        _need("postOf", "actor", "The state or organisation that it is an office of."),
        _many("speaksFor", "actor", "Whom its holder is entitled to speak for."),
    ),
    "issue": (
        *_NAMED,
        _many("broader", "issue", "The issue above it."),
        _one("pole", "text", "What a position of +1 on it means; without it, no position on it can be graded."),
        _one("replacedBy", "issue", "The entry that it was merged into."),
    ),
    "proposition": (
        *_NAMED,
        _many("advances", "issue", "The issues whose pole it brings nearer."),
        _many("hinders", "issue", "The issues whose pole it moves away."),
        _many("about", "issue", "The issues that it is about, without a direction."),
        _many("excludes", "prop", "Propositions that cannot hold together with it."),
        _one("replacedBy", "prop", "The entry that it was merged into."),
    ),
    "event": (
        *_NAMED,
        _one("kind", "concept:eventKind", "What kind of event."),
        _one("partOf", "event", "The process that it is part of."),
        _many("realizes", "prop", "The propositions that it makes true."),
        _many("about", "issue", "The issues that it is about."),
        _one("place", "text", "Where."),
        _one("time", "time", "When."),
    ),
    "tenure": (
        _need("person", "actor", "Who."),
        _need("post", "post", "The office."),
        _one("held", "time", "When; without it, attested at the publication."),
    ),
    "membership": (
        _need("member", "actor", "Who."),
        _need("group", "actor", "The group."),
        _one("held", "time", "When."),
    ),
    "region": (
        _need("id", "id", "The id within this source."),
        _need("kind", "concept:regionKind", "What kind of part."),
        _need("quote", "quote", "All of it, as `first words ... last words`."),
        _one("near", "text", "Words close by, where the quote occurs more than once."),
        _one("relevance", "concept:relevance", "Whether it belongs to the story. Default: on-story."),
    ),
    "mention": (
        _need("surface", "quote", "The words."),
        _need("actor", "actor", "Whom they stand for."),
        _need("resolution", "concept:resolution", "How they do."),
        _one("near", "text", "Words close by: which occurrence. Without it, the first."),
    ),
    "group": (
        _many(
            "via",
            "form:step",
            "The chain behind the outlet, outermost first; the last is the speaker. Empty: the outlet itself.",
        ),
        _one("utterance", "id", "An id shared by all sources that report this utterance."),
        _one("uttered", "time", "When it was said."),
        _one("place", "text", "Where it was said."),
        _many("addressee", "actor", "To whom it was said."),
        _one("attribution", "concept:attributionType", "How the source attributes what follows."),
        _one("certainty", "concept:certainty", "How certain what follows is presented."),
        _many("stances", "form:stance", "Positions taken."),
        _many("claims", "form:claim", "Facts claimed."),
    ),
    "step": (
        _many("actor", "actor", "Who passes it on."),
        _many("speakers", "actor", "Several who said it together."),
        _one("attribution", "concept:attributionType", "How this step attributes it."),
        _one("certainty", "concept:certainty", "How certain this step presents it."),
    ),
    "stance": (
        _one("holder", "actor", "Whose position it is. Default: the speaker."),
        _many("onBehalfOf", "actor", "For whom the holder speaks, only if the source words it so."),
        _need("target", "target", "What the position is on: a proposition, issue, event, actor, or another reading."),
        _many("about", "issue", "The issues, where the target is no proposition."),
        _one("position", "concept:position", "How far for or against. Left out: no position is expressed."),
        _one(
            "value", "number", "The position as a number between -1 and 1, where it differs from that of the concept."
        ),
        _one("act", "concept:act", "What the speaker does in saying it."),
        _many("addressee", "actor", "To whom this stance is addressed."),
        _many("concerns", "form:concern", "Whom it is about."),
        _one("condition", "form:condition", "What it depends on."),
        *_READING,
    ),
    "concern": (
        _need("actor", "actor", "Whom it concerns."),
        _need("role", "concern-role", "blamed, obliged or beneficiary."),
    ),
    "condition": (
        _many("if", "target", "It holds if these hold."),
        _many("unless", "target", "It holds unless these hold."),
        _many("only-if", "target", "It holds only if these hold."),
        _one("quantifier", "concept:quantifier", "all (default) or any of them."),
    ),
    "claim": (
        _one("asserts", "form:asserted", "What is claimed to be so."),
        _one("assertsNone", "form:pattern", "The kind of event of which it is claimed that there was none."),
        _one("polarity", "concept:polarity", "negative where it is denied. Default: positive."),
        _one("factuality", "concept:factuality", "actual (default), prospective or hypothetical."),
        *_READING,
    ),
    "asserted": (
        _many("participant", "actor", "A participation: who takes part …"),
        _one("in", "event", "… in which event …"),
        _one("role", "concept:role", "… in which role; a mediating role makes it a mediation …"),
        _many("between", "actor", "… between whom …"),
        _many("onBehalfOf", "actor", "… on whose behalf."),
        _one("openSet", "boolean", "Whether further participants are meant without being named."),
        _one("person", "actor", "A tenure: who …"),
        _one("post", "post", "… holds which office …"),
        _one("held", "time", "… when."),
        _one("representative", "actor", "A representation: who …"),
        _one("represents", "actor", "… stands for whom …"),
        _one("capacity", "concept:capacity", "… in what capacity."),
        _one("event", "event", "An event: that it takes place."),
        _one("cause", "target", "A causal link: what brings about …"),
        _one("effect", "target", "… what."),
    ),
    "pattern": (
        _one("kind", "concept:eventKind", "What kind of event."),
        _many("participants", "actor", "With whom."),
        _one("after", "event", "After which event."),
        _one("before", "event", "Before which event."),
    ),
    "mapping-document": (
        _one("format", "integer", "The version of this form: 1."),
        _need("table", "form:table", "The table and what its columns mean."),
    ),
    "table": (
        _one("file", "text", "The table. Default: the one table among the inputs that no mapping names."),
        *_TABLE_FILE,
        _need("source", "form:table-source", "The source that the table is, or the sources that its rows are from."),
        _need("annotator", "id", "Who recorded the rows."),
        _many("joins", "form:join", "Further tables whose columns belong to the rows."),
        _many("make", "form:made", "Registry entries that are made of the rows."),
        _need("stance", "form:row", "The stance that each row is."),
        _one("on-bad-row", "one-of:error|report", "error (default): nothing is built. report: such rows are left out."),
    ),
    "table-source": (
        _need("id", "cell:id", "The id of the source; with a column in it, each value is a source."),
        _one("publisher", "cell:actor", "The outlet or body that published it."),
        _need("published", "cell:time", "When it was published; of several dates of a source, the latest counts."),
        _need("title", "cell:text", "Its title."),
        _one("language", "cell:text", "Its language, as a BCP 47 tag."),
        _one("url", "cell:iri", "Where it was published."),
        _one("creator", "cell:text", "Its author."),
        _one("note", "cell:text", "A remark on it."),
    ),
    "join": (
        _need("name", "id", "What its columns are called by: {name.column}."),
        _need("file", "text", "The table."),
        *_TABLE_FILE,
        _need("on", "texts", "The columns that hold the key: rcid, or {our column: its column}."),
        _one("many", "boolean", "Whether a key may have several rows, or none. Default: each key has one row."),
    ),
    "made": (
        _need("kind", "one-of:actor|issue|proposition", "What kind of entry."),
        _need("id", "cell:id", "Its id. An entry that the registry has already is left as it is."),
        _need("label", "cell:text", "The name to show: the first of these that is not empty.", many=True),
        _one("type", "cell:class", "For an actor: what kind of actor."),
        _one("definition", "cell:text", "What it is, in a sentence."),
        _many("broader", "cell:issue", "For an issue: the issue above it."),
        _many("about", "cell:issue", "For a proposition: the issues that it is about."),
        _many("advances", "cell:issue", "For a proposition: the issues whose pole it brings nearer."),
        _many("hinders", "cell:issue", "For a proposition: the issues whose pole it moves away."),
    ),
    "row": (
        _need("id", "cell:id", "The id of each row, which no other row has."),
        _need("holder", "cell:actor", "Whose position it is."),
        _need("target", "cell:target", "What the position is on."),
        _many("about", "cell:issue", "The issues, where the target is no proposition."),
        _one("position", "cell:concept:position", "How far for or against. Empty: no position is expressed."),
        _one("value", "cell:number", "The position as a number between -1 and 1, where it differs from the concept."),
        _one("act", "cell:concept:act", "What the holder does."),
        _one("attribution", "cell:concept:attributionType", "How it is attributed. Default: record."),
        _one("certainty", "cell:concept:certainty", "How certain it is."),
        _many("onBehalfOf", "cell:actor", "For whom the holder speaks."),
        _many("addressee", "cell:actor", "To whom it is addressed."),
        _one("time", "cell:time", "When it was so. Default: when the source was published."),
        _one("needsReview", "cell:boolean", "Whether a second reader should look."),
        _one("note", "cell:text", "A remark."),
    ),
    "cell": (
        _need("text", "text", "The text, with {column} for what a row has there."),
        _one("codes", "texts", "What the texts of the table stand for, such as {1: yes, 8: abstain}."),
        _one("by", "one-of:name|code", "Whether an actor is named (default) or given by a code, such as IR or IRN."),
        _one("date", "text", "How dates are written, as strptime takes it: '%d/%m/%Y'. Default: ISO 8601 or EDTF."),
    ),
}


def sections_of(*forms: str) -> tuple[str, ...]:
    """Return some forms and all that occur in them, in the order of :data:`FORMS`.

    >>> sections_of("region", "stance")
    ('region', 'stance', 'concern', 'condition')
    """
    found = list(forms)
    for form in found:  # grows while it is walked
        found += [name for name in _sections_in(form) if name not in found]
    return tuple(name for name in FORMS if name in found)


def _sections_in(form: str) -> list[str]:
    kinds = (known.kind.partition(":") for known in FORMS[form])
    sections = ({"form": argument, "cell": "cell"}.get(kind, "") for kind, _, argument in kinds)
    return [name for name in dict.fromkeys(sections) if name]
