"""Splitting an entry: what the user decides goes where they say, and nothing else is guessed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stancegraph.api import StanceGraph
from stancegraph.building import build, examine
from stancegraph.errors import InvalidInput, RefusedChangeError, UnknownNameError
from stancegraph.iris import Curie, Names

if TYPE_CHECKING:
    from tests.curation.conftest import Corpus

HERRING = {"parts": {"season": "The season", "quota": "The quota"}}
REGISTRY = """\
registry:
  actors:
  - {id: daily, type: media-outlet, label: The Daily}
  - {id: osts, type: person, label: Ost, aliases: [Lena Ost, Lea Ost], metonyms: {fr: La Ost}}
"""
SOURCE = """\
format: 1
source: {id: s, publisher: daily, published: 2031-03-02, title: T}
annotator: r1
readings:
- via: [osts]
  stances:
  - {id: one, target: issue.arms-control, quote: a}
  - {id: two, target: issue.arms-control, quote: b}
- stances:
  - {id: three, holder: Lena Ost, target: issue.arms-control, quote: c}
  - {holder: Lea Ost, target: issue.arms-control, quote: d}
  - {holder: osts, target: issue.arms-control, quote: e}
  - {id: six, holder: La Ost, target: osts, about: arms-control, quote: f}
"""


def iris(rows: list[Any]) -> set[str]:
    return {Names().shorten(str(row["new"])) for row in rows}


def test_what_is_undecided_is_listed_and_stays(corpus: "Corpus", write: Callable[..., None], tmp_path: Path) -> None:
    plan = corpus.split("grey-bank-herring", **HERRING, uses={"prop.closed-season": "season"})
    assert [usage.owner for usage in plan.undecided] == ["event:herring-talks"]
    write(plan)
    text = corpus.registry.read_text(encoding="utf-8")
    assert "  - {id: grey-bank-herring, label: Herring on the Grey Bank}\n  - {id: season, label: The season}\n" in text
    assert "about: season}" in text
    graph = StanceGraph.build([corpus.folder], tmp_path / "g")
    assert graph.select("SELECT ?new { issue:grey-bank-herring dcterms:isReplacedBy ?new }") == []
    assert graph.ask("positions", about="season").to_dict()["rows"]


def test_once_all_is_decided_the_parts_replace_the_whole(
    corpus: "Corpus", write: Callable[..., None], tmp_path: Path
) -> None:
    before = corpus.bytes()
    write(corpus.split("grey-bank-herring", **HERRING, uses={"prop.closed-season": "season"}))
    again = corpus.split("grey-bank-herring", parts={"season": "", "quota": ""}, uses={"event.herring-talks": "quota"})
    assert list(again.undecided) == []
    write(again)
    graph = StanceGraph.build([corpus.folder], tmp_path / "g")
    assert iris(graph.select("SELECT ?new { issue:grey-bank-herring dcterms:isReplacedBy ?new }")) == {
        "issue:season",
        "issue:quota",
    }
    write(corpus.undo())
    write(corpus.undo())
    assert corpus.bytes() == before


def test_a_source_that_names_what_was_split_is_told_the_parts(corpus: "Corpus", write: Callable[..., None]) -> None:
    uses = {"prop.closed-season": "season", "event.herring-talks": "quota"}
    write(corpus.split("grey-bank-herring", **HERRING, uses=uses))
    corpus.change("target: issue.strait-tolls", "target: issue.grey-bank-herring", "wire-2031-02-06.yaml")
    (problem,) = examine([corpus.folder], Names(), shapes=False).problems
    assert (problem.code, problem.line) == ("split-name", 64)
    assert problem.message == "'issue.grey-bank-herring' was split into: season, quota"
    with pytest.raises(InvalidInput):
        build([corpus.folder], corpus.folder / "g")


def test_names_and_readings_go_where_they_are_sent(
    small: Callable[..., "Corpus"], write: Callable[..., None], tmp_path: Path
) -> None:
    corpus = small(registry=REGISTRY, source=SOURCE)
    before = corpus.bytes()
    plan = corpus.split(
        "osts",
        parts={"lena": "Lena Ost", "lea": "Lea Ost"},
        names={"Lena Ost": "lena", "Lea Ost": "lea", "La Ost": "lena"},
        uses={"stance.s.r1.one": "lena", "stance.s.r1.two": "lena", f"{corpus.folder / 'source.yaml'}:12": "lea"},
    )
    assert [usage.scalar.mark.line for usage in plan.undecided] == [13]  # target: osts
    write(plan)
    registry = (corpus.folder / "registry.yaml").read_text(encoding="utf-8")
    assert "{id: osts, type: person, label: Ost}" in registry
    assert "{id: lena, label: Lena Ost, type: person, aliases: [Lena Ost, La Ost]}" in registry
    lines = (corpus.folder / "source.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[4] == "- via: [lena]"
    assert lines[11] == "  - {holder: lea, target: issue.arms-control, quote: e}"
    assert lines[12] == SOURCE.splitlines()[12]
    graph = StanceGraph.build([corpus.folder], tmp_path / "g", shapes=False)
    rows = graph.select("SELECT ?new (COUNT(?s) AS ?n) { ?s sg:holder ?new } GROUP BY ?new")
    assert {Names().shorten(str(row["new"])): int(str(row["n"])) for row in rows} == {"actor:lena": 4, "actor:lea": 2}
    write(corpus.undo())
    assert corpus.bytes() == before


def test_readings_that_get_another_name_are_told(small: Callable[..., "Corpus"]) -> None:
    corpus = small(registry=REGISTRY, source=SOURCE)
    plan = corpus.split("osts", uses={f"{corpus.folder / 'source.yaml'}:12": "a"})
    (name,) = plan.renamed_readings
    assert name.startswith("stance:s.r1.h")


def test_the_readings_of_one_utterance_must_go_together(small: Callable[..., "Corpus"]) -> None:
    corpus = small(registry=REGISTRY, source=SOURCE)
    plan = corpus.split("osts", uses={"stance.s.r1.one": "a", "stance.s.r1.two": "b"})
    assert 5 in [usage.scalar.mark.line for usage in plan.undecided]


def test_a_source_is_decided_as_a_whole_but_for_what_is_decided_by_itself(small: Callable[..., "Corpus"]) -> None:
    corpus = small(registry=REGISTRY, source=SOURCE)
    plan = corpus.split("osts", uses={"source.s": "a", "stance.s.r1.six": "b"})
    assert list(plan.undecided) == []
    now = "".join(hunk.now for hunk in plan.hunks[corpus.folder / "source.yaml"])
    assert "via: [a]" in now
    assert "holder: b, target: actor.b" in now


def test_targets_are_named_with_their_kind(corpus: "Corpus") -> None:
    plan = corpus.split("strait-tolls", uses={"stance.wire-2031-02-06.reader-1.no-comment": "a"})
    (hunk,) = plan.hunks[corpus.folder / "wire-2031-02-06.yaml"]
    assert "target: issue.a," in hunk.now


def test_an_entry_that_ships_is_split_in_the_registry_file_of_the_user(
    corpus: "Corpus", write: Callable[..., None]
) -> None:
    before = corpus.bytes()
    plan = corpus.split(
        "missile-programme", parts={"a": "A", "b": "B"}, names={"missile program": "a", "ballistic missiles": "b"}
    )
    write(plan)
    text = corpus.registry.read_text(encoding="utf-8")
    assert "{id: missile-programme, replacedBy: [a, b], label: {en: Missile programme" in text
    assert "{id: a, label: A, broader: arms-control, aliases: [missile program]}" in text
    held, _ = corpus.open()
    assert held.find("ballistic missiles") == Curie("issue:b")
    write(corpus.undo())
    assert corpus.bytes() == before


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"parts": {"a": "A"}}, "split into two others at least"),
        ({"parts": {"a": "A", "strait-tolls": "B"}}, "split into two others at least"),
        ({"parts": {"a": "A", "b": ""}}, "needs a label"),
        ({"parts": {"a": "A", "B b": "B"}}, "cannot be the id"),
        ({"names": {"Toll": "c"}}, "there is no part 'c'"),
        ({"names": {"Toll": "a"}}, "has no alias 'Toll'"),
        ({"uses": {"prop.dam-filled-2031": "a"}}, "there is no use"),
        ({"uses": {"stance.x.y.z": "a"}}, "there is no use"),
        ({"parts": {"vessen-dam": "", "b": "B"}, "names": {"T": "vessen-dam"}}, "registered already and gets no alias"),
    ],
)
def test_what_cannot_be_is_refused(corpus: "Corpus", wish: dict[str, dict[str, str]], said: str) -> None:
    before = corpus.bytes()
    with pytest.raises((RefusedChangeError, UnknownNameError), match=said):
        corpus.split("strait-tolls", **wish)
    assert corpus.bytes() == before


def test_a_part_is_of_the_kind_of_the_whole(corpus: "Corpus") -> None:
    with pytest.raises(RefusedChangeError, match="never the same"):
        corpus.split("lena-ost", parts={"arland": "", "b": "B"})
