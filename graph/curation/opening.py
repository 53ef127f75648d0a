"""Opens what a change of the registry works on, and writes what came of it. Layer: curation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ..errors import RefusedChangeError
from .changes import Decision
from .held import YAML, Held, yaml_files
from .sheet import BOM
from .splicing import Hunk
from .writing import finish_pending, write_together


class Planned(Protocol):
    """A change that was thought through, or the undoing of one."""

    @property
    def held(self) -> Held:
        """The files as they are."""

    @property
    def registry(self) -> Path:
        """The file with the record."""

    @property
    def decision(self) -> Decision:
        """What was decided."""

    @property
    def hunks(self) -> Mapping[Path, Sequence[Hunk]]:
        """The lines that change, by file."""

    @property
    def texts(self) -> Mapping[Path, str]:
        """The new text of every file that changes."""

    def check(self) -> None:
        """See that nothing would be wrong that is right now."""


def open_held(paths: Sequence[Path], registry: Path | None) -> tuple[Held, Path]:
    """Return what is held in the YAML files among inputs, and the registry file that takes the record of a change.

    That is the one that is named, which may not be there yet, or else the only one among the inputs. A change of it
    that was half done is finished first.

    Raises:
        InvalidInput: a file cannot be read.
        RefusedChangeError: no registry file is named, and the inputs have none or several.
    """
    found = {path.resolve(): path for path in [*([registry] if registry else []), *yaml_files(paths)]}
    held = _read(found)
    own = found[registry.resolve()] if registry else _only_registry(held)
    if finish_pending(own):
        held = _read(found)
    _check_is_registry(held, own)
    return held, own


def _read(found: Mapping[Path, Path]) -> Held:
    return Held.read(sorted(found.values()))


def _only_registry(held: Held) -> Path:
    sheets = held.sheets.items()
    own = [path for path, sheet in sheets if sheet.document and "registry" in sheet.document.entries]
    if len(own) != 1:
        what = f"the inputs have {len(own)} registry files" if own else "the inputs have no registry file"
        raise RefusedChangeError(what, hint="name the one to write in: --registry FILE.yaml; it is made if need be")
    return own[0]


def _check_is_registry(held: Held, path: Path) -> None:
    document = held.sheets[path].document
    if path.suffix not in YAML:
        raise RefusedChangeError(f"{path}: a registry file is called .yaml", hint="build reads no other")
    if document and "registry" not in document.entries:
        raise RefusedChangeError(f"{path} is no registry file", hint="name one with --registry; it is made if need be")


def write_planned(planned: Planned) -> None:
    """Check a planned change, and write all its files, or none.

    Raises:
        InvalidInput: something would be wrong that is right now.
        RefusedChangeError: something else would change, or a file was changed in the meantime.
        OSError: a file cannot be written.
    """
    planned.check()
    for path in planned.texts:
        sheet = planned.held.sheets[path]
        now = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
        if now != BOM * sheet.bom + sheet.text:
            raise RefusedChangeError(f"{path}: was changed in the meantime; nothing was written", hint="run it again")
    write_together(planned.registry, planned.texts)
