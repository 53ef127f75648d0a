"""A store with one stance, what it rests on, a conclusion and a second annotator's reading; three graphs to ask."""

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox
import pytest

from stancegraph.building import build
from stancegraph.iris import Names
from stancegraph.queries.context import Context
from stancegraph.queries.door import Door, Graphs
from stancegraph.store.directory import GraphDirectory

TURTLE = """
stance:s1 a sg:Stance ; sg:holder actor:iran ; sg:target prop:missiles ; sg:position sg:reject ; sg:evidence span:s1 .
span:s1 a sg:TextSpan ; oa:hasSelector span:s1.quote .
span:s1.quote a oa:TextQuoteSelector ; oa:exact "not on the agenda" .
actor:iran a sg:State ; skos:prefLabel "Iran"@en , "Иран"@ru .
"""

TABLES = {
    "un_votes.csv": "rcid,country,country_code,vote\n3,Iran,IR,yes\n3,Namibia,NA,no\n4,Iran,IR,abstain\n",
    "un_roll_calls.csv": "rcid,session,date,unres,short,descr\n3,1,1989-01-01,R/1,WATER,Water\n4,1,1989-02-01,,,Air\n",
    "un_roll_call_issues.csv": "rcid,short_name,issue\n3,hr,Human rights\n",
}


@pytest.fixture(scope="session")
def names() -> Names:
    return Names("https://example.org/")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, names: Names) -> Path:
    """Return the directory of the store."""
    path = tmp_path_factory.mktemp("queries") / "store"
    made = ox.Store(str(path))
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in names.prefixes.items())
    made.load((head + TURTLE).encode(), format=ox.RdfFormat.TURTLE)
    for graph, value in (("derived.officials", "derived"), ("annotator.daily.reader-2", "second")):
        note = ox.NamedNode(names.expand("skos:note"))
        stance, where = ox.NamedNode(names.expand("stance:s1")), ox.NamedNode(names.expand(f"graph:{graph}"))
        made.add(ox.Quad(stance, note, ox.Literal(value), where))
    made.flush()
    return path


@pytest.fixture(scope="session")
def door(store: Path, names: Names) -> Iterator[Door]:
    """Return a door that all tests share: a warm process."""
    with Door(store, names, timeout=20) as door:
        yield door


def context_of(path: Path, graphs: Graphs = Graphs.PRIMARY) -> Iterator[Context]:
    """Yield what is needed to ask questions of a graph."""
    graph = GraphDirectory.open(path)
    with Door(graph.store, Names(graph.manifest.base), graphs=graphs, timeout=30) as door:
        yield Context.of(graph, door)


@pytest.fixture(scope="session")
def context(tutorial: Path) -> Iterator[Context]:
    """Return the tutorial, open."""
    yield from context_of(tutorial)


@pytest.fixture(scope="session")
def everything(tutorial: Path) -> Iterator[Context]:
    """Return the tutorial with second annotators' readings, open."""
    yield from context_of(tutorial, Graphs.ALL)


@pytest.fixture(scope="session")
def quarrel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Return the graph of a small quarrel, open: see the head of its registry."""
    folder, path = Path(__file__).with_name("quarrel"), tmp_path_factory.mktemp("quarrel") / "graph"
    build([folder], path, texts=folder, shapes=False)
    yield from context_of(path)


@pytest.fixture(scope="session")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Return a small table of votes, open."""
    folder = tmp_path_factory.mktemp("votes")
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with as_file(files("stancegraph.data").joinpath("mappings/un-votes.yaml")) as mapping:
        build([folder / name for name in TABLES], folder / "graph", mappings=[mapping], shapes=False)
    yield from context_of(folder / "graph")
