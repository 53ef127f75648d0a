"""Every row that cannot be read is told with its line, and none is left out in silence."""

import csv
import json
from typing import TYPE_CHECKING

import pytest

from stancegraph.errors import InvalidInput, Severity

if TYPE_CHECKING:
    from tests.sources.tables.conftest import Council


def test_a_missing_column_names_those_that_exist(council: "Council") -> None:
    council.change('"{cast}"', '"{casts}"')
    problem = council.only_problem()
    assert (problem.file, problem.line, problem.id) == (str(council.folder / "votes.yaml"), 12, "casts")
    assert "votes.csv has no column 'casts'" in problem.message
    assert problem.hint == "did you mean 'cast'? Its columns are: motion, state, cast, day"


@pytest.mark.parametrize(
    ("row", "code", "hint"),
    [
        ("ports,Arland,no,2020-02-30", "bad-time", "2031-03-02"),
        ("ports,Arlnd,no,2031-03-02", "unknown-actor", "did you mean 'arland'"),
        ("ports,Arland,noo,2031-03-02", "unknown-code", "did you mean 'no'"),
        ("ports,,no,2031-03-02", "missing-value", "fill it in"),
        ("tolls,Arland,yes,2031-03-02", "duplicate-id", "further column"),
        ("ports,Arland,no", "ragged-row", "quotation marks"),
        ("ports,Arland,no,2031-03-02,x", "ragged-row", "quotation marks"),
    ],
)
def test_a_bad_row_is_told_with_its_line(council: "Council", row: str, code: str, hint: str) -> None:
    council.rows(*council.ROWS, row)
    found = [one for one in council.problems() if one.severity is Severity.ERROR]
    assert {one.line for one in found} == {5, 0}
    problem = next(one for one in found if one.code == code)
    assert problem.file == str(council.folder / "votes.csv")
    assert hint in problem.hint
    with pytest.raises(InvalidInput):
        council.graph()
    assert not (council.folder / "out" / "g").exists()


def test_a_repeated_id_names_the_first_line(council: "Council") -> None:
    council.rows(*council.ROWS, council.ROWS[1])
    assert council.only_problem().message == "the id 'tolls-brin' is that of line 3 already"


def test_twenty_are_listed_and_all_are_written(council: "Council") -> None:
    council.rows(*council.ROWS, *(f"m{number},Atlantis,no,2031-13-01" for number in range(30)))
    found = [one for one in council.problems() if one.severity is Severity.ERROR]
    assert [one.line for one in found if one.line] == sorted(2 * [*range(5, 15)])
    total = found[-1]
    assert total.message == "30 rows of the table cannot be read; the first 20 problems of 60 are listed"
    assert str(council.rejects) in total.hint
    with council.rejects.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert len(written) == 60
    assert {int(row["line"]) for row in written} == set(range(5, 35))
    assert json.loads(written[0]["row"]) == {"motion": "m0", "state": "Atlantis", "cast": "no", "day": "2031-13-01"}


def test_bad_rows_are_left_out_where_the_mapping_says_so(council: "Council") -> None:
    council.rows("ports,Atlantis,no,2031-03-02", *council.ROWS, "tolls,Cassia,no,2031-02-30")
    council.map(council.MAPPING + "  on-bad-row: report\n")
    assert council.stances(council.read()) == council.EXPECTED
    with council.graph() as graph:
        warnings = graph.directory.manifest.warnings
        assert len(graph.statements()) == 3
        assert graph.select("SELECT ?p { actor:cassia ?p ?o }") == []
    assert [(one["line"], one["code"]) for one in warnings] == [
        (2, "unknown-actor"), (6, "bad-time"), (0, "refused-rows"),
    ]  # fmt: skip
    assert {one["severity"] for one in warnings} == {"warning"}
    assert council.rejects.read_text(encoding="utf-8").count("\n") == 3


def test_no_file_of_rejects_without_rejects(council: "Council") -> None:
    council.read()
    assert not council.rejects.exists()
