"""A copy of the tutorial that a test may change, and how to change it."""

import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from stancegraph.curation.held import Held
from stancegraph.curation.merging import plan_merge, plan_rename
from stancegraph.curation.opening import open_held, write_planned
from stancegraph.curation.plan import Plan
from stancegraph.curation.splitting import Wish, plan_split
from stancegraph.curation.undoing import Undoing, plan_undo

WHY = {"reason": "because", "date": "2031-06-03"}


class Corpus:
    """A folder of registry files and sources."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.registry = folder / "registry.yaml"

    def bytes(self) -> dict[str, bytes]:
        """Return the content of every file, hidden ones too."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def change(self, old: str, new: str, name: str = "registry.yaml") -> None:
        """Change one place of a file by hand."""
        path = self.folder / name
        text = path.read_bytes().decode()
        assert text.count(old) == 1, text.count(old)
        path.write_bytes(text.replace(old, new).encode())

    def open(self, registry: Path | None = None) -> tuple[Held, Path]:
        """Return what is held, and the registry file."""
        return open_held([self.folder], registry)

    def merge(self, old: str, new: str, registry: Path | None = None) -> Plan:
        """Return the plan of a merge."""
        held, own = self.open(registry)
        return plan_merge(held, own, old=old, new=new, **WHY)

    def rename(self, old: str, new: str, registry: Path | None = None) -> Plan:
        """Return the plan of a renaming."""
        held, own = self.open(registry)
        return plan_rename(held, own, old=old, new=new, **WHY)

    def split(self, old: str, **wish: dict[str, str]) -> Plan:
        """Return the plan of a split."""
        whole = Wish(**({"parts": {"a": "A", "b": "B"}, "names": {}, "uses": {}} | wish))
        held, own = self.open()
        return plan_split(held, own, old=old, wish=whole, **WHY)

    def undo(self, number: int | None = None, registry: Path | None = None) -> Undoing:
        """Return the plan of undoing a change."""
        return plan_undo(*self.open(registry), number=number)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Return a copy of the tutorial, in which Thomas Verell is not yet known to be Tomas Verel."""
    folder = tmp_path / "corpus"
    with as_file(files("stancegraph.data").joinpath("tutorial")) as path:
        shutil.copytree(path, folder)
    found = Corpus(folder)
    found.change(" replacedBy: tomas-verel,", "")
    return found


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Corpus]:
    """Return a function that makes a corpus of files with the texts that are given."""

    def make(**texts: str) -> Corpus:
        folder = tmp_path / "small"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.yaml").write_bytes(text.encode())
        return Corpus(folder)

    return make


@pytest.fixture
def write() -> Callable[[Plan | Undoing], None]:
    """Return what writes a plan."""
    return write_planned
