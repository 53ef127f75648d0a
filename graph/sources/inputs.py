"""Sorts the inputs of a build: registry files, annotated sources, tables, dumps. Layer: sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from ..model.registry import Registry
from .annotated import Fragment, read_document
from .located import Mapping, read_yaml
from .problems import Mark, Problems
from .registering import read_registry
from .resolving import Resolver

TABLES: Final = frozenset({".csv", ".tsv", ".parquet", ".xlsx"})
DUMPS: Final = frozenset({".ttl", ".trig", ".nq", ".nt"})
_YAML: Final = frozenset({".yaml", ".yml"})


@dataclass(slots=True)
class Inputs:
    """What was read, before anything is made of it."""

    files: list[Path] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    tables: list[Path] = field(default_factory=list)
    dumps: list[Path] = field(default_factory=list)
    registry: Registry = field(default_factory=Registry)


def read_inputs(paths: Sequence[Path], problems: Problems, *, texts: Path | None = None) -> Inputs:
    """Read everything that a build is made of; what is wrong is noted in ``problems``."""
    found = Inputs(files=sorted(dict.fromkeys(_expand(paths, problems)), key=lambda path: (path.name, str(path))))
    documents = {path: read_yaml(path, problems) for path in found.files if path.suffix in _YAML}
    given = Registry(below=shipped_registry(problems))
    found.registry = given
    _add_registries(
        [document for document in documents.values() if document and "registry" in document.entries], given, problems
    )
    for path, document in documents.items():
        if document and "source" in document.entries:
            fragment = read_document(document, path, given, problems, texts=texts)
            found.fragments += [fragment] if fragment else []
        elif document and "registry" not in document.entries:
            message = "is neither an annotated source nor a registry: it has no key 'source' or 'registry'"
            problems.error(
                "not-a-form", document.mark, message, hint="start one with: stancegraph new-source TEXT -o SOURCE.yaml"
            )
    found.tables = [path for path in found.files if path.suffix in TABLES]
    found.dumps = [path for path in found.files if path.suffix in DUMPS]
    return found


def _expand(paths: Iterable[Path], problems: Problems) -> Iterator[Path]:
    """Yield the files that are named, and the YAML files in the folders that are named."""
    for path in paths:
        if path.is_dir():
            inside = [entry for entry in path.rglob("*") if entry.suffix in _YAML and entry.is_file()]
            if not inside:
                problems.error(
                    "unreadable",
                    Mark(str(path)),
                    "the directory holds no YAML file",
                    hint="name the files, or another directory",
                )
            yield from inside
        elif not path.exists():
            problems.error("unreadable", Mark(str(path)), "does not exist", hint="check the path")
        elif path.suffix in _YAML | TABLES | DUMPS:
            yield path
        else:
            known = ", ".join(sorted(_YAML | TABLES | DUMPS))
            problems.error(
                "unreadable",
                Mark(str(path)),
                f"files with the suffix {path.suffix!r} are not read",
                hint=f"these are: {known}",
            )


def _add_registries(documents: Sequence[Mapping], registry: Registry, problems: Problems) -> None:
    sections = [document.entries["registry"] for document in documents]
    for entry in read_registry(sections, Resolver(registry=registry, problems=problems)):
        if registry.below and registry.below.get(entry.name):
            message = f"{entry.name} takes the place of the entry that ships"
            problems.notice("replaced-entry", documents[0].mark, message, id=entry.name)


def shipped_registry(problems: Problems) -> Registry:
    """Return the registry that ships: states, organisations, outlets, offices, issues."""
    registry = Registry()
    with as_file(files("stancegraph.data").joinpath("registry")) as folder:
        documents = [read_yaml(path, problems) for path in sorted(folder.glob("*.yaml"))]
    sections = [document.entries["registry"] for document in documents if document]
    read_registry(sections, Resolver(registry=registry, problems=problems))
    return registry
