"""The verbs that prepare and build: what they print, write and end with."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stancegraph.cli import main

TEXT = "Talks begin\n\nArland will not pay.\n"
READING = """
new:
  actors: [{id: the-daily, type: media-outlet, label: The Daily}, {id: arland, type: state, label: Arland}]
  propositions: [{id: tolls-rise, label: Tolls rise, about: peace-and-security}]
readings:
- via: []
  stances: [{holder: arland, target: tolls-rise, position: reject, quote: "Arland will not pay"}]
"""


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return an article, annotated from the skeleton as a new user would."""
    (tmp_path / "daily.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "daily.yaml"
    assert run("new-source", tmp_path / "daily.txt", "-o", path).exit_code == 0
    head = path.read_text(encoding="utf-8").partition("\nnew:")[0]
    head = head.replace("FILL-IN ", "the-daily ", 1).replace("FILL-IN ", "2031-03-02 ", 1)
    path.write_text(head + READING, encoding="utf-8")
    return path


def test_from_skeleton_to_graph(source: Path, tmp_path: Path) -> None:
    assert run("validate", source).exit_code == 0
    built = run("build", source, "-o", tmp_path / "g")
    assert built.exit_code == 0, built.output
    assert "1 stance," in built.stderr
    assert built.stdout == ""
    answer = run(
        "query",
        tmp_path / "g",
        "-q",
        "SELECT ?quote { ?s sg:evidence/oa:hasSelector/oa:exact ?quote }",
        "--format",
        "csv",
    )
    assert answer.stdout.split() == ["quote", "Arland", "will", "not", "pay"]


def test_a_skeleton_does_not_replace_a_file(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    again = run("new-source", tmp_path / "daily.txt", "-o", source)
    assert again.exit_code == 2
    assert "nothing was changed" in again.stderr
    assert source.read_bytes() == before


def test_anchors_stand_in_for_the_text(source: Path, tmp_path: Path) -> None:
    assert run("anchor", source, "--text", tmp_path / "daily.txt").exit_code == 0
    with_text = run("build", source, "-o", tmp_path / "a")
    (tmp_path / "daily.txt").unlink()
    without = run("build", source, "-o", tmp_path / "b")
    assert (with_text.exit_code, without.exit_code, without.stderr.count("warning")) == (0, 0, 0)
    offsets = "SELECT ?start ?end { ?s oa:start ?start ; oa:end ?end }"
    rows = [run("query", tmp_path / name, "-q", offsets, "--format", "csv").stdout for name in "ab"]
    assert rows[0] == rows[1] == "start,end\n13,32\n"


def test_a_text_that_changed_is_an_error(source: Path, tmp_path: Path) -> None:
    run("anchor", source, "--text", tmp_path / "daily.txt")
    (tmp_path / "daily.txt").write_text(TEXT + "More.\n", encoding="utf-8")
    result = run("validate", source)
    assert result.exit_code == 1
    assert "text-changed" in result.stderr


def test_problems_as_json(source: Path) -> None:
    source.write_text(source.read_text(encoding="utf-8").replace("reject", "rejct"), encoding="utf-8")
    result = run("validate", source, "--format", "json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)
    assert problem.keys() == {"file", "line", "column", "code", "id", "message", "hint", "severity"}
    assert (problem["file"], problem["code"], problem["severity"]) == (str(source), "unknown-concept", "error")
    assert (problem["line"], problem["hint"]) == (16, "did you mean 'reject'?")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe", 3), (b"a: [", 3), (b"- a", 3), (b"x: 1\n", 3), (b"format: 1\nsource: {}\n", 1)],
)
def test_exit_codes(tmp_path: Path, content: bytes, code: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    verbs: list[list[Path | str]] = [["validate", path], ["build", path, "-o", tmp_path / "g"]]
    for verb in verbs:
        result = run(*verb)
        assert result.exit_code == code, result.output
        assert str(path) in result.stderr
        assert "hint:" in result.stderr
    assert not (tmp_path / "g").exists()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    result = run("build", tmp_path / "none.yaml", "-o", tmp_path / "g")
    assert result.exit_code == 3
    assert "does not exist" in result.stderr
    assert run("query", tmp_path / "none", "-q", "ASK {}").exit_code == 3
