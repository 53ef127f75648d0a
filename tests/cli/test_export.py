"""`export` writes the format that is asked for, to a file or to standard output, or says why not."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stancegraph.api import StanceGraph
from stancegraph.building import build
from stancegraph.cli import main


@pytest.fixture(scope="module")
def graph(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one small article, built."""
    path = tmp_path_factory.mktemp("tiny") / "graph"
    build([root / "tests/render/tiny"], path)
    return path


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_the_suffix_chooses_and_nothing_goes_to_standard_output(graph: Path, root: Path, tmp_path: Path) -> None:
    done = run(graph, "-o", tmp_path / "a.ttl")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "a.ttl").read_bytes() == (root / "tests/render/tiny/ferry-1.ttl").read_bytes()


def test_standard_output_is_turtle_or_what_is_asked_for(graph: Path) -> None:
    assert run(graph, "-o", "-").stdout.startswith("@prefix actor:")
    assert run(graph, "-o", "-", "--format", "nt").stdout.startswith("<https://w3id.org/stancegraph/data/> ")


def test_parquet_goes_through_a_pipe_unchanged(graph: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "stancegraph", "export", str(graph), "-o", "-", "--format", "parquet"]
    piped = subprocess.run(command, capture_output=True, check=True).stdout
    run(graph, "-o", tmp_path / "a.parquet")
    assert piped == (tmp_path / "a.parquet").read_bytes()


def test_the_format_overrules_the_suffix(graph: Path, tmp_path: Path) -> None:
    run(graph, "-o", tmp_path / "a.txt", "--format", "nq")
    run(graph, "-o", tmp_path / "a.nq")
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "a.nq").read_bytes()


def test_layers_and_quotes_are_passed_on(graph: Path) -> None:
    text = run(graph, "-o", "-", "--layer", "sources", "--quotes", "hash").stdout
    assert "sg:TextSpan" in text
    assert "sg:Stance" not in text
    assert "oa:exact" not in text


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-o", "a.docx"], 2, "--format ttl|nt"),
        (["-o", "a.csv", "--layer", "derived"], 2, "layers are readings"),
        (["-o", "a.ttl", "--layer", "everything"], 2, "'everything' is not one of"),
        ([], 2, "Missing option '-o'"),
        (["-o", "missing/a.ttl"], 3, "missing/a.ttl: No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_told(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(graph, *arguments)
    assert done.exit_code == code
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_graph_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "-o", tmp_path / "a.ttl")
    assert done.exit_code == 3
    assert "is not a built graph" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("output", ["/dev/full", "-"])
def test_a_full_device_is_told(graph: Path, output: str) -> None:
    command = [sys.executable, "-m", "stancegraph", "export", str(graph), "-o", output, "--format", "ttl"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 5
    assert "No space left on device" in done.stderr


def test_a_built_export_exports_the_same_bytes(graph: Path, tmp_path: Path) -> None:
    run(graph, "-o", tmp_path / "first.ttl")
    assert CliRunner().invoke(main, ["build", str(tmp_path / "first.ttl"), "-o", str(tmp_path / "g")]).exit_code == 0
    run(tmp_path / "g", "-o", tmp_path / "second.ttl")
    assert (tmp_path / "second.ttl").read_bytes() == (tmp_path / "first.ttl").read_bytes()


def test_python_writes_the_same(graph: Path, tmp_path: Path) -> None:
    run(graph, "-o", tmp_path / "first.trig", "--quotes", "short")
    with StanceGraph.open(graph) as opened:
        opened.write(tmp_path / "second.trig", quotes="short")
        assert "stance:ferry-1.reader-1.s2" in {key for *_ends, key in opened.to_networkx().edges(keys=True)}
    assert (tmp_path / "second.trig").read_bytes() == (tmp_path / "first.trig").read_bytes()
