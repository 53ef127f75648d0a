"""`show` tells what a graph says of one node, as a table, JSON or Turtle."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from stancegraph.cli import main


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, ["show", *map(str, arguments)])


@pytest.mark.parametrize(
    "name", ["arland", "actor:arland", "Aldhaven", "https://w3id.org/stancegraph/data/actor/arland"]
)
def test_a_table(tutorial: Path, name: str) -> None:
    result = run(tutorial, name)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:4] == ["Arland", "actor:arland (State)", "", "field       value"]
    assert "metonym     Aldhaven" in lines
    assert lines[-1].startswith("named by others as: ")


def test_json(tutorial: Path) -> None:
    read = json.loads(run(tutorial, "wire-2031-03-24.denial", "--format", "json").stdout)
    assert list(read) == ["iri", "label", "types", "values", "namedBy", "quotes"]
    assert read["types"] == ["Stance"]
    assert read["values"]["holder"] == [
        {"value": "https://w3id.org/stancegraph/data/actor/pavo-lind", "label": "Pavo Lind"}
    ]
    assert read["quotes"][-1]["exact"] == '"No boat has been seized. One boat has been moored,"'


def test_turtle(tutorial: Path) -> None:
    result = run(tutorial, "prop.tolls-halved", "--format", "ttl")
    triples = list(ox.parse(result.stdout.encode(), format=ox.RdfFormat.TURTLE))
    assert {triple.subject.value for triple in triples} == {"https://w3id.org/stancegraph/data/prop/tolls-halved"}


def test_readings_of_second_annotators_are_found_too(tutorial: Path) -> None:
    result = run(tutorial, "stance:gazette-2031-02-03.reader-2.ruin")
    assert "reader-2 (annotator:reader-2)" in result.stdout


def test_a_name_of_several_things_lists_them(tutorial: Path) -> None:
    result = run(tutorial, "dovara-season")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "hint: write one of: stance:digest-2031-06-25.reader-1.dovara-season, " in result.stderr


@pytest.mark.parametrize(
    ("name", "hint"),
    [("Arlnad", "did you mean 'arland'?"), ("Sweden", "nothing in this graph speaks of it"), ('"> ?x', "nothing in")],
)
def test_nothing_of_that_name(tutorial: Path, name: str, hint: str) -> None:
    result = run(tutorial, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"there is nothing called {name!r} in this graph\n  hint: {hint}" in result.stderr


def test_a_directory_that_is_no_graph(tmp_path: Path) -> None:
    result = run(tmp_path, "arland")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "is not a built graph" in result.stderr


def test_usage(tutorial: Path) -> None:
    assert run(tutorial).exit_code == 2
    assert run(tutorial, "arland", "--format", "csv").exit_code == 2
