"""A column is the list of its rows, however it is held."""

from hypothesis import given
from hypothesis import strategies as st

from stancegraph.model.columns import Column, Texts, combine

ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.text(max_size=2)))


@given(ROWS)
def test_a_column_is_its_rows(rows: list[tuple[str, str, str]]) -> None:
    column = Column.of(rows)
    assert list(column) == rows
    assert len(set(column.values)) == len(column.values) <= len(column) == len(rows)
    assert list(column.map(len)) == [3] * len(rows)
    assert [column[number] for number in range(len(rows))] == rows
    assert list(column[1:3]) == rows[1:3]
    chosen = list(range(0, len(rows), 2))
    assert list(column.take(chosen)) == rows[::2]


@given(ROWS)
def test_combined_columns_are_tuples(rows: list[tuple[str, str, str]]) -> None:
    first, second, third = (Column.of(row[place] for row in rows) for place in range(3))
    assert list(combine([first, second, third])) == rows
    upper = first.map(str.upper)
    assert list(combine([first, upper])) == [(row[0], row[0].upper()) for row in rows]
    assert combine([first, upper]).codes is first.codes
    assert list(combine([third, first, upper])) == [(row[2], row[0], row[0].upper()) for row in rows]


@given(ROWS)
def test_texts_are_put_together(rows: list[tuple[str, str, str]]) -> None:
    first, third = (Column.of(row[place] for row in rows) for place in (0, 2))
    texts = Texts(("s:", first, "-", third))
    expected = [f"s:{row[0]}-{row[2]}" for row in rows]
    assert list(texts) == [texts[number] for number in range(len(texts))] == expected
    assert list(texts[1:]) == expected[1:]
    assert list(texts.take([0] * bool(rows))) == expected[:1]
    assert list(texts.after("x")) == ["x" + text for text in expected]


def test_a_constant() -> None:
    assert list(Column.constant("vote", 3)) == ["vote"] * 3
    assert list(Column.constant("vote", 0)) == []
