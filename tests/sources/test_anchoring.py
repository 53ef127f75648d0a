"""Quotes are found code point for code point, or the nearest passage is shown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.errors import InvalidInput
from stancegraph.sources.anchoring import Anchors, QuoteError, digest, find_quote, read_anchors, render_anchors


@given(st.text(min_size=1), st.data())
def test_a_span_is_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    if text.find(quote, text.find(quote) + 1) >= 0:
        with pytest.raises(QuoteError, match="times"):
            find_quote(text, quote)
    else:
        span = find_quote(text, quote)
        assert text[span.start : span.end] == quote == span.exact


@pytest.mark.parametrize(
    ("text", "quote", "exact"),
    [
        ("a b c d", "a ... c", "a b c"),
        ("a x a b c", "a … c", "a b c"),
        ("e\u0301te\u0301 fini", "te\u0301", "te\u0301"),
        ("he said: wait ... what", "wait ... what", "wait ... what"),
        ("one, two, three, four", "one ... three ... four", "one, two, three, four"),
    ],
)
def test_elided_quotes_stand_for_the_shortest_span(text: str, quote: str, exact: str) -> None:
    assert find_quote(text, quote).exact == exact


@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("the talks fail", "the talk fails", "quote-not-found"),
        ("été", "e\u0301te\u0301", "quote-not-found"),  # nothing is normalised
        ("a b, a b", "a b", "quote-ambiguous"),
        ("a x b, a y b", "a ... b", "quote-ambiguous"),
        ("b then a", "a ... b", "quote-not-found"),
    ],
)
def test_what_is_not_one_place_is_an_error(text: str, quote: str, code: str) -> None:
    with pytest.raises(QuoteError) as caught:
        find_quote(text, quote)
    assert caught.value.code == code


def test_near_decides_which() -> None:
    text = "Tolls rose. Talks began. Tolls fell."
    assert find_quote(text, "Tolls", "fell").start == text.rindex("Tolls")
    assert find_quote(text, "Tolls", "rose").start == 0
    with pytest.raises(QuoteError, match="as near"):
        find_quote("a x a", "a", "x")


def test_the_nearest_passage_is_shown() -> None:
    with pytest.raises(QuoteError) as caught:
        find_quote("On Monday Ost warned that tolls would ruin the talks.", "Ost warned that toll would ruin")
    assert "Ost warned that tolls would rui" in caught.value.hint


def test_anchors_come_back(tmp_path: Path) -> None:
    text = "Ost warned that tolls would ruin the talks."
    span = find_quote(text, "Ost ... talks")
    path = tmp_path / "a.anchors.json"
    path.write_text(render_anchors("a", Anchors.of_text(text), {("Ost ... talks", ""): span}), encoding="utf-8")
    anchors = read_anchors(path, "a")
    found = anchors.find("Ost ... talks")
    assert found
    assert (found.start, found.end, found.sha256) == (span.start, span.end, span.sha256)
    assert (anchors.sha256, anchors.length) == (digest(text), len(text))
    assert "warned" not in path.read_text(encoding="utf-8")
    with pytest.raises(QuoteError, match="no quote"):
        anchors.find("something else")


@pytest.mark.parametrize("held", ["", "[]", "{}", '{"format": 9}', '{"format": 1, "source": "b"}', "[" * 100_000])
def test_a_broken_anchors_file_is_an_error(tmp_path: Path, held: str) -> None:
    path = tmp_path / "a.anchors.json"
    path.write_text(held, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"a\.anchors\.json"):
        read_anchors(path, "a")
