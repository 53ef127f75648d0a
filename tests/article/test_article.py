"""The article says what the right answers say that it says, with its text and without."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from stancegraph.model.node import Node
from stancegraph.sources.anchoring import digest, find_quote, read_anchors, render_anchors
from stancegraph.sources.annotated import Fragment
from stancegraph.sources.inputs import read_inputs
from stancegraph.sources.problems import Problems

SOURCE: Final = "albawaba-2026-02-06"
PRIMARY: Final = f"{SOURCE}.reader-1."
LONGEST: Final = 15  # words of a quote that ships


@pytest.fixture(scope="module")
def readings(fragment: Fragment) -> dict[str, Node]:
    """Return the stances and claims by their ids; no stance has the id of a claim."""
    nodes = [node for node in fragment.readings if node.type in {"Stance", "Claim"}]
    return {node.name.partition(PRIMARY)[2]: node for node in nodes}


def local(value: Any) -> str:
    """Return the local name of something, `-` for nothing."""
    return str(value or "-").rpartition(":")[2]


def quoted(value: Any, key: str = "") -> Iterator[str]:
    """Yield every text in a tree that is copied from the article."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from quoted(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from quoted(below, key)
    elif key in {"quote", "surface", "near", "title"}:
        yield value


def asserted(claim: Node, nodes: Mapping[str, Node]) -> str:
    """Return what a claim asserts, as the right answers write it."""
    if claim.all("assertsNone"):
        return f"none of {nodes[str(claim.one('assertsNone'))].one('eventKind')}"
    found = [nodes[str(name)] for name in claim.all("asserts")]
    if found[0].type == "Event":
        return f"event {local(found[0].name)}"
    if found[0].type == "Causation":
        return f"causation {local(found[0].one('cause'))} {local(found[0].one('effect'))}"
    field = {"Tenure": "person", "Representation": "representative"}.get(found[0].type, "participant")
    kind = found[0].type.removeprefix("Mediation").lower()
    return " ".join([kind, *(local(node.one(field)) for node in found)])


def test_stances_are_those_of_the_truth(readings: dict[str, Node], truth: dict[str, Any]) -> None:
    fields = ("holder", "target", "position", "act", "attributionType", "certainty")
    held = {key: [local(node.one(one)) for one in fields] for key, node in readings.items() if node.type == "Stance"}
    assert held == {name.removeprefix(f"{SOURCE}."): values for name, *values in truth["stances"]}
    assert len(held) == truth["corpus"]["primaryStances"]


def test_claims_are_those_of_the_truth(fragment: Fragment, readings: dict[str, Node], truth: dict[str, Any]) -> None:
    nodes = {str(node.name): node for node in fragment.readings}
    fields = ("factuality", "certainty", "attributionType")
    claimed = {
        key: [asserted(node, nodes), *(local(node.one(one)) for one in fields)]
        for key, node in readings.items()
        if node.type == "Claim"
    }
    assert claimed == {name: values for name, *values in truth["claims"]}
    assert len(claimed) == truth["corpus"]["primaryClaims"]


def test_only_what_is_marked_is_inferred(readings: dict[str, Node], truth: dict[str, Any]) -> None:
    written = {row["reading"]: row["from"] for row in truth["questions"]["inferred"]["annotated"]}
    inferred = {key: node for key, node in readings.items() if node.one("ground") == "inferred"}
    assert inferred.keys() == {name.rpartition(".")[2] for name in written}
    for name, premises in written.items():
        node = inferred[name.rpartition(".")[2]]
        assert node.one("basis")
        assert [str(one).partition(PRIMARY)[2] for one in node.all("inferredFrom")] == [
            premise.rpartition(".")[2] for premise in premises
        ]


def test_only_what_is_marked_needs_a_second_reader(readings: dict[str, Node], truth: dict[str, Any]) -> None:
    flagged = {f"{SOURCE}.{key}" for key, node in readings.items() if node.one("needsReview")}
    assert flagged == set(truth["questions"]["needs-review"]["rows"])


def test_conditions_are_those_of_the_truth(fragment: Fragment, truth: dict[str, Any]) -> None:
    conditions = {
        local(node.name).replace(".reader-1", ""): [node.one("conditionKind"), [local(one) for one in node.all("over")]]
        for node in fragment.readings
        if node.type == "Condition"
    }
    rows = truth["questions"]["conditional"]["rows"]
    assert conditions == {row["reading"]: [row["kind"], row["over"]] for row in rows}


def test_all_options_is_two_readings_and_no_threat_is_certain(readings: dict[str, Node]) -> None:
    both = readings["options-open"], readings["options-threat"]
    assert [node.all("alternativeTo") for node in both] == [(both[1].name,), (both[0].name,)]
    assert both[0].all("evidence") == both[1].all("evidence")
    threats = [node.one("certainty") for node in readings.values() if node.one("act") == "threaten"]
    assert threats == ["possible"]


def test_what_somebody_only_watches_has_no_position(readings: dict[str, Node]) -> None:
    assert readings["trump-watches"].one("position") is None
    assert "neutral" not in [node.one("position") for node in readings.values()]


def test_no_event_is_dated_by_the_publication(fragment: Fragment) -> None:
    events = {local(name): entry.node for name, entry in fragment.registry.entries.items() if name.startswith("event:")}
    dated = {name: node.one("edtf") for name, node in events.items() if node.one("earliest") or node.one("latest")}
    assert dated == {"us-attack-on-iranian-nuclear-sites": "2025-06", "golden-fleet-announcement": "2025-12-22"}
    assert len(events) == 16


def test_the_caption_and_nothing_else_is_off_story(fragment: Fragment, readings: dict[str, Node]) -> None:
    regions = {str(name): local(node.one("region")) for name, node in fragment.evidence.nodes.items()}
    within = {key: {regions[str(span)] for span in node.all("evidence")} for key, node in readings.items()}
    assert {key for key, found in within.items() if f"{SOURCE}.picture" in found} == {
        "golden-fleet",
        "warship-class",
        "photographer",
    }
    assert {key for key, found in within.items() if f"{SOURCE}.headline" in found} == {
        "headline-brink",
        "headline-no-room",
        "talks-intensify",
    }


def test_no_quote_that_ships_is_long(folder: Path) -> None:
    source = YAML(typ="safe").load((folder / f"{SOURCE}.yaml").read_text(encoding="utf-8"))
    quotes = list(quoted(source))
    assert len(quotes) > 100
    assert [quote for quote in quotes if len(quote.replace("...", " ").split()) > LONGEST] == []


def test_no_run_of_words_of_the_text_ships(folder: Path, text: str) -> None:
    words = text.split()
    runs = {" ".join(words[at : at + LONGEST + 1]) for at in range(len(words) - LONGEST)}
    shipped = [*folder.glob(f"{SOURCE}*"), *Path(__file__).parent.glob("*.*")]
    assert len(shipped) >= 6
    for path in shipped:
        held = " ".join(path.read_text(encoding="utf-8").split())
        assert [run for run in runs if run in held] == []


def test_anchors_are_those_of_the_text(folder: Path, texts: Path, text: str, fragment: Fragment) -> None:
    problems = Problems()
    (with_text,) = read_inputs([folder / f"{SOURCE}.yaml"], problems, texts=texts).fragments
    assert problems.found == []
    held = folder / f"{SOURCE}.anchors.json"
    found = render_anchors(SOURCE, with_text.evidence.anchors, with_text.evidence.found)
    assert held.read_text(encoding="utf-8") == found
    for span in read_anchors(held, SOURCE).known.values():
        assert digest(text[span.start : span.end]) == span.sha256
    assert [node.name for node in with_text.readings] == [node.name for node in fragment.readings]


def test_truth_gives_the_characters_of_the_text(text: str, truth: dict[str, Any]) -> None:
    for row in truth["questions"]["evidence"]:
        near = "08:33 GMT" if row.get("shows") == "the second of two" else ""
        found = find_quote(text, row["exact"], near)
        assert (found.start, found.end) == (row["start"], row["end"])
