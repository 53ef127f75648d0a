"""`review` prints where annotators differ and how far they agree, and writes a file to decide in."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stancegraph.api import StanceGraph
from stancegraph.cli import main


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, ["review", *map(str, arguments)])


def test_three_tables(tutorial: Path) -> None:
    result = run(tutorial)
    assert (result.exit_code, result.stderr) == (0, "")
    differences, _, agreement, _, doubts, *_ = [part for part in result.stdout.split("\n\n") if part]
    assert differences == "Where annotators differ: 28 differences in 3 sources with several annotators"
    assert agreement == "How far they agree on stances, with intervals by bootstrap (1000 samples, seed 7)"
    assert doubts == "What needs a second reader: 11 cases"
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "0.33 gazette-2031-02-03 stance dam-only position reader-1: insist; reader-2: support" in lines
    assert "1.00 gazette-2031-02-03 stance arland-agenda missing reader-2 has none; reader-1: Arland does not." in lines
    assert "reader-1, reader-2 act alpha, nominal 0.67 0.26 to 1.00 11" in lines
    assert "digest-2031-06-25 certainty alpha, nominal undefined – 0" in lines
    assert "low-certainty, needs-review wire-2031-03-24 stance options reader-1, reader-2 All options are open" in lines


def test_json_is_what_python_gives(tutorial: Path) -> None:
    result = run(tutorial, "--format", "json")
    read = json.loads(result.stdout)
    assert list(read) == ["sources", "differences", "agreement", "needsReview"]
    with StanceGraph.open(tutorial) as graph:
        assert read == graph.review().to_dict()


def test_a_file_to_decide_in(tutorial: Path, tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    result = run(tutorial, "--adjudicate", "-o", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "then give it to build" in result.stderr
    text = path.read_text(encoding="utf-8")
    assert text == run(tutorial, "--adjudicate", "-o", "-").stdout
    again = run(tutorial, "--adjudicate", "-o", path)
    assert again.exit_code == 2
    assert "--force" in again.stderr
    path.write_text("", encoding="utf-8")
    assert run(tutorial, "--adjudicate", "-o", path, "--force").exit_code == 0
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("words", [["--adjudicate"], ["-o", "decisions.yaml"]])
def test_the_two_options_go_together(tutorial: Path, words: list[str]) -> None:
    result = run(tutorial, *words)
    assert result.exit_code == 2
    assert "go together" in result.stderr


def test_where_nothing_is_to_be_decided_nothing_is_written(root: Path, tmp_path: Path) -> None:
    folder = root / "data" / "tutorial"
    files = [folder / "registry.yaml", folder / "gazette-2031-02-14.yaml"]
    StanceGraph.build(files, tmp_path / "g", texts=folder / "texts", shapes=False).close()
    result = run(tmp_path / "g", "--adjudicate", "-o", tmp_path / "decisions.yaml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing is to be decided" in result.stderr
    assert not (tmp_path / "decisions.yaml").exists()
    assert "no source has been read by two annotators" in run(tmp_path / "g").stdout


def test_a_directory_that_is_no_graph(tmp_path: Path) -> None:
    assert run(tmp_path).exit_code == 3


def test_undecided_files_are_refused_by_validate_and_build(root: Path, tutorial: Path, tmp_path: Path) -> None:
    folder, path = root / "data" / "tutorial", tmp_path / "decisions.yaml"
    run(tutorial, "--adjudicate", "-o", path)
    inputs = [str(folder), str(path), "--texts", str(folder / "texts"), "--no-shapes"]
    result = CliRunner().invoke(main, ["validate", *inputs, "--format", "json"])
    assert result.exit_code == 1
    problems = [one for one in json.loads(result.stdout) if one["severity"] == "error"]
    assert [one["code"] for one in problems] == ["undecided"] * 28
    assert all(one["file"] == str(path) and one["line"] and one["hint"] for one in problems)
    assert CliRunner().invoke(main, ["build", *inputs, "-o", str(tmp_path / "g")]).exit_code == 1
    assert not (tmp_path / "g").exists()
