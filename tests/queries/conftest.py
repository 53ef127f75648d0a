"""A store with one stance, what it rests on, a conclusion and a second annotator's reading."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from stancegraph.iris import Names
from stancegraph.queries.door import Door

TURTLE = """
stance:s1 a sg:Stance ; sg:holder actor:iran ; sg:target prop:missiles ; sg:position sg:reject ; sg:evidence span:s1 .
span:s1 a sg:TextSpan ; oa:hasSelector span:s1.quote .
span:s1.quote a oa:TextQuoteSelector ; oa:exact "not on the agenda" .
actor:iran a sg:State ; skos:prefLabel "Iran"@en , "Иран"@ru .
"""


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
