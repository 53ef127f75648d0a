"""Questions on what follows from the readings, over the tutorial and the article: see test_truth."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.queries.conftest import Corpus


def pairs(corpus: "Corpus", name: str, at: str | None) -> list[tuple[frozenset[str], dict[str, Any]]]:
    """Return the rows of a question at a date, each with its pair."""
    return [(frozenset(row["between"]), row) for row in corpus.rows(name, at=at)]


def test_disagreements(corpus: "Corpus") -> None:
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


def test_agreements(corpus: "Corpus") -> None:
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


def test_needs_review(corpus: "Corpus") -> None:
    assert corpus.all_read(corpus.rows("needs-review")) == set(corpus.questions["needs-review"]["rows"])


def test_unnamed_offices(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["unnamed-offices"], corpus.rows("unnamed-offices")
    assert {row["post"]: sorted(row["source"]) for row in rows} == {
        row["post"]: sorted(row["sources"]) for row in truth["rows"]
    }
    assert not {row["actor"] for row in rows} & {wrong.get("actor") for wrong in truth["wrong"]}


def test_off_story(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["off-story"], corpus.rows("off-story")
    assert {row["reading"]: row["kind"] for row in rows} == {row["reading"]: row["kind"] for row in truth["rows"]}


def test_threats(corpus: "Corpus") -> None:
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


def test_offers(corpus: "Corpus") -> None:
    truth, rows = corpus.questions["offers"], corpus.rows("offers")
    found = {row["reading"]: row for row in rows}
    assert found.keys() == {row["offer"] for row in truth["rows"]}
    for wanted in truth["rows"]:
        row = found[wanted["offer"]]
        assert (row["holder"], row["target"]) == (wanted["by"], wanted["on"])
        assert (row["reply"] or "none", row["replyAct"]) == (wanted["reply"], wanted.get("replyAct"))
        assert set(row["addressee"]) == set(wanted["to"])
        assert set(row["over"]) == set(wanted.get("condition", ()))


def test_chain_length(corpus: "Corpus") -> None:
    steps = {row["reading"]: row["steps"] for row in corpus.rows("chain-length")}
    for case in corpus.questions["chain-length"]:
        assert steps[case["reading"]] == case["steps"], case


def test_latent_conflicts(corpus: "Corpus") -> None:
    truth = corpus.questions["latent-conflicts"]
    dates = truth.get("at") or {None: truth["rows"]}
    allowed = [frozenset(one["pair"]) for one in truth.get("may", ())]
    for at, wanted in dates.items():
        rows = pairs(corpus, "latent-conflicts", at)
        assert {row["kind"] for _pair, row in rows} <= {"latent"}
        found = {pair for pair, _row in rows if not any("." in side for side in pair)}
        assert found.difference(allowed) == {frozenset(one["pair"]) for one in wanted}, at


def test_profile(corpus: "Corpus") -> None:
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


def conflicts(corpus: "Corpus", name: str) -> list[tuple[frozenset[str], dict[str, Any]]]:
    """Return the rows of a question, each with the readings that do not go together."""
    return [(frozenset(row["readings"]), row) for row in corpus.rows(name)]


def test_self_contradictions(corpus: "Corpus") -> None:
    truth, found = corpus.questions["self-contradictions"], conflicts(corpus, "self-contradictions")
    contradictions = {readings: row["holder"] for readings, row in found if row["kind"] == "self-contradiction"}
    assert contradictions == {frozenset(row["readings"]): row["holder"] for row in truth["rows"]}
    for case in truth["looked-at"]:
        rows = [row for readings, row in found if readings == set(case["readings"])]
        assert all(row["kind"] == case.get("kind") for row in rows), case
        assert all(row["kind"] or row["why"] for row in rows), case
    assert {row["kind"] for _readings, row in found} <= {"self-contradiction", "dual-track", None}


def test_report_conflicts(corpus: "Corpus") -> None:
    truth, found = corpus.questions["report-conflicts"], conflicts(corpus, "report-conflicts")
    for case in truth["rows"]:
        wanted = {*case["readings"], *case.get("alsoAgainst", ())}
        assert [row["kind"] for readings, row in found if readings == wanted] == [case["kind"]], case
    assert len(found) == len(truth["rows"])
