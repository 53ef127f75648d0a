"""`draw` writes the page whole or not at all, the same bytes each time, and says what it cannot do."""

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stancegraph.building import build
from stancegraph.cli import main


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the graph of one article."""
    folder = Path(str(files("stancegraph.data"))) / "tutorial"
    path = tmp_path_factory.mktemp("draw") / "graph"
    build([folder / "registry.yaml", folder / "gazette-2031-02-03.yaml"], path, texts=folder / "texts", shapes=False)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["draw", *map(str, arguments)])


def test_a_page_is_written(graph: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run(graph, "-o", page)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"wrote {page}\n")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run(graph, "-o", "-").stdout_bytes == page.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_the_bytes_do_not_depend_on_the_hash_seed(graph: Path) -> None:
    command = [sys.executable, "-m", "stancegraph", "draw", str(graph), "-o", "-"]
    pages = [
        subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "99")
    ]
    assert pages[0] == pages[1]
    assert len(pages[0]) > 100_000


def test_the_seed_moves_the_picture(graph: Path) -> None:
    assert run(graph, "-o", "-", "--seed", 8).stdout_bytes != run(graph, "-o", "-").stdout_bytes


def test_quotes_can_be_hidden(graph: Path) -> None:
    words = b"would ruin the talks"
    assert words in run(graph, "-o", "-").stdout_bytes
    assert words not in run(graph, "-o", "-", "--quotes", "hash").stdout_bytes


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["-o", "page.html", "--view", "timeline"], 2, "'timeline' is not 'network'"),
        (["-o", "page.png"], 2, "a page is HTML"),
        (["-o", "page.html", "--seed", "-1"], 2, "--seed"),
        ([], 2, "Missing option '-o'"),
    ],
    ids=["view", "suffix", "seed", "no-file"],
)
def test_wrong_usage(graph: Path, arguments: list[str], code: int, message: str) -> None:
    result = run(graph, *arguments)
    assert result.exit_code == code
    assert message in result.stderr


def test_what_is_no_graph(tmp_path: Path) -> None:
    result = run(tmp_path, "-o", tmp_path / "page.html")
    assert result.exit_code == 3
    assert "is not a built graph" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_is_there_stays_when_the_new_one_cannot_be_written(graph: Path, tmp_path: Path) -> None:
    page = tmp_path / "no-such-folder" / "page.html"
    result = run(graph, "-o", page)
    assert result.exit_code == 3
    assert str(page) in result.stderr or "No such file" in result.stderr
