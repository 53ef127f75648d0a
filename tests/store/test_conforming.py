"""What need not be checked again is a matter of hashes: whatever else the file holds is nothing."""

from pathlib import Path

import pytest

from stancegraph.store.conforming import Conforming

KEYS = ["0" * 64, "1" * 64, "2" * 64]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def known(path: Path) -> list[str]:
    return [key for key in KEYS if Conforming(path).meets(key)]


def test_what_was_added_is_known_next_time(path: Path) -> None:
    Conforming(path).add(KEYS[0])
    Conforming(path).add(KEYS[1])
    assert known(path) == KEYS[:2]


def test_what_was_neither_met_nor_added_is_forgotten(path: Path) -> None:
    for key in KEYS[:2]:
        Conforming(path).add(key)
    conforming = Conforming(path)
    assert conforming.meets(KEYS[0])
    conforming.add(KEYS[2])
    conforming.prune(path.with_name("scratch"))
    assert path.read_text(encoding="ascii").split() == [KEYS[0], KEYS[2]]
    assert [entry.name for entry in path.parent.iterdir()] == ["cache"]


def test_a_build_without_shapes_forgets_nothing(path: Path) -> None:
    Conforming(path).add(KEYS[0])
    Conforming(path).prune(path.with_name("scratch"))
    assert known(path) == KEYS[:1]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00\n",
        KEYS[0][:63].encode(),
        KEYS[0].encode() + b"1",
        KEYS[0].upper().encode() + b"g",
        b"x" + KEYS[0].encode(),
    ],
)
def test_whatever_is_no_hash_is_nothing(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert known(path) == []


def test_a_line_that_was_cut_short_costs_no_other(path: Path) -> None:
    path.write_text(f"{KEYS[0]}\n{KEYS[1][:30]}", encoding="ascii")
    Conforming(path).add(KEYS[2])
    assert known(path) == [KEYS[0], KEYS[2]]


def test_nothing_is_written_where_something_else_lies(path: Path) -> None:
    (path.parent / "diary").write_text("Dear diary", encoding="utf-8")
    path.symlink_to("diary")
    conforming = Conforming(path)
    conforming.add(KEYS[0])
    conforming.prune(path.with_name("scratch"))
    assert path.read_text(encoding="utf-8") == "Dear diary"
    path.unlink()
    path.mkdir()
    Conforming(path).add(KEYS[0])
    assert list(path.iterdir()) == []


def test_without_a_file_hashes_are_known_for_a_while() -> None:
    conforming = Conforming()
    conforming.add(KEYS[0])
    conforming.prune(Path("scratch"))
    assert conforming.meets(KEYS[0])
    assert not Conforming().meets(KEYS[0])
