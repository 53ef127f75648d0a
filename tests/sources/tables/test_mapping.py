"""The mapping: what it can say, and what is told of its mistakes."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancegraph.building import build, examine
from stancegraph.errors import Severity
from stancegraph.iris import Names

if TYPE_CHECKING:
    from tests.sources.tables.conftest import Council


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ('holder: "{state}"', "holder: {state}", "wrong-value", 'in quotation marks: "{state}"'),
        ('holder: "{state}"', 'holder: "{state}"\n    holdr: x', "unknown-field", "did you mean 'holder'"),
        ("    act: vote\n", "    act: vot\n", "unknown-concept", "did you mean 'vote'"),
        ('id: "{motion}-{state}"', "id: vote", "bad-id", "columns that tell rows apart"),
        ('id: "{motion}-{state}"', 'id: "{motion}/{state}"', "bad-id", "an id is such as"),
        ("  annotator: clerk\n", "", "missing-field", "Who recorded the rows"),
        ("publisher: council", "publisher: counsil", "unknown-actor", "did you mean"),
        ("about: shipping", "about: shiping", "unknown-issue", "did you mean 'shipping'"),
        ("  annotator: clerk", "  annotator: clerk\n  on-bad-row: skip", "unknown-concept", "there are: error, report"),
    ],
)
def test_mistakes_in_a_mapping(council: "Council", old: str, new: str, code: str, hint: str) -> None:
    council.change(old, new)
    found = [one for one in council.problems() if one.code == code]
    assert found
    assert hint in found[0].hint


def test_a_column_without_its_braces(council: "Council") -> None:
    council.change('holder: "{state}"', "holder: state")
    assert council.problems()[0].hint == 'for the column of that name, write "{state}"'


def test_sources_by_column(council: "Council") -> None:
    council.rows(
        "daily-1,Brin,yes,2031-03-02,One", "daily-2,Brin,no,2031-04-02,Two", header="paper,state,cast,day,title"
    )
    council.map("""\
table:
  file: votes.csv
  source: {id: "{paper}", publisher: council, published: "{day}", title: "{title}"}
  annotator: clerk
  stance:
    id: "{state}"
    holder: "{state}"
    target: peace
    position: {text: "{cast}", codes: {yes: support, no: oppose}}
""")
    records = council.read()
    assert list(records.names) == ["stance:daily-1.clerk.brin", "stance:daily-2.clerk.brin"]
    assert [str(value) for value in records.columns["value"]] == ["0.67", "-0.67"]
    assert [str(when)[:10] for when in records.columns["latest"]] == ["2031-03-02", "2031-04-02"]
    with council.graph() as graph:
        titles = graph.select("SELECT ?title { ?s a sg:Source ; dcterms:title ?title } ORDER BY ?title")
    assert [row["title"] for row in titles] == ["One", "Two"]
    council.rows(
        "daily-1,Brin,yes,2031-03-02,One", "daily-1,Cassia,no,2031-04-02,Two", header="paper,state,cast,day,title"
    )
    assert council.only_problem().code == "differs"


def test_dates_of_another_form_and_values(council: "Council") -> None:
    council.rows("tolls,Brin,yes,31/12/2031,0.5", "ports,Brin,yes,30/02/2031,2", header=council.HEADER + ",score")
    council.map(council.MAPPING.replace('"{day}"', '{text: "{day}", date: "%d/%m/%Y"}') + '    value: "{score}"\n')
    codes = [(one.line, one.code) for one in council.problems() if one.line and one.severity is Severity.ERROR]
    assert codes == [(3, "bad-time"), (3, "wrong-value")]
    council.rows("tolls,Brin,yes,31/12/2031,0.5", header=council.HEADER + ",score")
    records = council.read()
    assert (str(records.columns["value"][0]), records.columns["latest"][0]) == ("0.5", "2031-12-31T23:59:59Z")


def test_a_table_without_a_mapping(council: "Council") -> None:
    (council.folder / "votes.yaml").unlink()
    problems = examine([council.folder / "votes.csv"], Names()).problems
    assert [one.code for one in problems] == ["no-mapping"]


def test_the_one_table_need_not_be_named(council: "Council") -> None:
    council.map(council.MAPPING.replace("  file: votes.csv\n", ""))
    mapping, registry = council.folder / "votes.yaml", council.folder / "registry.yaml"
    checked = examine([council.folder / "votes.csv", registry], Names(), mappings=[mapping])
    assert len(checked.inputs.tables[0]) == 3
    assert {one.code for one in examine([registry], Names(), mappings=[mapping]).problems} == {"no-table"}


def test_a_folder_of_tables_with_the_mapping_beside(council: "Council", tmp_path: Path) -> None:
    folder = tmp_path / "out" / "tables"
    folder.mkdir()
    (council.folder / "votes.csv").rename(folder / "votes.csv")
    names = [council.folder / "registry.yaml", folder]
    checked = examine(names, Names(), mappings=[council.folder / "votes.yaml"])
    assert len(checked.inputs.tables[0]) == 3


def test_an_empty_table_is_an_empty_graph(council: "Council") -> None:
    council.rows()
    with council.graph() as graph:
        assert len(graph.statements()) == 0


def test_progress_is_told(council: "Council") -> None:
    told: list[tuple[int, int]] = []
    build([council.folder], council.folder / "out" / "g", progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_position_on_an_issue_needs_a_pole(council: "Council") -> None:
    council.change('target: "council-{motion}"', "target: issue.shipping")
    assert {one.code for one in council.problems() if one.line and one.severity is Severity.ERROR} == {
        "issue-without-pole"
    }


def test_a_value_needs_a_position(council: "Council") -> None:
    council.change(
        '    position: {text: "{cast}", codes: {yes: yes, abstain: abstain, no: no}}\n', '    value: "{cast}"\n'
    )
    assert council.only_problem().message == "a value needs a position"


def test_of_two_tables_of_one_name_the_one_beside_counts(council: "Council", tmp_path: Path) -> None:
    other = tmp_path / "out" / "votes.csv"
    other.write_text("motion,state,cast,day\n", encoding="utf-8")
    paths = [council.folder / name for name in ("registry.yaml", "votes.yaml", "votes.csv")]
    problems = examine([*paths, other], Names()).problems
    assert [(one.code, one.file) for one in problems] == [("no-mapping", str(other))]


def test_actors_can_be_made(council: "Council") -> None:
    council.rows("tolls,New Land,no,2031-03-02")
    council.change("  make:\n", '  make:\n  - {kind: actor, id: "{state}", label: "{state}", type: state}\n')
    with council.graph() as graph:
        labels = graph.select("SELECT ?l { ?s sg:holder ?x . ?x a sg:State ; skos:prefLabel ?l }")
    assert [row["l"] for row in labels] == ["New Land"]
    council.change("type: state", "type: stat")
    assert "did you mean 'state'" in council.problems()[0].hint
