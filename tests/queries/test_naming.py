"""Names find what they stand for, or say what else may have been meant, and that silence is no position."""

import re
from typing import Final

import pytest

from stancegraph.errors import UnknownNameError
from stancegraph.queries.asking import ask_in
from stancegraph.queries.context import Context
from stancegraph.queries.hints import NOT_SILENT
from stancegraph.queries.naming import merged_into
from stancegraph.queries.questions import Kind

BASE: Final = "https://w3id.org/stancegraph/data/"


def found(context: Context, name: str, kind: Kind) -> str:
    return context.facts.names.shorten(context.finder.find(name, kind))


@pytest.mark.parametrize(
    ("name", "kind", "curie"),
    [
        ("arland", Kind.ACTOR, "actor:arland"),
        ("actor:arland", Kind.ACTOR, "actor:arland"),
        ("actor.arland", Kind.ACTOR, "actor:arland"),
        (f"{BASE}actor/arland", Kind.ACTOR, "actor:arland"),
        ("Arland", Kind.ACTOR, "actor:arland"),
        ("  the   GAZETTE ", Kind.ACTOR, "actor:harbour-gazette"),
        ("Aldhaven", Kind.ACTOR, "actor:arland"),
        ("Ελένη Βασκ", Kind.ACTOR, "actor:eleni-vask"),
        ("Zoë Brandt", Kind.ACTOR, "actor:zoe-brandt"),
        ("Tolls in the Gannet Strait", Kind.ISSUE, "issue:strait-tolls"),
        ("issue.strait-tolls", Kind.ISSUE, "issue:strait-tolls"),
        ("e.gannet-talks", Kind.EVENT, "event:gannet-talks"),
        ("gannet-talks", Kind.EVENT, "event:gannet-talks"),
        ("prop.tolls-halved", Kind.TARGET, "prop:tolls-halved"),
        ("Arland halves the tolls", Kind.TARGET, "prop:tolls-halved"),
        ("gannet-mediation", Kind.TARGET, "event:gannet-mediation"),
        ("halmar", Kind.TARGET, "actor:halmar"),
        ("digest-2031-06-25.ruled-out", Kind.TARGET, "stance:digest-2031-06-25.reader-1.ruled-out"),
        ("ruled-out", Kind.READING, "stance:digest-2031-06-25.reader-1.ruled-out"),
        ("wire-2031-03-24.seizure", Kind.READING, "claim:wire-2031-03-24.reader-1.seizure"),
        ("wire-2031-03-24.reader-1.seizure", Kind.READING, "claim:wire-2031-03-24.reader-1.seizure"),
        ("claim:wire-2031-03-24.reader-1.seizure", Kind.READING, "claim:wire-2031-03-24.reader-1.seizure"),
        (
            "participation:gazette-2031-02-03.reader-1.cassia-mediates",
            Kind.READING,
            "participation:gazette-2031-02-03.reader-1.cassia-mediates",
        ),
    ],
)
def test_a_name_in_any_form(context: Context, name: str, kind: Kind, curie: str) -> None:
    assert found(context, name, kind) == curie


@pytest.mark.parametrize("name", ["thomas-verell", "Thomas Verell", "actor:thomas-verell", "tomas-verel"])
def test_an_entry_that_was_merged_is_found_under_its_new_name(context: Context, name: str) -> None:
    assert found(context, name, Kind.ACTOR) == "actor:tomas-verel"
    node = context.finder.find(name, Kind.ACTOR)
    former = [context.facts.names.shorten(one) for one in context.finder.with_former(node)]
    assert former == ["actor:tomas-verel", "actor:thomas-verell"]


@pytest.mark.parametrize("pairs", [[("a", "b"), ("b", "a")], [("a", "a")]])
def test_entries_that_are_merged_in_a_circle_come_to_an_end(pairs: list[tuple[str, str]]) -> None:
    assert set(merged_into(pairs)) == {old for old, _ in pairs}


@pytest.mark.parametrize("name", ["The Crown", "the crown"])
def test_a_name_of_several_things_lists_them(quarrel: Context, name: str) -> None:
    with pytest.raises(UnknownNameError, match="stands for 2 things") as caught:
        quarrel.finder.find(name, Kind.ACTOR)
    assert caught.value.hint == "write one of: actor:lowland, actor:upland"


def test_a_name_that_things_of_several_kinds_have(quarrel: Context) -> None:
    assert found(quarrel, "harbour", Kind.ACTOR) == "actor:harbour"
    assert found(quarrel, "harbour", Kind.EVENT) == "event:harbour"
    choices = "write one of: actor:harbour, event:harbour"
    with pytest.raises(UnknownNameError) as caught:
        quarrel.finder.find("harbour", Kind.TARGET)
    assert caught.value.hint == choices
    with pytest.raises(UnknownNameError) as caught:
        quarrel.finder.find_any("harbour")
    assert caught.value.hint == choices
    assert quarrel.finder.find_any("event:harbour") == f"{BASE}event/harbour"


def test_a_reading_that_several_sources_have(context: Context) -> None:
    with pytest.raises(UnknownNameError, match="'dovara-season' stands for 3 things") as caught:
        context.finder.find("dovara-season", Kind.READING)
    assert "stance:wire-2031-05-13.reader-1.dovara-season" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "kind", "message", "hint"),
    [
        ("Arlnad", Kind.ACTOR, "there is no actor 'Arlnad' in this graph", "did you mean 'arland'? if not: "),
        ("actor:arlnad", Kind.ACTOR, "there is no actor 'actor:arlnad'", "did you mean 'arland'? if not: "),
        ("tolls", Kind.ISSUE, "there is no issue 'tolls' in this graph", "did you mean 'strait-tolls'? if not: "),
        ("Marit", Kind.ACTOR, "there is no actor 'Marit'", "did you mean 'marit-sole'? if not: "),
        ("Peru", Kind.ACTOR, "there is no actor 'Peru' in this graph", NOT_SILENT),
        ("xyz", Kind.EVENT, "there is no event 'xyz' in this graph", NOT_SILENT),
        ("xyz", Kind.TARGET, "there is no proposition, issue, event, actor, stance or claim 'xyz'", NOT_SILENT),
        ("prop.tolls-halved", Kind.ISSUE, "prop.tolls-halved is no issue (Proposition)", ""),
        ("event:gannet-talks", Kind.ACTOR, "event:gannet-talks is no actor (Event, Negotiation, Process)", ""),
        ("setle", Kind.READING, "there is no reading 'setle'", "did you mean 'wire-2031-08-04.reader-1.settle'?"),
        ("stance:wire-2031-08-04.reader-1.setle", Kind.READING, "there is no reading", "reader-1.settle'?"),
        ("qqq", Kind.READING, "there is no reading 'qqq'", "readings are named as in the answers to other questions"),
    ],
)
def test_an_unknown_name(context: Context, name: str, kind: Kind, message: str, hint: str) -> None:
    with pytest.raises(UnknownNameError, match=re.escape(message)) as caught:
        context.finder.find(name, kind)
    assert hint in caught.value.hint
    assert bool(hint) == bool(caught.value.hint)
    assert kind is Kind.READING or not hint or NOT_SILENT in caught.value.hint


def test_to_be_silent_is_not_to_be_unknown(context: Context) -> None:
    answer = ask_in(context, "position-of", {"actor": "ruvia", "on": "tolls-halved"})
    assert answer.missing == ["no source states a position of Ruvia on Arland halves the tolls"]
    with pytest.raises(UnknownNameError) as caught:
        ask_in(context, "position-of", {"actor": "Sweden", "on": "tolls-halved"})
    assert caught.value.hint == "nothing in this graph speaks of it, which is not the same as having no position"


@pytest.mark.parametrize(
    ("name", "curie"),
    [
        ("gazette-2031-02-03", "source:gazette-2031-02-03"),
        ("region:gazette-2031-02-03.headline", "region:gazette-2031-02-03.headline"),
        ("foreign-minister-arland", "post:foreign-minister-arland"),
        ("Pavo Lind", "actor:pavo-lind"),
        ("settle", "stance:wire-2031-08-04.reader-1.settle"),
        ("conclusion:official.lena-ost", "conclusion:official.lena-ost"),
    ],
)
def test_anything_can_be_found(context: Context, name: str, curie: str) -> None:
    assert context.facts.names.shorten(context.finder.find_any(name)) == curie


def test_nothing_of_that_name(context: Context) -> None:
    with pytest.raises(UnknownNameError, match="there is nothing called 'Nowhere' in this graph"):
        context.finder.find_any("Nowhere")


def test_readings_of_second_annotators_are_found_where_they_are_seen(context: Context, everything: Context) -> None:
    name = "stance:gazette-2031-02-03.reader-2.ruin"
    assert found(everything, name, Kind.READING) == name
    with pytest.raises(UnknownNameError):
        context.finder.find(name, Kind.READING)
