"""Likely duplicates are found with their reasons; what can never be the same is told apart; nothing is changed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancegraph.building import build
from stancegraph.curation.known import Known, Office, known_in
from stancegraph.curation.suggesting import Suggestion, suggest
from stancegraph.errors import GraphDirectoryError, InvalidInput
from stancegraph.iris import Curie

if TYPE_CHECKING:
    from tests.curation.conftest import Corpus


def known(name: str, *names: str, kind: str = "Person", wikidata: str = "", **more: object) -> Known:
    matches = frozenset({f"wd:{wikidata}"} if wikidata else ())
    prefix = "issue" if kind == "Issue" else "actor"
    return Known(name=Curie(f"{prefix}:{name}"), type=kind, names=names, wikidata=matches, **more)  # type: ignore[arg-type]


def found(*entries: Known) -> list[tuple[bool, tuple[str, ...]]]:
    return [(one.clash, one.reasons) for one in suggest(entries)]


def test_one_man_under_two_spellings(corpus: "Corpus", tmp_path: Path) -> None:
    before = corpus.bytes()
    (one,) = suggest(known_in([corpus.folder]))
    assert (one.one, one.other, one.clash) == ("actor:thomas-verell", "actor:tomas-verel", False)
    assert one.reasons == ("similar names 'Thomas Verell' and 'Tomas Verel'",)
    assert 0.5 < one.score < 0.8
    assert corpus.bytes() == before
    build([corpus.folder], tmp_path / "g", shapes=False)
    (same,) = suggest(known_in([tmp_path / "g"]))
    assert same == one


def test_what_was_merged_is_suggested_no_more(corpus: "Corpus", write: Callable[..., None], tmp_path: Path) -> None:
    write(corpus.merge("thomas-verell", "tomas-verel"))
    build([corpus.folder], tmp_path / "g", shapes=False)
    assert suggest(known_in([corpus.folder])) == suggest(known_in([tmp_path / "g"])) == []


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (known("a", "A", wikidata="Q1"), known("b", "B", wikidata="Q1"), "same Wikidata id Q1"),
        (known("a", "Léna Ost"), known("b", "lena  ost"), "same name 'Léna Ost' and 'lena  ost'"),
        (known("a", "X", "Ost, L."), known("b", "ost l"), "same name 'Ost, L.' and 'ost l'"),
        (known("a", "Lena Oost"), known("b", "Lena Osst"), "similar names 'Lena Oost' and 'Lena Osst'"),
        (known("a", "Verell Thomas"), known("b", "Tomas Verell"), "similar names 'Verell Thomas' and 'Tomas Verell'"),
        (known("a", "Ost"), known("b", "Lena Ost"), "'Ost' is a part of 'Lena Ost'"),
        (
            known("a", "Foreign ministry of Arland", kind="GovernmentBody"),
            known("b", "Foreign ministry of Arlandia", kind="Organization"),
            "similar names 'Foreign ministry of Arland' and 'Foreign ministry of Arlandia'",
        ),
        (known("a", "Tolls", kind="Issue"), known("b", "tolls", kind="Issue"), "same name 'Tolls' and 'tolls'"),
    ],
)
def test_each_reason(one: Known, other: Known, reason: str) -> None:
    assert found(one, other) == found(other, one) == [(False, (reason,))]
    assert suggest([one, other]) == suggest([other, one])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            known("a", "Foreign ministry of Arland", kind="GovernmentBody"),
            known("b", "Foreign ministry of Brin", kind="GovernmentBody"),
        ),
        (known("a", "First round of talks 2030"), known("b", "First round of talks 2031")),
        (known("a", "Brin", kind="State"), known("b", "Bren", kind="State")),
        (known("a", "Brin", kind="State"), known("b", "Republic of Brin Island", kind="State")),
        (known("a", "Lena Ost", wikidata="Q1"), known("b", "Lena Oost", wikidata="Q2")),
        (known("a", "Lena Ost"), known("b", "Lena Oost", kind="State")),
        (known("a", "Tolls", kind="Issue"), known("b", "Tolls")),
        (known("a", "Lena Ost", own=False), known("b", "Lena Ost", own=False)),
        (known("a", "Lena Ost", replaced=True), known("b", "Lena Ost")),
        (known("a", "Tolls rise", excludes=frozenset({"actor:b"})), known("b", "Tolls rise")),
        (known("a", ""), known("b", "")),
        (known("a", "…"), known("b", "–")),
    ],
)
def test_what_is_not_suggested(one: Known, other: Known) -> None:
    assert found(one, other) == found(other, one) == []


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (
            known("a", "Arland"),
            known("b", "Arland", kind="State"),
            ("same name 'Arland'", "a person and a state are never the same"),
        ),
        (
            known("a", "Arland", kind="State"),
            known("b", "Arland", kind="MediaOutlet"),
            ("same name 'Arland'", "a state and a media outlet are never the same"),
        ),
        (
            known("a", "Lena Ost", wikidata="Q1"),
            known("b", "Lena Ost", wikidata="Q2"),
            ("same name 'Lena Ost'", "they have two Wikidata ids"),
        ),
        (
            known("a", "A", wikidata="Q1"),
            known("b", "B", wikidata="Q1", kind="State"),
            ("same Wikidata id Q1", "a person and a state are never the same"),
        ),
        (
            known("a", "A", places=("Aldhaven",), kind="State"),
            known("b", "Aldhaven"),
            ("same name 'Aldhaven'", "a state and a person are never the same"),
        ),
    ],
)
def test_names_of_two_things_are_a_clash(one: Known, other: Known, reasons: tuple[str, ...]) -> None:
    assert found(one, other) == found(other, one) == [(True, reasons)]


def office(earliest: str = "", latest: str = "", post: str = "post:envoy") -> tuple[Office, ...]:
    return (Office(post, earliest, latest),)


@pytest.mark.parametrize(
    ("mine", "its", "meet"),
    [
        (office("2030", "2031"), office("2031", "2032"), True),
        (office("2030", "2030"), office("2031", "2032"), False),
        (office("2030", ""), office("2031", "2032"), True),
        (office("", "2030"), office("2031", ""), False),
        (office("2030", "2031"), office(), False),
        (office("2030", "2031"), office("2030", "2031", "post:other"), False),
        ((), office("2030", "2031"), False),
    ],
)
def test_the_same_office_at_one_time(mine: tuple[Office, ...], its: tuple[Office, ...], *, meet: bool) -> None:
    reasons = [(False, ("both held post.envoy at one time",))] if meet else []
    assert found(known("a", "Lena Ost", offices=mine), known("b", "Marit Sole", offices=its)) == reasons


def test_reasons_add_up_and_the_likeliest_comes_first() -> None:
    entries = [
        known("a", "Lena Ost", offices=office("2030")),
        known("b", "Lena Ost", offices=office("2030")),
        known("c", "Pavo Lind"),
        known("d", "Pavo Lind"),
        known("e", "Zoe Brandt"),
        known("f", "Zoe Brandd"),
    ]
    first, second, third = suggest(entries)
    assert (first.one, second.one, third.one) == ("actor:a", "actor:c", "actor:e")
    assert len(first.reasons) == 2
    assert 1 > first.score > second.score > third.score > 0


def test_offices_come_from_registry_articles_and_graph(small: Callable[..., "Corpus"], tmp_path: Path) -> None:
    registry = """\
registry:
  actors:
  - {id: daily, type: media-outlet, label: The Daily}
  - {id: arland, type: state, label: Arland}
  - {id: a, type: person, label: Lena Ost}
  - {id: b, type: person, label: Marit Sole}
  - {id: c, type: person, label: Pavo Lind}
  posts: [{id: envoy, label: Envoy, postOf: arland}]
  tenures: [{person: a, post: envoy, held: 2030/..}]
"""
    source = """\
format: 1
source: {id: s, publisher: daily, published: 2031-03-02, title: T}
annotator: r1
readings:
- claims:
  - {id: x, asserts: {person: b, post: envoy}, quote: a}
  - {id: y, asserts: {person: c, post: envoy, held: 2029}, quote: b}
  stances: [{id: z, holder: a, target: issue.arms-control, quote: c}]
"""
    corpus = small(registry=registry, source=source)
    build([corpus.folder], tmp_path / "g", shapes=False)
    for paths in ([corpus.folder], [tmp_path / "g"]):
        (one,) = suggest(known_in(paths))
        assert (one.one, one.other, one.reasons) == ("actor:a", "actor:b", ("both held post.envoy at one time",))


def test_who_is_known_to_one_article_alone_is_no_duplicate(tmp_path: Path, corpus: "Corpus") -> None:
    build([corpus.folder], tmp_path / "g", shapes=False)
    names = {one.name for one in known_in([tmp_path / "g"])}
    assert names
    assert not any("." in name or name.startswith("actor:holder-of") for name in names)


def test_many_names_are_compared_fast_enough_to_wait_for() -> None:
    entries = [known(f"p{number}", f"Name{number:05d} Surname{number * 7919 % 100000:05d}") for number in range(2000)]
    assert suggest(entries) == []


def test_the_shape_of_a_suggestion() -> None:
    one = Suggestion(one=Curie("actor:a"), other=Curie("actor:b"), score=0.123, reasons=("r",), clash=True)
    assert one.to_dict() == {
        "kind": "alias-clash",
        "entries": ["actor.a", "actor.b"],
        "score": 0.12,
        "reasons": ["r"],
    }


def test_what_is_no_input_is_told(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("x", encoding="utf-8")
    with pytest.raises(GraphDirectoryError):
        known_in([tmp_path])
    with pytest.raises(InvalidInput):
        known_in([tmp_path / "nothing"])
