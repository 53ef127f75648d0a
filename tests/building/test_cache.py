"""What a build need not do again changes nothing in what it builds."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pyoxigraph as ox
import pytest

from stancegraph.building import build
from stancegraph.errors import InvalidInput
from stancegraph.iris import Names
from stancegraph.rules import shape_jobs
from stancegraph.rules.checking import shape_findings
from stancegraph.store.directory import GraphDirectory

REGISTRY = """\
registry:
  actors:
  - {id: the-daily, type: media-outlet, label: The Daily}
  - {id: arland, type: state, label: {en: Arland}}
  - {id: brin, type: state, label: Brin}
  propositions: [{id: tolls-rise, label: Tolls rise, about: peace-and-security}]
"""
ARTICLE = """\
format: 1
source: {{id: daily-{number}, publisher: the-daily, published: 2031-03-0{number}, title: Talks}}
annotator: reader-1
readings:
- via: []
  stances: [{{id: s1, holder: {holder}, target: tolls-rise, position: reject, quote: "It will not pay {number}."}}]
"""
ARTICLES = 4
KILLED = """
import os, sys
from pathlib import Path
from stancegraph.building import build
from stancegraph.rules import shape_jobs
from stancegraph.rules.checking import shape_findings
left = [1, 2]
def dying(turtle, names):
    if not left:
        os.kill(os.getpid(), 9)
    left.pop()
    return shape_findings(turtle, names)
shape_jobs._TOGETHER, shape_jobs.shape_findings = 1, dying
build([Path(sys.argv[1])], Path(sys.argv[2]), jobs=1)
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with a registry and articles: five pieces, one of them the registry's."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "registry.yaml").write_text(REGISTRY, encoding="utf-8")
    for number in range(1, ARTICLES + 1):
        add_article(folder, number)
    return folder


def add_article(folder: Path, number: int, holder: str = "arland") -> None:
    (folder / f"daily-{number}.yaml").write_text(ARTICLE.format(number=number, holder=holder), encoding="utf-8")


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, Path], int]:
    """Return a function that builds a graph, and tells how many pieces it held against the shapes."""
    seen: list[bytes] = []

    def noted(turtle: bytes, names: Names) -> list[tuple[str, str]]:
        seen.append(turtle)
        return shape_findings(turtle, names)

    def built(corpus: Path, graph: Path) -> int:
        seen.clear()
        build([corpus], graph, jobs=1)
        return len(seen)

    monkeypatch.setattr(shape_jobs, "_TOGETHER", 1)
    monkeypatch.setattr(shape_jobs, "shape_findings", noted)
    return built


def content(path: Path) -> list[bytes]:
    """Return the bytes of everything that is published, the triples in order."""
    graph = GraphDirectory.open(path)
    quads = ox.Store.read_only(str(graph.store)).dump(format=ox.RdfFormat.N_QUADS) or b""
    files = [graph.version / name for name in ("statements.parquet", "about.parquet", "manifest.json")]
    return [*(file.read_bytes() for file in files), b"\n".join(sorted(quads.splitlines()))]


def test_the_number_of_processes_and_what_is_known_change_no_byte(root: Path, tmp_path: Path) -> None:
    folder = root / "data" / "tutorial"
    for jobs in (1, 2, 3):
        build([folder], tmp_path / str(jobs), texts=folder / "texts", jobs=jobs)
    first = content(tmp_path / "1")
    build([folder], tmp_path / "1", texts=folder / "texts")
    assert content(tmp_path / "1") == first == content(tmp_path / "2") == content(tmp_path / "3")
    assert len({(tmp_path / str(jobs) / "cache").read_bytes() for jobs in (1, 2, 3)}) == 1


def test_what_was_checked_is_not_checked_again(
    corpus: Path, tmp_path: Path, count: Callable[[Path, Path], int]
) -> None:
    graph = tmp_path / "g"
    assert count(corpus, graph) == ARTICLES + 1
    assert count(corpus, graph) == 0
    add_article(corpus, 9)
    assert count(corpus, graph) == 1
    (corpus / "daily-9.yaml").unlink()
    assert count(corpus, graph) == 0
    assert (
        len((graph / "cache").read_text(encoding="ascii").split()) == ARTICLES + 1
    )  # the article that left is forgotten


def test_what_rests_on_a_changed_entry_is_checked_again(
    corpus: Path, tmp_path: Path, count: Callable[[Path, Path], int]
) -> None:
    add_article(corpus, 1, holder="brin")
    count(corpus, tmp_path / "g")
    (corpus / "registry.yaml").write_text(REGISTRY.replace("label: Brin", "label: Great Brin"), encoding="utf-8")
    assert count(corpus, tmp_path / "g") == 2  # the registry, and the one article that names Brin


def test_another_base_is_another_graph(corpus: Path, tmp_path: Path, count: Callable[[Path, Path], int]) -> None:
    count(corpus, tmp_path / "g")
    build([corpus], tmp_path / "g", base="https://example.org/", jobs=1)
    assert count(corpus, tmp_path / "g") == ARTICLES + 1


def test_a_copied_graph_brings_what_it_knows(corpus: Path, tmp_path: Path, count: Callable[[Path, Path], int]) -> None:
    count(corpus, tmp_path / "g")
    copytree(tmp_path / "g", tmp_path / "copy")
    assert count(corpus, tmp_path / "copy") == 0


@pytest.mark.parametrize(
    ("tamper", "again"),
    [
        (lambda known: known[::-1].lstrip(), ARTICLES + 1),  # hashes still, but of nothing
        (lambda known: b"\x00\xff{" + known, 1),  # one line is broken
        (lambda _known: b"", ARTICLES + 1),
    ],
)
def test_a_file_that_was_tampered_with_costs_a_check_and_changes_nothing(
    corpus: Path, tmp_path: Path, count: Callable[[Path, Path], int], tamper: Callable[[bytes], bytes], again: int
) -> None:
    graph = tmp_path / "g"
    count(corpus, graph)
    before = content(graph)
    (graph / "cache").write_bytes(tamper((graph / "cache").read_bytes()))
    assert count(corpus, graph) == again
    assert content(graph) == before


def test_what_does_not_conform_is_never_known_to(corpus: Path, tmp_path: Path) -> None:
    graph = tmp_path / "g"
    build([corpus], graph, jobs=1)
    before = content(graph)
    second = REGISTRY.replace("registry:", "new:").replace("en: Arland", "en: Arlandia")
    with (corpus / "daily-1.yaml").open("a", encoding="utf-8") as file:
        file.write(second)
    for _ in range(2):
        with pytest.raises(InvalidInput, match="at most one a language"):
            build([corpus], graph, jobs=1)
    assert content(graph) == before


def test_a_build_that_was_killed_leaves_the_graph_and_what_it_had_checked(
    corpus: Path, tmp_path: Path, count: Callable[[Path, Path], int]
) -> None:
    graph = tmp_path / "g"
    count(corpus, graph)
    before = content(graph)
    for number in (5, 6, 7, 8):
        add_article(corpus, number)
    killed = subprocess.run([sys.executable, "-c", KILLED, corpus, graph], check=False, env=os.environ)
    assert killed.returncode == -signal.SIGKILL
    assert content(graph) == before
    assert count(corpus, graph) == 2  # four are new, and two of them were checked
    assert len((graph / "cache").read_text(encoding="ascii").split()) == ARTICLES + 5


def test_a_first_build_that_was_killed_is_taken_up(
    corpus: Path, tmp_path: Path, count: Callable[[Path, Path], int]
) -> None:
    subprocess.run([sys.executable, "-c", KILLED, corpus, tmp_path / "g"], check=False, env=os.environ)
    assert count(corpus, tmp_path / "g") == ARTICLES - 1
