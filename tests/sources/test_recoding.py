"""A recoding is an input: whole issues follow, divided ones need decisions, and what is undecided stays and is told."""

import json
import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from stancegraph.api import StanceGraph
from stancegraph.building import build
from stancegraph.errors import InvalidInput, Severity
from stancegraph.iris import Names
from stancegraph.sources.inputs import Inputs, read_inputs
from stancegraph.sources.problems import Problems

Write = Callable[[str], Path]

REGISTRY = """\
registry:
  actors: [{id: daily, type: media-outlet, label: The Daily}, {id: arland, type: state, label: Arland}]
  issues:
  - {id: sea, label: The sea}
  - {id: tolls, label: Tolls, broader: sea}
  - {id: fees, label: Fees, broader: tolls}
  - {id: transit, label: Transit, broader: tolls}
  - {id: boats, label: Boats, broader: tolls}
  - {id: dam, label: The dam}
  propositions:
  - {id: rise, label: Tolls rise, advances: tolls}
  - {id: fall, label: Tolls fall, hinders: tolls, about: sea}
  events: [{id: talks, label: Talks, about: [tolls, dam]}]
"""
SOURCE = """\
format: 1
source: {id: s, publisher: daily, published: 2031-03-02T08:00Z, title: T}
annotator: r1
new: {propositions: [{id: stay, label: Tolls stay, about: tolls}]}
readings:
- stances:
  - {id: one, holder: arland, target: prop.rise, position: support, quote: a}
  - {id: two, holder: arland, target: prop.stay, position: oppose, quote: b}
  - {id: three, holder: arland, target: event.talks, quote: c}
  - {id: four, holder: arland, target: issue.tolls, quote: d}
  - {id: five, holder: arland, target: actor.daily, about: [tolls, sea], quote: e}
"""
ALL = """
  - {case: prop.rise, to: transit}
  - {case: prop.fall, to: transit}
  - {case: prop.stay, to: boats}
  - {case: e.talks, to: boats}
  - {case: issue.fees, to: boats}
  - {case: stance.s.r1.four, to: transit}
  - {case: stance.s.r1.five, to: boats}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "corpus"
    found.mkdir()
    (found / "registry.yaml").write_text(REGISTRY, encoding="utf-8")
    (found / "source.yaml").write_text(SOURCE, encoding="utf-8")
    return found


@pytest.fixture
def write(folder: Path) -> Write:
    def to(recoding: str) -> Path:
        path = folder.parent / "recoding.yaml"
        path.write_text(f"format: 1\nrecoding:\n{recoding}", encoding="utf-8")
        return path

    return to


def read(*paths: Path) -> tuple[Inputs, Problems]:
    problems = Problems()
    return read_inputs(paths, problems), problems


def issues(inputs: Inputs) -> dict[str, set[str]]:
    """Return the issues that each stance is about."""
    nodes = [node for fragment in inputs.fragments for node in fragment.readings if node.type == "Stance"]
    return {node.name.rpartition(".")[2]: {str(one)[6:] for one in node.all("about")} for node in nodes}


def errors(problems: Problems) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in problems.errors]


def test_an_issue_that_becomes_another_is_replaced_by_it(folder: Path, write: Write, tmp_path: Path) -> None:
    recoding = write("- {from: tolls, to: dam}\n")
    inputs, problems = read(folder, recoding)
    assert problems.errors == []
    assert issues(inputs)["one"] == {"tolls"}  # as it was typed: the entry leads on
    assert [one.to_dict() | {"file": ""} for one in inputs.recoded] == [
        {"from": "issue:tolls", "to": ["issue:dam"], "case": None, "became": "issue:dam", "file": "", "line": 3}
    ]
    graph = StanceGraph.build([folder, recoding], tmp_path / "g")
    (row,) = graph.select("SELECT ?new { issue:tolls dcterms:isReplacedBy ?new }")
    assert Names().shorten(str(row["new"])) == "issue:dam"
    rows = graph.ask("positions", about="dam").to_dict()["rows"]
    assert {Names().shorten(row["reading"]).rpartition(".")[2] for row in rows} >= {"one", "two"}


def test_a_divided_issue_goes_where_it_is_sent(folder: Path, write: Write, tmp_path: Path) -> None:
    recoding = write(f"- from: tolls\n  to: [transit, boats]\n  decided:{ALL}")
    inputs, problems = read(folder, recoding)
    assert problems.found == read(folder)[1].found
    assert issues(inputs) == {
        "one": {"transit"},
        "two": {"boats"},
        "three": {"boats", "dam"},
        "four": {"transit"},
        "five": {"boats", "sea"},
    }
    stances = {str(node.name): node for fragment in inputs.fragments for node in fragment.readings}
    assert stances["stance:s.r1.four"].one("target") == "issue:transit"
    assert all(one.became for one in inputs.recoded)
    build([folder, recoding], tmp_path / "g")


def test_what_is_undecided_stays_and_is_told(folder: Path, write: Write, tmp_path: Path) -> None:
    recoding = write("- from: tolls\n  to: [transit, boats]\n  decided: [{case: prop.rise, to: transit}]\n")
    inputs, problems = read(folder, recoding)
    told = [problem for problem in problems.found if problem.code == "undecided-recoding"]
    assert {problem.id for problem in told} == {
        "prop:fall",
        "prop:stay",
        "event:talks",
        "issue:fees",
        "stance:s.r1.four",
        "stance:s.r1.five",
    }
    assert {problem.severity for problem in told} == {Severity.WARNING}
    assert issues(inputs) == {
        "one": {"transit"},
        "two": {"tolls"},
        "three": {"tolls", "dam"},
        "four": {"tolls"},
        "five": {"tolls", "sea"},
    }
    graph = StanceGraph.build([folder, recoding], tmp_path / "g")
    assert graph.select("SELECT ?new { issue:tolls dcterms:isReplacedBy ?new }") == []


def test_parts_that_do_not_lie_below_replace_the_whole(folder: Path, write: Write) -> None:
    decided = ALL.replace("transit", "sea").replace("boats", "dam")
    decided += "  - {case: issue.transit, to: sea}\n  - {case: issue.boats, to: sea}\n"
    inputs, problems = read(folder, write(f"- from: tolls\n  to: [sea, dam]\n  decided:{decided}"))
    assert problems.errors == []
    entry = inputs.registry.get("issue:tolls")  # type: ignore[arg-type]
    assert entry
    assert entry.node.all("replacedBy") == ("issue:sea", "issue:dam")


def test_an_issue_that_ships_is_coded_anew(folder: Path, write: Write) -> None:
    inputs, problems = read(folder, write("- {from: missile-programme, to: tolls}\n- {from: sea, to: arms-control}\n"))
    assert problems.errors == []
    assert inputs.registry.replacements("issue:missile-programme") == ("issue:tolls",)  # type: ignore[arg-type]
    assert inputs.registry.find("issue", "missile program") == ("issue:missile-programme",)


def test_leaving_it_out_is_all_that_it_takes_to_go_back(folder: Path, write: Write) -> None:
    before = issues(read(folder)[0])
    recoding = write(f"- from: tolls\n  to: [transit, boats]\n  decided:{ALL}")
    read(folder, recoding)
    assert issues(read(folder)[0]) == before


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- {from: nothing, to: dam}\n", [("unknown-issue", 3)]),
        ("- {from: tolls, to: nothing}\n", [("unknown-issue", 3)]),
        ("- {from: arland, to: dam}\n", [("unknown-issue", 3)]),
        ("- {to: dam}\n", [("missing-field", 3)]),
        ("- {from: tolls}\n", [("missing-field", 3)]),
        ("- tolls\n", [("not-a-form", 3)]),
        ("- {from: tolls, to: tolls}\n", [("replaced-entry", 3), ("recoding-circle", 3)]),
        ("- {from: tolls, to: [tolls, dam]}\n", [("replaced-entry", 3)]),
        ("- {from: tolls, to: fees}\n", [("recoding-circle", 3)]),
        ("- {from: sea, to: dam}\n- {from: dam, to: tolls}\n", [("recoding-circle", 3), ("recoding-circle", 4)]),
        ("- {from: tolls, to: dam}\n- {from: tolls, to: sea}\n", [("duplicate-id", 4)]),
        ("- {from: tolls, to: dam, decided: [{case: prop.rise, to: dam}]}\n", [("wrong-value", 3)]),
        ("- {from: tolls, to: [dam, sea], decided: [{case: prop.rise, to: boats}]}\n", [("wrong-value", 3)]),
        ("- {from: tolls, to: [dam, sea], decided: [{case: prop.rise}]}\n", [("missing-field", 3)]),
        ("- {from: tolls, to: [dam, sea], decided: [{to: dam}]}\n", [("missing-field", 3)]),
        ("- {from: tolls, to: [dam, sea], decided: [{case: prop.no, to: dam}]}\n", [("unknown-case", 3)]),
        ("- {from: dam, to: [boats, sea], decided: [{case: prop.rise, to: sea}]}\n", [("unknown-case", 3)]),
        ("- {from: tolls, to: [dam, sea], decided: [{case: who knows, to: dam}]}\n", [("unknown-target", 3)]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    folder: Path, write: Write, text: str, found: list[tuple[str, int]]
) -> None:
    recoding = write(text)
    assert errors(read(folder, recoding)[1]) == found
    with pytest.raises(InvalidInput):
        build([folder, recoding], folder.parent / "g")
    assert not (folder.parent / "g").exists()


def test_an_entry_that_was_merged_is_not_coded_anew(folder: Path, write: Write) -> None:
    path = folder / "registry.yaml"
    path.write_text(REGISTRY.replace("{id: tolls,", "{id: tolls, replacedBy: dam,"), encoding="utf-8")
    assert errors(read(folder, write("- {from: tolls, to: sea}\n"))[1]) == [("replaced-entry", 3)]


def test_the_tutorial_under_two_trees_of_issues(tmp_path: Path) -> None:
    with as_file(files("stancegraph.data").joinpath("tutorial")) as path:
        shutil.copytree(path, tmp_path / "tutorial")
    recoding = tmp_path / "recoding.yaml"
    recoding.write_text("recoding: [{from: dam-inspections, to: demilitarised-zone}]\n", encoding="utf-8")
    asked: list[dict[str, Any]] = []
    for number, inputs in enumerate([[tmp_path / "tutorial"], [tmp_path / "tutorial", recoding]]):
        graph = StanceGraph.build(inputs, tmp_path / f"g{number}", shapes=False)
        asked.append(
            {
                issue: json.dumps(graph.ask("positions", about=issue).to_dict()["rows"]).count('"reading"')
                for issue in ("dam-inspections", "demilitarised-zone")
            }
        )
    before, after = asked
    assert after["demilitarised-zone"] == after["dam-inspections"] == sum(before.values())
