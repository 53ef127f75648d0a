"""Words that are not to be shown are nowhere; what says where they are stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.iris import Names
from stancegraph.render.dataset import Dataset
from stancegraph.render.quotes import Quotes, hide_words, shorten

NAMES = Names()
WORDS = "Port City wants the tolls on the agenda of every round"
SHA = "a" * 64


def line(subject: str, predicate: str, value: str) -> str:
    written = value if value.startswith('"') else f"<{NAMES.expand(value)}>"
    return f"<{NAMES.expand(subject)}> <{NAMES.expand(predicate)}> {written} .\n"


def span(*extra: str) -> Dataset:
    """Return a span whose words also stand in the title of its source and the note of a reading."""
    said = [
        line("span:d.0-54", "oa:hasSource", "source:d"),
        line("span:d.0-54", "oa:hasSelector", "span:d.0-54.quote"),
        line("span:d.0-54.quote", "oa:exact", f'"{WORDS}"'),
        line("span:d.0-54.quote", "oa:prefix", '"before it stood "'),
        line("span:d.0-54.quote", "oa:suffix", '" and after it"'),
        line("source:d", "dcterms:title", f'"{WORDS}, says the minister"@en'),
        line("stance:d.r.s1", "sg:source", "source:d"),
        line("stance:d.r.s1", "skos:note", f'"cf. {WORDS}"'),
        line("source:e", "dcterms:title", f'"{WORDS}"'),
        line("mention:d.0-9", "sg:surface", '"Port City"'),
    ]
    return Dataset("".join([*said, *extra]).encode())


def test_full_changes_nothing() -> None:
    data = span()
    assert hide_words(data, Quotes.FULL) is data


def test_short_keeps_the_ends_of_a_quote_and_says_that_it_is_elided() -> None:
    text = hide_words(span(), Quotes.SHORT).default.decode()
    assert line("span:d.0-54.quote", "oa:exact", '"Port City wants ... of every round"') in text
    assert line("span:d.0-54", "sg:elided", f'"true"^^<{NAMES.expand("xsd:boolean")}>') in text
    assert line("source:d", "dcterms:title", '"Port City wants ... of every round, says the minister"@en') in text
    assert line("stance:d.r.s1", "skos:note", '"cf. Port City wants ... of every round"') in text
    assert line("mention:d.0-9", "sg:surface", '"Port City"') in text
    assert "before it stood" not in text
    assert "and after it" not in text


def test_hash_keeps_no_words() -> None:
    text = hide_words(span(), Quotes.HASH).default.decode()
    assert "oa#exact" not in text
    assert "surface" not in text
    assert line("source:d", "dcterms:title", '"[...], says the minister"@en') in text
    assert "sha256" in text  # of the words, as the span had none
    assert 'sha256> "aaa' not in text


def test_another_source_keeps_its_title() -> None:
    assert line("source:e", "dcterms:title", f'"{WORDS}"') in hide_words(span(), Quotes.HASH).default.decode()


def test_a_hash_that_a_span_has_is_kept() -> None:
    text = hide_words(span(line("span:d.0-54", "sg:sha256", f'"{SHA}"')), Quotes.HASH).default.decode()
    assert text.count("sha256") == 1
    assert SHA in text


def test_an_elided_quote_gets_no_hash_of_its_ends() -> None:
    elided = line("span:d.0-54", "sg:elided", f'"true"^^<{NAMES.expand("xsd:boolean")}>')
    assert "sha256" not in hide_words(span(elided), Quotes.HASH).default.decode()


@pytest.mark.parametrize("quotes", [Quotes.SHORT, Quotes.HASH])
def test_words_of_a_named_graph_are_hidden_too(quotes: Quotes) -> None:
    data = Dataset(b"", {NAMES.expand("graph:annotator.d.r2"): span().default})
    shown = hide_words(data, quotes)
    text = shown.graphs[NAMES.expand("graph:annotator.d.r2")].decode()
    assert "tolls on the agenda" not in text.replace(line("source:e", "dcterms:title", f'"{WORDS}"'), "")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_short_quote_is_short(text: str) -> None:
    short = shorten(text)
    assert short == text or len(short) <= 65
    assert shorten(short) == short or " ... " in short


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=7, max_size=30, unique=True))
def test_the_words_in_the_middle_are_gone(words: list[str]) -> None:
    assert shorten(" ".join(words)) == f"{' '.join(words[:3])} ... {' '.join(words[-3:])}"


def test_a_long_word_is_cut() -> None:
    assert shorten("伊" * 100) == "伊" * 30 + " ... " + "伊" * 30
