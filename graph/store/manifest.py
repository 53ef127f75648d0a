"""The manifest of a built graph: what it was made from, how, and what is in it. Layer: store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from ..errors import GraphDirectoryError

FORMAT = 1
FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file that a graph was built from."""

    name: str
    sha256: str

    @classmethod
    def of_file(cls, path: Path) -> Self:
        """Return a file's name and the hash of its bytes."""
        with path.open("rb") as file:
            return cls(name=path.name, sha256=hashlib.file_digest(file, "sha256").hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """How a graph was built; it has no clock in it, so that the same input gives the same manifest.

    ``build`` is the hash of everything else: two graphs with the same one hold the same.
    ``latest`` is the latest publication in the graph, the date that questions take when none is given.
    """

    format: int = FORMAT
    version: str
    base: str
    inputs: Sequence[Input]
    options: Mapping[str, Any]
    counts: Mapping[str, int]
    graphs: Sequence[str]
    latest: str
    warnings: Sequence[Mapping[str, Any]] = field(default_factory=tuple)

    @property
    def build(self) -> str:
        """The hash that names this build."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]

    def write(self, directory: Path) -> None:
        """Write the manifest into the directory of a version."""
        held = {"build": self.build} | asdict(self)
        (directory / FILE_NAME).write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, directory: Path) -> Self:
        """Return the manifest of a version.

        Raises:
            GraphDirectoryError: it is missing, broken, or of a newer format.
        """
        path = directory / FILE_NAME
        try:
            held = json.loads(path.read_bytes())
            if held["format"] > FORMAT:
                raise GraphDirectoryError.newer_format(directory.parent.parent, held["format"], FORMAT)
            held.pop("build")
            inputs = tuple(Input(**one) for one in held.pop("inputs"))
            return cls(inputs=inputs, **held)
        except GraphDirectoryError:
            raise
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise GraphDirectoryError(
                f"{path}: the manifest cannot be read ({type(error).__name__})",
                hint="build the graph again from its sources",
            ) from error
