"""Labels and quotes that would break a format come back from each code point for code point, or are refused by name."""

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancegraph.building import build
from stancegraph.errors import ExportError
from stancegraph.iris import Names
from stancegraph.render.export import Format, render_export, write_export
from stancegraph.store.directory import GraphDirectory

NAMES = Names("https://example.org/g/")
LABEL, EXACT = NAMES.expand("skos:prefLabel"), NAMES.expand("oa:exact")
OF_RDFLIB = pytest.mark.filterwarnings(r"ignore:(Dataset|ConjunctiveGraph)\b:DeprecationWarning")  # it warns of itself
FORMULAS = ["=1+1", "+1", "-1", "@A1", "\t=1", "\n=1", "\r=1", "\uff1d1", "'", "'=1", "''", " =1"]
BREAKS = [
    "a\rb\r\nc\nd\te",
    "\u0085",
    "\u2028",
    "]]>",
    "&amp;",
    "<b>",
    "\\u0000",
    "x\\",
    "\\",
    '"',
    "'\"",
    "\x7f",
    "NULL",
]
NOT_IN_XML = ["\x00", "a\x01", "\x08", "\x0b", "\x0c", "\x1f", "\ufffe", "a\uffff"]
RDF = {
    Format.TTL: (ox.RdfFormat.TURTLE, "turtle"),
    Format.NT: (ox.RdfFormat.N_TRIPLES, "nt"),
    Format.RDF: (ox.RdfFormat.RDF_XML, "xml"),
    Format.JSONLD: (ox.RdfFormat.JSON_LD, "json-ld"),
}


def hostile_labels(root: Path) -> list[str]:
    lines = (root / "tests/hostile/payloads/labels.txt").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line and not line.startswith("#")] + FORMULAS + BREAKS


def dump(texts: list[str]) -> str:
    """Return N-Triples of a graph in which the i-th text is the label of prop:p<i> and the quote of a stance on it."""
    said: list[tuple[str, str, str | ox.Literal]] = [
        ("", "rdf:type", "void:Dataset"),
        ("", "void:uriSpace", ox.Literal(NAMES.base)),
        ("actor:a", "rdf:type", "sg:State"),
        ("actor:a", "skos:prefLabel", ox.Literal("A")),
        ("source:d", "rdf:type", "sg:Source"),
        ("source:d", "sg:primaryAnnotator", "annotator:r"),
        ("annotator:r", "rdf:type", "sg:Annotator"),
        ("annotator:r", "skos:prefLabel", ox.Literal("r")),
    ]
    for number, text in enumerate(texts):
        stance, span, quote, target = (
            f"stance:d.r.s{number}",
            f"span:d.{number}",
            f"span:d.{number}.quote",
            f"prop:p{number}",
        )
        said += [(target, "rdf:type", "sg:Proposition"), (target, "skos:prefLabel", ox.Literal(text))]
        said += [(quote, "rdf:type", "oa:TextQuoteSelector"), (quote, "oa:exact", ox.Literal(text))]
        said += [(span, "rdf:type", "sg:TextSpan"), (span, "oa:hasSelector", quote), (span, "oa:hasSource", "source:d")]
        said += [(stance, "rdf:type", "sg:Stance"), (stance, "sg:holder", "actor:a"), (stance, "sg:target", target)]
        said += [(stance, "sg:source", "source:d"), (stance, "sg:ground", "sg:stated"), (stance, "sg:evidence", span)]
        said += [(stance, "sg:annotator", "annotator:r")]
    triples = [
        ox.Triple(node(one), node(two), three if isinstance(three, ox.Literal) else node(three))
        for one, two, three in said
    ]
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(NAMES.expand(name) if name else NAMES.base)


def built(folder: Path, texts: list[str]) -> GraphDirectory:
    path = folder / "dump.nt"
    path.write_text(dump(texts), encoding="utf-8", newline="")
    build([path], folder / "graph", shapes=False)
    return GraphDirectory.open(folder / "graph")


@pytest.fixture(scope="module")
def labels(root: Path) -> list[str]:
    return hostile_labels(root)


@pytest.fixture(scope="module")
def graph(labels: list[str], tmp_path_factory: pytest.TempPathFactory) -> GraphDirectory:
    return built(tmp_path_factory.mktemp("hostile"), labels)


def numbered(found: dict[str, str], kind: str) -> list[str]:
    """Return texts in the order of the numbers in the names of their nodes."""
    numbers = {int(match[1]): text for name, text in found.items() if (match := re.search(rf"{kind}(\d+)", name))}
    return [numbers[number] for number in sorted(numbers)]


@OF_RDFLIB
@pytest.mark.parametrize("form", RDF)
def test_rdf_brings_labels_and_quotes_back(graph: GraphDirectory, labels: list[str], form: Format) -> None:
    data = render_export(graph, form)
    quads = list(ox.parse(data, format=RDF[form][0]))
    for predicate, kind in ((LABEL, "/prop/p"), (EXACT, "/span/d\\.")):
        found = {quad.subject.value: quad.object.value for quad in quads if quad.predicate.value == predicate}
        assert numbered(found, kind) == labels
    foreign = rdflib.Graph().parse(data=data, format=RDF[form][1])
    assert numbered({str(s): str(o) for s, o in foreign.subject_objects(rdflib.URIRef(LABEL))}, "/prop/p") == labels


@pytest.mark.parametrize("form", [Format.TRIG, Format.NQ])
def test_datasets_bring_labels_back(graph: GraphDirectory, labels: list[str], form: Format) -> None:
    quads = ox.parse(
        render_export(graph, form), format=ox.RdfFormat.TRIG if form is Format.TRIG else ox.RdfFormat.N_QUADS
    )
    found = {quad.subject.value: quad.object.value for quad in quads if quad.predicate.value == LABEL}
    assert numbered(found, "/prop/p") == labels


@pytest.mark.parametrize("form", [Format.GRAPHML, Format.GEXF])
def test_networks_bring_labels_and_quotes_back(graph: GraphDirectory, labels: list[str], form: Format) -> None:
    data = io.BytesIO(render_export(graph, form))
    network = nx.read_gexf(data) if form is Format.GEXF else nx.read_graphml(data, edge_key_type=str)
    assert numbered(dict(network.nodes(data="label")), "prop:p") == labels
    quotes = {attributes["id"]: attributes["quote"] for *_ends, attributes in network.edges(data=True)}
    assert numbered(quotes, "stance:d.r.s") == labels


def test_csv_runs_no_formula_and_gives_the_text_back(graph: GraphDirectory, labels: list[str]) -> None:
    data = render_export(graph, Format.CSV).decode()
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert not any(cell.startswith(tuple("=+-@\t\r\n\uff1d")) for row in rows for cell in row.values())
    for name in ("targetLabel", "quote"):
        cells = {row["target"]: row[name].removeprefix("'") for row in rows}
        assert numbered(cells, "/prop/p") == labels


def test_parquet_gives_the_text_back(graph: GraphDirectory, labels: list[str]) -> None:
    rows = pq.read_table(io.BytesIO(render_export(graph, Format.PARQUET))).to_pylist()
    for name in ("targetLabel", "quote"):
        assert numbered({row["target"]: row[name] for row in rows}, "/prop/p") == labels


@pytest.mark.parametrize("tool", ["rapper", "serdi"])
def test_other_readers_find_as_many_triples(graph: GraphDirectory, tmp_path: Path, tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    path = tmp_path / "graph.ttl"
    write_export(graph, path)
    options = ["-q", "-i", "turtle", "-o", "ntriples", str(path)]
    done = subprocess.run([tool, *options], capture_output=True, check=True)
    assert done.stdout.count(b"\n") == render_export(graph, Format.NT).count(b"\n")


@pytest.mark.parametrize("text", NOT_IN_XML)
def test_xml_refuses_by_name_what_it_cannot_carry_and_others_do_not(tmp_path: Path, text: str) -> None:
    graph = built(tmp_path, ["harmless", text])
    for form in (Format.RDF, Format.GRAPHML, Format.GEXF):
        path = tmp_path / f"graph.{form}"
        with pytest.raises(ExportError, match=rf"(prop:p1|span:d\.1\.quote) has the character U\+{ord(text[-1]):04X}"):
            write_export(graph, path)
        assert not path.exists()
    for form in (Format.TTL, Format.NT, Format.JSONLD):
        quads = ox.parse(render_export(graph, form), format=RDF[form][0])
        assert text in {quad.object.value for quad in quads if quad.predicate.value == LABEL}
    rows = list(csv.DictReader(io.StringIO(render_export(graph, Format.CSV).decode(), newline="")))
    assert text in {row["targetLabel"] for row in rows}


texts = st.text(st.characters(exclude_categories=["Cs"]))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts, min_size=1, max_size=30))
def test_a_graph_built_from_its_turtle_exports_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, said: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    first = built(folder, said)
    write_export(first, folder / "first.ttl")
    build([folder / "first.ttl"], folder / "again", shapes=False)
    again = GraphDirectory.open(folder / "again")
    assert render_export(again, Format.TTL) == (folder / "first.ttl").read_bytes()
    assert render_export(again, Format.NQ) == render_export(first, Format.NQ)
    assert render_export(again, Format.CSV) == render_export(first, Format.CSV)
