"""The verb `registry`: a plan first, files only with --yes, words to stderr, exit codes as everywhere."""

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stancegraph.cli import main

WHY = ("--reason", "one man", "--date", "2031-06-03")


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, ["registry", *map(str, arguments)])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a copy of the tutorial, in which Thomas Verell is not yet known to be Tomas Verel."""
    folder = tmp_path / "corpus"
    with as_file(files("stancegraph.data").joinpath("tutorial")) as path:
        shutil.copytree(path, folder)
    registry = folder / "registry.yaml"
    registry.write_text(registry.read_text(encoding="utf-8").replace(" replacedBy: tomas-verel,", ""), encoding="utf-8")
    return folder


def held(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_plan_is_shown_and_nothing_is_written(corpus: Path) -> None:
    before = held(corpus)
    result = run("merge", "thomas-verell", "tomas-verel", corpus, *WHY)
    assert result.exit_code == 0
    assert held(corpus) == before
    assert result.stderr == "nothing was written; --yes does it\n"
    lines = result.stdout.splitlines()
    assert lines[0] == "merge actor.thomas-verell into actor.tomas-verel (2031-06-03: one man)"
    assert [line[:14] for line in lines if line.startswith(("+ ", "- "))] == ["-   - {id: tho", "+   - {id: tho"]
    assert "actor.thomas-verell is named in 3 places, by 2 readings;" in result.stdout
    assert f"{corpus / 'wire-2031-05-13.yaml'}:51" in result.stdout
    assert "stance.proposal" in result.stdout


@pytest.mark.parametrize(
    "change",
    [
        ("merge", "thomas-verell", "tomas-verel"),
        ("rename", "strait-tolls", "tolls"),
        ("split", "strait-tolls", "--to", "a=A", "--to", "b=The b=c", "--use", "prop.tolls-halved=a"),
    ],
    ids=lambda change: change[0],
)
def test_a_change_is_made_and_undone(corpus: Path, change: tuple[str, ...]) -> None:
    before = held(corpus)
    made = run(*change, corpus, *WHY, "--yes")
    assert made.exit_code == 0, made.output
    assert made.stderr == f"wrote {corpus / 'registry.yaml'}\n"
    assert held(corpus) != before
    shown = run("undo", corpus)
    assert shown.exit_code == 0
    assert shown.stdout.startswith(f"undo: {change[0]} ")
    assert shown.stderr == "nothing was written; --yes does it\n"
    assert run("undo", corpus, "--change", "1", "--yes").exit_code == 0
    assert held(corpus) == before


@pytest.mark.parametrize("missing", ["--reason", "--date"])
def test_a_change_needs_reason_and_date(corpus: Path, missing: str) -> None:
    at = WHY.index(missing)
    result = run("merge", "thomas-verell", "tomas-verel", corpus, *WHY[:at], *WHY[at + 2 :])
    assert result.exit_code == 2
    assert missing in result.stderr


def test_the_help_says_that_the_clock_is_not_asked() -> None:
    assert "today is never assumed" in run("merge", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("merge", "lena-ost", "arland"), 2, "these are never the same"),
        (("merge", "nobody", "arland"), 2, "there is no entry 'nobody'"),
        (("merge", "arland", "arland"), 2, "into itself"),
        (("rename", "arland", "brin"), 2, "registered already"),
        (("split", "arland", "--to", "a=A"), 2, "two others"),
        (("split", "arland", "--to", "=A"), 2, "ID=LABEL"),
        (("split", "arland", "--to", "a=A", "--to", "b=B", "--use", "prop.x"), 2, "WHAT=ID"),
        (("split", "arland", "--to", "a=A", "--to", "b=B", "--use", "prop.x="), 2, "WHAT=ID"),
    ],
)
def test_what_is_refused_changes_nothing(corpus: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    before = held(corpus)
    result = run(*arguments, corpus, *WHY, "--yes")
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert held(corpus) == before


def test_an_input_that_cannot_be_read_ends_with_3(corpus: Path) -> None:
    (corpus / "broken.yaml").write_text("a: [", encoding="utf-8")
    assert run("merge", "thomas-verell", "tomas-verel", corpus, *WHY).exit_code == 3


def test_what_would_break_a_source_ends_with_1(corpus: Path) -> None:
    assert run("rename", "strait-tolls", "tolls", corpus, *WHY, "--yes").exit_code == 0
    source = corpus / "wire-2031-02-06.yaml"
    source.write_text(source.read_text(encoding="utf-8").replace("issue.strait-tolls", "issue.tolls"), encoding="utf-8")
    result = run("undo", corpus, "--yes")
    assert result.exit_code == 1
    assert "there is no issue 'issue.tolls'" in result.stderr


def test_suggestions_as_table_and_json(corpus: Path) -> None:
    table = run("suggest", corpus)
    assert table.stdout.startswith("may be the same: 1 pair\n")
    assert "similar names 'Thomas Verell' and 'Tomas Verel'" in table.stdout
    (one,) = json.loads(run("suggest", corpus, "--format", "json").stdout)
    assert one["entries"] == ["actor.thomas-verell", "actor.tomas-verel"]
    assert set(one) == {"kind", "entries", "score", "reasons"}


def test_names_of_two_things_are_listed_apart(corpus: Path) -> None:
    registry = corpus / "registry.yaml"
    text = registry.read_text(encoding="utf-8").replace("label: Lena Ost}", "label: Lena Ost, aliases: Arland}")
    registry.write_text(text, encoding="utf-8")
    shown = run("suggest", corpus).stdout
    assert "share a name, and are not the same: 1 pair" in shown
    assert "never the same" in shown


def test_where_nothing_looks_the_same(corpus: Path) -> None:
    assert run("merge", "thomas-verell", "tomas-verel", corpus, *WHY, "--yes").exit_code == 0
    assert run("suggest", corpus).stdout == "no two entries look the same\n"
    assert json.loads(run("suggest", corpus, "--format", "json").stdout) == []


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Return a dump with one person, one bad line, and a label that would act on a terminal."""
    path = tmp_path / "dump.json"
    person = {
        "labels": {"en": {"value": "Lena Ost"}},
        "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]},
    }
    hostile = {"id": "Q2", "labels": {"en": {"value": "\x1b[31mx"}}, "aliases": {"en": [{"value": "Marit Sole"}]}}
    lines = [json.dumps({"id": "Q1", **person}), "{broken", json.dumps(hostile)]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    return path


def test_candidates_as_table_and_json(corpus: Path, dump: Path) -> None:
    table = run("reconcile", corpus, "--dump", dump)
    assert table.exit_code == 0
    assert f"{dump}:3: this line is no JSON" in table.stderr
    assert "1 line of" in table.stderr
    assert "\x1b" not in table.stdout
    assert "label 'lena ost'; kind: person" in table.stdout
    found = json.loads(run("reconcile", corpus, "--dump", dump, "--format", "json").stdout)
    assert [one["wikidata"] for one in found] == ["Q1", "Q2"]


def test_an_id_is_written_where_it_is_named(corpus: Path, dump: Path) -> None:
    before = held(corpus)
    words = ("reconcile", corpus, "--dump", dump, "--write", "lena-ost=Q1")
    assert run(*words).exit_code == 2
    assert "needs a reason" in run(*words).stderr
    assert run(*words, *WHY).exit_code == 0
    assert held(corpus) == before
    assert run(*words, *WHY, "--yes").exit_code == 0
    assert "{id: lena-ost, wikidata: Q1, type: person" in (corpus / "registry.yaml").read_text(encoding="utf-8")
    assert run("reconcile", corpus, "--dump", dump, "--write", "marit-sole=Q9", *WHY).exit_code == 2


def test_a_dump_that_is_not_there_ends_with_3(corpus: Path) -> None:
    assert run("reconcile", corpus, "--dump", corpus / "none.json").exit_code == 3


@pytest.fixture
def recoding(tmp_path: Path) -> Path:
    path = tmp_path / "recoding.yaml"
    path.write_text(
        "recoding:\n- {from: demilitarised-zone, to: gannet-dispute}\n- {from: grey-bank-herring, to: [vessen-dam, "
        "strait-tolls], decided: [{case: prop.closed-season, to: strait-tolls}]}\n",
        encoding="utf-8",
    )
    return path


def test_a_recoding_is_shown(corpus: Path, recoding: Path) -> None:
    before = held(corpus)
    shown = run("recode", recoding, corpus)
    assert shown.exit_code == 0
    rows = [line.split() for line in shown.stdout.splitlines()[2:]]
    assert rows == [
        ["issue.demilitarised-zone", "all", "of", "it", "issue.gannet-dispute"],
        ["issue.grey-bank-herring", "prop.closed-season", "issue.strait-tolls"],
        ["issue.grey-bank-herring", "event.herring-talks", "undecided"],
    ]
    found = json.loads(run("recode", recoding, corpus, "--format", "json").stdout)
    assert {(one["case"], one["became"]) for one in found} == {
        (None, "issue:gannet-dispute"),
        ("prop:closed-season", "issue:strait-tolls"),
        ("event:herring-talks", None),
    }
    assert held(corpus) == before


def test_a_recoding_with_mistakes_ends_with_1(corpus: Path, recoding: Path) -> None:
    recoding.write_text("recoding: [{from: nothing, to: vessen-dam}]\n", encoding="utf-8")
    result = run("recode", recoding, corpus)
    assert result.exit_code == 1
    assert "there is no issue 'nothing'" in result.stderr


def test_a_recoding_of_nothing(corpus: Path, recoding: Path) -> None:
    recoding.write_text("recoding: []\n", encoding="utf-8")
    assert run("recode", recoding, corpus).stdout == "nothing is coded anew\n"
