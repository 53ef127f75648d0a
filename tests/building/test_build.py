"""A build is a function of its inputs: visible whole or not at all, and the same bytes every time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from stancegraph.api import StanceGraph
from stancegraph.building import build
from stancegraph.errors import GraphDirectoryError, InvalidInput
from stancegraph.store.directory import GraphDirectory, publishing

ARTICLE = """\
format: 1
source: {{id: daily-{number}, publisher: the-daily, published: 2031-03-0{number}, title: Talks}}
annotator: reader-1
new:
  actors: [{{id: the-daily, type: media-outlet, label: The Daily}}, {{id: arland, type: state, label: Arland}}]
  issues: [{{id: tolls, label: Tolls}}]
  propositions: [{{id: tolls-rise, label: Tolls rise, advances: tolls}}]
readings:
- via: []
  stances:
  - {{id: s1, holder: arland, target: tolls-rise, position: reject, act: refuse,
     quote: "Arland will not pay {number}."}}
"""
ASK_ALL = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"daily-{number}.yaml" for number in (1, 2, 3)]
    for number, path in enumerate(paths, 1):
        path.write_text(ARTICLE.format(number=number), encoding="utf-8")
    return paths


def content(path: Path) -> tuple[list[dict[str, str]], list[dict[str, object]], str]:
    with StanceGraph.open(path) as graph:
        return graph.select(ASK_ALL), graph.statements().to_pylist(), graph.directory.manifest.build


def test_the_order_of_inputs_changes_nothing(articles: list[Path], tmp_path: Path) -> None:
    build(articles, tmp_path / "a", shapes=False)
    build(articles[::-1], tmp_path / "b", shapes=False)
    build([tmp_path, *articles], tmp_path / "c", shapes=False)
    assert content(tmp_path / "a") == content(tmp_path / "b") == content(tmp_path / "c")


def test_hash_seeds_change_no_byte(articles: list[Path], tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from stancegraph.building import build\n"
        "build([Path(name) for name in sys.argv[2:]], Path(sys.argv[1]), shapes=False)"
    )
    for seed in ("0", "1", "2"):
        command = [sys.executable, "-c", script, str(tmp_path / seed), *map(str, articles)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    versions = [GraphDirectory.open(tmp_path / seed) for seed in ("0", "1", "2")]
    for name in ("statements", "about"):
        assert len({version.table(name).read_bytes() for version in versions}) == 1
    assert len({(version.version / "manifest.json").read_bytes() for version in versions}) == 1


def test_a_copied_and_moved_graph_is_the_same(articles: list[Path], tmp_path: Path) -> None:
    build(articles, tmp_path / "a", shapes=False)
    before = content(tmp_path / "a")
    subprocess.run(["cp", "-r", tmp_path / "a", tmp_path / "copy"], check=True)
    (tmp_path / "a").rename(tmp_path / "moved")
    assert content(tmp_path / "copy") == content(tmp_path / "moved") == before


def test_nothing_lies_beside_the_directory(articles: list[Path], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    build(articles, tmp_path / "out" / "g", shapes=False)
    assert [entry.name for entry in (tmp_path / "out").iterdir()] == ["g"]


def test_a_wrong_input_leaves_the_graph_as_it_was(articles: list[Path], tmp_path: Path) -> None:
    build(articles[:1], tmp_path / "g", shapes=False)
    before = content(tmp_path / "g")
    articles[1].write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(InvalidInput):
        build(articles, tmp_path / "g", shapes=False)
    assert content(tmp_path / "g") == before


def test_a_wrong_input_leaves_no_directory(articles: list[Path], tmp_path: Path) -> None:
    articles[0].write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(InvalidInput):
        build(articles, tmp_path / "g", shapes=False)
    assert not (tmp_path / "g").exists()


def test_a_build_replaces_the_graph_and_readers_keep_the_old_one(articles: list[Path], tmp_path: Path) -> None:
    build(articles[:1], tmp_path / "g", shapes=False)
    with StanceGraph.open(tmp_path / "g") as old:
        rows = old.select(ASK_ALL)
        build(articles, tmp_path / "g", shapes=False)
        assert old.select(ASK_ALL) == rows
    assert len(content(tmp_path / "g")[1]) == len(articles)


def test_a_directory_of_something_else_is_refused(articles: list[Path], tmp_path: Path) -> None:
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "thesis.tex").write_text("x", encoding="utf-8")
    with pytest.raises(GraphDirectoryError, match="nothing was changed"):
        build(articles, tmp_path / "g", shapes=False)
    assert [entry.name for entry in (tmp_path / "g").iterdir()] == ["thesis.tex"]


def test_two_builds_into_one_directory_exclude_each_other(tmp_path: Path) -> None:
    with (
        publishing(tmp_path / "g"),
        pytest.raises(GraphDirectoryError, match="another build"),
        publishing(tmp_path / "g"),
    ):
        pass


def test_what_an_interrupted_build_left_is_in_nobodys_way(articles: list[Path], tmp_path: Path) -> None:
    (tmp_path / "g" / "versions" / "unfinished" / "store").mkdir(parents=True)
    (tmp_path / "g" / "lock").touch()
    build(articles, tmp_path / "g", shapes=False)
    assert len(content(tmp_path / "g")[1]) == len(articles)


def test_a_newer_format_is_refused_in_words(articles: list[Path], tmp_path: Path) -> None:
    build(articles, tmp_path / "g", shapes=False)
    manifest = GraphDirectory.open(tmp_path / "g").version / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8")) | {"format": 99}), encoding="utf-8")
    with pytest.raises(GraphDirectoryError, match="newer"):
        GraphDirectory.open(tmp_path / "g")


def test_only_what_is_used_of_the_registry_comes_in(articles: list[Path], tmp_path: Path) -> None:
    build(articles, tmp_path / "g", shapes=False)
    with StanceGraph.open(tmp_path / "g") as graph:
        actors = {row["a"] for row in graph.select("SELECT DISTINCT ?a { ?a a sg:Actor }")}
    assert {actor.rpartition("/")[2] for actor in actors} == {"arland", "the-daily"}


def test_the_base_is_the_users(articles: list[Path], tmp_path: Path) -> None:
    build(articles, tmp_path / "g", base="https://example.org/x#", shapes=False)
    assert {row["holder"] for row in content(tmp_path / "g")[1]} == {"https://example.org/x#actor/arland"}
    with pytest.raises(ValueError, match="absolute IRI"):
        build(articles, tmp_path / "g2", base="here", shapes=False)


def test_a_second_annotator_has_a_graph_of_their_own(articles: list[Path], tmp_path: Path) -> None:
    second = tmp_path / "daily-1.reader-2.yaml"
    second.write_text(articles[0].read_text(encoding="utf-8").replace("reader-1", "reader-2"), encoding="utf-8")
    build([*articles, second], tmp_path / "g", shapes=False)
    table = pq.read_table(GraphDirectory.open(tmp_path / "g").table("statements"))
    assert table.column("primary").to_pylist().count(False) == 1
    theirs = "SELECT ?s { ?s a sg:Stance ; sg:annotator annotator:reader-2 }"
    with StanceGraph.open(tmp_path / "g") as primary, StanceGraph.open(tmp_path / "g", graphs="all") as everything:
        assert primary.select(theirs) == []
        assert [row["s"].rpartition("/")[2] for row in everything.select(theirs)] == ["daily-1.reader-2.s1"]
        graphs = everything.select("SELECT ?g { GRAPH ?g { ?s a sg:Stance } }")
    assert [row["g"].rpartition("/")[2] for row in graphs] == ["annotator.daily-1.reader-2"]


def test_a_reading_of_a_source_that_is_not_there_is_an_error(articles: list[Path], tmp_path: Path) -> None:
    document = articles[0].read_text(encoding="utf-8")
    articles[0].write_text(
        document.replace("{id: s1,", "{id: s1, supersedes: stance:daily-9.reader-1.s1,"), encoding="utf-8"
    )
    with pytest.raises(InvalidInput, match=r"daily-1\.yaml:11:.*stance:daily-9"):
        build(articles, tmp_path / "g", shapes=False)


def test_the_shapes_hold(articles: list[Path], tmp_path: Path) -> None:
    assert build(articles, tmp_path / "g").counts["stances"] == len(articles)
