"""A built graph as a directory: versions inside it, one of them published. Layer: store.

    DIR/CURRENT             the name of the published version, replaced atomically
    DIR/lock                held by the one process that builds
    DIR/cache               what need not be checked again (:mod:`.conforming`)
    DIR/versions/000001/    store/ statements.parquet about.parquet manifest.json

Nothing lies beside DIR, and nothing in it names where DIR is: it can be copied and moved.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from ..errors import GraphDirectoryError
from .manifest import Manifest

_CURRENT: Final = "CURRENT"
_LOCK: Final = "lock"
_VERSIONS: Final = "versions"
_UNFINISHED: Final = "unfinished"
CACHE: Final = "cache"
_OURS: Final = frozenset({_CURRENT, _LOCK, _VERSIONS, CACHE})


@dataclass(frozen=True, slots=True)
class GraphDirectory:
    """One published version of a built graph; it stays readable when a newer one is published."""

    path: Path
    version: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the version that is published now.

        Raises:
            GraphDirectoryError: there is no built graph at ``path``, or a newer version wrote it.
        """
        try:
            name = (path / _CURRENT).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise GraphDirectoryError.not_a_graph(path) from error
        version = path / _VERSIONS / name
        if not name.isalnum() or not version.is_dir():
            raise GraphDirectoryError.not_a_graph(path)
        return cls(path, version, Manifest.read(version))

    @property
    def store(self) -> Path:
        """The directory of the triple store."""
        return self.version / "store"

    def table(self, name: str) -> Path:
        """Return the Parquet file of a table, such as ``statements``."""
        return self.version / f"{name}.parquet"


def check_output(path: Path) -> None:
    """Make sure that a graph may be built into ``path``, before any work is done.

    Raises:
        GraphDirectoryError: it is a file, or a directory that holds something else.
    """
    if path.is_dir():
        names = {entry.name for entry in path.iterdir()}
        if names and not (names <= _OURS and _LOCK in names):
            raise GraphDirectoryError.not_ours(path)
    elif os.path.lexists(path):
        hint = "choose another name for -o"
        raise GraphDirectoryError(f"{path}: is not a directory; nothing was changed", hint=hint)


@contextmanager
def publishing(path: Path) -> Iterator[Path]:
    """Give an empty directory to build a version in; publish it when the block ends well, remove it when it does not.

    Raises:
        GraphDirectoryError: another process is building this graph, or the directory holds something else.
        OSError: the disk is full, or the directory cannot be written.
    """
    check_output(path)
    created = not path.exists()
    path.mkdir(parents=True, exist_ok=True)
    try:
        with _locked(path):
            yield from _publish(path)
    except BaseException:
        if created and not (path / _CURRENT).exists():
            shutil.rmtree(path, ignore_errors=True)
        raise


def _publish(path: Path) -> Iterator[Path]:
    versions = path / _VERSIONS
    unfinished = versions / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)  # what an interrupted build left
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        _flush(unfinished)
        name = f"{max(_numbers(versions), default=0) + 1:06d}"
        unfinished.rename(versions / name)
        _switch(path, name)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _remove_old(versions, keep=2)


def _switch(path: Path, name: str) -> None:
    pointer = path / _VERSIONS / _CURRENT
    with pointer.open("w", encoding="ascii") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    _sync(path / _VERSIONS)
    pointer.replace(path / _CURRENT)
    _sync(path)


def _numbers(versions: Path) -> list[int]:
    return sorted(int(entry.name) for entry in versions.iterdir() if entry.name.isdigit())


def _remove_old(versions: Path, *, keep: int) -> None:
    """Remove all but the newest versions: a reader of the one before may still be at work."""
    for number in _numbers(versions)[:-keep]:
        shutil.rmtree(versions / f"{number:06d}", ignore_errors=True)


def _flush(directory: Path) -> None:
    for entry in sorted(directory.rglob("*")):
        _sync(entry)
    _sync(directory)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of a graph; the system lets go of it when the process dies, however it dies."""
    with (path / _LOCK).open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise GraphDirectoryError.locked(path) from error
        yield
