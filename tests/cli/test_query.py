"""`query` answers SPARQL on the command line, with the exit codes that the help promises."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from stancegraph.cli import main
from stancegraph.iris import Names
from stancegraph.store.directory import GraphDirectory, publishing
from stancegraph.store.manifest import Manifest

NAMES = Names("https://example.org/")
LABELS = "SELECT ?who ?label { ?who skos:prefLabel ?label } ORDER BY ?who"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built graph of two actors, one with a label that would act on a terminal."""
    path = tmp_path_factory.mktemp("query") / "graph"
    with publishing(path) as version:
        store = ox.Store(str(version / "store"))
        for name, label in (("iran", "Iran"), ("oman", "Oman \x1b[31m\u202e")):
            actor, word = ox.NamedNode(NAMES.expand(f"actor:{name}")), ox.NamedNode(NAMES.expand("skos:prefLabel"))
            store.add(ox.Quad(actor, word, ox.Literal(label)))
        store.flush()
        del store
        Manifest(version="0", base=NAMES.base, inputs=[], options={}, counts={}, graphs=[], latest="2026-02-06").write(
            version
        )
    assert GraphDirectory.open(path).manifest.base == NAMES.base
    return path


def run(graph: Path, *arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["query", str(graph), *arguments], input=stdin)


def test_a_table(graph: Path) -> None:
    result = run(graph, "-q", LABELS)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "who         label",
        "----------  -------------------",
        "actor:iran  Iran",
        "actor:oman  Oman \\x1b[31m\\u202e",
    ]


def test_a_query_from_a_file_and_from_standard_input(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "labels.rq"
    file.write_text(f"\ufeff# Wer heißt wie?\n{LABELS}", encoding="utf-8")
    assert run(graph, str(file)).stdout == run(graph, "-", stdin=LABELS.encode()).stdout != ""


def test_an_empty_select_is_fine(graph: Path) -> None:
    result = run(graph, "-q", "SELECT ?s { ?s a sg:State }")
    assert (result.exit_code, result.stdout) == (0, "s\n-\n")


@pytest.mark.parametrize(("label", "code"), [("Iran", 0), ("Russia", 1)])
def test_ask_ends_with_its_answer(graph: Path, label: str, code: int) -> None:
    result = run(graph, "-q", f'ASK {{ ?s ?p "{label}" }}', "--format", "csv")
    assert (result.exit_code, result.stdout) == (code, "false\n" if code else "true\n")


def test_triples_are_turtle(graph: Path) -> None:
    assert run(graph, "-q", "DESCRIBE actor:iran").stdout.splitlines()[-1] == 'actor:iran skos:prefLabel "Iran" .'


def test_json(graph: Path) -> None:
    result = run(graph, "-q", LABELS, "--format", "json")
    assert len(json.loads(result.stdout)["results"]["bindings"]) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["-q", "SELCT * {}"], 2, "query:1:1: SELCT cannot stand here\n  1 | SELCT * {}\n    | ^"),
        (["-q", ""], 2, "the query is empty"),
        (["-q", "LOAD <http://127.0.0.1/>"], 2, "LOAD is an update, and a built graph is read-only"),
        (["-q", "ASK { SERVICE <http://127.0.0.1/> {} }"], 2, "SERVICE is refused: a query never makes a request"),
        (["-q", "SELECT * {}", "--format", "ttl"], 2, "SELECT returns rows, which cannot be written as ttl"),
        (["-q", "ASK {}", "--format", "xlsx"], 2, "'xlsx' is not one of"),
        (["-q", "ASK {}", "--timeout", "0"], 2, "--timeout"),
        (["-q", "ASK {}", "also.rq"], 2, "give one query"),
        ([], 2, "give one query"),
        (["no-such.rq"], 3, "no-such.rq: No such file"),
    ],
)
def test_what_goes_wrong_is_said(graph: Path, arguments: list[str], code: int, message: str) -> None:
    result = run(graph, *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_a_query_that_is_not_utf8(graph: Path) -> None:
    result = run(graph, "-", stdin=b"ASK { ?s ?p '\xff' }")
    assert result.exit_code == 3
    assert "not UTF-8: byte 13" in result.stderr


def test_the_file_is_named_with_the_line(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "wrong.rq"
    file.write_text("ASK {\n  ?s ?p\n}\n")
    result = run(graph, str(file))
    assert f"{file}:3:1: }} cannot stand here\n  3 | }}\n    | ^" in result.stderr


def test_a_slow_query_is_stopped(graph: Path) -> None:
    product = " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(40))
    result = run(graph, "-q", f"SELECT (COUNT(*) AS ?n) {{ {product} }}", "--timeout", "0.3")
    assert result.exit_code == 5
    assert "longer than 0.3 s" in result.stderr


def test_a_directory_that_is_no_graph(tmp_path: Path) -> None:
    result = run(tmp_path, "-q", "ASK {}")
    assert result.exit_code == 3
    assert "is not a built graph" in result.stderr


def on_terminal(graph: Path, columns: int, **environment: str) -> str:
    """Return what the program writes on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
    command = [sys.executable, "-m", "stancegraph", "query", str(graph), "-q", LABELS]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**inherited, **environment}) as process:
        os.close(theirs)
        written = b""
        while chunk := _read(ours):
            written += chunk
        process.wait()
    os.close(ours)
    return written.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how a terminal says that the other end is closed
        return b""


def test_a_table_fits_the_terminal(graph: Path) -> None:
    lines = on_terminal(graph, 28, NO_COLOR="1").splitlines()
    assert max(map(len, lines)) <= 28
    assert lines[3:5] == ["actor:oman  Oman", "            \\x1b[31m\\u202e"]


def test_colour_is_for_terminals_that_want_it(graph: Path) -> None:
    assert on_terminal(graph, 80).startswith("\x1b[1mwho")
    assert "\x1b" not in on_terminal(graph, 80, NO_COLOR="1")
