"""Further tables joined by a key, and the registry entries that are made of rows."""

from typing import TYPE_CHECKING

import pytest

from stancegraph.errors import Severity
from stancegraph.iris import Names

if TYPE_CHECKING:
    from tests.sources.tables.conftest import Council


JOINED = """\
format: 1
table:
  file: votes.csv
  joins:
  - {name: calls, file: calls.csv, on: {call: id}}
  - {name: topics, file: topics.csv, on: call, many: true}
  source: {id: council-votes, publisher: council, published: "{calls.day}", title: Votes of the council}
  annotator: clerk
  make:
  - {kind: issue, id: "council-{topics.topic}", label: "{topics.topic}"}
  - kind: proposition
    id: "council-{call}"
    label: ["{calls.short} ({calls.number})", "{calls.number}"]
    about: "council-{topics.topic}"
  stance:
    id: "{call}-{state}"
    holder: "{state}"
    target: "council-{call}"
    position: "{cast}"
    time: "{calls.day}"
"""


@pytest.fixture
def joined(council: "Council") -> "Council":
    """Return the votes with two further tables: the calls, and many topics a call."""
    council.map(JOINED)
    council.rows("1,Arland,no", "1,Brin,yes", "2,Brin,abstain", header="call,state,cast")
    council.rows("2,2031-04-05,,R/2", "1,2031-03-02,Tolls,R/1", header="id,day,short,number", name="calls.csv")
    council.rows("1,Human rights", "1,Sea trade", "9,None", header="call,topic", name="topics.csv")
    return council


def test_joined_columns(joined: "Council") -> None:
    records = joined.read()
    assert [str(when)[:10] for when in records.columns["earliest"]] == ["2031-03-02", "2031-03-02", "2031-04-05"]
    both = ("issue:council-human-rights", "issue:council-sea-trade")
    assert list(records.columns["about"]) == [both, both, ()]


def test_what_is_made_of_rows(joined: "Council") -> None:
    with joined.graph() as graph:
        ask = "SELECT ?x ?label { ?x skos:prefLabel ?label FILTER(CONTAINS(STR(?x), '/council-')) } ORDER BY ?x"
        made = {Names().shorten(row["x"]): row["label"] for row in graph.select(ask)}
        about = graph.select("SELECT ?x { prop:council-1 sg:about ?x } ORDER BY ?x")
    assert [Names().shorten(row["x"]) for row in about] == ["issue:council-human-rights", "issue:council-sea-trade"]
    assert made == {
        "issue:council-human-rights": "Human rights",
        "issue:council-sea-trade": "Sea trade",
        "prop:council-1": "Tolls (R/1)",
        "prop:council-2": "R/2",
    }


def test_the_registry_says_more_of_what_is_made(joined: "Council") -> None:
    more = "  propositions: [{id: council-2, label: Open ports, advances: peace}]\n"
    (joined.folder / "registry.yaml").write_text(joined.REGISTRY + more, encoding="utf-8")
    assert list(joined.read().columns["about"])[2] == ("issue:peace",)
    with joined.graph() as graph:
        labels = [row["label"] for row in graph.select("SELECT ?label { prop:council-2 skos:prefLabel ?label }")]
    assert labels == ["Open ports"]


def test_a_row_without_its_key(joined: "Council") -> None:
    joined.rows("1,Arland,no", "3,Brin,yes", header="call,state,cast")
    problems = [one for one in joined.problems() if one.severity is Severity.ERROR and one.line]
    assert (problems[0].line, problems[0].code) == (3, "no-such-key")
    assert problems[0].message == "calls.csv has no row with id '3'"


def test_a_key_that_stands_twice(joined: "Council") -> None:
    joined.rows("1,2031-03-02,,R/1", "2,2031-04-05,,R/2", "1,2031-03-03,,R/3",
                header="id,day,short,number", name="calls.csv")  # fmt: skip
    problem = joined.only_problem()
    assert (problem.file, problem.line) == (str(joined.folder / "calls.csv"), 4)
    assert problem.message == "the key '1' stands on line 2 already"


def test_a_table_that_is_not_found(joined: "Council") -> None:
    (joined.folder / "calls.csv").unlink()
    problem = joined.only_problem()
    assert (problem.code, problem.id) == ("unreadable", "calls.csv")


def test_one_value_where_a_table_has_many(joined: "Council") -> None:
    joined.change('target: "council-{call}"', 'target: "council-{topics.topic}"')
    assert joined.only_problem().code == "several-values"
