"""The YAML form: every section and field, as one table. Layer: sources.

The reader (:mod:`.fields`), the JSON Schema for editors and the field reference in the docs are all made from it. The
kind of a field says what may stand there:

``text`` · ``label`` (text, or one a language) · ``id`` · ``iri`` · ``number`` · ``integer`` · ``boolean`` · ``time`` ·
``quote`` · ``codes`` · ``class`` (kind of actor) · ``concept:FIELD`` (a concept that the ontology allows for FIELD) ·
``form:NAME`` · ``actor``, ``issue``, ``prop``, ``event``, ``post`` (a name of the registry) · ``target`` (any of these,
or a reading) · ``reading``
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
}
