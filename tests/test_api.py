"""StanceGraph: a built graph as Python sees it gives the same answers as the command line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from stancegraph import StanceGraph
from stancegraph.cli import main
from stancegraph.errors import GraphDirectoryError, QueryError, UnknownNameError


@pytest.fixture(scope="module")
def graph(tutorial: Path) -> Iterator[StanceGraph]:
    with StanceGraph.open(tutorial) as graph:
        yield graph


@pytest.mark.parametrize(
    ("question", "parameters", "dates"),
    [
        ("positions", {"about": "strait-tolls"}, {}),
        ("position-of", {"actor": "dovara", "on": "closed-season"}, {"at": "2031-04-30", "known-by": "2031-05-31"}),
        ("mediators", {"between": "arland,brin"}, {}),
        ("positions", {}, {"known-by": "2030"}),
    ],
)
def test_an_answer_is_that_of_the_command_line(
    graph: StanceGraph, tutorial: Path, question: str, parameters: dict[str, str], dates: dict[str, str]
) -> None:
    words = [f"{name}={value}" for name, value in parameters.items()]
    options = [part for name, value in dates.items() for part in (f"--{name}", value)]
    printed = CliRunner().invoke(main, ["ask", str(tutorial), question, *words, *options, "--format", "json"]).stdout
    answer = graph.ask(question, at=dates.get("at"), known_by=dates.get("known-by"), **parameters)
    assert answer.to_dict() == json.loads(printed)


def test_several_names_are_a_list(graph: StanceGraph) -> None:
    answer = graph.ask("mediators", between=["Arland", "Brin"])
    assert [row["mediatorLabel"] for row in answer.rows] == ["Cassia", "Halmar", "Tomas Verel"]
    assert all(row["evidence"] for row in answer.rows)


def test_evidence_leads_to_the_words(graph: StanceGraph) -> None:
    (row,) = graph.ask("position-of", actor="cassia", on="tolls-full-rate").rows
    spans = row["evidence"]
    assert isinstance(spans, list)
    (span,) = spans
    words = graph.select(
        "SELECT ?span ?exact { ?span oa:hasSelector/oa:exact ?exact }", bindings={"span": ox.NamedNode(str(span))}
    )
    assert [one["exact"] for one in words] == [row["quote"]]


def test_what_is_asked_wrongly(graph: StanceGraph) -> None:
    with pytest.raises(UnknownNameError, match="no question 'postions'"):
        graph.ask("postions")
    with pytest.raises(UnknownNameError, match="no parameter of positions 'abuot'"):
        graph.ask("positions", abuot="x")
    with pytest.raises(QueryError, match="position-of needs on"):
        graph.ask("position-of", actor="dovara")
    with pytest.raises(LookupError):
        graph.show("Nowhere")


def test_stances_are_values(graph: StanceGraph) -> None:
    (stance,) = graph.stances(holder="dovara", about="grey-bank-herring", at="2031-04-30")
    assert (stance.position, stance.value, stance.status, stance.held) == ("lean-against", -0.33, "active", True)
    (quote,) = stance.evidence
    assert stance.source == quote.source
    assert quote.exact == "Dovara has its doubts"
    assert len(graph.stances()) == 68
    assert graph.stances(holder="ruvia") == []


def test_second_annotators_are_seen_where_they_are_wanted(tutorial: Path) -> None:
    with StanceGraph.open(tutorial, graphs="all") as graph:
        assert len(graph.stances()) == 79
        assert graph.show("stance:gazette-2031-02-03.reader-2.ruin").types == ["Stance"]


def test_nodes_are_shown_explained_and_counted(graph: StanceGraph) -> None:
    assert graph.show("Aldhaven").label == "Arland"
    assert graph.explain("lena-ost").ground == "derived"
    assert graph.stats().counts["stances"] == 79


def test_the_context_is_read_once_and_a_graph_can_be_closed_twice(tutorial: Path) -> None:
    graph = StanceGraph.open(tutorial)
    assert graph.context is graph.context
    graph.close()
    graph.close()
    assert graph.ask("outlets").rows  # it opens again when it is asked again
    graph.close()


def test_notebooks_show_answers_as_text(graph: StanceGraph) -> None:
    html = graph.ask("position-of", actor="ruvia", on="tolls-halved")._repr_html_()
    assert "no source states a position of Ruvia" in html
    assert "stances" in graph._repr_html_()


def test_a_directory_that_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphDirectoryError, match="is not a built graph"):
        StanceGraph.open(tmp_path)
