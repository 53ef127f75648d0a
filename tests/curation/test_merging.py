"""Merging and renaming: only what is meant changes, the old id leads to the new one, and what is wrong is refused."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from stancegraph.api import StanceGraph
from stancegraph.building import build, examine
from stancegraph.curation.changes import Decision
from stancegraph.errors import InvalidInput, RefusedChangeError, Severity, UnknownNameError
from stancegraph.iris import Curie, Names

if TYPE_CHECKING:
    from tests.curation.conftest import Corpus

PAYLOADS = Path(__file__).parents[1] / "hostile" / "payloads" / "labels.txt"
LINE = "  - {id: thomas-verell, type: person, label: Thomas Verell,"


def read_independently(text: bytes) -> Any:
    """Return what another reader of YAML finds, in which no key has a meaning of its own."""
    return YAML(typ="safe", pure=True).load(io.BytesIO(text))


def test_a_merge_adds_one_field_and_a_record(corpus: "Corpus", write: Callable[..., None]) -> None:
    before = corpus.bytes()
    write(corpus.merge("thomas-verell", "tomas-verel"))
    after = corpus.bytes()
    assert {name for name in after if after[name] != before.get(name)} == {"registry.yaml"}
    body, record = after["registry.yaml"].decode().split("changes:\n")
    new = LINE.replace("verell,", "verell, replacedBy: tomas-verel,", 1)
    assert body == before["registry.yaml"].decode().replace(LINE, new)
    (change,) = read_independently(b"changes:\n" + record.encode())["changes"]
    assert {key: change[key] for key in ("date", "did", "entry", "to", "reason")} == {
        "date": "2031-06-03",
        "did": "merge",
        "entry": "actor.thomas-verell",
        "to": "actor.tomas-verel",
        "reason": "because",
    }
    assert LINE in change["edits"][0]["was"]
    assert new in change["edits"][0]["now"]


def test_the_plan_tells_who_names_the_entry(corpus: "Corpus") -> None:
    plan = corpus.merge("thomas-verell", "tomas-verel")
    assert {(usage.path.name, usage.readings) for usage in plan.usages} == {
        ("wire-2031-05-13.yaml", ()),
        ("wire-2031-05-13.yaml", (Curie("claim:wire-2031-05-13.reader-1.verell-in-office"),)),
        ("wire-2031-05-13.yaml", (Curie("stance:wire-2031-05-13.reader-1.proposal"),)),
    }
    assert corpus.bytes()["registry.yaml"].count(b"changes:") == 0


def test_after_a_merge_the_old_iri_leads_to_the_new_one(
    corpus: "Corpus", write: Callable[..., None], tmp_path: Path
) -> None:
    write(corpus.merge("thomas-verell", "tomas-verel"))
    graph = StanceGraph.build([corpus.folder], tmp_path / "g", shapes=False)
    rows = graph.select("SELECT ?new { actor:thomas-verell dcterms:isReplacedBy ?new }")
    assert [str(row["new"]) for row in rows] == [Names().expand("actor:tomas-verel")]
    answer = graph.ask("position-of", actor="tomas-verel", on="inspectors-admitted")
    assert "stance:wire-2031-05-13.reader-1.proposal" in json.dumps(answer.to_dict()).replace(
        Names().expand("stance:"), "stance:"
    )


def test_an_issue_that_was_merged_is_asked_for_by_either_name(
    corpus: "Corpus", write: Callable[..., None], tmp_path: Path
) -> None:
    build([corpus.folder], tmp_path / "before", shapes=False)
    before = {len(_rows(tmp_path / "before", issue)) for issue in ("dam-inspections", "demilitarised-zone")}
    write(corpus.merge("dam-inspections", "demilitarised-zone"))
    build([corpus.folder], tmp_path / "after", shapes=False)
    assert len(_rows(tmp_path / "after", "demilitarised-zone")) == sum(before)
    assert _rows(tmp_path / "after", "dam-inspections") == _rows(tmp_path / "after", "demilitarised-zone")


def _rows(path: Path, issue: str) -> list[Any]:
    rows: list[Any] = StanceGraph.open(path).ask("positions", about=issue).to_dict()["rows"]
    return rows


def test_a_renamed_entry_is_asked_for_by_either_name(
    corpus: "Corpus", write: Callable[..., None], tmp_path: Path
) -> None:
    plan = corpus.rename("strait-tolls", "tolls")
    now = "".join(hunk.now for hunk in plan.hunks[corpus.registry])
    (old,) = (line for line in now.splitlines() if "strait-tolls" in line)
    assert old.startswith(
        "  - {id: strait-tolls, label: Tolls in the Gannet Strait, broader: gannet-dispute, pole: Arland"
    )
    assert old.endswith(", replacedBy: tolls}")
    build([corpus.folder], tmp_path / "before", shapes=False)
    write(plan)
    build([corpus.folder], tmp_path / "after")
    count = len(_rows(tmp_path / "before", "strait-tolls"))
    assert len(_rows(tmp_path / "after", "tolls")) == len(_rows(tmp_path / "after", "strait-tolls")) == count > 0


def test_an_entry_that_nothing_names_any_longer_still_leads_on(
    small: Callable[..., "Corpus"], write: Callable[..., None], tmp_path: Path
) -> None:
    corpus = small(registry=REGISTRY, source=SOURCE.replace("holder: old", "holder: new"))
    write(corpus.merge("old", "new"))
    graph = StanceGraph.build([corpus.folder], tmp_path / "g")
    assert graph.select("SELECT ?new { actor:old dcterms:isReplacedBy ?new }")


REGISTRY = """\
registry:
  actors:
  - {id: daily, type: media-outlet, label: The Daily}
  - {id: old, type: person, label: Lena Ost}
  - {id: new, type: person, label: Lena Ost}
"""
SOURCE = """\
format: 1
source: {id: s, publisher: daily, published: 2031-03-02, title: T}
annotator: r1
readings:
- stances: [{id: x, holder: old, target: issue.arms-control, about: arms-control, quote: no}]
"""


def test_a_name_that_both_share_is_clear_again(small: Callable[..., "Corpus"], write: Callable[..., None]) -> None:
    corpus = small(registry=REGISTRY, source=SOURCE.replace("holder: old", "holder: Lena Ost"))
    codes = {problem.code for problem in examine([corpus.folder], Names(), shapes=False).problems}
    assert "ambiguous-name" in codes
    write(corpus.merge("old", "new"))
    problems = examine([corpus.folder], Names(), shapes=False).problems
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("lena-ost", "arland", "actor.lena-ost is a person and actor.arland a state: these are never the same"),
        ("arland", "brinish-navy", "actor.arland is a state and actor.brinish-navy a military body"),
        ("lena-ost", "strait-tolls", "actor.lena-ost is a person and issue.strait-tolls an issue"),
        ("shippers-pact", "littoral-conference", "an actor group and actor.littoral-conference an intergovernmental"),
        ("lena-ost", "lena-ost", "cannot be merged into itself"),
        ("gannet-dispute", "strait-tolls", "issue.strait-tolls → issue.gannet-dispute → issue.strait-tolls"),
        ("arland", "foreign-ministry-arland", "never the same"),
        ("shippers-pact", "secretariat-shippers-pact", "never the same"),
        ("round-two", "round-one", ""),
        ("gannet-talks", "round-one", "event.round-one → event.gannet-talks → event.round-one"),
        ("tolls-halved", "tolls-ended", "exclude each other"),
    ],
)
def test_what_can_not_be_the_same_is_not_merged(corpus: "Corpus", old: str, new: str, said: str) -> None:
    before = corpus.bytes()
    if said:
        with pytest.raises(RefusedChangeError, match=said.replace(".", r"\.")):
            corpus.merge(old, new)
    else:
        corpus.merge(old, new).check()
    assert corpus.bytes() == before


@pytest.mark.parametrize(("old", "new"), [("nobody", "arland"), ("arland", "nobody"), ("prop.arland", "brin")])
def test_who_is_not_registered_is_not_merged(corpus: "Corpus", old: str, new: str) -> None:
    with pytest.raises(UnknownNameError, match="there is no entry"):
        corpus.merge(old, new)


def test_an_id_of_two_kinds_needs_its_kind(small: Callable[..., "Corpus"]) -> None:
    both = REGISTRY + "  issues:\n  - {id: old, label: Old}\n"
    with pytest.raises(UnknownNameError, match="stands for 2 entries") as caught:
        small(registry=both).merge("old", "new")
    assert caught.value.hint == "write one of: actor.old, issue.old"


def test_nothing_is_merged_twice(corpus: "Corpus", write: Callable[..., None]) -> None:
    write(corpus.merge("thomas-verell", "tomas-verel"))
    with pytest.raises(RefusedChangeError, match=r"has been replaced already, by actor\.tomas-verel"):
        corpus.merge("thomas-verell", "lena-ost")
    with pytest.raises(RefusedChangeError, match="has been replaced already"):
        corpus.merge("lena-ost", "thomas-verell")
    with pytest.raises(RefusedChangeError, match="has been replaced already"):
        corpus.rename("thomas-verell", "thomas")


@pytest.mark.parametrize(
    ("reason", "date"), [("", "2031"), (" ", "2031"), ("r", ""), ("r", "today"), ("r", "2031-02-30")]
)
def test_a_change_needs_a_reason_and_a_date(reason: str, date: str) -> None:
    with pytest.raises(RefusedChangeError):
        Decision(did="merge", entries=(Curie("actor:a"),), to=("actor:b",), reason=reason, date=date)


@pytest.mark.parametrize("new", ["Tolls", "to lls", "", "actor.tolls", "tolls.x", "../x"])
def test_a_new_id_must_be_one(corpus: "Corpus", new: str) -> None:
    with pytest.raises(RefusedChangeError, match="cannot be the id"):
        corpus.rename("strait-tolls", new)


def test_a_new_id_must_be_free(corpus: "Corpus") -> None:
    with pytest.raises(RefusedChangeError, match="registered already"):
        corpus.rename("strait-tolls", "vessen-dam")


def test_an_entry_that_ships_is_changed_in_the_registry_file_of_the_user(
    corpus: "Corpus", write: Callable[..., None], tmp_path: Path
) -> None:
    before = corpus.bytes()
    plan = corpus.merge("issue.chemical-and-biological-weapons", "arms-control")
    assert any("ships with stancegraph" in remark for remark in plan.remarks)
    write(plan)
    text = corpus.registry.read_text(encoding="utf-8")
    assert "{id: chemical-and-biological-weapons, replacedBy: arms-control, label: {en:" in text
    problems = examine([corpus.folder], Names(), shapes=False).problems
    assert {problem.code for problem in problems} == {"replaced-entry"}
    write(corpus.undo())
    assert corpus.bytes() == before
    write(corpus.rename("nuclear-weapons", "atom-bombs"))
    assert "{id: atom-bombs, label: {en: Nuclear weapons" in corpus.registry.read_text(encoding="utf-8")
    build([corpus.folder], tmp_path / "g")


def test_entries_of_sources_are_merged_into_a_registry_that_is_made(
    small: Callable[..., "Corpus"], write: Callable[..., None], tmp_path: Path
) -> None:
    actors = "{id: %s, type: person, label: Lena Ost, organOf: arland}, {id: arland, type: state, label: A}"
    new = f"new: {{actors: [{actors}]}}\n"
    shared = "- {id: daily, type: media-outlet, label: The Daily}"
    corpus = small(
        one=SOURCE.replace("readings", new % "old" + "readings"),
        two=SOURCE.replace("id: s", "id: t")
        .replace("holder: old", "holder: new")
        .replace("readings", new % "new" + "readings"),
        daily=f"registry:\n  actors:\n  {shared}\n",
    )
    before = corpus.bytes()
    made = corpus.folder / "mine.yaml"
    plan = corpus.merge("old", "new", made)
    assert sorted(plan.texts) == [made, corpus.folder / "one.yaml"]
    assert any("known to" in remark for remark in plan.remarks)
    write(plan)
    graph = StanceGraph.build([corpus.folder], tmp_path / "g")
    assert len(graph.select("SELECT ?new { actor:old dcterms:isReplacedBy ?new }")) == 1
    write(corpus.undo(registry=made))
    assert corpus.bytes() == before
    assert not made.exists()


def test_where_no_registry_file_is_given_one_must_be_named(small: Callable[..., "Corpus"]) -> None:
    with pytest.raises(RefusedChangeError, match="no registry file"):
        small(source=SOURCE).merge("daily", "arms-control")


def test_where_several_are_given_one_must_be_named(small: Callable[..., "Corpus"]) -> None:
    with pytest.raises(RefusedChangeError, match="2 registry files"):
        small(one=REGISTRY, two="registry: {}\n").merge("old", "new")


@pytest.mark.parametrize("name", ["source.yaml", "registry.txt"])
def test_what_takes_the_record_is_a_registry_file(small: Callable[..., "Corpus"], name: str) -> None:
    corpus = small(registry=REGISTRY, source=SOURCE)
    with pytest.raises(RefusedChangeError, match="registry file"):
        corpus.merge("old", "new", corpus.folder / name)


def test_a_file_that_cannot_be_read_stops_everything(small: Callable[..., "Corpus"]) -> None:
    corpus = small(registry=REGISTRY, source="a: [")
    with pytest.raises(InvalidInput):
        corpus.merge("old", "new")


def test_files_with_other_mistakes_are_no_hindrance(small: Callable[..., "Corpus"], write: Callable[..., None]) -> None:
    corpus = small(
        registry=REGISTRY, source=SOURCE.replace("position", "x").replace("target: issue", "target: nothing")
    )
    write(corpus.merge("old", "new"))


def labels() -> list[str]:
    """Return labels that are hard to type."""
    lines = PAYLOADS.read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines if line and not line.startswith("#")]
    return [label for label in found if not any("\ud800" <= letter <= "\udfff" for letter in label)]


@pytest.mark.parametrize(
    "label", [*labels(), "no", "null", "a: b", "x #y", "- z", "'", '"', "{a}", "[b]", "a\nb", "2031"]
)
def test_hostile_labels_come_through_a_renaming(
    small: Callable[..., "Corpus"], write: Callable[..., None], label: str
) -> None:
    typed = json.dumps(label, ensure_ascii=max(label, default="") < "\U00010000")
    corpus = small(registry=f"registry:\n  actors:\n  - {{id: old, type: person, label: {typed}, note: {typed}}}\n")
    held, _ = corpus.open()
    entry = held.entry(Curie("actor:old"))
    if entry is None or held.problems.errors:
        pytest.skip("the reader refuses this label")
    before = corpus.bytes()
    plan = corpus.rename("old", "new")
    write(plan)
    after, _ = corpus.open()
    for name in ("actor:old", "actor:new"):
        found = after.entry(Curie(name))
        assert found
        assert found.node.all("label") == entry.node.all("label")
    assert after.problems.errors == []
    other = read_independently(corpus.bytes()["registry.yaml"])
    assert [one["label"] for one in other["registry"]["actors"]] == [label, label]
    write(corpus.undo())
    assert corpus.bytes() == before


@pytest.mark.parametrize("reason", [*labels(), "a: b # c", "x\ny", "'", '"', "\\"])
def test_hostile_reasons_come_through_the_record(corpus: "Corpus", write: Callable[..., None], reason: str) -> None:
    if not reason.strip():
        return
    from stancegraph.curation.merging import plan_merge

    before = corpus.bytes()
    held, registry = corpus.open()
    write(plan_merge(held, registry, old="thomas-verell", new="tomas-verel", reason=reason, date="2031"))
    undoing = corpus.undo()
    assert undoing.decision.reason == reason
    write(undoing)
    assert corpus.bytes() == before


def test_an_entry_of_another_kind_by_hand_stops_the_build(corpus: "Corpus") -> None:
    corpus.change("{id: lena-ost, type", "{id: lena-ost, replacedBy: arland, type")
    problems = examine([corpus.folder], Names()).problems
    assert problems == ()  # the checks of a graph run as it is built
    with pytest.raises(InvalidInput, match=r"actor:lena-ost was merged into actor:arland, which is something else"):
        build([corpus.folder], corpus.folder / "g", shapes=False)
    assert not (corpus.folder / "g").exists()


def test_a_circle_of_issues_by_hand_stops_the_build(corpus: "Corpus") -> None:
    corpus.change("{id: gannet-dispute, label", "{id: gannet-dispute, broader: strait-tolls, label")
    with pytest.raises(InvalidInput, match="broader-cycle"):
        build([corpus.folder], corpus.folder / "g", shapes=False)
