"""Every format says what the graph holds, the same bytes each time, and is written whole or not at all."""

import csv
import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib

from stancegraph.building import build
from stancegraph.errors import ExportError
from stancegraph.iris import Names
from stancegraph.render.dataset import Layer
from stancegraph.render.export import Format, format_of, render_export, write_export
from stancegraph.render.quotes import Quotes, shorten
from stancegraph.store.directory import GraphDirectory

TRIPLES = {Format.TTL: "turtle", Format.NT: "nt", Format.RDF: "xml", Format.JSONLD: "json-ld"}
OX = {
    Format.TTL: ox.RdfFormat.TURTLE,
    Format.NT: ox.RdfFormat.N_TRIPLES,
    Format.RDF: ox.RdfFormat.RDF_XML,
    Format.JSONLD: ox.RdfFormat.JSON_LD,
    Format.TRIG: ox.RdfFormat.TRIG,
    Format.NQ: ox.RdfFormat.N_QUADS,
}
BASE = Names().base
OF_RDFLIB = pytest.mark.filterwarnings(r"ignore:(Dataset|ConjunctiveGraph)\b:DeprecationWarning")  # it warns of itself


@pytest.fixture(scope="module")
def tutorial(root: Path, tmp_path_factory: pytest.TempPathFactory) -> GraphDirectory:
    """Return the tutorial corpus, built: two annotators on three of its sources."""
    path = tmp_path_factory.mktemp("tutorial") / "graph"
    build([root / "data/tutorial"], path, texts=root / "data/tutorial/texts")
    return GraphDirectory.open(path)


@pytest.fixture(scope="module")
def tiny(root: Path, tmp_path_factory: pytest.TempPathFactory) -> GraphDirectory:
    """Return one small article, built."""
    path = tmp_path_factory.mktemp("tiny") / "graph"
    build([root / "tests/render/tiny"], path)
    return GraphDirectory.open(path)


@pytest.fixture(scope="module")
def held(tutorial: GraphDirectory) -> set[ox.Quad]:
    """Return every quad of the tutorial's store."""
    return set(ox.Store.read_only(str(tutorial.store)))


def triples_of(held: set[ox.Quad], graphs: Callable[[str], bool]) -> set[ox.Triple]:
    """Return the triples of the graphs whose names are right; the default graph has the name ''."""
    return {quad.triple for quad in held if graphs(getattr(quad.graph_name, "value", ""))}


# --------------------------------------------------------------------------- formats of RDF


def test_turtle_of_a_small_article(tiny: GraphDirectory, root: Path) -> None:
    golden = (root / "tests/render/tiny/ferry-1.ttl").read_bytes()
    assert render_export(tiny, Format.TTL).decode() == golden.decode()


@OF_RDFLIB
@pytest.mark.parametrize("form", TRIPLES)
def test_triples_are_those_of_the_default_graph(tutorial: GraphDirectory, held: set[ox.Quad], form: Format) -> None:
    data = render_export(tutorial, form)
    found = {quad.triple for quad in ox.parse(data, format=OX[form])}
    assert found == triples_of(held, lambda graph: not graph)
    assert len(rdflib.Graph().parse(data=data, format=TRIPLES[form])) == len(found)


@OF_RDFLIB
@pytest.mark.parametrize("form", [Format.TRIG, Format.NQ])
def test_quads_are_everything(tutorial: GraphDirectory, held: set[ox.Quad], form: Format) -> None:
    data = render_export(tutorial, form)
    assert set(ox.parse(data, format=OX[form])) == held
    foreign = rdflib.Dataset().parse(data=data, format="trig" if form is Format.TRIG else "nquads")
    assert sum(1 for _quad in foreign.quads()) == len(held)


READERS = {
    "rapper": lambda path, kind: ["rapper", "--quiet", "--input", kind, "--output", "ntriples", str(path)],
    "serdi": lambda path, kind: [
        "serdi",
        "-q",
        "-i",
        kind,
        "-o",
        "nquads" if kind == "trig" else "ntriples",
        str(path),
    ],
}


@pytest.mark.parametrize("tool", READERS)
@pytest.mark.parametrize("form", [Format.TTL, Format.TRIG, Format.RDF])
def test_other_readers_find_as_many(
    tutorial: GraphDirectory, held: set[ox.Quad], tmp_path: Path, tool: str, form: Format
) -> None:
    if tool == "serdi" and form is Format.RDF:
        pytest.skip("serdi does not read RDF/XML")
    path = tmp_path / f"graph.{form}"
    write_export(tutorial, path)
    kind = {Format.TTL: "turtle", Format.TRIG: "trig", Format.RDF: "rdfxml"}[form]
    try:
        done = subprocess.run(READERS[tool](path, kind), capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip(f"{tool} is not installed")
    expected = len(held) if form is Format.TRIG else len(triples_of(held, lambda graph: not graph))
    assert done.stdout.count(b"\n") == expected


def test_turtle_has_no_blank_nodes_and_one_predicate_a_line(tutorial: GraphDirectory) -> None:
    lines = render_export(tutorial, Format.TTL).decode().split("\n")
    body = lines[lines.index("") + 1 :]
    assert not any(word.startswith("_:") or word in {"[", "[]"} for line in body for word in line.split('"')[0].split())
    assert all(line.endswith((" ;", " .")) for line in body if line)


# ------------------------------------------------------------------------------------ layers


def test_layers_cover_the_graph_and_share_only_what_says_the_base(tutorial: GraphDirectory, held: set[ox.Quad]) -> None:
    parts = [
        set(ox.parse(render_export(tutorial, Format.NQ, layer=layer), format=ox.RdfFormat.N_QUADS))
        for layer in (Layer.REGISTRY, Layer.SOURCES, Layer.READINGS, Layer.DERIVED)
    ]
    dataset = {quad for quad in held if quad.subject == ox.NamedNode(BASE)}
    assert set().union(*parts) == held
    for first in parts:
        for second in parts:
            assert first is second or first & second <= dataset


def test_a_layer_holds_its_kinds(tutorial: GraphDirectory) -> None:
    text = render_export(tutorial, Format.TTL, layer=Layer.REGISTRY).decode()
    subjects = {
        line.partition(":")[0] for line in text.partition("\n\n")[2].split("\n") if line and line[0] not in " <"
    }
    assert subjects == {"actor", "post", "membership", "issue", "prop"}


def test_derived_triples_are_the_conclusions(tutorial: GraphDirectory, held: set[ox.Quad]) -> None:
    found = {
        quad.triple
        for quad in ox.parse(render_export(tutorial, Format.TTL, layer=Layer.DERIVED), format=ox.RdfFormat.TURTLE)
    }
    assert found == triples_of(held, lambda graph: "/graph/derived." in graph)


def test_all_merges_the_graphs_where_there_is_room_for_one(tutorial: GraphDirectory, held: set[ox.Quad]) -> None:
    found = {
        quad.triple
        for quad in ox.parse(render_export(tutorial, Format.NT, layer=Layer.ALL), format=ox.RdfFormat.N_TRIPLES)
    }
    assert found == triples_of(held, lambda _graph: True)


@pytest.mark.parametrize("form", [Format.CSV, Format.GRAPHML])
def test_what_holds_stances_refuses_other_layers(tutorial: GraphDirectory, form: Format) -> None:
    with pytest.raises(ExportError, match="registry"):
        render_export(tutorial, form, layer=Layer.REGISTRY)


# ------------------------------------------------------------------------------ tables, networks


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_csv_has_labels_and_quotes(tutorial: GraphDirectory) -> None:
    rows = {row["stance"].rpartition("/")[2]: row for row in rows_of(render_export(tutorial, Format.CSV))}
    row = rows["gazette-2031-09-29.reader-1.arland-thanks"]
    assert row["holder"] == f"{BASE}actor/arland"
    assert row["holderLabel"] == "Arland"
    assert row["outletLabel"] == "The Harbour Gazette"
    assert row["sourceLabel"] == "Arland offers to halve the tolls, and Brin accepts"
    assert row["value"] == "0.67"
    assert row["quote"] == "Both sides thanked Cassia and Tomas Verel"


def test_csv_and_parquet_say_the_same(tutorial: GraphDirectory) -> None:
    rows = rows_of(render_export(tutorial, Format.CSV))
    table = pq.read_table(io.BytesIO(render_export(tutorial, Format.PARQUET)))
    assert list(rows[0]) == table.column_names
    for row, record in zip(rows, table.to_pylist(), strict=True):
        for name, value in record.items():
            found = row[name].removeprefix("'")
            expected = "" if value is None else str(value).lower() if isinstance(value, bool) else value
            assert (float(found) == value) if isinstance(value, float) else (found == expected)


def test_tables_hold_primary_readings_unless_all_are_asked_for(tutorial: GraphDirectory) -> None:
    some, every = (rows_of(render_export(tutorial, Format.CSV, layer=layer)) for layer in (None, Layer.ALL))
    assert {row["primary"] for row in some} == {"true"}
    assert len(every) == tutorial.manifest.counts["stances"] > len(some)


def test_graphml_and_gexf_bring_the_network_back(tutorial: GraphDirectory) -> None:
    first: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        nx.read_graphml(io.BytesIO(render_export(tutorial, Format.GRAPHML)), force_multigraph=True)
    )
    second: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_gexf(io.BytesIO(render_export(tutorial, Format.GEXF))))
    assert set(first.edges(keys=True)) == set(second.edges(keys=True))
    stance = ("actor:arland", "event:gannet-mediation", "stance:gazette-2031-09-29.reader-1.arland-thanks")
    for graph in (first, second):
        attributes = graph.edges[stance]
        assert attributes["value"] == 0.67
        assert attributes["conditional"] is False
        assert attributes["quote"] == "Both sides thanked Cassia and Tomas Verel"
        assert graph.nodes["actor:arland"]["label"] == "Arland"


# ------------------------------------------------------------------------------------ quotes


@pytest.mark.parametrize("quotes", [Quotes.SHORT, Quotes.HASH])
@pytest.mark.parametrize("form", Format)
def test_hidden_words_are_nowhere(tutorial: GraphDirectory, held: set[ox.Quad], form: Format, quotes: Quotes) -> None:
    exact = ox.NamedNode(Names().expand("oa:exact"))
    quoted = {quad.object.value for quad in held if quad.predicate == exact and isinstance(quad.object, ox.Literal)}
    hidden = {words for words in quoted if shorten(words) != words}
    assert len(hidden) > 100
    data = render_export(tutorial, form, layer=Layer.ALL, quotes=quotes)
    text = str(pq.read_table(io.BytesIO(data)).to_pylist()) if form is Format.PARQUET else data.decode()
    escaped = {json.dumps(words, ensure_ascii=False)[1:-1] for words in hidden}
    assert [words for words in hidden | escaped if words in text] == []
    assert ("sha256" in text) == (
        quotes is Quotes.HASH or form not in {Format.CSV, Format.PARQUET, Format.GRAPHML, Format.GEXF}
    )


def test_a_table_without_words_has_hashes(tutorial: GraphDirectory) -> None:
    rows = rows_of(render_export(tutorial, Format.CSV, quotes=Quotes.HASH))
    assert all(row["quote"].startswith("sha256:") for row in rows)


# --------------------------------------------------------------------------------- same bytes

PROGRAM = """
import hashlib, sys
from pathlib import Path
from stancegraph.render.export import Format, render_export
from stancegraph.store.directory import GraphDirectory
graph = GraphDirectory.open(Path(sys.argv[1]))
for form in Format:
    print(form, hashlib.sha256(render_export(graph, form)).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_hash_seed(tutorial: GraphDirectory) -> None:
    def run(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PROGRAM, str(tutorial.path)]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout

    assert len({run(seed) for seed in ("0", "1", "4242")}) == 1


def test_the_bytes_do_not_depend_on_the_order_in_which_the_store_was_filled(
    tutorial: GraphDirectory, held: set[ox.Quad], tmp_path: Path
) -> None:
    other = tmp_path / "graph"
    version = other / "versions" / "000001"
    version.mkdir(parents=True)
    (other / "CURRENT").write_text("000001\n")
    for name in ("manifest.json", "statements.parquet", "about.parquet"):
        (version / name).write_bytes((tutorial.version / name).read_bytes())
    store = ox.Store(str(version / "store"))
    for quad in sorted(held, key=lambda quad: str(quad)[::-1]):
        store.add(quad)
    store.flush()
    del store
    again = GraphDirectory.open(other)
    for form in Format:
        assert render_export(again, form) == render_export(tutorial, form), form


# ------------------------------------------------------------------------------------- files


@pytest.mark.parametrize(("name", "form"), [("a.TTL", Format.TTL), ("a.xml", Format.RDF), ("b.c.nq", Format.NQ)])
def test_the_suffix_names_the_format(name: str, form: Format) -> None:
    assert format_of(Path(name)) is form


def test_a_suffix_that_names_none_is_refused_before_anything_is_read(tiny: GraphDirectory, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"'\.docx' names no format"):
        write_export(tiny, tmp_path / "graph.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_file_as_it_was(
    tiny: GraphDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("as it was")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        write_export(tiny, path)
    assert caught.value.filename == str(path)
    assert path.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_replaced_keeps_the_link_to_it(tiny: GraphDirectory, tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_text("as it was")
    (tmp_path / "link.ttl").symlink_to("real.ttl")
    write_export(tiny, tmp_path / "link.ttl")
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_bytes() == render_export(tiny, Format.TTL)
    assert (tmp_path / "real.ttl").stat().st_mode & 0o777 == 0o666 & ~current_umask()


def current_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def test_what_is_no_file_is_written_to(tiny: GraphDirectory) -> None:
    write_export(tiny, Path(os.devnull), format=Format.TTL)
    assert Path(os.devnull).is_char_device()
