"""The right answers over the article hold in its graph, and the wrong ones do not."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from stancegraph.api import StanceGraph

SOURCE: Final = "albawaba-2026-02-06"
NAMELESS: Final = frozenset({"a-us-official", "iranian-officials", "those-who-fear", "other-partners"})


def column(graph: StanceGraph, query: str) -> list[str]:
    """Return the first column of an answer: local names, without the reader."""
    values = [next(iter(row.values())) for row in graph.select(query)]
    return [re.sub(r".*[/#](?=.)|[<>]", "", value).replace(".reader-1.", ".") for value in values]


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in a tree."""
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(below)
    if isinstance(value, str):
        yield value


def full(reading: str) -> str:
    """Return the CURIE of a reading as the right answers name it."""
    kind, _, name = reading.rpartition(" ")
    return f"{kind or 'stance'}:{name.replace(f'{SOURCE}.', f'{SOURCE}.reader-1.')}"


def test_nine_states(graph: StanceGraph, truth: dict[str, Any]) -> None:
    assert sorted(column(graph, "SELECT ?x { ?x a sg:State }")) == sorted(truth["corpus"]["states"])


def test_nobody_is_made_of_a_place_or_named_who_is_not(graph: StanceGraph) -> None:
    actors = set(column(graph, "SELECT ?x { ?x a sg:Actor }"))
    assert not actors & {"washington", "tehran", "muscat", f"{SOURCE}.other-partners"}
    persons = {name for name in column(graph, "SELECT ?x { ?x a sg:Person }") if not name.startswith("holder-of-")}
    named = {"abbas-araghchi", "andrew-caballero-reynolds", "donald-trump", "karoline-leavitt", "steve-witkoff"}
    assert persons == named


@pytest.mark.parametrize(
    ("kind", "people"),
    [
        ("Mediator", {"qatar", "egypt", "oman"}),
        ("Delegation", {"iranian-delegation", "united-states-delegation"}),
        ("AnonymousActor", {f"{SOURCE}.{one}" for one in ("a-us-official", "iranian-officials", "those-who-fear")}),
    ],
)
def test_who_is_what(graph: StanceGraph, kind: str, people: set[str]) -> None:
    assert set(column(graph, f"SELECT ?x {{ ?x a sg:{kind} }}")) == people


def test_officials(graph: StanceGraph, truth: dict[str, Any]) -> None:
    people = {row["person"] for row in truth["questions"]["officials"]["rows"]}
    assert set(column(graph, "SELECT ?x { ?x a sg:Official }")) == people


def test_mediators(graph: StanceGraph, truth: dict[str, Any]) -> None:
    query = (
        "SELECT ?who { ?m a sg:MediationParticipation ; sg:participant ?who ; sg:ground sg:%s ; sg:role sg:%s ;"
        " sg:between actor:iran, actor:united-states OPTIONAL { ?m sg:openSet ?open }"
        " FILTER(COALESCE(?open, false) = %s) }"
    )
    rows = truth["questions"]["mediators"][0]["rows"]
    for row in rows:
        said = query % (row["ground"], row["role"], str(row["openSet"]).lower())
        assert row["mediator"] in column(graph, said)
    assert len(column(graph, "SELECT ?m { ?m a sg:MediationParticipation }")) == len(rows)


def test_stances_roll_up_the_issue_tree(graph: StanceGraph, truth: dict[str, Any]) -> None:
    for row in truth["questions"]["stances-under"]:
        query = f"SELECT DISTINCT ?s {{ ?s a sg:Stance ; sg:about/skos:broader* issue:{row['issue']} }}"
        assert sorted(column(graph, query)) == sorted(row["readings"]), row["issue"]


def test_chains(graph: StanceGraph, truth: dict[str, Any]) -> None:
    for row in truth["questions"]["how-known"]:
        said = f"{full(row['reading'])} sg:expressedIn ?said . "
        speakers = column(graph, f"SELECT ?who {{ {said} ?said sg:speaker ?who }}")
        steps = "?report sg:reports+ ?said ; sg:reporter ?who . ?report sg:reports* ?below"
        relays = column(graph, f"SELECT ?who {{ {said} {steps} }} GROUP BY ?report ?who ORDER BY DESC(COUNT(?below))")
        assert [*relays, *speakers] == row["chain"], row["reading"]


def test_quotes_that_are_direct(graph: StanceGraph, truth: dict[str, Any]) -> None:
    rows = truth["questions"]["quotes"]["directQuotes"]
    direct = column(graph, "SELECT ?s { ?s a sg:Stance ; sg:attributionType sg:direct-quote }")
    assert sorted(direct) == sorted(row["reading"] for row in rows)


def test_outlets_that_pass_something_on(graph: StanceGraph, truth: dict[str, Any]) -> None:
    for row in truth["questions"]["outlets"]["rows"]:
        through = (
            f"?reading sg:expressedIn ?said . ?report sg:reports+ ?said ."
            f" {{ ?report sg:reporter actor:{row['outlet']} }} UNION {{ ?said sg:speaker actor:{row['outlet']} }}"
        )
        found = column(graph, f"SELECT DISTINCT ?reading {{ {through} }}")
        assert sorted(found) == sorted(name.rpartition(" ")[2] for name in row["readings"])


def test_words_that_stand_for_actors(graph: StanceGraph, truth: dict[str, Any]) -> None:
    for surface, actor, resolution, _source in truth["questions"]["surface-forms"]["holds"]:
        query = (
            f'SELECT DISTINCT ?who {{ ?m sg:surface "{surface}" ; sg:resolution sg:{resolution} ; sg:refersTo ?who }}'
        )
        assert column(graph, query) == [actor], surface


def test_silence_is_silence(graph: StanceGraph, truth: dict[str, Any]) -> None:
    for actor, issue, answer in truth["questions"]["silences"]["holds"]:
        query = (
            f"SELECT ?s {{ ?s a sg:Stance ; sg:holder actor:{actor} ; sg:about/skos:broader* issue:{issue} ;"
            " sg:ground sg:stated }"
        )
        assert bool(column(graph, query)) == (answer == "stated"), (actor, issue)


def test_truth_names_only_readings_that_exist(graph: StanceGraph, truth: dict[str, Any]) -> None:
    known = column(graph, "SELECT ?x { ?x a sg:Reading }")
    named = {found[1] for one in texts_in(truth["questions"]) if (found := re.search(rf"{SOURCE}\.([a-z-]+)", one))}
    assert {f"{SOURCE}.{name}" for name in named - NAMELESS} <= set(known)


def test_truth_answers_every_question_and_every_trap(truth: dict[str, Any]) -> None:
    questions = truth["questions"]
    assert len(questions) == 40  # all 38, and two that are looked at by themselves: denials, officials
    for trap in truth["traps"]:
        answers = [questions[name] for name in trap["questions"]]
        assert all("wrong" in str(answer) or "not-stated" in str(answer) for answer in answers), trap["name"]
