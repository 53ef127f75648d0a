"""Every named question says what it is for, and takes what it is asked with as values, never as text of its query."""

import re
from itertools import product
from typing import Any, Final

import pytest

from stancegraph.errors import QueryError, UnknownNameError
from stancegraph.queries.asking import ask_in
from stancegraph.queries.context import Context
from stancegraph.queries.named_answer import Outcome
from stancegraph.queries.questions import Kind, Question, get_question, questions
from stancegraph.query_files import parse_query_file, read_query_files
from stancegraph.render.answer_cells import REMARKS

ENTRIES: Final = frozenset({
    "title", "parameter", "answers", "cannot answer", "columns", "shown", "sort", "subject", "held", "off-story",
    "needs", "silence", "gaps in", "partner",
})  # fmt: skip
HOSTILE: Final = (
    '"> <x', "iran } SELECT * { ?s ?p ?o", "'; DROP ALL", '" . ?s ?p ?o . #', "\\u0022 } #", "?reading",
    "<actor:arland>", "actor:arland> ?x <y", "arland\x00", "a" * 5000, "{actor}", "%s", "\u202earland", "Arland#",
)  # fmt: skip
QUARREL_PARAMETERS: Final = {
    Kind.ACTOR: "upland",
    Kind.ACTORS: "upland,lowland",
    Kind.ISSUE: "cod",
    Kind.EVENT: "event:harbour",
    Kind.TARGET: "prop:quota",
    Kind.READING: "one.for-quota",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "question" in metafunc.fixturenames:
        metafunc.parametrize("question", list(questions().values()), ids=list(questions()))


def test_the_names_of_the_questions() -> None:
    assert list(questions()) == [
        "agreements", "anonymous-only", "author-voice", "chain-length", "conditional", "delegations", "disagreements",
        "evidence", "how-known", "latent-conflicts", "mediators", "needs-review", "off-story", "offers", "outlets",
        "position-of", "positions", "profile", "quotes", "report-conflicts", "self-contradictions", "speakers",
        "stances-under", "surface-forms", "third-parties", "threats", "ungraded",
        "unnamed-offices",
    ]  # fmt: skip


def test_the_header_is_complete_and_known(question: Question) -> None:
    header = read_query_files("stancegraph.queries", "named")[question.name].header
    assert header.keys() <= ENTRIES
    assert header.keys() >= {"title", "answers", "cannot answer", "columns", "silence"}
    assert all(entry.strip() for values in header.values() for entry in values)
    for sentence in (question.answers, question.cannot):
        assert re.fullmatch(r"[A-Z].*\.", sentence), sentence
    assert question.title[0].isupper()
    assert not question.title.endswith(".")


def test_the_columns_are_named_once_and_used(question: Question) -> None:
    names = [column.name for column in question.columns]
    assert len(names) == len(set(names))
    assert {"evidence"} <= set(names)
    assert set(question.shown) <= {*names, REMARKS}
    assert set(question.sort) <= set(names)
    assert all(
        column.path[0] in question.variables for column in question.columns if column.name not in {"quote", "status"}
    )
    assert question.subject in question.variables


def test_parameters_say_what_they_are_and_are_bound(question: Question) -> None:
    for parameter in question.parameters:
        assert parameter.meaning
        places = question.places(parameter)
        assert places
        assert set(places) <= set(question.variables)
        assert all(f"?{place}" in question.query([*places]) for place in places)
    assert question.usage.split()[0] == question.name
    assert question.usage.count("=") == len(question.parameters)


def test_what_is_said_of_silence_fits_what_can_be_asked(question: Question) -> None:
    places = {place for parameter in question.parameters for place in question.places(parameter)}
    required = {parameter.name for parameter in question.parameters if parameter.required}
    fields = [set(re.findall(r"{(\w+)}", text)) for text in question.silences]
    assert all(names <= places for names in fields)
    assert fields[-1] <= required  # the last one always fits
    assert set(re.findall(r"{(\w+)}", question.lacking)) <= {"reading", *(column.name for column in question.columns)}


def test_the_query_has_no_place_for_text(question: Question) -> None:
    for given in ([], [place for one in question.parameters for place in question.places(one)], ["at", "knownBy"]):
        query = question.query(given)
        assert "#" not in query
        assert query.count("{") == query.count("}")
        assert not re.search(r"{\w+}|%s|\$", query)


def test_a_line_belongs_to_the_query_only_with_its_parameter() -> None:
    header = "# title: T\n# answers: A.\n# cannot answer: C.\n# columns:\n#   reading\n#   evidence*\n# silence: none\n"
    text = "SELECT ?reading\nWHERE {\n  ?reading ?a ?b .  # with: on\n  ?reading ?c ?d .  # without: on\n}\nLIMIT 201\n"
    question = Question.read(parse_query_file("q", header + text))
    assert question.query({"on"}) == "SELECT ?reading\nWHERE {\n  ?reading ?a ?b .\n}\nLIMIT 201"
    assert question.query(set()) == "SELECT ?reading\nWHERE {\n  ?reading ?c ?d .\n}\nLIMIT 201"


def test_a_header_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="cannot be read: 'on something'"):
        Question.read(
            parse_query_file("q", "# parameter: on something\n# columns:\n#   a\nSELECT ?a\nWHERE { ?a ?b ?c }")
        )


def test_a_hostile_value_is_a_name_that_nothing_has(context: Context, question: Question) -> None:
    for value, parameter in product(HOSTILE, question.parameters):
        given = {one.name: value for one in question.parameters if one.required} | {parameter.name: value}
        with pytest.raises(UnknownNameError, match="there is no ") as caught:
            ask_in(context, question.name, given)
        assert caught.value.exit_code == 2


def test_a_hostile_label_is_a_value_too(quarrel: Context) -> None:
    answer = ask_in(quarrel, "position-of", {"actor": "Low\x1b[31m\u202eland", "on": "+quota is kept"})
    assert [row["position"] for row in answer.rows] == ["lean-for"]


def test_every_question_answers_whatever_it_is_asked_with(quarrel: Context, question: Question) -> None:
    given = {one.name: QUARREL_PARAMETERS[one.kind] for one in question.parameters}
    required = {one.name: given[one.name] for one in question.parameters if one.required}
    for parameters in (given, required):
        for at, known_by in ((None, None), ("2031-03-10", None), (None, "2031-04"), ("2031-04", "2031-04")):
            answer = ask_in(quarrel, question.name, parameters, at=at, known_by=known_by)
            assert answer.answer is (Outcome.ROWS if answer.rows else Outcome.NOT_STATED)
            assert answer.answer is Outcome.ROWS or answer.missing
            assert all(row["evidence"] for row in answer.rows)
            assert {key for row in answer.rows for key in row} <= {
                *(column.name for column in question.columns), *(f"{column.name}Label" for column in question.columns)
            }  # fmt: skip


@pytest.mark.parametrize("date", ["2031-02-02", "2000"])
def test_before_the_first_source_it_refuses(context: Context, question: Question, date: str) -> None:
    given = {
        one.name: {Kind.ACTOR: "arland", Kind.TARGET: "tolls-halved", Kind.ISSUE: "strait-tolls"}.get(
            one.kind, "wire-2031-08-04.settle"
        )
        for one in question.parameters
        if one.required
    }
    answer = ask_in(context, question.name, given, known_by=date)
    assert (answer.answer, answer.rows, answer.sources_examined) == (Outcome.REFUSED, (), 0)
    assert answer.reason == f"no source was published by {answer.parameters['known-by']}"
    assert answer.to_dict()["reason"] == answer.reason


@pytest.mark.parametrize(
    ("name", "given", "message", "hint"),
    [
        ("postions", {}, "there is no question 'postions'", "did you mean 'positions'"),
        ("xyz", {}, "there is no question 'xyz'", "there are: agreements, anonymous-only"),
        ("positions", {"abuot": "strait-tolls"}, "no parameter of positions 'abuot'", "did you mean 'about'?"),
        ("outlets", {"of": "x"}, "no parameter of outlets 'of'", "there are: none"),
        ("position-of", {"on": "tolls-halved"}, "position-of needs actor", "ask it so: position-of actor=… on=…"),
        ("position-of", {"actor": " ", "on": ""}, "position-of needs actor and on", "ask it so"),
        ("position-of", {"actor": ["arland", "brin"], "on": "tolls-halved"}, "actor takes one name", "ask it so"),
        ("mediators", {"between": "arland,brin,cassia"}, "between takes at most 2 names", "mediators [between=…,…]"),
        ("mediators", {"between": " , "}, "between takes at most 2 names", ""),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_said_with_a_hint(
    context: Context, name: str, given: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises((UnknownNameError, QueryError), match=re.escape(message)) as caught:
        ask_in(context, name, given)
    assert hint in caught.value.hint


@pytest.mark.parametrize("given", ["arland,brin", " brin , arland", ["Arland", "actor:brin"]])
def test_several_actors_are_separated_by_commas_or_listed(context: Context, given: Any) -> None:
    answer = ask_in(context, "mediators", {"between": given})
    assert {row["mediatorLabel"] for row in answer.rows} == {"Cassia", "Halmar", "Tomas Verel"}


def test_a_comma_in_a_name_separates_nothing_where_one_name_is_taken(quarrel: Context) -> None:
    answer = ask_in(quarrel, "third-parties", {"process": "Talks on the harbour, 2031"})
    assert {row["processLabel"] for row in answer.rows} == {"Talks on the harbour, 2031"}


def test_positions_are_asked_on_issues_propositions_and_events(context: Context) -> None:
    def found(about: str) -> set[Any]:
        return {row["targetLabel"] for row in ask_in(context, "positions", {"about": about}).rows}

    assert found("prop.tolls-on-agenda") == {"The tolls are on the agenda of the talks"}
    assert found("event:gannet-mediation") == {"Mediation between Arland and Brin"}
    assert found("strait-tolls") > {"The tolls are on the agenda of the talks", "Arland halves the tolls"}


def test_the_question_for_gaps_knows_when_there_are_none(quarrel: Context, context: Context) -> None:
    assert get_question("ungraded").full_if == "position"
    assert not context.is_full("position")
    assert context.is_full("holder")
    assert len(ask_in(quarrel, "ungraded").rows) == 2


def test_a_delegation_without_a_leader_is_told_of(quarrel: Context) -> None:
    answer = ask_in(quarrel, "delegations")
    assert answer.answer is Outcome.NOT_STATED
    assert answer.missing == ["no source says who leads a delegation", "no source says who leads Lowland delegation"]


def test_who_mediates_between_nobody_in_particular_is_told_of(quarrel: Context) -> None:
    assert [row["mediatorLabel"] for row in ask_in(quarrel, "mediators").rows] == ["Harbour board"]
    assert ask_in(quarrel, "mediators", {"between": "upland,lowland"}).missing == [
        "nobody is said to mediate between Upland and Low\x1b[31m\u202eland",
        "Harbour board mediates, and between whom is not said",
    ]
    assert ask_in(quarrel, "mediators", {"between": "upland"}).missing[0] == (
        "nobody is said to mediate between Upland and anybody"
    )


def test_what_the_names_stood_for_comes_with_the_answer(context: Context) -> None:
    answer = ask_in(context, "mediators", {"between": "brin"}, at="2031-05")
    names = context.facts.names
    assert answer.parameters == {
        "between": [names.expand("actor:brin")], "at": "2031-05-31T23:59:59Z", "known-by": "2031-09-29T06:00:00Z"
    }  # fmt: skip
    known = ask_in(context, "positions", {"about": "strait-tolls"}, known_by="2031-05-31")
    assert known.parameters["about"] == names.expand("issue:strait-tolls")
    assert known.sources_examined == 7
    assert known.missing[-1] == "5 of 12 sources were published later, and are not examined"


def test_more_rows_than_the_most_are_cut_and_told_of(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancegraph.queries.answering.LIMIT", 5)
    answer = ask_in(context, "positions")
    assert len(answer.rows) == 5
    assert answer.missing[-1].startswith("there are more than 5")


def test_values_are_plain_and_resources_have_labels(context: Context) -> None:
    (row,) = ask_in(context, "position-of", {"actor": "Halmar", "on": "strait-tolls"}).rows
    assert row["holder"] == context.facts.names.expand("actor:halmar")
    assert (row["holderLabel"], row["position"], row["value"]) == ("Halmar", "neutral", 0.0)
    assert row["needsReview"] is False
    assert row["onBehalfOf"] == []
    assert row["condition"] is None
    assert "positionLabel" not in row
    assert isinstance(row["holder"], str)
