"""Tables fit the terminal, lose nothing, and show what would act on it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.render.tables import fold, render_markdown, render_table
from stancegraph.visible import cells, visible

CELLS = st.lists(st.tuples(st.text(max_size=60), st.text(max_size=200)), max_size=4)


def test_a_table_that_need_not_fit() -> None:
    assert render_table(["who", "what"], [["iran", "x" * 200], ["oman", ""]]).splitlines() == [
        "who   what",
        "----  " + "-" * 200,
        "iran  " + "x" * 200,
        "oman",
    ]


def test_what_does_not_fit_is_wrapped() -> None:
    lines = render_table(["who", "what"], [["iran", "missiles are not on the agenda"]], width=20).splitlines()
    assert lines[2:] == ["iran  missiles are", "      not on the", "      agenda"]


@given(CELLS, st.integers(min_value=16, max_value=120))
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(rows: list[tuple[str, str]], width: int) -> None:
    text = render_table(["a", "b"], rows, width=width)
    assert max(map(cells, text.splitlines())) <= width
    shown = "".join(visible(cell) for row in rows for cell in row)
    assert sorted(re.sub(r"\s", "", "".join(text.splitlines()[2:]))) == sorted(re.sub(r"\s", "", shown))


@given(st.text())
def test_no_cell_can_act_on_the_terminal(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]", render_table(["a"], [[text]]))
    assert len(render_table(["a"], [[text]]).split("\n")) == 4


def test_in_a_narrow_terminal_rows_are_lists() -> None:
    table = render_table(["who", "what", "when"], [["iran", "reject", "2026"], ["oman", "host", ""]], width=20)
    assert table == "who   iran\nwhat  reject\nwhen  2026\n\nwho   oman\nwhat  host\nwhen  \n"


def test_colour_only_where_it_is_wanted() -> None:
    assert "\x1b" not in render_table(["a"], [["b"]])
    assert render_table(["a"], [["b"]], colour=True).splitlines()[0] == "\x1b[1ma\x1b[0m"


def test_wide_characters_take_two_columns() -> None:
    assert render_table(["a", "b"], [["伊朗", "x"], ["iran", "y"]]).splitlines()[2:] == ["伊朗  x", "iran  y"]


def test_no_columns_and_no_rows() -> None:
    assert render_table([], [[]]) == "\n"
    assert render_table(["a"], []) == "a\n-\n"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("ab cd", 2, ["ab", "cd"]),
        ("a bcd e", 3, ["a", "bcd", "e"]),
        ("伊朗伊朗", 5, ["伊朗", "伊朗"]),
        ("伊朗", 1, ["伊", "朗"]),
    ],
)
def test_folding(text: str, width: int, lines: list[str]) -> None:
    assert fold(text, width) == lines


def test_markdown_shows_every_cell_as_it_is() -> None:
    written = render_markdown(["a"], [["x|y"], ["<img src=x onerror=alert(1)>"], ["[a](javascript:b)"], ["a\nb"]])
    assert written.splitlines() == [
        "| a |",
        "| --- |",
        r"| x\|y |",
        "| &lt;img src=x onerror=alert(1)&gt; |",
        r"| \[a\](javascript:b) |",
        r"| a\\nb |",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\u202eb", "a\\u202eb"),
        ("\u200e\u2066\ufeff\u00ad", "\\u200e\\u2066\\ufeff\\xad"),
        ("a\r\n\tb", "a\\r\\n\\tb"),
        ("\x85\x9b", "\\x85\\x9b"),
        ("\ud800", "\\ud800"),
        ("العربية", "العربية"),
        ("می‌خواهم", "می‌خواهم"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
    ],
)
def test_what_is_not_seen_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown
