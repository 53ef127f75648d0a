"""Counts say how much of what a graph holds, and from when it is."""

import pytest

from stancegraph.queries.context import Context
from stancegraph.queries.counting import Statistics, count_graph


@pytest.fixture(scope="module")
def statistics(context: Context) -> Statistics:
    return count_graph(context.graph, context.door)


def test_classes_are_counted_with_those_below(statistics: Statistics) -> None:
    assert {name: statistics.counts[name] for name in ("sources", "stances", "claims", "State", "Person")} == {
        "sources": 12, "stances": 79, "claims": 61, "State": 7, "Person": 14
    }  # fmt: skip
    assert statistics.counts["Organization"] == 16  # four outlets are among them
    assert (statistics.counts["MediaOutlet"], statistics.counts["ActorGroup"]) == (4, 1)


def test_what_is_concluded_is_counted_as_people_not_as_conclusions(context: Context, statistics: Statistics) -> None:
    conclusions = "SELECT (COUNT(DISTINCT ?who) AS ?n) { ?c rdf:subject ?who ; rdf:object sg:Mediator }"
    _, rows = context.door.run(conclusions).to_rows()
    assert [term.value for row in rows for term in row if term] == [str(statistics.counts["Mediator"])]  # type: ignore[union-attr]
    assert statistics.counts["Mediator"] == 3


def test_stances_are_counted_by_what_they_say(statistics: Statistics) -> None:
    assert statistics.stances["position"][""] == 8  # no position is no grade
    assert sum(statistics.stances["position"].values()) == 68
    assert statistics.stances["ground"] == {"stated": 67, "inferred": 1}
    assert list(statistics.stances["annotator"].values()) == [68, 11]
    assert list(statistics.stances["position"].values()) == sorted(
        statistics.stances["position"].values(), reverse=True
    )


def test_from_when_it_is(statistics: Statistics, quarrel: Context) -> None:
    assert statistics.published == ("2031-02-03T17:00:00Z", "2031-09-29T06:00:00Z")
    assert count_graph(quarrel.graph, quarrel.door).published == ("2031-03-20T08:00:00Z", "2031-06-01T08:00:00Z")


def test_as_json(context: Context, statistics: Statistics) -> None:
    found = statistics.to_dict()
    assert list(found) == ["build", "version", "base", "inputs", "warnings", "published", "counts", "stances"]
    assert found["published"] == {"first": "2031-02-03T17:00:00Z", "last": "2031-09-29T06:00:00Z"}
    assert found["build"] == context.graph.manifest.build
    assert found["inputs"] == len(context.graph.manifest.inputs)
