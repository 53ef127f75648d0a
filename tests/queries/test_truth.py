"""Every named question, over the tutorial and the article: the right answers are there and complete, no wrong one is.

The right answers were written down by hand from the articles, before any question was: see the head of each truth.yaml.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stancegraph.queries.questions import questions

if TYPE_CHECKING:
    from tests.queries.conftest import Corpus

COLUMNS: Final = ("holder", "target", "position", "act", "attributionType")


def test_every_question_is_held_against_the_truth() -> None:
    files = Path(__file__).parent.glob("test_truth*.py")
    tested = {
        name
        for file in files
        for name in re.findall(r"^def test_(\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {name.replace("-", "_") for name in questions()} <= tested


def test_every_row_has_evidence(corpus: "Corpus") -> None:
    for question in questions().values():
        if not any(one.required for one in question.parameters):
            answer = corpus.ask(question.name)
            assert answer.sources_examined == corpus.truth["corpus"]["sources"]
            assert all(row["evidence"] for row in answer.rows), question.name


def stances(corpus: "Corpus", *, graded: bool) -> dict[str, dict[str, str]]:
    """Return the stances of the table that are active at the end."""
    gone = {name for how in ("superseded", "corrected", "retracted") for name in corpus.truth["status"].get(how, {})}
    table = {name: dict(zip(COLUMNS, rest, strict=False)) for name, *rest in corpus.truth["stances"]}
    return {name: row for name, row in table.items() if name not in gone and (row["position"] != "-") == graded}


def test_positions(corpus: "Corpus") -> None:
    rows = corpus.rows("positions")
    found = {
        row["reading"]: {key: row[key] or "-" for key in ("holder", "target", "position", "act", "attributionType")}
        for row in rows
    }
    assert found == stances(corpus, graded=True)
    assert {row["reading"] for row in rows if row["ground"] != "stated"} == set(corpus.truth["inferredStances"]) & set(
        found
    )
    for wrong in corpus.questions["positions"]["wrong"]:
        assert not any(corpus.agrees(row, wrong, "holder", "target", "position") for row in rows), wrong


def test_position_of(corpus: "Corpus") -> None:
    for case in corpus.questions["position-of"]:
        if case.get("derived"):
            continue  # who speaks for whom is for the rules to say
        answer = corpus.ask(
            "position-of", at=case.get("at"), known_by=case.get("knownBy"), actor=case["actor"], on=case["on"]
        )
        rows = [{key: corpus.short(value) for key, value in row.items()} for row in answer.rows]
        assert answer.answer == case.get("answer", "rows"), case
        assert sorted(corpus.read(row)[0] for row in rows) == sorted(case.get("rows", [])), case
        assert all(corpus.agrees(row, case, "position", "ground", "needsReview") for row in rows), case
        assert bool(answer.missing) >= (answer.answer == "not-stated")


def test_quotes(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["quotes"], corpus.rows("quotes")
    direct = {
        (row["speaker"], row["reading"], row["quote"]) for row in rows if row["attributionType"] == "direct-quote"
    }
    assert direct == {(one["speaker"], one["reading"], one["quote"]) for one in truth["directQuotes"]}
    indirect = {row["reading"] for row in rows if row["attributionType"] == "indirect-speech"}
    assert indirect >= set(truth["indirect"])
    for wrong in truth["wrong"]:
        assert not any(corpus.agrees(row, wrong, "reading", "attributionType") for row in rows), wrong


def test_stances_under(corpus: "Corpus") -> None:
    gone = {name for how in ("superseded", "corrected", "retracted") for name in corpus.truth["status"].get(how, {})}
    everything = {name for name, *_ in corpus.truth["stances"]}
    cases = {case["issue"]: case["readings"] for case in corpus.questions["stances-under"]}
    for issue, readings in cases.items():
        expected = everything - set(cases["grey-bank-herring"]) if isinstance(readings, str) else set(readings)
        assert corpus.all_read(corpus.rows("stances-under", issue=issue)) == expected - gone, issue


def test_conditional(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["conditional"], corpus.rows("conditional")
    found = {row["reading"]: (row["kind"], row["quantifier"], sorted(row["over"])) for row in rows}
    expected = {
        row["reading"]: (row["kind"], row["quantifier"], sorted(row["over"]))
        for row in truth["rows"]
        if "status" not in row
    }
    assert found == expected
    assert not found.keys() & {wrong["reading"] for wrong in truth["wrong"]}


def test_ungraded(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["ungraded"], corpus.rows("ungraded")
    assert {row["reading"]: row["act"] for row in rows} == {row["reading"]: row.get("act") for row in truth["rows"]}
    assert stances(corpus, graded=False).keys() == {row["reading"] for row in rows}


def test_how_known(corpus: "Corpus") -> None:
    for case in corpus.questions["how-known"]:
        rows = corpus.rows("how-known", reading=corpus.curie(case["reading"]))
        assert [row["actor"] for row in rows] == case["chain"], case
        assert [row["step"] for row in rows] == list(range(1, len(rows) + 1))
        assert [row["certainty"] or "-" for row in rows[1:]] == case["certainty"], case


def test_anonymous_only(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["anonymous-only"], corpus.rows("anonymous-only")
    found = corpus.all_read(rows)
    assert found >= set(truth["rows"])
    assert found <= {*truth["rows"], *(one["reading"] for one in truth.get("may", ()))}
    for first, second in truth["distinct"]:
        assert not any({first, second} <= set(row["anonymous"]) for row in rows)


def test_outlets(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["outlets"], corpus.rows("outlets")
    assert {row["outlet"]: set(corpus.read(row)) for row in rows} == {
        row["outlet"]: set(row["readings"]) for row in truth["rows"]
    }


def test_author_voice(corpus: "Corpus") -> None:
    truth, found = corpus.questions["author-voice"], corpus.all_read(corpus.rows("author-voice"))
    claims = {f"claim {source}.{name}" for source, names in truth["claims"].items() for name in names}
    expected = {*truth["stances"], *claims}
    assert found >= expected
    assert found <= expected | {name for one in truth["may"] for name in one["readings"]}


def test_evidence(corpus: "Corpus") -> None:
    for case in corpus.questions["evidence"]:
        rows = corpus.rows("evidence", reading=corpus.curie(case["reading"]))
        assert any(corpus.agrees(row, case, "source", "start", "end", "exact") for row in rows), case


def test_delegations(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["delegations"], corpus.rows("delegations")
    found = {(row["delegation"], row["leader"]): set(corpus.read(row)) for row in rows}
    assert found == {(row["delegation"], row["leader"]): set(row["readings"]) for row in truth["rows"]}


def test_speakers(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["speakers"], corpus.rows("speakers")
    shown = {
        (row["for"], row["speaker"], row["capacity"]): set(corpus.read(row))
        for row in rows
        if row["kind"] == "representation"
    }
    assert shown == {(row["for"], row["speaker"], row["capacity"]): set(row["readings"]) for row in truth["rows"]}
    entitled = {name for one in truth["may"] for name in one.get("speakers", ())}
    assert {row["speaker"] for row in rows if row["kind"] == "post"} <= entitled
    worded = {name for one in truth["may"] for name in one.get("readings", ())}
    assert all(set(corpus.read(row)) <= worded for row in rows if row["kind"] == "wording")
    for wrong in truth["wrong"]:
        keys = [key for key in ("for", "speaker", "capacity") if key in wrong]
        assert not any(
            corpus.agrees(row, wrong, *keys) and set(wrong.get("readings", corpus.read(row))) & set(corpus.read(row))
            for row in rows
        ), wrong


def test_mediators(corpus: "Corpus") -> None:
    for case in corpus.questions["mediators"]:
        answer = corpus.ask("mediators", between=case["between"])
        rows = corpus.rows("mediators", between=case["between"])
        assert answer.answer == case.get("answer", "rows")
        assert len(rows) == len(case.get("rows", ()))
        for expected in case.get("rows", ()):
            row = next(row for row in rows if row["mediator"] == expected["mediator"])
            assert corpus.agrees(row, expected, "role", "ground", "certainty", "openSet", "onBehalfOf"), expected
            assert set(corpus.read(row)) == set(expected["readings"])
        for wrong in case.get("wrong", ()):
            assert not any(corpus.agrees(row, wrong, "mediator", "ground") for row in rows), wrong


def test_third_parties(corpus: "Corpus") -> None:
    truth = corpus.questions["third-parties"]
    rows = corpus.rows("third-parties", process=truth["process"])
    found = {(row["actor"], row["act"]) for row in rows}
    assert found >= {(row["actor"], row["act"]) for row in truth["holds"]}
    assert not {actor for actor, _ in found} & {wrong["actor"] for wrong in truth["wrong"]}
    assert {actor for actor, _ in found} <= {row["actor"] for row in truth["holds"]} | set(truth["may"])


def test_surface_forms(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["surface-forms"], corpus.rows("surface-forms")
    found = {(row["surface"], row["actor"], row["resolution"], row["source"]) for row in rows}
    assert found >= {tuple(row) for row in truth["holds"]}
    assert not {row["actor"] for row in rows} & {wrong["node"] for wrong in truth["wrong"] if "node" in wrong}
