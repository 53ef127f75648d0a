"""The review of the tutorial is what was written down about it before; and what was decided is reviewed no more."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from stancegraph.api import StanceGraph
from stancegraph.building import build
from stancegraph.queries.reviewing import Review
from stancegraph.render.adjudication import render_adjudication


@pytest.fixture(scope="module")
def review(tutorial: Path) -> Iterator[Review]:
    """Return the review of the tutorial."""
    with StanceGraph.open(tutorial) as graph:
        yield graph.review()


@pytest.fixture(scope="module")
def told(review: Review) -> dict[str, Any]:
    """Return the same as it is printed."""
    return review.to_dict()


@pytest.fixture(scope="module")
def truth(root: Path) -> list[dict[str, Any]]:
    """Return where the annotators of the tutorial differ, as it was written down by hand."""
    path = root / "tests" / "tutorial" / "truth.yaml"
    read: list[dict[str, Any]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["annotators"]
    return read


def local(iri: str) -> str:
    return iri.rpartition(".")[2]


def own(told: dict[str, Any], source: str, kind: str = "stance") -> list[dict[str, Any]]:
    return [one for one in told["differences"] if one["source"].endswith(f"/{source}") and one["kind"] == kind]


def test_stances_differ_where_the_truth_says_and_nowhere_else(
    told: dict[str, Any], truth: list[dict[str, Any]]
) -> None:
    assert {one["source"].rpartition("/")[2] for one in told["sources"]} == {one["source"] for one in truth}
    for one in truth:
        found = {
            (local(difference["readings"]["reader-1"]["reading"]), field["field"]): field["values"]
            for difference in own(told, one["source"])
            for field in difference["fields"]
        }
        assert set(found) == {(differ["stance"], differ["field"]) for differ in one["differ"]}
        for differ in one["differ"]:
            values = found[differ["stance"], differ["field"]]
            assert len(values) == 2
            for annotator in values if differ["field"] != "span" else ():
                assert values[annotator] == [differ[annotator]], differ


def test_stances_are_missing_where_the_truth_says_and_nowhere_else(
    told: dict[str, Any], truth: list[dict[str, Any]]
) -> None:
    for one in truth:
        found: dict[str, set[str]] = {}
        for difference in own(told, one["source"]):
            for annotator in difference["lacking"]:
                (reading,) = difference["readings"].values()
                found.setdefault(annotator, set()).add(local(reading["reading"]))
        assert found == {annotator: set(names) for annotator, names in one["missing"].items()}


def test_the_worst_come_first(told: dict[str, Any]) -> None:
    scores = [one["score"] for one in told["differences"]]
    assert scores == sorted(scores, reverse=True)
    assert [one["lacking"] for one in told["differences"][:4]] == [["reader-2"]] * 4
    assert {one["kind"] for one in told["differences"][:4]} == {"stance"}


def test_claims_are_compared_too(told: dict[str, Any]) -> None:
    lacking = {
        local(one["readings"]["reader-1"]["reading"]) for one in own(told, "wire-2031-03-24", "claim") if one["lacking"]
    }
    assert lacking == {"cause", "patrol", "brandt-in-office", "lind-speaks"}


def test_a_reading_is_told_with_its_values_labels_and_words(told: dict[str, Any]) -> None:
    (one,) = [one for one in own(told, "wire-2031-03-24") if "escorts" in one["readings"]["reader-1"]["reading"]]
    reading = one["readings"]["reader-2"]
    assert reading["holder"].endswith("/actor/holder-of-navy-commander-brin")
    assert reading["holderLabel"] == "holder of the post Commander of the Brinish navy"
    assert (reading["position"], reading["value"], reading["act"]) == ("insist", 1.0, "threaten")
    assert reading["quote"].startswith('"If the Marigold is not back by Friday')
    assert len(reading["evidence"]) == 1
    assert one["fields"][0]["said"] == {"reader-1": ["support"], "reader-2": ["insist"]}


def test_agreement_is_measured_with_intervals_and_a_seed(told: dict[str, Any]) -> None:
    agreement = told["agreement"]
    assert (agreement["seed"], agreement["replicates"], agreement["confidence"]) == (7, 1000, 0.95)
    found = {(one["field"], one["measure"], one["level"], one["source"]): one for one in agreement["measures"]}
    holder = found["holder", "krippendorff-alpha", "nominal", None]
    assert (holder["annotators"], holder["value"], holder["units"]) == (["reader-1", "reader-2"], 1.0, 11)
    act = found["act", "krippendorff-alpha", "nominal", None]
    assert act["low"] < act["value"] < act["high"]
    assert 0 < found["span", "krippendorff-alpha-u", None, None]["value"] < 1
    assert found["act", "cohen-kappa", "nominal", None]["value"] == pytest.approx(0.65, abs=0.01)
    assert {one["source"] for one in agreement["measures"]} == {None, *(one["source"] for one in told["sources"])}
    (certainty,) = [one for key, one in found.items() if key[0] == "certainty" and str(key[3]).endswith("02-03")]
    assert (certainty["value"], certainty["low"], certainty["units"]) == (None, None, 0)


def test_sources_tell_how_much_their_annotators_have_in_common(told: dict[str, Any]) -> None:
    (one,) = [one for one in told["sources"] if one["source"].endswith("wire-2031-03-24")]
    assert (one["annotators"], one["adjudicator"]) == (["reader-1", "reader-2"], None)
    assert (one["readings"], one["inCommon"]) == (9, 4)


def test_what_needs_a_second_reader_has_reasons_and_words(told: dict[str, Any]) -> None:
    found = {
        tuple(sorted({local(reading["reading"]) for reading in one["readings"]})): one for one in told["needsReview"]
    }
    assert found["options",]["reasons"] == ["low-certainty", "needs-review"]
    assert found["options",]["readBy"] == ["reader-1", "reader-2"]
    assert found["escorts",]["reasons"] == ["interpretive-act"]
    assert found["zone-against", "zone-for"]["reasons"] == ["alternative"]
    assert found["blames-brin",]["reasons"] == ["interpretive-act"]
    assert all(reading["quote"] for one in told["needsReview"] for reading in one["readings"])
    assert [len(one["readBy"]) for one in told["needsReview"]] == sorted(
        len(one["readBy"]) for one in told["needsReview"]
    )


def test_queries_that_see_all_annotators_have_the_same_review(tutorial: Path, told: dict[str, Any]) -> None:
    with StanceGraph.open(tutorial, graphs="all") as graph:
        assert graph.review().to_dict() == told


def test_what_was_decided_differs_no_more(root: Path, review: Review, tmp_path: Path) -> None:
    text = render_adjudication(review)
    assert text.count("decision:  #") == len(review.differences)
    (tmp_path / "decisions.yaml").write_text(text.replace("decision:  #", "decision: reader-1  #"), encoding="utf-8")
    folder = root / "data" / "tutorial"
    build([folder, tmp_path / "decisions.yaml"], tmp_path / "graph", texts=folder / "texts")
    with StanceGraph.open(tmp_path / "graph") as graph:
        decided = graph.review()
        assert {one.primary for one in graph.stances()} == {True}
        assert len(graph.stances()) == 68
        (stance,) = graph.select("SELECT ?s { ?s prov:wasDerivedFrom stance:wire-2031-03-24.reader-2.escorts }")
        assert stance["s"].endswith("/wire-2031-03-24.adjudicator.escorts")
    assert (decided.differences, decided.to_decide) == ([], [])
    assert set(decided.adjudicators.values()) == {decided.names.expand("annotator:adjudicator")}
    assert {one.annotators for one in decided.alignments} == {one.annotators for one in review.alignments}
    assert decided.agreement == review.agreement


def test_a_graph_with_one_annotator(root: Path, tmp_path: Path) -> None:
    folder = root / "data" / "tutorial"
    with StanceGraph.build(
        [folder / "registry.yaml", folder / "gazette-2031-02-14.yaml"], tmp_path / "g", texts=folder / "texts"
    ) as graph:
        told = graph.review().to_dict()
    assert (told["sources"], told["differences"], told["agreement"]["measures"]) == ([], [], [])
    assert {reason for one in told["needsReview"] for reason in one["reasons"]} == {"interpretive-act", "low-certainty"}
