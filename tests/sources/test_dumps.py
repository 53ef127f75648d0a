"""A dump of a graph builds the same graph; what is not ours in it is named, and nothing of it is dropped."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from stancegraph.building import build
from stancegraph.errors import InvalidInput, Problem
from stancegraph.iris import DEFAULT_BASE, Names
from stancegraph.sources.dumps import base_of_dumps, read_dumps
from stancegraph.sources.problems import Problems
from stancegraph.store.directory import GraphDirectory

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in Names().prefixes.items())
SAID = """\
<https://w3id.org/stancegraph/data/> a void:Dataset ;
    void:uriSpace "https://w3id.org/stancegraph/data/" .
actor:brin a sg:State, sg:Actor, foaf:Agent, prov:Agent ;
    skos:prefLabel "Brin" .
prop:tolls a sg:Proposition ;
    sg:about issue:ferry ;
    sg:advances issue:ferry ;
    skos:prefLabel "Tolls" .
issue:ferry a sg:Issue, skos:Concept ;
    skos:prefLabel "Ferry" .
source:d a sg:Source, foaf:Document, prov:Entity ;
    dcterms:issued "2031-03-02T08:00:00Z"^^xsd:dateTime ;
    sg:primaryAnnotator annotator:r .
annotator:r a sg:Annotator, prov:Agent ;
    skos:prefLabel "r" .
stance:d.r.s1 a sg:Stance, sg:Reading, prov:Entity ;
    sg:annotator annotator:r ;
    sg:evidence span:d.0-4 ;
    sg:ground sg:stated ;
    sg:holder actor:brin ;
    sg:position sg:support ;
    sg:source source:d ;
    sg:target prop:tolls ;
    sg:value 0.67 .
span:d.0-4 a sg:TextSpan, oa:SpecificResource ;
    oa:hasSource source:d .
"""


class Writer:
    """Writes the small dump with one place changed, and reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def dump(self, old: str = "", new: str = "", name: str = "dump.ttl") -> Path:
        """Return the file of a dump."""
        assert old in SAID
        path = self.folder / name
        path.write_text(HEAD + SAID.replace(old, new, 1), encoding="utf-8")
        return path

    def problems(self, old: str, new: str) -> list[Problem]:
        """Return what is wrong with a dump."""
        problems = Problems()
        read_dumps([self.dump(old, new)], DEFAULT_BASE, problems)
        return problems.found

    def only_problem(self, old: str, new: str) -> Problem:
        """Return the one thing that is wrong with a dump."""
        (found,) = self.problems(old, new)
        return found


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    return Writer(tmp_path)


def quads_of(path: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(GraphDirectory.open(path).store)))


def default_of(path: Path) -> set[ox.Triple]:
    return {quad.triple for quad in quads_of(path) if quad.graph_name == ox.DefaultGraph()}


def write_all(source: Path, target: Path) -> None:
    """Write everything that a built graph holds, as the engine writes it."""
    store = ox.Store.read_only(str(GraphDirectory.open(source).store))
    form = ox.RdfFormat.from_extension(target.suffix[1:])
    if form is not None and form.supports_datasets:
        store.dump(str(target), format=form)
    else:
        store.dump(str(target), format=form, from_graph=ox.DefaultGraph())


# ------------------------------------------------------------------------------ the same graph


@pytest.fixture(scope="module")
def tutorial(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tutorial corpus, built."""
    path = tmp_path_factory.mktemp("tutorial") / "graph"
    build([root / "data/tutorial"], path, texts=root / "data/tutorial/texts")
    return path


@pytest.mark.parametrize("suffix", [".trig", ".nq"])
def test_a_dump_of_everything_builds_the_same_graph(tutorial: Path, tmp_path: Path, suffix: str) -> None:
    write_all(tutorial, tmp_path / f"all{suffix}")
    build([tmp_path / f"all{suffix}"], tmp_path / "again")
    first, second = GraphDirectory.open(tutorial), GraphDirectory.open(tmp_path / "again")
    assert quads_of(tmp_path / "again") == quads_of(tutorial)
    assert second.manifest.counts == first.manifest.counts
    for name in ("statements", "about"):
        assert second.table(name).read_bytes() == first.table(name).read_bytes()


@pytest.mark.parametrize("suffix", [".ttl", ".nt"])
def test_a_dump_without_graphs_builds_the_same_default_graph(tutorial: Path, tmp_path: Path, suffix: str) -> None:
    write_all(tutorial, tmp_path / f"primary{suffix}")
    build([tmp_path / f"primary{suffix}"], tmp_path / "again")
    assert default_of(tmp_path / "again") == default_of(tutorial)
    graphs = GraphDirectory.open(tmp_path / "again").manifest.graphs
    assert [graph for graph in graphs if "/annotator." in graph] == []
    assert [graph for graph in graphs if "/derived." in graph] != []


def test_conclusions_are_drawn_again_and_not_read(write: Writer, tmp_path: Path) -> None:
    path = write.dump(name="dump.trig")
    derived = "graph:derived.official { actor:brin a sg:Official . actor:nobody sg:unheardOf 1 . }\n"
    path.write_text(path.read_text(encoding="utf-8") + derived, encoding="utf-8")
    build([path], tmp_path / "g", shapes=False)
    graphs = GraphDirectory.open(tmp_path / "g").manifest.graphs
    assert not any(graph.endswith("derived.official") for graph in graphs)


def test_a_dump_and_further_readings_of_its_source_choose_one_primary_annotator(root: Path, tmp_path: Path) -> None:
    tutorial = root / "data/tutorial"
    texts = tutorial / "texts"
    files = [tutorial / "registry.yaml", tutorial / "gazette-2031-02-03.yaml"]
    second = tutorial / "gazette-2031-02-03.reader-2.yaml"
    build([*files, second], tmp_path / "whole", texts=texts)
    build([files[0], second], tmp_path / "part", texts=texts)  # alone, the second annotator is the primary one
    write_all(tmp_path / "part", tmp_path / "part.nq")
    build([*files, tmp_path / "part.nq"], tmp_path / "joined", texts=texts)
    for kind in ("stance", "utterance", "claim"):
        start = f"<NamedNode value={DEFAULT_BASE}{kind}/"
        joined, whole = (
            {quad for quad in quads_of(tmp_path / name) if repr(quad.subject).startswith(start)}
            for name in ("joined", "whole")
        )
        assert joined == whole != set()


# ----------------------------------------------------------------------------------- the base


def test_the_base_is_that_of_the_dataset_unless_another_is_given(write: Writer, tmp_path: Path) -> None:
    base = "https://example.org/talks/"
    path = write.dump()
    path.write_text(path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base), encoding="utf-8")
    assert base_of_dumps([path]) == base
    build([path], tmp_path / "same", shapes=False)
    build([path], tmp_path / "other", base="https://elsewhere.org/", shapes=False)
    assert GraphDirectory.open(tmp_path / "same").manifest.base == base
    moved = {str(quad).replace("https://elsewhere.org/", base) for quad in quads_of(tmp_path / "other")}
    assert moved == {str(quad) for quad in quads_of(tmp_path / "same")}


def test_a_dump_without_a_dataset_is_read_under_the_base_that_is_given(write: Writer, tmp_path: Path) -> None:
    path = write.dump(SAID.partition("actor:")[0], "")
    assert base_of_dumps([path]) is None
    build([path], tmp_path / "g", shapes=False)
    with pytest.raises(InvalidInput, match=r"no name below the base https://elsewhere\.org/"):
        build([path], tmp_path / "h", base="https://elsewhere.org/", shapes=False)


@pytest.mark.parametrize("wrong", ['"relative/"', '"https://example.org/a"', "1"])
def test_a_wrong_base_is_an_error(write: Writer, wrong: str) -> None:
    problem = write.only_problem('void:uriSpace "https://w3id.org/stancegraph/data/"', f"void:uriSpace {wrong}")
    assert problem.code == "wrong-value"
    assert problem.id == "void:uriSpace"


# -------------------------------------------------------------------------------- what is not ours


def test_the_small_dump_is_right(write: Writer) -> None:
    assert write.problems("", "") == []


@pytest.mark.parametrize(
    ("old", "new", "code", "subject", "said"),
    [
        ("a sg:State,", "a sg:Sate,", "unknown-class", "actor:brin", "'sg:State'"),
        ("a sg:State, sg:Actor, foaf:Agent, prov:Agent ;", "", "no-class", "actor:brin", "no class"),
        ("a sg:Issue, skos:Concept", "a sg:Issue, foaf:Agent", "unknown-class", "issue:ferry", "foaf:Agent"),
        ("sg:ground sg:stated", "sg:grounds sg:stated", "unknown-property", "stance:d.r.s1", "'sg:ground'"),
        ("sg:ground sg:stated", "<http://x.org/p> 1", "unknown-property", "stance:d.r.s1", "http://x.org/p"),
        ("sg:position sg:support", "sg:position sg:warn", "wrong-value", "stance:d.r.s1", "sg:support"),
        ("sg:value 0.67", "sg:value 1", "wrong-value", "stance:d.r.s1", "xsd:decimal"),
        ("sg:value 0.67", 'sg:value "high"^^xsd:decimal', "wrong-value", "stance:d.r.s1", "decimal number"),
        ("sg:value 0.67", "sg:value sg:support", "wrong-value", "stance:d.r.s1", "literal"),
        ("sg:holder actor:brin", 'sg:holder "Brin"', "wrong-value", "stance:d.r.s1", "IRI"),
        ("sg:holder actor:brin", "sg:holder []", "wrong-value", "stance:d.r.s1", "IRI"),
        ("sg:holder actor:brin", "sg:holder actor:brinn", "unknown-node", "stance:d.r.s1", "actor:brinn"),
        ("2031-03-02T08", "2031-02-30T08", "wrong-value", "source:d", "dcterms:issued"),
        ("T08:00:00Z", "T08:00:00+00:00", "wrong-value", "source:d", "in UTC"),
        ("a void:Dataset ;", 'a void:Dataset ; dcterms:title "x" ;', "wrong-value", DEFAULT_BASE, "uriSpace"),
        ("actor:brin a sg:State", "actor:brin a sg:Official, sg:State", "conclusion", "actor:brin", "rules conclude"),
        ("span:d.0-4 a", "<urn:x> a sg:State . span:d.0-4 a", "unknown-subject", "urn:x", "below the base"),
        ("span:d.0-4 a", "[] a sg:State . span:d.0-4 a", "blank-node", "_:", "blank nodes"),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_an_error_that_names_the_subject(
    write: Writer, old: str, new: str, code: str, subject: str, said: str
) -> None:
    problem = write.only_problem(old, new)
    assert problem.code == code
    assert problem.id.startswith(subject)
    assert said in problem.message + problem.hint
    assert problem.file.endswith("dump.ttl")


def test_an_error_names_the_line_of_its_subject(write: Writer) -> None:
    problem = write.only_problem("sg:ground sg:stated", "sg:grounds sg:stated")
    text = write.dump().read_text(encoding="utf-8").split("\n")
    assert text[problem.line - 1].startswith("stance:d.r.s1 ")


def test_a_graph_of_another_kind_is_an_error(write: Writer) -> None:
    path = write.dump(name="dump.trig")
    path.write_text(path.read_text(encoding="utf-8") + "graph:mine { actor:brin a sg:State . }\n", encoding="utf-8")
    problems = Problems()
    read_dumps([path], DEFAULT_BASE, problems)
    assert [(problem.code, problem.id) for problem in problems.found] == [("unknown-graph", "graph:mine")]


def test_conclusions_in_the_default_graph_are_refused(tutorial: Path, tmp_path: Path) -> None:
    store = ox.Store.read_only(str(GraphDirectory.open(tutorial).store))
    (tmp_path / "merged.nt").write_bytes(
        ox.serialize({quad.triple for quad in store}, format=ox.RdfFormat.N_TRIPLES) or b""
    )
    with pytest.raises(InvalidInput) as caught:
        build([tmp_path / "merged.nt"], tmp_path / "g")
    assert {problem.code for problem in caught.value.problems} == {"conclusion"}
    assert not (tmp_path / "g").exists()


def test_layers_that_were_exported_apart_build_together(tutorial: Path, tmp_path: Path) -> None:
    write_all(tutorial, tmp_path / "all.nt")
    lines = (tmp_path / "all.nt").read_text(encoding="utf-8").split("\n")
    registry = [
        line
        for line in lines
        if line.startswith(tuple(f"<{DEFAULT_BASE}{kind}/" for kind in ("actor", "post", "issue", "prop")))
    ]
    (tmp_path / "registry.nt").write_text("\n".join(registry) + "\n", encoding="utf-8")
    (tmp_path / "rest.nt").write_text("\n".join(line for line in lines if line not in set(registry)), encoding="utf-8")
    build([tmp_path / "registry.nt", tmp_path / "rest.nt"], tmp_path / "again")
    assert default_of(tmp_path / "again") == default_of(tutorial)
    with pytest.raises(InvalidInput, match="of which the dump says nothing"):
        build([tmp_path / "rest.nt"], tmp_path / "half")


# ------------------------------------------------------------------------------------- no RDF


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.ttl", b'<urn:a> <urn:p> 1 .\n<urn:a> <urn:p> "x .\n', 2),
        ("a.ttl", b'<urn:a> <urn:p> "x"@en_US .\n', 1),
        ("a.ttl", b'<urn:a> <urn:p> "\xff" .\n', 1),
        ("a.ttl", b'<urn:a> <urn:p> "\\ud800" .\n', 1),
        ("a.ttl", b"\n\n<http://x/a b> <urn:p> 1 .\n", 3),
        ("a.nt", b"<urn:a> <urn:p> 1 .\n", 1),
        ("a.trig", b"<urn:g> { <urn:a> <urn:p> 1 .\n\n", 3),
        ("a.nq", b"<urn:a> <urn:p> <urn:o> <urn:g> <urn:h> .\n", 1),
    ],
)
def test_what_does_not_parse_is_told_with_its_line(tmp_path: Path, name: str, data: bytes, line: int) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InvalidInput) as caught:
        build([path], tmp_path / "g")
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.line) == ("rdf-syntax", str(path), line)
    assert "line" not in problem.message
    assert caught.value.exit_code == 3
    assert not (tmp_path / "g").exists()
