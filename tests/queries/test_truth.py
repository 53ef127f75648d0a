"""Every named question, over the tutorial and the article: the right answers are there and complete, no wrong one is.

The right answers were written down by hand from the articles, before any question was: see the head of each truth.yaml.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from stancegraph.iris import Names
from stancegraph.queries.asking import ask_in
from stancegraph.queries.context import Context
from stancegraph.queries.door import Door
from stancegraph.queries.named_answer import NamedAnswer
from stancegraph.store.directory import GraphDirectory

CORPORA: Final = {"tutorial": "tutorial", "article": "sources/albawaba-2026-02-06.yaml"}
ANSWERS: Final = {
    "positions", "position-of", "quotes", "stances-under", "conditional", "ungraded", "how-known", "anonymous-only",
    "outlets", "author-voice", "evidence", "delegations", "speakers", "mediators", "third-parties", "surface-forms",
}  # fmt: skip
COLUMNS: Final = ("holder", "target", "position", "act", "attributionType")


@dataclass
class Corpus:
    """A built corpus and its right answers."""

    context: Context
    truth: dict[str, Any]

    def ask(self, name: str, at: Any = None, known_by: Any = None, **given: Any) -> NamedAnswer:
        dates = [None if date is None else str(date) for date in (at, known_by or at)]
        return ask_in(self.context, name, given, at=dates[0], known_by=dates[1])

    def rows(self, name: str, **given: Any) -> list[dict[str, Any]]:
        """Return the rows of an answer with short names."""
        return [{key: short(value) for key, value in row.items()} for row in self.ask(name, **given).rows]

    @property
    def questions(self) -> dict[str, Any]:
        found: dict[str, Any] = self.truth["questions"]
        return found


def short(value: Any) -> Any:
    """Return a value as the right answers write it: `source.id` for a stance, `claim source.id`, or an id."""
    if isinstance(value, list):
        return [short(one) for one in value]
    if not isinstance(value, str) or "://" not in value:
        return value
    local = value.rpartition("/")[2].replace(".reader-1.", ".")
    return f"claim {local}" if "/claim/" in value else local


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def read(row: dict[str, Any]) -> list[str]:
    """Return the readings of a row."""
    return listed(row["reading"]) if "reading" in row else row["readings"]


def all_read(rows: list[dict[str, Any]]) -> set[str]:
    return {reading for row in rows for reading in read(row)}


@pytest.fixture(scope="module", params=sorted(CORPORA))
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Corpus]:
    from stancegraph.building import build

    name: str = request.param
    path = tmp_path_factory.mktemp(name) / "graph"
    with as_file(files("stancegraph.data").joinpath(CORPORA[name])) as data:
        build([data], path, texts=data / "texts" if data.is_dir() else None, shapes=False)
    truth = YAML(typ="safe").load((root / "tests" / name / "truth.yaml").read_text(encoding="utf-8"))
    graph = GraphDirectory.open(path)
    with Door(graph.store, Names(graph.manifest.base), timeout=30) as door:
        yield Corpus(Context.of(graph, door), truth)


def agrees(row: dict[str, Any], expected: dict[str, Any], *keys: str) -> bool:
    """Tell whether a row has the values that are expected of it under some keys."""
    return all(row[key] == expected[key] for key in keys if key in expected)


def test_every_answer_is_held_against_the_truth(corpus: Corpus) -> None:
    tested = {name.removeprefix("test_").replace("_", "-") for name in globals() if name.startswith("test_")}
    assert corpus.questions.keys() >= ANSWERS
    assert tested >= ANSWERS


def test_every_row_has_evidence(corpus: Corpus) -> None:
    for name in sorted(ANSWERS - {"position-of", "stances-under", "how-known", "evidence"}):
        answer = corpus.ask(name)
        assert answer.sources_examined == corpus.truth["corpus"]["sources"]
        assert all(row["evidence"] for row in answer.rows), name


def stances(corpus: Corpus, *, graded: bool) -> dict[str, dict[str, str]]:
    """Return the stances of the table that are active at the end."""
    gone = {name for how in ("superseded", "corrected", "retracted") for name in corpus.truth["status"].get(how, {})}
    table = {name: dict(zip(COLUMNS, rest, strict=False)) for name, *rest in corpus.truth["stances"]}
    return {name: row for name, row in table.items() if name not in gone and (row["position"] != "-") == graded}


def test_positions(corpus: Corpus) -> None:
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
        assert not any(agrees(row, wrong, "holder", "target", "position") for row in rows), wrong


def test_position_of(corpus: Corpus) -> None:
    for case in corpus.questions["position-of"]:
        if case.get("derived"):
            continue  # who speaks for whom is for the rules to say
        answer = corpus.ask(
            "position-of", at=case.get("at"), known_by=case.get("knownBy"), actor=case["actor"], on=case["on"]
        )
        rows = [{key: short(value) for key, value in row.items()} for row in answer.rows]
        assert answer.answer == case.get("answer", "rows"), case
        assert sorted(read(row)[0] for row in rows) == sorted(case.get("rows", [])), case
        assert all(agrees(row, case, "position", "ground", "needsReview") for row in rows), case
        assert bool(answer.missing) >= (answer.answer == "not-stated")


def test_quotes(corpus: Corpus) -> None:
    truth, rows = corpus.questions["quotes"], corpus.rows("quotes")
    direct = {
        (row["speaker"], row["reading"], row["quote"]) for row in rows if row["attributionType"] == "direct-quote"
    }
    assert direct == {(one["speaker"], one["reading"], one["quote"]) for one in truth["directQuotes"]}
    indirect = {row["reading"] for row in rows if row["attributionType"] == "indirect-speech"}
    assert indirect >= set(truth["indirect"])
    for wrong in truth["wrong"]:
        assert not any(agrees(row, wrong, "reading", "attributionType") for row in rows), wrong


def test_stances_under(corpus: Corpus) -> None:
    gone = {name for how in ("superseded", "corrected", "retracted") for name in corpus.truth["status"].get(how, {})}
    everything = {name for name, *_ in corpus.truth["stances"]}
    cases = {case["issue"]: case["readings"] for case in corpus.questions["stances-under"]}
    for issue, readings in cases.items():
        expected = everything - set(cases["grey-bank-herring"]) if isinstance(readings, str) else set(readings)
        assert all_read(corpus.rows("stances-under", issue=issue)) == expected - gone, issue


def test_conditional(corpus: Corpus) -> None:
    truth, rows = corpus.questions["conditional"], corpus.rows("conditional")
    found = {row["reading"]: (row["kind"], row["quantifier"], sorted(row["over"])) for row in rows}
    expected = {
        row["reading"]: (row["kind"], row["quantifier"], sorted(row["over"]))
        for row in truth["rows"]
        if "status" not in row
    }
    assert found == expected
    assert not found.keys() & {wrong["reading"] for wrong in truth["wrong"]}


def test_ungraded(corpus: Corpus) -> None:
    truth, rows = corpus.questions["ungraded"], corpus.rows("ungraded")
    assert {row["reading"]: row["act"] for row in rows} == {row["reading"]: row.get("act") for row in truth["rows"]}
    assert stances(corpus, graded=False).keys() == {row["reading"] for row in rows}


def test_how_known(corpus: Corpus) -> None:
    for case in corpus.questions["how-known"]:
        rows = corpus.rows("how-known", reading=curie(case["reading"]))
        assert [row["actor"] for row in rows] == case["chain"], case
        assert [row["step"] for row in rows] == list(range(1, len(rows) + 1))
        assert [row["certainty"] or "-" for row in rows[1:]] == case["certainty"], case


def curie(reading: str) -> str:
    """Return the CURIE of a reading as the right answers name it."""
    kind, _, name = reading.rpartition(" ")
    source, _, local = name.partition(".")
    return f"{kind or 'stance'}:{source}.reader-1.{local}"


def test_anonymous_only(corpus: Corpus) -> None:
    truth, rows = corpus.questions["anonymous-only"], corpus.rows("anonymous-only")
    found = all_read(rows)
    assert found >= set(truth["rows"])
    assert found <= {*truth["rows"], *(one["reading"] for one in truth.get("may", ()))}
    for first, second in truth["distinct"]:
        assert not any({first, second} <= set(row["anonymous"]) for row in rows)


def test_outlets(corpus: Corpus) -> None:
    truth, rows = corpus.questions["outlets"], corpus.rows("outlets")
    assert {row["outlet"]: set(read(row)) for row in rows} == {
        row["outlet"]: set(row["readings"]) for row in truth["rows"]
    }


def test_author_voice(corpus: Corpus) -> None:
    truth, found = corpus.questions["author-voice"], all_read(corpus.rows("author-voice"))
    claims = {f"claim {source}.{name}" for source, names in truth["claims"].items() for name in names}
    expected = {*truth["stances"], *claims}
    assert found >= expected
    assert found <= expected | {name for one in truth["may"] for name in one["readings"]}


def test_evidence(corpus: Corpus) -> None:
    for case in corpus.questions["evidence"]:
        rows = corpus.rows("evidence", reading=curie(case["reading"]))
        assert any(agrees(row, case, "source", "start", "end", "exact") for row in rows), case


def test_delegations(corpus: Corpus) -> None:
    truth, rows = corpus.questions["delegations"], corpus.rows("delegations")
    found = {(row["delegation"], row["leader"]): set(read(row)) for row in rows}
    assert found == {(row["delegation"], row["leader"]): set(row["readings"]) for row in truth["rows"]}


def test_speakers(corpus: Corpus) -> None:
    truth, rows = corpus.questions["speakers"], corpus.rows("speakers")
    shown = {
        (row["for"], row["speaker"], row["capacity"]): set(read(row)) for row in rows if row["kind"] == "representation"
    }
    assert shown == {(row["for"], row["speaker"], row["capacity"]): set(row["readings"]) for row in truth["rows"]}
    entitled = {name for one in truth["may"] for name in one.get("speakers", ())}
    assert {row["speaker"] for row in rows if row["kind"] == "post"} <= entitled
    worded = {name for one in truth["may"] for name in one.get("readings", ())}
    assert all(set(read(row)) <= worded for row in rows if row["kind"] == "wording")
    for wrong in truth["wrong"]:
        keys = [key for key in ("for", "speaker", "capacity") if key in wrong]
        assert not any(
            agrees(row, wrong, *keys) and set(wrong.get("readings", read(row))) & set(read(row)) for row in rows
        ), wrong


def test_mediators(corpus: Corpus) -> None:
    for case in corpus.questions["mediators"]:
        answer = corpus.ask("mediators", between=case["between"])
        rows = corpus.rows("mediators", between=case["between"])
        assert answer.answer == case.get("answer", "rows")
        assert len(rows) == len(case.get("rows", ()))
        for expected in case.get("rows", ()):
            row = next(row for row in rows if row["mediator"] == expected["mediator"])
            assert agrees(row, expected, "role", "ground", "certainty", "openSet", "onBehalfOf"), expected
            assert set(read(row)) == set(expected["readings"])
        for wrong in case.get("wrong", ()):
            assert not any(agrees(row, wrong, "mediator", "ground") for row in rows), wrong


def test_third_parties(corpus: Corpus) -> None:
    truth = corpus.questions["third-parties"]
    rows = corpus.rows("third-parties", process=truth["process"])
    found = {(row["actor"], row["act"]) for row in rows}
    assert found >= {(row["actor"], row["act"]) for row in truth["holds"]}
    assert not {actor for actor, _ in found} & {wrong["actor"] for wrong in truth["wrong"]}
    assert {actor for actor, _ in found} <= {row["actor"] for row in truth["holds"]} | set(truth["may"])


def test_surface_forms(corpus: Corpus) -> None:
    truth, rows = corpus.questions["surface-forms"], corpus.rows("surface-forms")
    found = {(row["surface"], row["actor"], row["resolution"], row["source"]) for row in rows}
    assert found >= {tuple(row) for row in truth["holds"]}
    assert not {row["actor"] for row in rows} & {wrong["node"] for wrong in truth["wrong"] if "node" in wrong}


def pairs(corpus: Corpus, name: str, at: str | None) -> list[tuple[frozenset[str], dict[str, Any]]]:
    """Return the rows of a question at a date, each with its pair."""
    return [(frozenset(row["between"]), row) for row in corpus.rows(name, at=at)]


def test_disagreements(corpus: Corpus) -> None:
    truth = corpus.questions["disagreements"]
    dates = truth.get("at") or {None: truth["rows"]}
    in_dispute = {target: dispute for dispute, targets in truth["disputes"].items() for target in targets}
    named = {actor for wanted in dates.values() for *pair, _dispute in wanted for actor in pair}
    sides = named | {actor for wrong in truth["wrong"] for actor in wrong["pair"]}
    for at, wanted in dates.items():
        found = [
            (sorted(pair), in_dispute.get(row["target"][0], row["target"][0]))
            for pair, row in pairs(corpus, "disagreements", at)
            if pair <= sides and not row["needsReview"]
        ]
        assert sorted(found) == sorted((sorted(pair), dispute) for *pair, dispute in wanted), at


def test_agreements(corpus: Corpus) -> None:
    truth = corpus.questions["agreements"]
    for one in truth.get("holds", ()):
        rows = [row for pair, row in pairs(corpus, "agreements", one["at"]) if pair == set(one["pair"])]
        assert any(
            set(one["on"]) <= set(row["target"]) and row["sharedFearOnly"] == one["sharedFearOnly"] for row in rows
        ), one
    for one in truth["wrong"]:
        for pair, row in pairs(corpus, "agreements", one.get("at")):
            if pair == set(one["pair"]) and set(one.get("on", row["target"])) & set(row["target"]):
                assert "sharedFearOnly" in one, one
                assert row["sharedFearOnly"], one
    if "rows" in truth:
        allowed = {frozenset(one["pair"]) for one in [*truth["rows"], *truth["may"]]}
        assert {pair for pair, _row in pairs(corpus, "agreements", None)} <= allowed


def test_needs_review(corpus: Corpus) -> None:
    assert all_read(corpus.rows("needs-review")) == set(corpus.questions["needs-review"]["rows"])


def test_unnamed_offices(corpus: Corpus) -> None:
    truth, rows = corpus.questions["unnamed-offices"], corpus.rows("unnamed-offices")
    assert {row["post"]: sorted(row["source"]) for row in rows} == {
        row["post"]: sorted(row["sources"]) for row in truth["rows"]
    }
    assert not {row["actor"] for row in rows} & {wrong.get("actor") for wrong in truth["wrong"]}


def test_off_story(corpus: Corpus) -> None:
    truth, rows = corpus.questions["off-story"], corpus.rows("off-story")
    assert {row["reading"]: row["kind"] for row in rows} == {row["reading"]: row["kind"] for row in truth["rows"]}


def test_threats(corpus: Corpus) -> None:
    truth, rows = corpus.questions["threats"], corpus.rows("threats")
    certain = {row["reading"]: row for row in rows if not row["flagged"]}
    assert certain.keys() == {row["reading"] for row in truth["rows"]}
    for wanted in truth["rows"]:
        row = certain[wanted["reading"]]
        assert (row["holder"], row["conditional"]) == (wanted["by"], wanted["conditional"])
        assert set(row["addressee"]) <= set(wanted["against"])
    flagged = {row["reading"] for row in rows if row["flagged"]}
    assert set(truth["flagged"]) <= flagged <= {*truth["flagged"], *truth.get("may", ())}
    assert not any(row["holder"] == wrong.get("by") and not row["flagged"] for row in rows for wrong in truth["wrong"])


def test_offers(corpus: Corpus) -> None:
    truth, rows = corpus.questions["offers"], corpus.rows("offers")
    found = {row["reading"]: row for row in rows}
    assert found.keys() == {row["offer"] for row in truth["rows"]}
    for wanted in truth["rows"]:
        row = found[wanted["offer"]]
        assert (row["holder"], row["target"]) == (wanted["by"], wanted["on"])
        assert (row["reply"] or "none", row["replyAct"]) == (wanted["reply"], wanted.get("replyAct"))
        assert set(row["addressee"]) == set(wanted["to"])
        assert set(row["over"]) == set(wanted.get("condition", ()))


def test_chain_length(corpus: Corpus) -> None:
    steps = {row["reading"]: row["steps"] for row in corpus.rows("chain-length")}
    for case in corpus.questions["chain-length"]:
        assert steps[case["reading"]] == case["steps"], case


def test_latent_conflicts(corpus: Corpus) -> None:
    truth = corpus.questions["latent-conflicts"]
    dates = truth.get("at") or {None: truth["rows"]}
    allowed = [frozenset(one["pair"]) for one in truth.get("may", ())]
    for at, wanted in dates.items():
        rows = pairs(corpus, "latent-conflicts", at)
        assert {row["kind"] for _pair, row in rows} <= {"latent"}
        found = {pair for pair, _row in rows if not any("." in side for side in pair)}
        assert found.difference(allowed) == {frozenset(one["pair"]) for one in wanted}, at


def test_profile(corpus: Corpus) -> None:
    for case in corpus.questions["profile"]:
        rows = corpus.rows("profile", actor=case["actor"])
        counted: dict[str, set[str]] = {}
        for row in rows:
            if row["counted"]:
                counted.setdefault(row["holder"], set()).add(row["reading"])
        assert counted == {holder: set(readings) for holder, readings in case["counts"].items()}, case["actor"]
        left_out = {row["reading"]: row["why"] for row in rows if not row["counted"]}
        assert left_out.keys() >= {one["reading"] for one in case.get("leftOut", ())}, case["actor"]
        assert all(left_out.values())


def conflicts(corpus: Corpus, name: str) -> list[tuple[frozenset[str], dict[str, Any]]]:
    """Return the rows of a question, each with the readings that do not go together."""
    return [(frozenset(row["readings"]), row) for row in corpus.rows(name)]


def test_self_contradictions(corpus: Corpus) -> None:
    truth, found = corpus.questions["self-contradictions"], conflicts(corpus, "self-contradictions")
    contradictions = {readings: row["holder"] for readings, row in found if row["kind"] == "self-contradiction"}
    assert contradictions == {frozenset(row["readings"]): row["holder"] for row in truth["rows"]}
    for case in truth["looked-at"]:
        rows = [row for readings, row in found if readings == set(case["readings"])]
        assert all(row["kind"] == case.get("kind") for row in rows), case
        assert all(row["kind"] or row["why"] for row in rows), case
    assert {row["kind"] for _readings, row in found} <= {"self-contradiction", "dual-track", None}


def test_report_conflicts(corpus: Corpus) -> None:
    truth, found = corpus.questions["report-conflicts"], conflicts(corpus, "report-conflicts")
    for case in truth["rows"]:
        wanted = {*case["readings"], *case.get("alsoAgainst", ())}
        assert [row["kind"] for readings, row in found if readings == wanted] == [case["kind"]], case
    assert len(found) == len(truth["rows"])
