"""The mapping of a table as YAML: a file with the key ``table:``. Layer: sources."""

from __future__ import annotations

from pathlib import Path

from ..model.registry import Registry
from .fields import Filled, read_form
from .form import FORMS
from .located import Mapping
from .mapping import Cells, FileOptions, Join, Made, TableMapping
from .mapping_checks import check_mapping
from .problems import Problems
from .resolving import Resolver


def read_mapping(document: Mapping, path: Path, problems: Problems) -> TableMapping | None:
    """Read a mapping; None where something is wrong, which is noted."""
    known = len(problems.errors)
    filled = read_form("mapping-document", document, Resolver(registry=Registry(), problems=problems))
    table: Filled | None = filled.get("table") if filled else None
    if table is None or len(problems.errors) > known:
        return None
    mapping = _mapping(table, path)
    check_mapping(mapping, problems)
    return None if len(problems.errors) > known else mapping


def _mapping(table: Filled, path: Path) -> TableMapping:
    file = _file_options(table)
    return TableMapping(
        path=path,
        mark=table.mark,
        file=file,
        joins=tuple(_join(join, file) for join in table.many("joins")),
        source=_cells(table.get("source")),
        annotator=table.get("annotator"),
        made=tuple(Made(kind=one.get("kind"), cells=_cells(one), mark=one.mark) for one in table.many("make")),
        stance=_cells(table.get("stance")),
        report=table.get("on-bad-row") == "report",
    )


def _cells(filled: Filled) -> Cells:
    """Return the fields of a section that are cells; those that take one value have one."""
    cells = (known for known in FORMS[filled.form] if known.kind.startswith("cell:") and known.name in filled.values)
    return {known.name: filled.many(known.name) if known.many else (filled.get(known.name),) for known in cells}


def _join(join: Filled, first: FileOptions) -> Join:
    return Join(
        name=join.get("name"),
        file=_file_options(join, encoding=first.encoding, delimiter=first.delimiter),
        on=join.get("on"),
        many=bool(join.get("many")),
        mark=join.where("on"),
    )


def _file_options(filled: Filled, *, encoding: str = "utf-8", delimiter: str = "") -> FileOptions:
    return FileOptions(
        name=filled.get("file") or "",
        marks={name: filled.where(name) for name in ("file", "encoding", "delimiter")},
        encoding=filled.get("encoding") or encoding,
        delimiter=filled.get("delimiter") or delimiter,
        sheet=filled.get("sheet") or "",
        empty=frozenset(filled.many("empty")),
    )


def is_mapping(document: Mapping) -> bool:
    """Tell whether a document is the mapping of a table."""
    return "table" in document.entries
