"""Answers to named questions as tables, Markdown, JSON and CSV: complete, and harmless whatever the sources say."""

import csv
import io
import json
import re
from typing import Any, Final

import pytest

from stancegraph.iris import Names
from stancegraph.queries.named_answer import NamedAnswer, Outcome
from stancegraph.queries.questions import Question, get_question, questions
from stancegraph.queries.quoting import Quote
from stancegraph.render.asked import AnswerFormat, evidence_of, notes_on, render_asked
from stancegraph.visible import cells

NAMES: Final = Names()
FORMULAS: Final = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "\uff1d1", '=HYPERLINK("http://x")')
ACTING: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def row(number: int, **values: Any) -> dict[str, Any]:
    """Return a row of `positions`, with one piece of evidence."""
    return {
        "holder": NAMES.expand("actor:arland"),
        "holderLabel": "Arland",
        "target": NAMES.expand("prop:tolls"),
        "targetLabel": "The tolls end",
        "position": "oppose",
        "value": -0.67,
        "act": "warn",
        "attributionType": "direct-quote",
        "certainty": None,
        "ground": "stated",
        "onBehalfOf": [],
        "addressee": [],
        "condition": None,
        "reading": NAMES.expand(f"stance:a.b.s{number}"),
        "readingLabel": "Arland: oppose, The tolls end",
        "status": "active",
        "needsReview": False,
        "alternativeTo": [],
        "source": NAMES.expand("source:wire-1"),
        "sourceLabel": "A title",
        "published": "2031-03-02T08:00:00Z",
        "quote": f"words {number}",
        "evidence": [NAMES.expand(f"span:wire-1.{number}-9")],
        **values,
    }


def answer(*rows: dict[str, Any], missing: tuple[str, ...] = (), **values: Any) -> NamedAnswer:
    given: dict[str, Any] = {
        "question": "positions",
        "parameters": {"at": "2031-09-29"},
        "answer": Outcome.ROWS if rows else Outcome.NOT_STATED,
        "rows": rows,
        "sources_examined": 2,
        "missing": missing,
    }
    return NamedAnswer(**{**given, **values})


def quotes_of(rows: NamedAnswer, words: str = "words") -> dict[str, Quote]:
    source = NAMES.expand("source:wire-1")
    return {
        node: Quote(source=source, start=number, end=number + 5, exact=words, evidence=node)
        for number, node in enumerate(evidence_of(rows.rows))
    }


def rendered(
    found: NamedAnswer, wanted: str = "table", *, question: Question | None = None, words: str = "words", **options: Any
) -> str:
    asked = question or get_question("positions")
    return render_asked(asked, found, quotes_of(found, words), NAMES, AnswerFormat(wanted), **options)


def test_a_table_with_the_words_below_and_what_is_missing() -> None:
    found = answer(row(1), row(2, certainty="possible", ground="inferred"), missing=("one more",))
    assert rendered(found) == (
        "holder  target         position  act   remarks             published   words\n"
        "------  -------------  --------  ----  ------------------  ----------  -----\n"
        "Arland  The tolls end  oppose    warn                      2031-03-02  [1]\n"
        "Arland  The tolls end  oppose    warn  inferred, possible  2031-03-02  [2]\n"
        "\n"
        "[1] wire-1 0–5: words\n"
        "[2] wire-1 1–6: words\n"
        "\n"
        "missing: one more\n"
        "2 rows, 2 sources examined\n"
    )


def test_the_same_words_have_the_same_number() -> None:
    shared = [NAMES.expand("span:wire-1.1-9")]
    text = rendered(answer(row(1), row(2, evidence=[*shared, NAMES.expand("span:wire-1.2-9")])))
    assert re.findall(r"2031-03-02  (.*)", text) == ["[1]", "[1] [2]"]
    assert text.count("[1] wire-1") == 1


@pytest.mark.parametrize(
    ("values", "remarks"),
    [
        ({}, ""),
        ({"certainty": "certain"}, ""),
        ({"certainty": "uncommitted", "needsReview": True}, "uncommitted, needs review"),
        ({"status": "disputed"}, "disputed"),
        ({"ground": "derived", "factuality": "prospective"}, "derived, prospective"),
        ({"factuality": "actual"}, ""),
    ],
)
def test_what_is_out_of_the_ordinary_is_remarked(values: dict[str, Any], remarks: str) -> None:
    head, _, line, *_ = rendered(answer(row(1, **values))).splitlines()
    assert ("remarks" in head) is bool(remarks)
    assert remarks in line


def test_on_whose_behalf_and_on_what_condition() -> None:
    values = {"onBehalfOf": ["x"], "onBehalfOfLabel": ["Brin"], "condition": "y", "conditionLabel": "if It rains"}
    line = rendered(answer(row(1, **values))).splitlines()[2]
    assert line.startswith("Arland for Brin  The tolls end  oppose    if It rains  warn")


def test_columns_that_tell_nothing_are_left_out() -> None:
    head = rendered(answer(row(1, act=None))).splitlines()[0]
    assert "act" not in head.split()
    assert "condition" not in head


def test_truth_values_are_words() -> None:
    question = get_question("mediators")
    rows = [
        {"mediator": "a", "mediatorLabel": label, "ground": "stated", "openSet": is_open, "evidence": []}
        for label, is_open in (("Egypt", True), ("Oman", False))
    ]
    lines = rendered(answer(*rows), question=question).splitlines()
    assert lines[0].split("  ") == ["mediator", "and others"]
    assert [line.split() for line in lines[2:4]] == [["Egypt", "yes"], ["Oman"]]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("quotes", {"speaker": "a", "quote": "we will not"}),
        ("evidence", {"exact": "we will not", "start": 3}),
        ("surface-forms", {"surface": "we will not"}),
    ],
)
def test_where_the_table_has_the_words_they_are_not_told_twice(name: str, values: dict[str, Any]) -> None:
    one = {**values, "source": NAMES.expand("source:wire-1"), "evidence": [NAMES.expand("span:wire-1.1-9")]}
    text = rendered(answer(one), question=get_question(name))
    assert text.count("we will not") == 1
    assert "wire-1" in text.splitlines()[2]  # the id of the source, as below other tables
    assert "[1]" not in text


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (
            answer(missing=("no source says so", "more")),
            "not stated: no source says so\nmissing: more\n0 rows, 2 sources examined\n",
        ),
        (
            answer(answer=Outcome.REFUSED, reason="the graph has no source", sources_examined=0),
            "refused: the graph has no source\n0 rows, 0 sources examined\n",
        ),
    ],
)
def test_no_rows(found: NamedAnswer, text: str) -> None:
    assert rendered(found) == text
    assert rendered(found, "md") == "\n\n".join(text.splitlines()) + "\n"
    assert list(notes_on(found)) == text.splitlines()


def test_markdown_shows_what_is_said_as_it_is() -> None:
    text = rendered(answer(row(1, holderLabel="<b>|[x](javascript:y)")), "md", words="*stars*")
    assert text.splitlines()[2].startswith(r"| &lt;b&gt;\|\[x\](javascript:y) | The tolls end |")
    assert r"\[1\] wire-1 0–5: \*stars\*" in text


def test_json_has_the_shape_that_programs_expect() -> None:
    found = answer(row(1), missing=("one more",))
    read = json.loads(rendered(found, "json"))
    assert list(read) == ["question", "parameters", "answer", "rows", "sources_examined", "missing"]
    assert read["rows"] == [row(1)]
    assert read["answer"] == "rows"
    assert json.loads(rendered(answer(answer=Outcome.REFUSED, reason="why"), "json"))["reason"] == "why"


@pytest.mark.parametrize("label", ["\x1b[2J\x1b]0;x\x07", "a\u202eb", "a\nb", "\x9b31m", "\u2028"])
@pytest.mark.parametrize("wanted", ["table", "md"])
@pytest.mark.parametrize("width", [None, 30, 100])
def test_nothing_that_a_source_says_acts_on_a_terminal(label: str, wanted: str, width: int | None) -> None:
    texts = {f"{name}Label": label for name in ("holder", "target", "condition")}
    found = answer(row(1, quote=label, position=label, **texts), missing=(label,))
    text = rendered(found, wanted, words=label, width=width)
    assert not ACTING.search(text)
    assert label.encode("unicode_escape").decode()[:4] in text.replace("\\\\", "\\")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 140])
def test_an_answer_fits_the_terminal(width: int) -> None:
    found = answer(*(row(number, targetLabel="The tolls are on the agenda " * number) for number in range(1, 5)))
    text = rendered(found, width=width, words="what was said in so many words " * 5)
    assert max(map(cells, text.splitlines())) <= width
    assert text.count("agenda") >= 10
    assert text.count("[4]") == 2


def test_in_a_narrow_terminal_rows_are_lists() -> None:
    text = rendered(answer(row(1), row(2)), width=40)
    assert text.startswith("holder     Arland\ntarget     The tolls end\nposition   oppose\n")
    assert text.count("words      [") == 2


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_column_a_key_each_label_beside_what_it_names() -> None:
    second = row(2, conditionLabel="if It rains", condition="y", onBehalfOf=["x", "y"], onBehalfOfLabel=["B", "C"])
    text = rendered(answer(row(1), second), "csv")
    rows = read_csv(text)
    assert list(rows[0])[:4] == ["holder", "holderLabel", "target", "targetLabel"]
    keys = list(rows[0])
    assert keys.index("conditionLabel") == keys.index("condition") + 1
    assert [one["onBehalfOfLabel"] for one in rows] == ["", "B; C"]
    assert [one["conditionLabel"] for one in rows] == ["", "if It rains"]
    assert [one["needsReview"] for one in rows] == ["false", "false"]
    assert [float(one["value"]) for one in rows] == [-0.67, -0.67]  # a number, and no text that begins with a minus
    assert [one["evidence"] for one in rows] == [row(1)["evidence"][0], row(2)["evidence"][0]]


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_runs_no_formula_and_gives_the_text_back(text: str) -> None:
    values = {
        "targetLabel": text,
        "quote": text,
        "onBehalfOfLabel": [text],
        "onBehalfOf": ["x"],
        "conditionLabel": text,
    }
    (one,) = read_csv(rendered(answer(row(1, **values)), "csv"))
    for key in ("targetLabel", "quote", "onBehalfOfLabel", "conditionLabel"):
        assert one[key] == f"'{text}"
    assert not any(cell.startswith(tuple("=+@\t\r\n\uff1d")) for cell in one.values())


def test_csv_without_rows_has_a_head() -> None:
    text = rendered(answer(missing=("nothing",)), "csv")
    assert read_csv(text) == []
    assert text.startswith('"holder","target","position"')


@pytest.mark.parametrize("name", list(questions()))
@pytest.mark.parametrize("wanted", [*AnswerFormat])
def test_every_question_can_be_shown_without_rows(name: str, wanted: AnswerFormat) -> None:
    assert rendered(answer(missing=("nothing",)), wanted, question=get_question(name), width=80)
