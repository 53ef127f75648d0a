"""Several files are written together or not at all, whatever happens in between."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancegraph import files
from stancegraph.curation import writing
from stancegraph.curation.opening import open_held, write_planned
from stancegraph.curation.writing import finish_pending, journal_of, write_together
from stancegraph.errors import InvalidInput, RefusedChangeError

if TYPE_CHECKING:
    from tests.curation.conftest import Corpus

# Writes as the program does, and dies like a killed one just before the file of that number.
KILLED = """
import os, sys
from pathlib import Path
from stancegraph.curation import writing

count, whole = int(sys.argv[1]), writing.write_whole

def write(path, content):
    global count
    if count == 0:
        os._exit(9)
    count -= 1
    whole(path, content)

writing.write_whole = write
folder = Path(sys.argv[2])
texts = {folder / "r.yaml": "new r", folder / "s.yaml": "new s", folder / "t.yaml": ""}
writing.write_together(folder / "r.yaml", texts)
"""
BEFORE = {"r.yaml": "old r", "s.yaml": "old s", "t.yaml": "old t"}
AFTER = {"r.yaml": "new r", "s.yaml": "new s"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in BEFORE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_killed_program_leaves_nothing_half_done(folder: Path, count: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(count), str(folder)], check=False)
    assert done.returncode == (0 if count == 3 else 9)
    finished = finish_pending(folder / "r.yaml")
    assert finished == (0 < count < 3)
    assert held(folder) == (AFTER if count else BEFORE)


def test_the_next_command_finishes_what_was_begun(corpus: "Corpus", monkeypatch: pytest.MonkeyPatch) -> None:
    plan = corpus.split("strait-tolls", uses={"source.wire-2031-02-06": "a"})
    monkeypatch.setattr(writing, "write_whole", _dying_after(2))
    with pytest.raises(KeyboardInterrupt):
        write_planned(plan)
    monkeypatch.undo()
    assert journal_of(corpus.registry).exists()
    opened, registry = open_held([corpus.folder], None)
    assert not journal_of(registry).exists()
    assert {path: opened.sheets[path].text for path in plan.texts} == plan.texts


def _dying_after(count: int) -> Callable[[Path, str], None]:
    whole, left = files.write_whole, iter(range(count))

    def write(path: Path, content: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        whole(path, content)

    return write


def test_a_disk_that_is_full_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = files.write_whole

    def write(path: Path, content: str | bytes) -> None:
        if path.name == "s.yaml" and content == "new s":
            raise OSError(28, "No space left on device", str(path))
        whole(path, content)

    monkeypatch.setattr(writing, "write_whole", write)
    with pytest.raises(OSError, match="No space left"):
        write_together(folder / "r.yaml", {folder / name: text for name, text in AFTER.items()})
    assert held(folder) == BEFORE


def test_what_was_changed_after_a_crash_is_not_overwritten(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, "2", str(folder)], check=False)
    (folder / "s.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedChangeError, match=r"s\.yaml: was changed while a change of the registry was half done"):
        finish_pending(folder / "r.yaml")
    assert (folder / "s.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"file": 1}]', '{"a": 1}'])
def test_a_journal_that_is_none_is_told_of(folder: Path, text: str) -> None:
    journal_of(folder / "r.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match="is no journal of a change"):
        finish_pending(folder / "r.yaml")


def test_a_file_that_was_changed_meanwhile_is_left_alone(corpus: "Corpus") -> None:
    plan = corpus.merge("thomas-verell", "tomas-verel")
    corpus.registry.write_text("registry: {}\n", encoding="utf-8")
    with pytest.raises(RefusedChangeError, match="was changed in the meantime"):
        write_planned(plan)
    assert corpus.registry.read_text(encoding="utf-8") == "registry: {}\n"


def test_permissions_and_links_stay(corpus: "Corpus", tmp_path: Path) -> None:
    corpus.registry.chmod(0o640)
    real = tmp_path / "real.yaml"
    corpus.registry.replace(real)
    corpus.registry.symlink_to(real)
    write_planned(corpus.merge("thomas-verell", "tomas-verel"))
    assert corpus.registry.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "replacedBy: tomas-verel" in real.read_text(encoding="utf-8")
