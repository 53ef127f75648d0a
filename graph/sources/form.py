"""The YAML form: every section and field, as one table. Layer: sources.

The reader (:mod:`.fields`), the JSON Schema for editors and the field reference in the docs are all made from it. What
the kinds of fields stand for is said in :mod:`.form_field`.
"""

from __future__ import annotations

from .form_adjudication import ADJUDICATION_FORMS
from .form_change import CHANGE_FORMS
from .form_field import Field, many, need, one
from .form_mapping import MAPPING_FORMS

__all__ = ["FORMS", "Field", "sections_of"]

_NAMED = (
    need("id", "id", "The id: lower case, ASCII, hyphens. It never changes."),
    need("label", "label", "The name to show: a text, or one a language: {en: …, fr: …}."),
    many("aliases", "label", "Other names that stand for this and nothing else."),
    one("wikidata", "text", "The Wikidata id, such as Q794."),
    many("exactMatch", "iri", "IRIs of the same thing elsewhere."),
    one("definition", "label", "What it is, in a sentence."),
    one("note", "text", "A remark for readers of the registry."),
)

# What stances and claims have in common.
_READING = (
    one("id", "id", "The id within this file. Without one, a hash of holder, target, act and quote stands in."),
    need(
        "quote",
        "quote",
        "The words it rests on, as they stand in the text; `first words ... last words` for a long one.",
        many=True,
    ),
    one("near", "text", "Words close to the quote, where the quote itself occurs more than once."),
    one("attribution", "concept:attributionType", "How the source attributes it. Default: that of the group."),
    one("certainty", "concept:certainty", "How certain the source presents it. Default: that of the group."),
    one("basis", "text", "What the annotator infers it from, in words; makes the reading inferred."),
    many("inferredFrom", "reading", "The readings that it is inferred from; makes the reading inferred."),
    one("needsReview", "boolean", "Whether a second reader should look."),
    many("alternativeTo", "reading", "Readings of the same words of which only one can be right."),
    many("respondsTo", "reading", "The reading that it answers."),
    many("supersedes", "reading", "Earlier readings that it takes the place of."),
    many("corrects", "reading", "Readings that it corrects."),
    many("retracts", "reading", "Readings that it takes back."),
    many("disputes", "reading", "Readings that it contests."),
    one("held", "time", "Since when, or during what time, where the text says so."),
    one("note", "text", "A remark for other annotators."),
)

FORMS: dict[str, tuple[Field, ...]] = {
    "document": (
        need("format", "integer", "The version of this form: 1."),
        need("source", "form:source", "The document that was read."),
        need(
            "annotator",
            "id",
            "Who read it. Of several annotators of a source, the first in the order of their ids is primary, until it "
            "is decided between them.",
        ),
        one("new", "form:registry", "Registry entries that this source needs and that are not registered yet."),
        many("regions", "form:region", "Parts of the text that are not its body: headline, caption …"),
        many("mentions", "form:mention", "Which words of the text stand for which actor."),
        many("readings", "form:group", "What is said, one group an utterance."),
        one("note", "text", "A remark on the source or its annotation."),
    ),
    "registry-document": (
        one("format", "integer", "The version of this form: 1."),
        need("registry", "form:registry", "The entries."),
        many("changes", "form:registry-change", "What `registry` merged, split or renamed, so that it can be undone."),
    ),
    "source": (
        need("id", "id", "The id of the source, such as the-daily-2031-03-02."),
        need("publisher", "actor", "The outlet."),
        need("published", "time", "When it was published."),
        need("title", "text", "Its title."),
        one("language", "text", "The language of the text, as a BCP 47 tag."),
        one("url", "iri", "Where it was published."),
        one("creator", "text", "The author, as the source gives it."),
        one("text", "text", "The file that holds the text, relative to this one."),
        one("note", "text", "A remark on the source."),
    ),
    "registry": (
        many("actors", "form:actor", "States, persons, organisations, outlets, groups."),
        many("posts", "form:post", "Offices."),
        many("issues", "form:issue", "What is disputed, as a tree."),
        many("propositions", "form:proposition", "What can be wanted, refused, feared, predicted."),
        many("events", "form:event", "What happens: meetings, attacks, negotiations."),
        many("tenures", "form:tenure", "Who holds which office, and when."),
        many("memberships", "form:membership", "Who belongs to which group, and when."),
    ),
    "actor": (
        *_NAMED,
        need("type", "class", "What kind of actor."),
        many("metonyms", "label", "Places that stand for it in prose, such as a capital."),
        one("codes", "codes", "Codes, such as {iso2: IR, iso3: IRN}."),
        one("organOf", "actor", "The state or organisation that it is an organ of."),
        many("memberOf", "actor", "The groups that it belongs to."),
        many("post", "post", "The offices that it holds, as the source attests at its date."),
        one("distributive", "boolean", "For a group: whether its position is that of each member."),
        one("openSet", "boolean", "Whether further members are meant without being named."),
        many("replacedBy", "actor", "The entry that it was merged into or renamed to; those that it was split into."),
    ),
    "post": (
        *_NAMED,
        need("postOf", "actor", "The state or organisation that it is an office of."),
        many("speaksFor", "actor", "Whom its holder is entitled to speak for."),
        many("replacedBy", "post", "The entry that it was merged into or renamed to; those that it was split into."),
    ),
    "issue": (
        *_NAMED,
        many("broader", "issue", "The issue above it."),
        one("pole", "text", "What a position of +1 on it means; without it, no position on it can be graded."),
        many("replacedBy", "issue", "The entry that it was merged into or renamed to; those that it was split into."),
    ),
    "proposition": (
        *_NAMED,
        many("advances", "issue", "The issues whose pole it brings nearer."),
        many("hinders", "issue", "The issues whose pole it moves away."),
        many("about", "issue", "The issues that it is about, without a direction."),
        many("excludes", "prop", "Propositions that cannot hold together with it."),
        many("replacedBy", "prop", "The entry that it was merged into or renamed to; those that it was split into."),
    ),
    "event": (
        *_NAMED,
        one("kind", "concept:eventKind", "What kind of event."),
        one("partOf", "event", "The process that it is part of."),
        many("realizes", "prop", "The propositions that it makes true."),
        many("about", "issue", "The issues that it is about."),
        one("place", "text", "Where."),
        one("time", "time", "When."),
        many("replacedBy", "event", "The entry that it was merged into or renamed to; those that it was split into."),
    ),
    "tenure": (
        need("person", "actor", "Who."),
        need("post", "post", "The office."),
        one("held", "time", "When; without it, attested at the publication."),
    ),
    "membership": (
        need("member", "actor", "Who."),
        need("group", "actor", "The group."),
        one("held", "time", "When."),
    ),
    "region": (
        need("id", "id", "The id within this source."),
        need("kind", "concept:regionKind", "What kind of part."),
        need("quote", "quote", "All of it, as `first words ... last words`."),
        one("near", "text", "Words close by, where the quote occurs more than once."),
        one("relevance", "concept:relevance", "Whether it belongs to the story. Default: on-story."),
    ),
    "mention": (
        need("surface", "quote", "The words."),
        need("actor", "actor", "Whom they stand for."),
        need("resolution", "concept:resolution", "How they do."),
        one("near", "text", "Words close by: which occurrence. Without it, the first."),
    ),
    "group": (
        many(
            "via",
            "form:step",
            "The chain behind the outlet, outermost first; the last is the speaker. Empty: the outlet itself.",
        ),
        one("utterance", "id", "An id shared by all sources that report this utterance."),
        one("uttered", "time", "When it was said."),
        one("place", "text", "Where it was said."),
        many("addressee", "actor", "To whom it was said."),
        one("attribution", "concept:attributionType", "How the source attributes what follows."),
        one("certainty", "concept:certainty", "How certain what follows is presented."),
        many("stances", "form:stance", "Positions taken."),
        many("claims", "form:claim", "Facts claimed."),
    ),
    "step": (
        many("actor", "actor", "Who passes it on."),
        many("speakers", "actor", "Several who said it together."),
        one("attribution", "concept:attributionType", "How this step attributes it."),
        one("certainty", "concept:certainty", "How certain this step presents it."),
    ),
    "stance": (
        one("holder", "actor", "Whose position it is. Default: the speaker."),
        many("onBehalfOf", "actor", "For whom the holder speaks, only if the source words it so."),
        need("target", "target", "What the position is on: a proposition, issue, event, actor, or another reading."),
        many("about", "issue", "The issues, where the target is no proposition."),
        one("position", "concept:position", "How far for or against. Left out: no position is expressed."),
        one("value", "number", "The position as a number between -1 and 1, where it differs from that of the concept."),
        one("act", "concept:act", "What the speaker does in saying it."),
        many("addressee", "actor", "To whom this stance is addressed."),
        many("concerns", "form:concern", "Whom it is about."),
        one("condition", "form:condition", "What it depends on."),
        *_READING,
    ),
    "concern": (
        need("actor", "actor", "Whom it concerns."),
        need("role", "concern-role", "blamed, obliged or beneficiary."),
    ),
    "condition": (
        many("if", "target", "It holds if these hold."),
        many("unless", "target", "It holds unless these hold."),
        many("only-if", "target", "It holds only if these hold."),
        one("quantifier", "concept:quantifier", "all (default) or any of them."),
    ),
    "claim": (
        one("asserts", "form:asserted", "What is claimed to be so."),
        one("assertsNone", "form:pattern", "The kind of event of which it is claimed that there was none."),
        one("polarity", "concept:polarity", "negative where it is denied. Default: positive."),
        one("factuality", "concept:factuality", "actual (default), prospective or hypothetical."),
        *_READING,
    ),
    "asserted": (
        many("participant", "actor", "A participation: who takes part …"),
        one("in", "event", "… in which event …"),
        one("role", "concept:role", "… in which role; a mediating role makes it a mediation …"),
        many("between", "actor", "… between whom …"),
        many("onBehalfOf", "actor", "… on whose behalf."),
        one("openSet", "boolean", "Whether further participants are meant without being named."),
        one("person", "actor", "A tenure: who …"),
        one("post", "post", "… holds which office …"),
        one("held", "time", "… when."),
        one("representative", "actor", "A representation: who …"),
        one("represents", "actor", "… stands for whom …"),
        one("capacity", "concept:capacity", "… in what capacity."),
        one("event", "event", "An event: that it takes place."),
        one("cause", "target", "A causal link: what brings about …"),
        one("effect", "target", "… what."),
    ),
    "pattern": (
        one("kind", "concept:eventKind", "What kind of event."),
        many("participants", "actor", "With whom."),
        one("after", "event", "After which event."),
        one("before", "event", "Before which event."),
    ),
    **CHANGE_FORMS,
    **MAPPING_FORMS,
    **ADJUDICATION_FORMS,
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
