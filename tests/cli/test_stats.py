"""`stats` counts what is in a graph."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from stancegraph.cli import main


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, ["stats", *map(str, arguments)])


def test_a_table(tutorial: Path) -> None:
    result = run(tutorial)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "12 sources, published 2031-02-03 to 2031-09-29"
    assert "stances         79" in lines
    assert "ground           stated 67, inferred 1" in lines
    assert "annotator        annotator:reader-1 68, annotator:reader-2 11" in lines


def test_json(tutorial: Path) -> None:
    read = json.loads(run(tutorial, "--format", "json").stdout)
    assert list(read) == ["build", "version", "base", "inputs", "warnings", "published", "counts", "stances"]
    assert read["published"] == {"first": "2031-02-03T17:00:00Z", "last": "2031-09-29T06:00:00Z"}
    assert (read["counts"]["stances"], read["counts"]["Official"]) == (79, 11)
    assert read["stances"]["position"][""] == 8


def test_a_directory_that_is_no_graph(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "is not a built graph" in result.stderr
