"""Rows become stances: the same records, triples and columns as those of annotated sources."""

from typing import TYPE_CHECKING

from stancegraph.building import build
from stancegraph.iris import Names
from stancegraph.store.directory import GraphDirectory

if TYPE_CHECKING:
    from tests.sources.tables.conftest import Council


def test_rows_become_stances(council: "Council") -> None:
    assert council.stances(council.read()) == council.EXPECTED


def test_every_stance_rests_on_its_row(council: "Council") -> None:
    ask = """SELECT ?stance ?file ?row ?ground ?attribution ?issue {
      ?stance sg:evidence ?record ; sg:ground ?ground ; sg:attributionType ?attribution ; sg:about ?issue ;
        sg:source source:council-votes ; sg:annotator annotator:clerk .
      ?record a sg:RecordLocator ; sg:file ?file ; sg:row ?row ; sg:source source:council-votes } ORDER BY ?stance"""
    with council.graph() as graph:
        rows = [{key: Names().shorten(value) for key, value in row.items()} for row in graph.select(ask)]
    assert rows[0] == {
        "stance": "stance:council-votes.clerk.ports-port-city",
        "file": "votes.csv",
        "row": "ports-Port City",
        "ground": "sg:stated",
        "attribution": "sg:record",
        "issue": "issue:shipping",
    }
    assert len(rows) == 3


def test_the_statement_table_has_the_same_rows(council: "Council") -> None:
    with council.graph() as graph:
        rows = graph.statements().to_pylist()
    first = next(row for row in rows if row["stance"].endswith("tolls-arland"))
    names = ("holder", "target", "source", "annotator", "outlet")
    assert [Names().shorten(first[name]) for name in names] == [
        "actor:arland", "prop:council-tolls", "source:council-votes", "annotator:clerk", "actor:council",
    ]  # fmt: skip
    assert [first[name] for name in ("position", "value", "act", "attributionType", "ground", "published")] == [
        "no", -1.0, "vote", "record", "stated", "2031-04-05T00:00:00Z",
    ]  # fmt: skip
    assert (first["primary"], first["conditional"], first["utterance"]) == (True, False, None)
    assert [row["stance"] for row in rows] == sorted(row["stance"] for row in rows)


def test_the_latest_date_is_that_of_the_source(council: "Council") -> None:
    council.graph().close()
    manifest = GraphDirectory.open(council.folder / "out" / "g").manifest
    assert manifest.latest == "2031-04-05T00:00:00Z"
    assert (manifest.counts["stances"], manifest.counts["sources"]) == (3, 1)
    assert {one.name for one in manifest.inputs} == {"registry.yaml", "votes.yaml", "votes.csv"}


def test_the_order_of_inputs_and_the_seed_change_nothing(council: "Council") -> None:
    names = ["votes.csv", "votes.yaml", "registry.yaml"]
    graphs = []
    for number, order in enumerate((names, names[::-1])):
        build([council.folder / name for name in order], council.folder / "out" / str(number))
        graphs.append(GraphDirectory.open(council.folder / "out" / str(number)))
    assert len({graph.manifest.build for graph in graphs}) == 1
    assert len({graph.table("statements").read_bytes() for graph in graphs}) == 1


def test_a_table_and_an_article_are_one_graph(council: "Council") -> None:
    (council.folder / "daily.yaml").write_text(
        """\
format: 1
source: {id: daily-1, publisher: the-daily, published: 2031-05-01, title: Reactions}
annotator: reader-1
new: {actors: [{id: the-daily, type: media-outlet, label: The Daily}]}
readings:
- via: [brin]
  stances:
  - {target: issue.peace, position: support, respondsTo: stance.council-votes.clerk.tolls-arland, quote: peace}
""",
        encoding="utf-8",
    )
    with council.graph() as graph:
        ask = "SELECT ?vote { ?s sg:respondsTo/sg:position ?vote }"
        assert [Names().shorten(row["vote"]) for row in graph.select(ask)] == ["sg:no"]
    text = (council.folder / "daily.yaml").read_text(encoding="utf-8")
    (council.folder / "daily.yaml").write_text(text.replace("tolls-arland", "tolls-cassia"), encoding="utf-8")
    assert council.only_problem().code == "unknown-reading"


def test_a_second_annotator_of_the_same_votes_has_a_graph_of_their_own(council: "Council") -> None:
    again = council.MAPPING.replace("annotator: clerk", "annotator: second-clerk")
    (council.folder / "again.yaml").write_text(again, encoding="utf-8")
    with council.graph() as graph:
        assert graph.statements().column("primary").to_pylist().count(False) == 3
        assert len(graph.select("SELECT ?s { ?s a sg:Stance }")) == 3
    (council.folder / "again.yaml").write_text(council.MAPPING, encoding="utf-8")
    assert council.only_problem().code == "duplicate-id"
