"""Every way of filling in a field wrongly is told at its place."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sources.conftest import Corpus

VIA, S1, C1 = "via: [the Herald, {anon: A Brinish official, of: brin}]", "position: insist", "factuality: prospective"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (VIA, "via: [the Herald, {anon: , of: brin}]", "missing-field"),
        (VIA, "via: [the Herald, {anon: An official, off: brin}]", "unknown-field"),
        (VIA, "via: [the Herald, {anon: An official, id: An Official}]", "bad-id"),
        (VIA, "via: [the Herald, {post: nothing-of-the-kind}]", "unknown-post"),
        (VIA, "via: [the Herald, {post: admiral-brin, of: brin}]", "unknown-field"),
        (VIA, "via: [[brin, arland], the Herald]", "several-reporters"),
        (VIA, "via: [{actor: the Herald, atribution: caption}, brin]", "not-a-name"),
        (VIA, "via: [{actor: the Herald, attribution: kaption}, brin]", "unknown-concept"),
        ("via: [lena-ost]", "via: [[lena-ost, brin]]", "missing-field"),
        ("holder: Port City", "holder: prop.tolls-on-agenda", "wrong-kind"),
        ("holder: Port City", "holder: [arland, brin]", "one-value"),
        ("holder: Port City", "holder: {name: arland}", "not-a-name"),
        ("target: prop.tolls-on-agenda", "target: [prop.tolls-on-agenda]", "one-value"),
        ("target: prop.tolls-on-agenda", "target: nothing such", "unknown-target"),
        (S1, "position: insist, needsReview: yes", "wrong-value"),
        (S1, "position: insist, value: high", "wrong-value"),
        (S1, "position: insist, value: {a: b}", "wrong-value"),
        (S1, "position: insist, alternativeTo: {a: b}", "not-a-name"),
        (S1, "position: insist, concerns: [{actor: brin, role: blammed}]", "unknown-concept"),
        (S1, "position: insist, concerns: [brin]", "not-a-form"),
        (S1, "position: insist, condition: {}", "wrong-value"),
        (S1, "position: insist, held: [2031]", "one-value"),
        (S1, "position: insist, held: {since: 2031}", "unknown-field"),
        (S1, "position: insist, held: {before: e.dinner}", "unknown-event"),
        (S1, "position: insist, held: 2031-03/2031-01", "bad-time"),
        (S1, "position: insist, held: {edtf: the other day}", "bad-time"),
        ('quote: "Port City wants ... as well"', 'quote: " "', "wrong-value"),
        ('quote: "Port City wants ... as well"', "quote: {a: b}", "wrong-value"),
        (C1, "factuality: prospective, assertsNone: {kind: talks}", "missing-field"),
        ("asserts: {participant: {post: admiral-brin}, in: e.talks}", "polarity: negative", "missing-field"),
        ("asserts: {participant: {post: admiral-brin}, in: e.talks}", "asserts: talks", "not-a-form"),
        ("format: 1", "format: 1.5", "wrong-value"),
        ("label: Brin}", "label: Brin, codes: BR}", "wrong-value"),
        ("label: Brin}", "label: [Brin, Brine]}", "one-value"),
        ("label: Brin}", "label: {en: Brin}, wikidata: {a: b}}", "wrong-value"),
        ("title: Talks begin", "title: [Talks, begin]", "one-value"),
        ("title: Talks begin", "title: ", "missing-field"),
        ("annotator: reader-1", "annotator: Reader 1", "bad-id"),
        ("annotator: reader-1", "annotated: reader-1", "missing-field"),
        ("readings:", "readings: none\nnotes:", "not-a-form"),
    ],
)  # fmt: skip
def test_each_mistake_is_told(corpus: "Corpus", old: str, new: str, code: str) -> None:
    corpus.change(old, new)
    problems = corpus.problems()
    assert code in {problem.code for problem in problems}, "\n".join(map(str, problems))
    assert all(problem.line and problem.column and problem.message for problem in problems if problem.code == code)


def test_the_same_reading_twice_without_an_id(corpus: "Corpus") -> None:
    line = '  - {holder: brin, target: prop.talks-fail, act: warn, quote: "Tolls rose"}\n'
    corpus.change("  stances:\n", "  stances:\n" + line + line)
    problem = next(problem for problem in corpus.problems() if problem.code == "duplicate-id")
    assert "says the same as the one on line" in problem.message


def test_two_unlike_anonymous_actors_of_the_same_words_need_ids(corpus: "Corpus") -> None:
    group = (
        '- via: [{anon: A Brinish official, of: arland}]\n  stances: [{target: prop.talks-fail, quote: "Tolls rose"}]\n'
    )
    corpus.change("readings:\n", "readings:\n" + group)
    assert [problem.code for problem in corpus.problems()] == ["duplicate-id"]


def test_a_registry_lists_what_it_can_hold(corpus: "Corpus") -> None:
    corpus.write("registry: [arland]\n")
    assert [(problem.code, "actors" in problem.hint) for problem in corpus.problems()] == [("not-a-form", True)]
    corpus.write("registry:\n  actors: [{id: arland, label: A, type: state}, {id: arland, label: B, type: state}]\n")
    assert [(problem.code, problem.line) for problem in corpus.problems()] == [("duplicate-id", 2)]


def test_an_entry_of_the_user_wins_over_the_one_that_ships(corpus: "Corpus") -> None:
    corpus.write("registry:\n  actors: [{id: iran, label: Persia, type: state}]\n")
    (problem,) = corpus.problems()
    assert (problem.code, problem.severity) == ("replaced-entry", "notice")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\na: 2\n", "duplicate-key", 2),
        ("a: [1\nb: 2", "yaml-syntax", 2),
        ("a: !!python/object:os.system x", "yaml-syntax", 1),
        ("a: &x [1]\nb: *x", "yaml-syntax", 2),
        ("a: 1\n---\nb: 2", "yaml-syntax", 2),
        ("? [1]\n: 2", "yaml-syntax", 1),
        ("a:\n\t- b", "yaml-syntax", 2),
        ("[" * 100_000, "yaml-syntax", 1),
        ("a: \x07", "yaml-syntax", 0),
        ("a: \x85b", "yaml-syntax", 1),
        ("- a", "not-a-form", 0),
        ("", "not-a-form", 0),
    ],
)
def test_what_is_no_yaml_of_ours(corpus: "Corpus", text: str, code: str, line: int) -> None:
    corpus.write(text)
    assert (code, line) in {(problem.code, problem.line) for problem in corpus.problems()}
