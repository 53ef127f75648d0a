"""Columns fit, keep their words whole, and wrap as little as they can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.render.column_widths import fit_columns

COLUMNS = st.integers(1, 5).flatmap(
    lambda rows: st.lists(st.lists(st.text("ab ", max_size=60), min_size=rows, max_size=rows), min_size=1, max_size=6)
)


def test_without_a_limit_every_cell_is_one_line() -> None:
    assert fit_columns([["a" * 90, ""], ["b", "c" * 40]], None) == [90, 40]


@given(COLUMNS, st.integers(0, 200))
def test_columns_fit_with_their_words_whole(columns: list[list[str]], room: int) -> None:
    words = [min(max(len(word) for text in column for word in text.split(" ")), 20) for column in columns]
    widths = fit_columns(columns, room)
    if widths is None:
        assert sum(words) > room
    else:
        assert sum(widths) <= max(room, 0)
        assert all(word <= width for word, width in zip(words, widths, strict=True))
        assert all(width <= max(map(len, column)) for column, width in zip(columns, widths, strict=True))


@pytest.mark.parametrize(
    ("room", "widths"),
    [
        (60, [12, 12, 30]),
        (54, [12, 12, 30]),
        (53, [12, 12, 29]),  # the longest gives way first
        (40, [12, 12, 16]),
        (6, [2, 2, 2]),
        (5, None),
    ],
)
def test_the_longest_gives_way(room: int, widths: list[int] | None) -> None:
    assert fit_columns([["xx " * 4, "xx"], ["yy " * 4, "yy"], ["zz " * 10, "zz"]], room) == widths


def test_of_much_to_say_the_longest_text_gets_most() -> None:
    short, long = ["word " * 5] * 9, ["word " * 60] * 9
    widths = fit_columns([short, long], 40)
    assert widths
    assert widths[1] > 3 * widths[0]
