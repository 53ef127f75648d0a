"""How many processes check the shapes, and what was known before, makes no difference to what is found."""

from dataclasses import replace
from pathlib import Path

import pytest

from stancegraph.building import examine
from stancegraph.emit.gathering import Gathered
from stancegraph.emit.pieces import Piece, pieces_of
from stancegraph.errors import LimitError
from stancegraph.iris import Names
from stancegraph.model.node import Node
from stancegraph.rules import shape_jobs
from stancegraph.rules.checking import shape_findings
from stancegraph.rules.shape_jobs import available_jobs, check_pieces
from stancegraph.store.conforming import Conforming

NAMES = Names("https://example.org/")


WRONG = ("stance:digest-2031-06-25.", "claim:wire-2031-08-04.")


def without_what_is_needed(node: Node) -> Node:
    """Return a node without its label, and without what it rests on."""
    return Node(
        node.type, node.name, {name: value for name, value in node.values.items() if name not in ("label", "ground")}
    )


@pytest.fixture(scope="module")
def pieces(root: Path) -> list[Piece]:
    """Return the pieces of the tutorial; in three of them something is wrong: the first, the third and the last."""
    folder = root / "data" / "tutorial"
    spoilt = Gathered()
    for graph, held in examine([folder], NAMES, texts=folder / "texts", shapes=False).gathered.graphs.items():
        for name, nodes in held.items():
            wrong = name == "actor:arland" or name.startswith(WRONG)
            spoilt.add(graph, [without_what_is_needed(node) if wrong else node for node in nodes])
    found = list(pieces_of(spoilt, NAMES))
    assert len(found) > shape_jobs._TOGETHER
    return found


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return the pieces that this process checks, as they are checked."""
    monkeypatch.setattr(shape_jobs, "_TOGETHER", 1)
    seen: list[bytes] = []

    def noted(turtle: bytes, names: Names) -> list[tuple[str, str]]:
        seen.append(turtle)
        return shape_findings(turtle, names)

    monkeypatch.setattr(shape_jobs, "shape_findings", noted)
    return seen


def test_any_number_of_processes_finds_the_same(
    pieces: list[Piece], checked: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = check_pieces(pieces, NAMES, jobs=1, conforming=Conforming())
    assert len(checked) == len(pieces)
    assert len({node.partition(":")[0] for node, _said in alone}) > 2
    for jobs, together in ((2, 1), (3, 3), (2, 8)):
        monkeypatch.setattr(shape_jobs, "_TOGETHER", together)
        assert check_pieces(pieces[::-1], NAMES, jobs=jobs, conforming=Conforming()) == alone
    assert len(checked) == len(pieces)  # the rest was checked elsewhere
    assert check_pieces(pieces, NAMES, jobs=1, conforming=Conforming()) == alone
    assert len(checked) == len(pieces) + -(-len(pieces) // 8)


def test_what_conforms_is_checked_once_and_what_does_not_each_time(pieces: list[Piece], checked: list[bytes]) -> None:
    conforming = Conforming()
    first = check_pieces(pieces, NAMES, jobs=1, conforming=conforming)
    checked.clear()
    assert check_pieces(pieces, NAMES, jobs=1, conforming=conforming) == first
    assert checked == [pieces[0].turtle, pieces[2].turtle, pieces[-1].turtle]


def test_a_few_pieces_are_not_worth_a_process(pieces: list[Piece], checked: list[bytes]) -> None:
    check_pieces(pieces[3:4], NAMES, jobs=2, conforming=Conforming())
    assert len(checked) == 1


@pytest.mark.parametrize("change", ["shapes", "version"])
def test_another_judge_judges_anew(
    pieces: list[Piece], checked: list[bytes], change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    conforming = Conforming()
    check_pieces(pieces[3:5], NAMES, jobs=1, conforming=conforming)
    if change == "shapes":
        monkeypatch.setattr(shape_jobs, "ontology_bytes", lambda _name: b"other shapes")
    else:
        monkeypatch.setattr(shape_jobs, "__version__", "99")
    shape_jobs._judge.cache_clear()
    check_pieces(pieces[3:5], NAMES, jobs=1, conforming=conforming)
    assert len(checked) == 4
    shape_jobs._judge.cache_clear()


def test_a_process_that_dies_is_an_error_in_words(pieces: list[Piece], capfd: pytest.CaptureFixture[str]) -> None:
    broken = [*pieces[1:], replace(pieces[0], turtle=b"no Turtle")]
    with pytest.raises(LimitError, match="ended unexpectedly, with code 1"):
        check_pieces(broken, NAMES, jobs=2, conforming=Conforming())
    assert "SyntaxError" in capfd.readouterr().err


def test_there_is_a_core_to_run_on() -> None:
    assert available_jobs() >= 1
