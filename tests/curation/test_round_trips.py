"""However a registry file is written, a change adds what it says, and undoing it gives the same bytes."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from stancegraph.curation.changes import EMPTY
from stancegraph.curation.splicing import Hunk, Splice, hunks_of, spliced, undone
from stancegraph.errors import RefusedChangeError

if TYPE_CHECKING:
    from tests.curation.conftest import Corpus

FLOW = """\
# who is who
registry:
  actors:   # people
  - {id: old, type: person, label: Old, aliases: [O, 'P: Q'],}   # the old one
  # between
  - {id: new, type: person, label: "New"}
  issues: []
"""
BLOCK = """\
format: 1
registry:
    actors:
    -   id: old   # its id
        type: person
        label: |
            Old

        aliases:
        - O
        # a remark
        - 'P: Q'


    -   label: >-
          New
          one
        id: "new"
        type: person
    tenures:

# the end
"""
INDENTLESS = """\
registry:
  actors:
  - id: old
    label: {en: Old, fr: Vieux}
    type: person
  - {id: new, type: person, label: N}"""
BRACKETS = (
    "registry: {actors: [{id: old, type: person, label: Old, aliases: O}, {id: new, type: person, label: New}]}\n"
)
OTHER_ORDER = """\
changes: []
registry:
  actors:
  - {"type": "person", "label": "Old", "id": "old"}
  - {type: person, id: actor.new, label: New}
"""
STYLES = {
    "flow": FLOW,
    "block": BLOCK,
    "indentless": INDENTLESS,
    "brackets": BRACKETS,
    "crlf": FLOW.replace("\n", "\r\n"),
    "block crlf": BLOCK.replace("\n", "\r\n"),
    "old mac": INDENTLESS.replace("\n", "\r"),
    "mark": "\ufeff" + FLOW,
    "no line break at the end": FLOW.rstrip("\n"),
    "blank lines at the end": FLOW + "\n\n  \n",
    "end marker": "---\n" + FLOW,
}


def parsed(text: bytes) -> Any:
    """Return what another reader of YAML finds."""
    return YAML(typ="safe", pure=True).load(io.BytesIO(text.removeprefix(b"\xef\xbb\xbf")))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("did", ["merge", "rename", "split"])
def test_a_change_that_is_undone_leaves_no_trace(
    small: Callable[..., "Corpus"], write: Callable[..., None], style: str, did: str
) -> None:
    corpus = small(registry=STYLES[style])
    before = corpus.bytes()
    plans = {
        "merge": lambda: corpus.merge("old", "new"),
        "rename": lambda: corpus.rename("old", "older"),
        "split": lambda: corpus.split("old", names={"O": "a"} if "aliases" in STYLES[style] else {}),
    }
    write(plans[did]())
    changed = corpus.bytes()
    assert changed != before
    check_meant(parsed(before["registry.yaml"]), parsed(changed["registry.yaml"]), did)
    write(corpus.undo())
    assert corpus.bytes() == before


def check_meant(before: Any, after: Any, did: str) -> None:
    """See that another reader finds what was meant to change, and the rest as it was."""
    old, new = ({one["id"]: one for one in held["registry"].pop("actors")} for held in (before, after))
    assert len(after.pop("changes")) == 1
    assert after == before
    if did == "merge":
        assert new == old | {"old": old["old"] | {"replacedBy": "new"}}
    elif did == "rename":
        assert new["older"] == old["old"] | {"id": "older"}
        assert new["old"] == {"id": "old", "type": "person", "label": old["old"]["label"], "replacedBy": "older"}
        assert new["new"] == old["new"]
    else:
        names = old["old"].get("aliases", [])
        own = ["O"] if "O" in names else []
        assert new["a"] == {"id": "a", "type": "person", "label": "A"} | ({"aliases": own} if own else {})
        left = [name for name in names if name != "O"] if isinstance(names, list) else []
        assert new["old"].get("aliases", []) == left
        assert new["old"]["replacedBy"] == ["a", "b"]


def test_a_file_in_brackets_takes_no_record(small: Callable[..., "Corpus"]) -> None:
    corpus = small(registry="{" + BRACKETS.strip() + "}\n")
    with pytest.raises(RefusedChangeError, match="cannot be edited as it is written") as caught:
        corpus.merge("old", "new").check()
    assert "brackets" in caught.value.hint


def test_changes_that_are_no_list_take_no_record(small: Callable[..., "Corpus"]) -> None:
    corpus = small(registry=OTHER_ORDER)
    with pytest.raises(RefusedChangeError, match="cannot be edited"):
        corpus.merge("old", "new").check()


def test_entries_with_quoted_keys_and_kinds_are_edited(
    small: Callable[..., "Corpus"], write: Callable[..., None]
) -> None:
    corpus = small(registry=OTHER_ORDER.removeprefix("changes: []\n"))
    before = corpus.bytes()
    write(corpus.merge("old", "new"))
    write(corpus.rename("new", "newer"))
    text = corpus.registry.read_text(encoding="utf-8")
    assert '"id": "old", replacedBy: newer}' in text
    assert "id: actor.newer, label" in text
    write(corpus.undo())
    write(corpus.undo())
    assert corpus.bytes() == before


def test_changes_are_undone_in_any_order_that_their_lines_allow(corpus: "Corpus", write: Callable[..., None]) -> None:
    before = corpus.bytes()
    write(corpus.merge("thomas-verell", "tomas-verel"))
    write(corpus.merge("marit-sole", "lena-ost"))
    write(corpus.rename("strait-tolls", "tolls"))
    write(corpus.undo(2))
    text = corpus.registry.read_text(encoding="utf-8")
    assert ("replacedBy: tomas-verel" in text, "replacedBy: lena-ost" in text, text.count("- date: ")) == (
        True,
        False,
        2,
    )
    write(corpus.undo(1))
    write(corpus.undo())
    assert corpus.bytes() == before


def test_lines_that_moved_are_found(corpus: "Corpus", write: Callable[..., None]) -> None:
    before = corpus.bytes()
    write(corpus.merge("thomas-verell", "tomas-verel"))
    corpus.change("registry:\n", "# moved\n# down\nregistry:\n")
    write(corpus.undo())
    corpus.change("# moved\n# down\n", "")
    assert corpus.bytes() == before


def test_lines_that_were_changed_since_are_left_alone(corpus: "Corpus", write: Callable[..., None]) -> None:
    write(corpus.merge("thomas-verell", "tomas-verel"))
    line = corpus.registry.read_text(encoding="utf-8").splitlines()[39]
    corpus.registry.write_text(
        corpus.registry.read_text(encoding="utf-8").replace(line, line.replace("person", "state"), 1), encoding="utf-8"
    )
    before = corpus.bytes()
    with pytest.raises(RefusedChangeError, match=r"registry\.yaml:40: these lines have been changed since"):
        corpus.undo()
    assert corpus.bytes() == before


@pytest.mark.parametrize("number", [0, 2, -1])
def test_only_what_was_changed_is_undone(corpus: "Corpus", write: Callable[..., None], number: int) -> None:
    with pytest.raises(RefusedChangeError, match="there is no change"):
        corpus.undo()
    write(corpus.merge("thomas-verell", "tomas-verel"))
    with pytest.raises(RefusedChangeError, match="there is no change"):
        corpus.undo(number)


def test_undoing_needs_every_file_of_the_change(corpus: "Corpus", write: Callable[..., None], tmp_path: Path) -> None:
    from stancegraph.curation.opening import open_held
    from stancegraph.curation.undoing import plan_undo

    write(corpus.split("strait-tolls", uses={"source.wire-2031-02-06": "a"}))
    with pytest.raises(RefusedChangeError, match=r"wire-2031-02-06\.yaml: the change was made there too"):
        plan_undo(*open_held([corpus.registry], None))
    assert tmp_path.exists()


def test_undoing_does_not_take_away_what_is_named(corpus: "Corpus", write: Callable[..., None]) -> None:
    write(corpus.rename("strait-tolls", "tolls"))
    corpus.change("issue.strait-tolls", "issue.tolls", "wire-2031-02-06.yaml")
    with pytest.raises(ValueError, match="there is no issue"):
        write(corpus.undo())


def test_what_was_made_for_a_record_alone_is_told_from_a_file_of_the_user(
    small: Callable[..., "Corpus"], write: Callable[..., None]
) -> None:
    assert EMPTY.startswith("registry: {}  #")
    corpus = small(registry="registry: {}\n")
    before = corpus.bytes()
    write(corpus.merge("issue.nuclear-testing", "nuclear-weapons"))
    write(corpus.undo())
    assert corpus.bytes() == before


TEXTS = st.text("ab\n", max_size=30)


@st.composite
def spliced_texts(draw: st.DrawFn) -> tuple[str, Sequence[Splice]]:
    """Return a text and splices of it that lie apart, or insert."""
    text = draw(st.text("abc\n", max_size=40))
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    insertions = [Splice(place, place, draw(TEXTS)) for place in places[::3]]
    return text, [*insertions, *(Splice(*pair, draw(TEXTS)) for pair in zip(places[1::3], places[2::3], strict=False))]


@given(spliced_texts())
def test_hunks_tell_all_that_splices_change(case: tuple[str, Sequence[Splice]]) -> None:
    text, splices = case
    hunks = list(hunks_of(text, splices))
    after = spliced(text, splices)
    for hunk in hunks:
        lines = after.splitlines(keepends=True)
        assert "".join(lines[hunk.line - 1 :]).startswith(hunk.now)
        assert hunk.was in text
    found = undone(after, hunks)
    assert found == text or (isinstance(found, Hunk) and not found.now)
