"""A store with one stance, what it rests on, a conclusion and a second annotator's reading; three graphs to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
from ruamel.yaml import YAML

from stancegraph.building import build
from stancegraph.iris import Names
from stancegraph.queries.asking import ask_in
from stancegraph.queries.context import Context
from stancegraph.queries.door import Door, Graphs
from stancegraph.queries.named_answer import NamedAnswer
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


CORPORA: Final = {"tutorial": "tutorial", "article": "sources/albawaba-2026-02-06.yaml"}


@dataclass
class Corpus:
    """A built corpus and its right answers."""

    context: Context
    truth: dict[str, Any]

    def ask(self, name: str, at: Any = None, known_by: Any = None, **given: Any) -> NamedAnswer:
        dates = [None if date is None else str(date) for date in (at, known_by or at)]
        return ask_in(self.context, name, given, at=dates[0], known_by=dates[1])

    def rows(self, name: str, **given: Any) -> list[dict[str, Any]]:
        """Return the rows of an answer with short names."""
        return [{key: self.short(value) for key, value in row.items()} for row in self.ask(name, **given).rows]

    @property
    def questions(self) -> dict[str, Any]:
        found: dict[str, Any] = self.truth["questions"]
        return found

    def short(self, value: Any) -> Any:
        """Return a value as the right answers write it: `source.id` for a stance, `claim source.id`, or an id."""
        if isinstance(value, list):
            return [self.short(one) for one in value]
        if not isinstance(value, str) or "://" not in value:
            return value
        local = value.rpartition("/")[2].replace(".reader-1.", ".")
        return f"claim {local}" if "/claim/" in value else local

    def curie(self, reading: str) -> str:
        """Return the CURIE of a reading as the right answers name it."""
        kind, _, name = reading.rpartition(" ")
        source, _, local = name.partition(".")
        return f"{kind or 'stance'}:{source}.reader-1.{local}"

    def read(self, row: dict[str, Any]) -> list[str]:
        """Return the readings of a row."""
        found: list[str] = self.listed(row["reading"]) if "reading" in row else row["readings"]
        return found

    def all_read(self, rows: list[dict[str, Any]]) -> set[str]:
        return {reading for row in rows for reading in self.read(row)}

    def listed(self, value: Any) -> list[Any]:
        return value if isinstance(value, list) else [value]

    def agrees(self, row: dict[str, Any], expected: dict[str, Any], *keys: str) -> bool:
        """Tell whether a row has the values that are expected of it under some keys."""
        return all(row[key] == expected[key] for key in keys if key in expected)


@pytest.fixture(scope="session", params=sorted(CORPORA))
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Corpus]:
    """Return one corpus after the other."""
    name: str = request.param
    path = tmp_path_factory.mktemp(name) / "graph"
    with as_file(files("stancegraph.data").joinpath(CORPORA[name])) as data:
        build([data], path, texts=data / "texts" if data.is_dir() else None, shapes=False)
    truth = YAML(typ="safe").load((root / "tests" / name / "truth.yaml").read_text(encoding="utf-8"))
    graph = GraphDirectory.open(path)
    with Door(graph.store, Names(graph.manifest.base), timeout=30) as door:
        yield Corpus(Context.of(graph, door), truth)
