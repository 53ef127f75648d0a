"""Dates, periods and cut words, in words."""

import pytest

from stancegraph.render.telling import joined, period, whole_words


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("2031-08-04", "4 August 2031"),
        ("2031-02-06T15:30Z", "6 February 2031"),
        ("2031-13", "2031-13"),
        ("2032-21", "spring 2032"),
        ("2031?", "perhaps 2031"),
        ("2031-03-20~", "about 20 March 2031"),
        ("../2031-06-01", "until 1 June 2031"),
        ("2028/2031-06-01", "2028 to 1 June 2031"),
        ("2031-06/..", "from June 2031"),
        ("some day", "some day"),
        ("", ""),
    ],
)
def test_periods(edtf: str, told: str) -> None:
    assert period(edtf) == told


@pytest.mark.parametrize("around", ["", "word"])
def test_what_has_no_cut_word_stays(around: str) -> None:
    assert whole_words(around, last=True) == around
    assert whole_words(f" {around}", last=False) == f" {around}"


@pytest.mark.parametrize(("names", "told"), [([], ""), (["A"], "A"), (["A", "B"], "A and B")])
def test_lists(names: list[str], told: str) -> None:
    assert joined(names) == told
