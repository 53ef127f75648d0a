"""Writes several files so that all are written or none, also when the program is killed. Layer: curation.

First a journal is written beside the registry file: what each file was, by its hash, and what it becomes. Then the
files are written, one by one, each whole; then the journal goes. Whoever finds a journal finishes what it began.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InvalidInput, RefusedChangeError
from ..files import write_whole
from .changes import relative


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a journal: the hash of what it was, empty where it was not there; its new text, empty where it goes."""

    path: Path
    was: str
    text: str

    @property
    def is_done(self) -> bool:
        """Tell whether the file is as it becomes."""
        return _digest(self.path) == (_hash(self.text.encode()) if self.text else "")

    def write(self) -> None:
        if self.text:
            write_whole(self.path, self.text)
        else:
            self.path.unlink(missing_ok=True)


def journal_of(registry: Path) -> Path:
    """Return where the journal of a registry file is while it and others are written."""
    return registry.with_name(f".{registry.name}.pending")


def write_together(registry: Path, texts: Mapping[Path, str]) -> None:
    """Write several files, all or none; one whose text is empty is removed.

    Raises:
        OSError: a file cannot be written; all are as they were.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    entries = [_Entry(path, _digest(path), text) for path, text in texts.items()]
    journal = journal_of(registry)
    held = [{"file": relative(one.path, registry), "was": one.was, "text": one.text} for one in entries]
    write_whole(journal, json.dumps(held, ensure_ascii=False))
    try:
        for one in entries:
            one.write()
    except OSError:
        _put_back(before)
        journal.unlink(missing_ok=True)
        raise
    journal.unlink()


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != content:
            write_whole(path, content)


def finish_pending(registry: Path) -> bool:
    """Finish what a journal of a registry file began, and tell whether there was one.

    Raises:
        InvalidInput: the journal cannot be read.
        RefusedChangeError: a file was changed since; nothing is written.
    """
    journal = journal_of(registry)
    if not journal.exists():
        return False
    waiting = [one for one in _read_journal(journal, registry) if not one.is_done]
    for one in waiting:
        if _digest(one.path) != one.was:
            hint = f"put it back as it was, or remove {journal} and repair by hand what was half done"
            raise RefusedChangeError(f"{one.path}: was changed while a change of the registry was half done", hint=hint)
    for one in waiting:
        one.write()
    journal.unlink()
    return True


def _read_journal(journal: Path, registry: Path) -> list[_Entry]:
    try:
        held = json.loads(journal.read_text(encoding="utf-8"))
        return [_Entry(registry.resolve().parent / one["file"], str(one["was"]), str(one["text"])) for one in held]
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidInput.unreadable(journal, f"is no journal of a change: {error}", hint="remove it") from error


def _digest(path: Path) -> str:
    return _hash(path.read_bytes()) if path.exists() else ""


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
