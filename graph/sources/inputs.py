"""Sorts the inputs of a build: registry files, annotated sources, tables, dumps. Layer: sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from ..model.records import Records
from ..model.registry import Registry
from .annotated import Fragment, read_document
from .located import Mapping, read_yaml
from .problems import Mark, Problems
from .recoding import Recoded, read_recodings
from .refusals import Refusals
from .registering import read_registry
from .resolving import Resolver
from .table_files import TABLE_SUFFIXES
from .table_inputs import TableFinder, read_tables
from .table_rows import table_suffix

DUMPS: Final = frozenset({".ttl", ".trig", ".nq", ".nt"})
_YAML: Final = frozenset({".yaml", ".yml"})
_KNOWN: Final = _YAML | TABLE_SUFFIXES | DUMPS
_SECTIONS: Final = frozenset({"source", "registry", "table", "adjudication", "recoding"})


@dataclass(slots=True)
class Inputs:
    """What was read, before anything is made of it."""

    files: list[Path] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    tables: list[Records] = field(default_factory=list)
    dumps: list[Path] = field(default_factory=list)
    adjudications: list[Mapping] = field(default_factory=list)
    registry: Registry = field(default_factory=Registry)
    recoded: list[Recoded] = field(default_factory=list)


def read_inputs(
    paths: Sequence[Path],
    problems: Problems,
    *,
    texts: Path | None = None,
    mappings: Sequence[Path] = (),
    refusals: Refusals | None = None,
) -> Inputs:
    """Read everything that a build is made of; what is wrong is noted in ``problems``.

    ``mappings`` are files that say what the columns of tables mean, beside those among ``paths``; ``refusals`` takes
    the rows of tables that cannot be read.
    """
    files = _sorted([*find_inputs(paths, problems, tables_wanted=bool(mappings)), *_existing(mappings, problems)])
    documents = _read_documents(files, problems)
    registry = read_registries(documents.values(), problems)
    recoding = read_recodings(_with_key("recoding", documents.values()), registry, problems)
    recoding.of_registry(registry)
    fragments = _read_sources(documents, registry, problems, texts)
    finder = TableFinder(
        given=[path for path in files if table_suffix(path) in TABLE_SUFFIXES],
        folders=[path for path in paths if path.is_dir()],
        problems=problems,
    )
    tables = read_tables(documents, finder, registry, problems, refusals or Refusals())
    recoding.finish(fragments, registry)
    return Inputs(
        files=[*files, *finder.beside()],
        fragments=fragments,
        tables=tables,
        dumps=[path for path in files if path.suffix in DUMPS],
        adjudications=list(_with_key("adjudication", documents.values())),
        registry=registry,
        recoded=recoding.found,
    )


def _sorted(paths: Iterable[Path]) -> list[Path]:
    """Return paths in the order of their names, each file once."""
    return sorted({path.resolve(): path for path in paths}.values(), key=lambda path: (path.name, str(path)))


def _read_sources(
    documents: dict[Path, Mapping], registry: Registry, problems: Problems, texts: Path | None
) -> list[Fragment]:
    found = (
        read_document(document, path, registry, problems, texts=texts)
        for path, document in documents.items()
        if "source" in document.entries
    )
    return [fragment for fragment in found if fragment]


def _with_key(key: str, documents: Iterable[Mapping]) -> Iterator[Mapping]:
    return (document for document in documents if key in document.entries)


def _read_documents(files: Sequence[Path], problems: Problems) -> dict[Path, Mapping]:
    """Return the YAML files that are annotated sources, registries, mappings of tables, adjudications or recodings."""
    read = {path: read_yaml(path, problems) for path in files if path.suffix in _YAML}
    documents = {path: document for path, document in read.items() if document}
    for document in documents.values():
        if not _SECTIONS & document.entries.keys():
            message = (
                "is no annotated source, registry, mapping, adjudication or recoding: it has none of the keys "
                + ", ".join(map(repr, sorted(_SECTIONS)))
            )
            hint = "start one with: stancegraph new-source TEXT -o SOURCE.yaml"
            problems.error("not-a-form", document.mark, message, hint=hint)
    return documents


def find_inputs(paths: Iterable[Path], problems: Problems, *, tables_wanted: bool = False) -> Iterator[Path]:
    """Yield the files that are named, and the YAML files in the folders that are named."""
    for path in paths:
        if path.is_dir():
            yield from _inside(path, problems, tables_wanted=tables_wanted)
        elif not path.exists():
            _note_missing(path, problems)
        elif path.suffix in _KNOWN or table_suffix(path) in TABLE_SUFFIXES:
            yield path
        else:
            message = f"files with the suffix {path.suffix!r} are not read"
            problems.error("unreadable", Mark(str(path)), message, hint=f"these are: {', '.join(sorted(_KNOWN))}")


def _existing(mappings: Iterable[Path], problems: Problems) -> Iterator[Path]:
    for path in mappings:
        if not path.is_file():
            _note_missing(path, problems)
        elif path.suffix not in _YAML:
            hint = "the tables themselves are inputs: name them without an option"
            problems.error("unreadable", Mark(str(path)), "a mapping is a YAML file", hint=hint)
        else:
            yield path


def _note_missing(path: Path, problems: Problems) -> None:
    problems.error("unreadable", Mark(str(path)), "does not exist", hint="check the path")


def _inside(folder: Path, problems: Problems, *, tables_wanted: bool) -> list[Path]:
    """Return the YAML files in a folder; with mappings given, it may also be there for its tables alone."""
    found = [entry for entry in folder.rglob("*") if entry.suffix in _YAML and entry.is_file()]
    if not found and not tables_wanted:
        hint = "name the files, or another directory"
        problems.error("unreadable", Mark(str(folder)), "the directory holds no YAML file", hint=hint)
    return found


def read_registries(documents: Iterable[Mapping], problems: Problems) -> Registry:
    """Return the registry files among the inputs, over the registry that ships."""
    below = shipped_registry()
    registry = Registry(below=below)
    sections = [document.entries["registry"] for document in _with_key("registry", documents)]
    for entry in read_registry(sections, Resolver(registry=registry, problems=problems)):
        if below.get(entry.name):
            message = f"{entry.name} takes the place of the entry that ships"
            problems.notice("replaced-entry", sections[0].mark, message, id=entry.name)
    return registry


@cache
def shipped_registry() -> Registry:
    """Return the registry that ships: states, organisations, outlets, offices, issues; read once, never changed.

    Raises:
        InvalidInput: the files that ship are broken.
    """
    registry, problems = Registry(), Problems()
    with as_file(files("stancegraph.data").joinpath("registry")) as folder:
        documents = [read_yaml(path, problems) for path in sorted(folder.glob("*.yaml"))]
    sections = [document.entries["registry"] for document in documents if document]
    read_registry(sections, Resolver(registry=registry, problems=problems))
    problems.raise_errors()
    return registry
