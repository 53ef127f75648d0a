"""Stances as values: whose they are, what they are on, what has become of them, and the words."""

import pytest

from stancegraph.errors import QueryError, UnknownNameError
from stancegraph.queries.context import Context
from stancegraph.queries.stances import Stance, find_stances


def names(context: Context, found: list[Stance]) -> list[str]:
    local = (context.facts.names.shorten(one.stance).removeprefix("stance:") for one in found)
    return [name.replace(".reader-1.", ".") for name in local]


def test_all_primary_stances_are_found_with_their_words(context: Context) -> None:
    found = find_stances(context)
    assert len(found) == 68
    assert all(one.primary and one.evidence for one in found)
    assert find_stances(context) == found


def test_one_stance_in_full(context: Context) -> None:
    names = context.facts.names
    (found,) = find_stances(context, holder="Cassia", about="tolls-full-rate")
    (quote,) = found.evidence
    assert found == Stance(
        stance=names.expand("stance:gazette-2031-06-19.reader-1.cassia-tolls"),
        holder=names.expand("actor:cassia"),
        target=names.expand("prop:tolls-full-rate"),
        position="oppose",
        value=-0.67,
        act=None,
        attribution_type="indirect-speech",
        certainty="possible",
        ground="inferred",
        source=names.expand("source:gazette-2031-06-19"),
        annotator=names.expand("annotator:reader-1"),
        speaker=found.speaker,
        outlet=names.expand("actor:harbour-gazette"),
        earliest=found.earliest,
        latest=found.latest,
        published=found.published,
        conditional=False,
        needs_review=False,
        off_story=False,
        primary=True,
        status="active",
        held=True,
        evidence=(quote,),
    )
    assert (quote.start, quote.end) == (492, 574)
    assert quote.exact == "Cassian ferries have passed the strait since the first days of June without paying"
    assert quote.source == found.source


@pytest.mark.parametrize("name", ["thomas-verell", "Tomas Verel"])
def test_the_stances_of_a_merged_actor_are_those_of_both(context: Context, name: str) -> None:
    assert names(context, find_stances(context, holder=name)) == ["wire-2031-05-13.proposal"]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("prop.closed-season", 5),
        ("grey-bank-herring", 5),
        ("dam-inspections", 6),
        ("vessen-dam", 12),  # all on its inspections too, and on what the filling is claimed to be
        ("event:gannet-mediation", 2),
        ("digest-2031-06-25.ruled-out", 1),
        ("claim:wire-2031-03-24.reader-1.seizure", 1),
    ],
)
def test_what_a_stance_is_about(context: Context, about: str, expected: int) -> None:
    assert len(find_stances(context, about=about)) == expected


def test_what_has_become_of_them(context: Context) -> None:
    found = {one.published: one for one in find_stances(context, holder="dovara", about="closed-season")}
    assert [one.status for _, one in sorted(found.items(), key=str)] == ["superseded", "superseded", "active"]


@pytest.mark.parametrize(
    ("at", "positions"),
    [
        ("2031-04-17", []),
        ("2031-04-30", ["lean-against"]),
        ("2031-05-31", ["oppose"]),
        ("2031-09-29", ["reject"]),
        (None, ["lean-against", "oppose", "reject"]),
    ],
)
def test_those_held_at_a_date(context: Context, at: str | None, positions: list[str]) -> None:
    found = find_stances(context, holder="dovara", about="closed-season", at=at)
    assert sorted(str(one.position) for one in found) == positions


def test_those_whose_times_do_not_decide_are_found_and_say_so(quarrel: Context) -> None:
    # Known since March 20, said some day in March: at the end of March 20 it had been said.
    assert [one.held for one in find_stances(quarrel, holder="lowland", about="prop.quota", at="2031-03-20")] == [True]
    assert find_stances(quarrel, holder="lowland", about="prop.quota", at="2031-03-19") == []


def test_a_disputed_stance_is_still_held(quarrel: Context) -> None:
    found = find_stances(quarrel, holder="upland", about="nets", at="2031-06-30")
    assert {one.status for one in found} == {"active", "disputed"}


def test_second_annotators_stances_only_where_they_are_wanted(everything: Context) -> None:
    assert len(find_stances(everything, primary=False)) == 79
    second = [one for one in find_stances(everything, primary=False) if not one.primary]
    assert len(second) == 11
    assert all(one.evidence for one in second)


def test_what_is_asked_wrongly(context: Context) -> None:
    with pytest.raises(UnknownNameError, match="there is no actor 'Arlnad'"):
        find_stances(context, holder="Arlnad")
    with pytest.raises(UnknownNameError, match="there is no proposition"):
        find_stances(context, about="nothing-at-all")
    with pytest.raises(QueryError, match="at: 'soon'"):
        find_stances(context, at="soon")
