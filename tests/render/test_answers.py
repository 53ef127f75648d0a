"""Answers are shown with CURIEs and words; what is not for people is passed on as the engine wrote it."""

import pyoxigraph as ox
import pytest

from stancegraph.iris import Names
from stancegraph.queries.answer import Answer, Format
from stancegraph.queries.guard import Form
from stancegraph.render.answers import render_answer, render_term

NAMES = Names("https://example.org/")
ROWS = Answer(
    form=Form.SELECT,
    format=Format.JSON,
    truth=None,
    data=(
        b'{"head":{"vars":["who","label"]},"results":{"bindings":[{"who":{"type":"uri","value":'
        b'"https://example.org/actor/iran"},"label":{"type":"literal","value":"a|\\u001b[31m"}},{}]}}'
    ),
)


def test_a_table() -> None:
    assert render_answer(ROWS, Format.TABLE, NAMES).decode().splitlines() == [
        "who         label",
        "----------  ----------",
        "actor:iran  a|\\x1b[31m",
        "",
    ]


def test_markdown() -> None:
    assert render_answer(ROWS, Format.MD, NAMES).decode().splitlines()[2:] == [
        "| actor:iran | a\\|\\\\x1b\\[31m |",
        "|  |  |",
    ]


@pytest.mark.parametrize("wanted", [Format.TABLE, Format.MD, Format.CSV])
@pytest.mark.parametrize("truth", [True, False])
def test_truth(wanted: Format, *, truth: bool) -> None:
    data = b"true" if truth else b"false"
    answer = Answer(form=Form.ASK, format=Format.CSV, truth=truth, data=data)
    assert render_answer(answer, wanted, NAMES) == data + b"\n"


def test_other_formats_end_with_one_line_end() -> None:
    assert render_answer(ROWS, Format.JSON, NAMES) == ROWS.data + b"\n"


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (None, ""),
        (ox.NamedNode("https://example.org/actor/iran"), "actor:iran"),
        (ox.NamedNode("https://elsewhere.org/x"), "https://elsewhere.org/x"),
        (ox.Literal("Oman", language="en"), "Oman"),
        (ox.Literal(3), "3"),
        (ox.BlankNode("b"), "_:b"),
    ],
)
def test_terms(term: ox.NamedNode | ox.Literal | ox.BlankNode | None, shown: str) -> None:
    assert render_term(term, NAMES) == shown
