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
    text = render_table(["\N{MIDDLE DOT}", "\N{BULLET}"], rows, width=width)
    assert max(map(cells, text.splitlines()), default=0) <= width
    shown = "".join(visible(cell) for row in rows for cell in row)
    assert sorted(re.sub(r"\s", "", text)) == sorted(re.sub(r"\s", "", shown) + drawn(text, rows))


def drawn(text: str, rows: list[tuple[str, str]]) -> str:
    """Return what a table has beside its cells: a head and a rule, or the head of every cell that tells something."""
    if text.split("\n")[1:2] and re.fullmatch("-+  -+", text.split("\n")[1]):
        return "\N{MIDDLE DOT}\N{BULLET}" + text.split("\n")[1].replace(" ", "")
    return "".join("\N{MIDDLE DOT}" * bool(first) + "\N{BULLET}" * bool(second) for first, second in rows)


@given(st.text())
def test_no_cell_can_act_on_the_terminal(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]", render_table(["a"], [[text]]))
    assert len(render_table(["a"], [[text]]).split("\n")) == 4


def test_words_stay_whole_while_all_columns_fit() -> None:
    row = ["Iran", "sovereignty is respected", "the responsibility for a failure of the talks"]
    lines = render_table(["who", "what", "why"], [row], width=34).splitlines()
    assert lines[2:] == [
        "Iran  sovereignty  the",
        "      is           responsibility",
        "      respected    for a failure",
        "                   of the talks",
    ]


def test_where_words_do_not_fit_rows_are_lists() -> None:
    rows = [["iran", "the agreed framework", "2026"], ["oman", "host", ""], ["", "", ""]]
    assert render_table(["who", "what", "when"], rows, width=19) == (
        "who   iran\nwhat  the agreed\n      framework\nwhen  2026\n\nwho   oman\nwhat  host\n\n"
    )
    assert render_table(["who", "what"], [["iran", "missiles"]], width=10, colour=True).startswith(
        "\x1b[1mwho \x1b[0m  iran"
    )


def test_a_word_longer_than_any_is_broken() -> None:
    assert render_table(["who", "what"], [["iran", "x" * 40]], width=28).splitlines()[2:] == [
        "iran  " + "x" * 22,
        "      " + "x" * 18,
    ]


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
