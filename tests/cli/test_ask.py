"""`ask` answers named questions on the command line, lists and shows them, with the exit codes of the help."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stancegraph.cli import main
from stancegraph.queries.questions import get_question, questions

POSITION = ["position-of", "actor=dovara", "on=closed-season"]


@pytest.fixture(scope="module")
def quarrel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the graph of a small quarrel, whose labels would act on terminals and spreadsheets."""
    from stancegraph.building import build

    folder, path = root / "tests" / "queries" / "quarrel", tmp_path_factory.mktemp("quarrel") / "graph"
    build([folder], path, texts=folder, shapes=False)
    return path


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, ["ask", *map(str, arguments)])


def test_a_table(tutorial: Path) -> None:
    result = run(tutorial, *POSITION)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "holder  target                                        position  act     published   words",
        "------  --------------------------------------------  --------  ------  ----------  -----",
        "Dovara  A closed season for herring on the Grey Bank  reject    refuse  2031-06-25  [1]",
        "",
        "[1] digest-2031-06-25 562–615: will on no account accept a closed season for herring",
        "",
        "missing: 2 readings superseded, corrected or retracted by then: ask at an earlier date",
        "1 row, 12 sources examined",
    ]


def test_json_has_the_shape_that_is_promised(tutorial: Path) -> None:
    result = run(tutorial, *POSITION, "--format", "json")
    read = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert list(read) == ["question", "parameters", "answer", "rows", "sources_examined", "missing"]
    assert (read["question"], read["answer"], read["sources_examined"]) == ("position-of", "rows", 12)
    assert read["parameters"] == {
        "actor": "https://w3id.org/stancegraph/data/actor/dovara",
        "on": "https://w3id.org/stancegraph/data/prop/closed-season",
        "at": "2031-09-29T06:00:00Z",
        "known-by": "2031-09-29T06:00:00Z",
    }
    (row,) = read["rows"]
    assert row["holderLabel"] == "Dovara"
    assert (row["position"], row["value"], row["act"]) == ("reject", -1.0, "refuse")
    assert row["evidence"] == ["https://w3id.org/stancegraph/data/span/digest-2031-06-25.562-615"]


@pytest.mark.parametrize(
    ("arguments", "positions"),
    [
        (["--at", "2031-04-30"], ["lean-against"]),
        (["--at", "2031-05"], ["oppose"]),
        (["--known-by", "2031-05-31"], ["oppose"]),
        (["--at", "2031-04-30", "--known-by", "2031-04-30"], ["lean-against"]),
        (["--at", "2031-04-01"], []),
        ([], ["reject"]),
    ],
)
def test_dates(tutorial: Path, arguments: list[str], positions: list[str]) -> None:
    result = run(tutorial, *POSITION, "--format", "json", *arguments)
    read = json.loads(result.stdout)
    assert [row["position"] for row in read["rows"]] == positions
    assert read["answer"] == ("rows" if positions else "not-stated")
    assert result.exit_code == 0


def test_silence_is_an_answer(tutorial: Path) -> None:
    result = run(tutorial, "position-of", "actor=ruvia", "on=closed-season")
    assert result.exit_code == 0
    assert result.stdout == (
        "not stated: no source states a position of Ruvia on A closed season for herring on the Grey Bank\n"
        "0 rows, 12 sources examined\n"
    )


def test_a_refusal_says_why(tutorial: Path) -> None:
    result = run(tutorial, "positions", "--known-by", "2030", "--format", "json")
    read = json.loads(result.stdout)
    assert (result.exit_code, read["answer"], read["rows"]) == (0, "refused", [])
    assert read["reason"] == "no source was published by 2030-12-31T23:59:59Z"
    assert run(tutorial, "positions", "--known-by", "2030").stdout.startswith("refused: no source was published")


def test_csv_goes_to_standard_output_and_words_to_standard_error(tutorial: Path) -> None:
    result = run(tutorial, *POSITION, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout, newline=""))
    assert (row["holderLabel"], row["position"], row["quote"]) == (
        "Dovara", "reject", "will on no account accept a closed season for herring"
    )  # fmt: skip
    assert result.stderr.splitlines()[-1] == "1 row, 12 sources examined"


def test_csv_runs_no_formula(quarrel: Path) -> None:
    result = run(quarrel, "positions", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert {row["targetLabel"] for row in rows} == {"'+quota is kept", "'@nets are banned"}
    assert not any(str(cell).startswith(("=", "+", "@", "\t")) for row in rows for cell in row.values())
    assert "-0.67" in {row["value"] for row in rows}


def test_markdown(tutorial: Path) -> None:
    lines = run(tutorial, "mediators", "--format", "md").stdout.splitlines()
    assert lines[0] == "| mediator | role | between | on behalf of | and others | ground | certainty | words |"
    assert lines[4] == r"| Tomas Verel | go-between | Arland; Brin | Littoral Conference | yes | stated |  | \[5\] |"


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_what_a_source_calls_things_does_not_act_on_the_terminal(quarrel: Path, form: str) -> None:
    result = run(quarrel, "mediators", "between=lowland", "--format", form)
    text = result.stderr if form == "csv" else result.stdout
    assert "Low\\x1b[31m\\u202eland" in text.replace("\\\\", "\\").replace("\\[", "[")
    assert not re.search("[\x1b\u202e]", text)


def test_parameters_are_given_by_commas_or_several_times(tutorial: Path) -> None:
    answers = [
        run(tutorial, "mediators", *words).stdout
        for words in (["between=arland,brin"], ["between=arland", "between=brin"], ["between=Arland, Brin"])
    ]
    assert answers[0] == answers[1] == answers[2] != ""
    assert "3 rows" in answers[0]


def test_a_name_with_a_comma(quarrel: Path) -> None:
    result = run(quarrel, "third-parties", "process=Talks on the harbour, 2031")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["postions"], "there is no question 'postions'\n  hint: did you mean 'positions'"),
        (["positions", "abuot=x"], "there is no parameter of positions 'abuot'\n  hint: did you mean 'about'?"),
        (["position-of", "actor=dovara"], "position-of needs on\n  hint: ask it so: position-of actor=… on=…"),
        (["position-of", "dovara"], "'dovara' is no parameter: write it as KEY=VALUE"),
        (["positions", "about=Dovarra"], "'Dovarra' in this graph\n  hint: did you mean 'dovara'? if not: nothing in"),
        (["quotes", "speaker=Sweden"], "hint: nothing in this graph speaks of it, which is not the same as"),
        (["stances-under", "issue=closed-season"], "there is no issue 'closed-season' in this graph"),
        (["stances-under", "issue=prop.closed-season"], "prop.closed-season is no issue (Proposition)"),
        (["positions", "--at", "soon"], "at: 'soon' is not a time\n  hint: write a date as EDTF or ISO 8601"),
        (["positions", "--format", "xlsx"], "'xlsx' is not one of"),
        ([], "give a graph and a question: DIR NAME, or --list"),
        (["--show"], "give the name of a question: NAME --show"),
        (["nonsense", "--show"], "there is no question 'nonsense'"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_said(tutorial: Path, arguments: list[str], message: str) -> None:
    directory = [] if arguments[-1:] == ["--show"] else [tutorial]
    result = run(*directory, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_directory_that_is_no_graph(tmp_path: Path) -> None:
    for path, what in ((tmp_path, "is not a built graph"), (tmp_path / "none", "does not exist")):
        result = run(path, "positions")
        assert (result.exit_code, result.stdout) == (3, "")
        assert f"{path}: {what}\n  hint: build one with: stancegraph build" in result.stderr


def test_the_question_is_looked_at_before_the_graph(tmp_path: Path) -> None:
    assert run(tmp_path, "postions").exit_code == 2


def test_the_list() -> None:
    lines = run("--list").stdout.splitlines()
    assert len(lines) == 2 + len(questions())
    assert any(re.match(r"position-of actor=… on=…\s+What one actor's position is$", line) for line in lines)
    listed = json.loads(run("--list", "--format", "json").stdout)
    assert [one["name"] for one in listed] == list(questions())
    assert listed[0].keys() == {"name", "title", "usage"}


@pytest.mark.parametrize("name", list(questions()))
def test_a_question_is_shown_as_the_file_that_it_is(name: str) -> None:
    result = run(name, "--show")
    assert (result.exit_code, result.stdout) == (0, get_question(name).text)
    assert run("--show", name).stdout == result.stdout


def test_the_program_answers_as_a_process(tutorial: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "stancegraph",
        "ask",
        str(tutorial),
        "positions",
        "about=Inspections at the Vessen dam",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Tomas Verel" in done.stdout
    assert done.stderr == ""
