"""Tables on the command line: mappings, the file of refused rows, exit codes."""

import csv
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stancegraph.cli import main

MAPPING = """\
table:
  file: votes.csv
  source: {id: votes, published: 2031-03-02, title: Votes}
  annotator: clerk
  stance: {id: "{state}", holder: "{state}", target: peace-and-security, about: peace-and-security, act: "{act}"}
"""


@pytest.fixture
def votes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a table, its mapping in another folder; the working directory is a folder of its own."""
    (tmp_path / "votes.csv").write_text("state,act\nIran,demand\nOman,offer\n", encoding="utf-8")
    for name in ("mappings", "here"):
        (tmp_path / name).mkdir()
    (tmp_path / "mappings" / "m.yaml").write_text(MAPPING, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "votes.csv"


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_table_with_its_mapping(votes: Path) -> None:
    built = run("build", votes, "--mapping", "../mappings/m.yaml", "-o", "g")
    assert built.exit_code == 0, built.output
    assert "2 stances" in built.stderr
    assert [entry.name for entry in Path.cwd().iterdir()] == ["g"]


def test_refused_rows_are_written(votes: Path) -> None:
    votes.write_text("state,act\nIran,demand\nAtlantis,offer\nOman,ofer\n", encoding="utf-8")
    built = run("build", votes, "--mapping", "../mappings/m.yaml", "-o", "g")
    assert built.exit_code == 1
    assert f"{votes}:3: there is no actor 'Atlantis'" in built.stderr
    assert "all are in rejects.csv" in built.stderr
    with Path("rejects.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["line"], row["code"]) for row in csv.DictReader(file)] == [
            ("3", "unknown-actor"),
            ("4", "unknown-concept"),
        ]
    assert not Path("g").exists()
    run("build", votes, "--mapping", "../mappings/m.yaml", "-o", "g", "--rejects", "bad.csv")
    assert Path("bad.csv").read_bytes() == Path("rejects.csv").read_bytes()


def test_validate_writes_what_it_is_asked_to(votes: Path) -> None:
    votes.write_text("state,act\nAtlantis,offer\n", encoding="utf-8")
    assert run("validate", votes, "--mapping", "../mappings/m.yaml").exit_code == 1
    assert list(Path.cwd().iterdir()) == []
    assert run("validate", votes, "--mapping", "../mappings/m.yaml", "--rejects", "bad.csv").exit_code == 1
    assert Path("bad.csv").exists()


def test_exit_codes(votes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("build", votes, "-o", "g").exit_code == 1
    assert run("build", votes, "--mapping", "none.yaml", "-o", "g").exit_code == 3
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    excel = votes.rename(votes.with_suffix(".xlsx"))
    mapping = Path("../mappings/m.yaml")
    mapping.write_text(MAPPING.replace("votes.csv", "votes.xlsx"), encoding="utf-8")
    missing = run("build", excel, "--mapping", mapping, "-o", "g")
    assert (missing.exit_code, "pip install 'stancegraph[excel]'" in missing.stderr) == (4, True)
    assert list(Path.cwd().iterdir()) == []
