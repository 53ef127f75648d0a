"""An annotated source yields the nodes that it should, and every mistake in it is told with place and hint."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from stancegraph.errors import Problem, Severity
from stancegraph.model.node import Node

if TYPE_CHECKING:
    from tests.sources.conftest import Corpus

Change = Callable[[str, str], Problem]


def nodes_of(corpus: "Corpus") -> dict[str, Node]:
    fragment = corpus.read()
    return {node.name: node for node in [*fragment.shared, *fragment.readings]}


def test_a_metonym_becomes_the_state(corpus: "Corpus") -> None:
    stance = nodes_of(corpus)["stance:daily-1.reader-1.s1"]
    assert stance.one("holder") == "actor:arland"
    assert stance.one("attributionType") == "author-voice"
    assert stance.one("about") == "issue:tolls"


def test_the_last_of_the_chain_is_the_default_holder(corpus: "Corpus") -> None:
    stance = nodes_of(corpus)["stance:daily-1.reader-1.s2"]
    assert stance.one("holder") == "actor:lena-ost"
    assert (stance.one("position"), stance.one("value"), stance.one("ground")) == ("reject", -1, "stated")


def test_what_was_said_before_an_event_was_said_by_its_end_at_the_latest(corpus: "Corpus") -> None:
    nodes = nodes_of(corpus)
    utterance = nodes[str(nodes["stance:daily-1.reader-1.s2"].one("expressedIn"))]
    assert utterance.one("before") == "event:departure"
    assert utterance.one("latest") == "2031-03-01T23:59:59Z"
    assert utterance.one("earliest") is None


def test_each_step_is_a_report_and_the_last_reports_the_utterance(corpus: "Corpus") -> None:
    nodes = nodes_of(corpus)
    claim = nodes["claim:daily-1.reader-1.c1"]
    utterance = nodes[str(claim.one("expressedIn"))]
    assert utterance.all("speaker") == ("actor:daily-1.a-brinish-official",)
    last = next(node for node in nodes.values() if node.one("reports") == utterance.name)
    first = next(node for node in nodes.values() if node.one("reports") == last.name)
    assert (first.one("reporter"), last.one("reporter")) == ("actor:the-daily", "actor:the-herald")
    assert (first.one("certainty"), last.one("certainty")) == (None, "probable")


def test_the_outlets_own_voice_needs_no_report(corpus: "Corpus") -> None:
    nodes = nodes_of(corpus)
    utterance = nodes["stance:daily-1.reader-1.s1"].one("expressedIn")
    assert not [node for node in nodes.values() if node.one("reports") == utterance]


def test_the_unnamed_holder_of_a_post_is_one_node(corpus: "Corpus") -> None:
    nodes = nodes_of(corpus)
    participation = nodes["participation:daily-1.reader-1.c1"]
    assert participation.one("participant") == "actor:holder-of-admiral-brin"
    assert nodes["actor:holder-of-admiral-brin"].type == "Person"


def test_what_is_asserted_carries_ground_and_evidence_of_its_claim(corpus: "Corpus") -> None:
    nodes = nodes_of(corpus)
    claim, asserted = nodes["claim:daily-1.reader-1.c1"], nodes["participation:daily-1.reader-1.c1"]
    for field in ("ground", "evidence", "factuality", "certainty"):
        assert asserted.all(field) == claim.all(field) != ()


def test_a_basis_makes_a_reading_inferred(corpus: "Corpus") -> None:
    corpus.change("{id: s2, ", "{id: s2, basis: she left soon after, ")
    assert nodes_of(corpus)["stance:daily-1.reader-1.s2"].one("ground") == "inferred"


def test_an_evaded_date_stays_what_was_typed(corpus: "Corpus") -> None:
    corpus.change("title: Talks begin", "title: NO")
    assert nodes_of(corpus)["source:daily-1"].one("title") == "NO"


def test_a_reading_without_id_has_the_same_name_wherever_it_stands(corpus: "Corpus") -> None:
    corpus.change("{id: s1, ", "{")
    before = {name for name in nodes_of(corpus) if name.startswith("stance:")}
    corpus.change(
        "readings:\n", "readings:\n- via: [brin]\n  stances:\n  - {target: talks, about: tolls, quote: Tolls rose}\n"
    )
    assert before < {name for name in nodes_of(corpus) if name.startswith("stance:")}


def test_offsets_agree_with_the_text(corpus: "Corpus") -> None:
    text = (
        "\ufeffé😀 — Port City wants it\r\nas well. " + (corpus.texts / "daily-1.txt").read_text(encoding="utf-8")[50:]
    )
    (corpus.texts / "daily-1.txt").write_text(text, encoding="utf-8", newline="")
    nodes = nodes_of(corpus)
    span = nodes[str(nodes["stance:daily-1.reader-1.s1"].one("evidence"))]
    quote, position = (nodes[str(name)] for name in span.all("selector"))
    start, end = int(str(position.one("start"))), int(str(position.one("end")))
    assert text[start:end] == quote.one("exact") == "Port City wants it\r\nas well"


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("position: insist", "position: insit", "unknown-concept", "'insist'"),
        ("act: warn", "act: wran", "unknown-concept", "'warn'"),
        ("holder: Port City", "holder: Prot City", "unknown-actor", "'port city'"),
        ("target: prop.tolls-on-agenda, position: insist", "target: prop.tols-on-agenda, position: insist",
         "unknown-proposition", "'tolls-on-agenda'"),
        ("attribution: ind", "atribution: ind", "unknown-field", "'attribution'"),
        ("published: 2031-03-02T08:00Z", "published: 2020-02-30", "bad-time", "2031-03-02"),
        ('quote: "Lena Ost warned', 'quote: "Lena Ost warnd', "quote-not-found", "Lena Ost warned"),
        ('join"}', 'join", near: nowhere in it}', None, None),
        ('quote: "the admiral ... join"', 'quote: "talks"', "quote-ambiguous", "near:"),
        ("{id: s2, ", "{id: s1, ", "duplicate-id", "an id of its own"),
        ("in: e.talks", "in: e.talk", "unknown-event", "'talks'"),
        ("- {id: brin, ", "- {id: Foo!, type: state, label: Foo}\n  - {id: brin, ", "bad-id", "lower case"),
        ("type: state, label: Brin", "type: stat, label: Brin", "unknown-concept", "'state'"),
        ("format: 1", "format: 2", "unknown-format", "format: 1"),
        ("{before: e.departure}", "{befor: e.departure}", "unknown-field", "before"),
        ("language: en}", "language: en, url: http://a b}", "bad-iri", "https://"),
        ("{en: Arland, fr: Arlande}", "{en: Arland, f r: Arlande}", "bad-language", "BCP 47"),
        ("participant: {post: admiral-brin}, in: e.talks", "participant: brin", "wrong-value", "participant + in"),
        ("position: insist", "position: insist, value: 2", "wrong-value", ""),
        ("position: insist", "value: 0.5", "missing-field", "position:"),
        ("position: insist", "position: insist, condition: {if: e.talks, unless: talks}", "wrong-value", "two stances"),
        ("position: insist", "position: insist, respondsTo: s9", "unknown-reading", "id"),
    ],
)  # fmt: skip
def test_mistakes_are_told(
    only_problem: Change, corpus: "Corpus", old: str, new: str, code: str | None, hint: str
) -> None:
    if code is None:
        corpus.change(old, new)
        assert not corpus.problems()
        return
    line = corpus.path.read_text(encoding="utf-8").partition(old)[0].count("\n") + 1
    problem = only_problem(old, new)
    assert (problem.code, problem.severity, problem.file) == (code, Severity.ERROR, str(corpus.path))
    assert problem.line == line
    assert problem.column > 0
    assert hint in problem.hint


def test_all_mistakes_are_told_at_once(corpus: "Corpus") -> None:
    corpus.change("position: insist", "position: insit")
    corpus.change("in: e.talks", "in: e.talk")
    corpus.change("ruin the talks", "ruin a talk")
    assert [problem.code for problem in corpus.problems()] == ["unknown-concept", "quote-not-found", "unknown-event"]


def test_without_text_and_anchors_there_is_one_warning(corpus: "Corpus") -> None:
    (corpus.texts / "daily-1.txt").unlink()
    problems = corpus.problems()
    assert [(problem.code, problem.severity) for problem in problems] == [("unanchored", Severity.WARNING)]


def test_a_word_that_means_two_actors_is_ambiguous(corpus: "Corpus", only_problem: Change) -> None:
    corpus.change("label: Brin}", "label: Brin, aliases: Port City}")
    problem = only_problem("label: The Daily}", "label: The Daily}")
    assert problem.code == "ambiguous-name"
    assert "arland, brin" in problem.message
