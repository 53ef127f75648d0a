"""What only shows when all inputs are together: references across files, names given twice. Layer: sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from ..iris import Curie
from ..model.node import Node
from ..model.records import Records
from ..model.registry import references
from .annotated import Fragment
from .problems import Mark, Problems


def check_references(fragments: Sequence[Fragment], tables: Sequence[Records], problems: Problems) -> None:
    """Note readings that refer to a reading of another source that is not among the inputs.

    What adjudicated readings were derived from may be elsewhere: a dump without graphs has the primary readings alone.
    """
    known = {name for fragment in fragments for name in fragment.marks}
    unknown = [
        (fragment, node.name, name)
        for fragment in fragments
        for node in fragment.readings
        for name in _other_readings(node)
        if name not in known
    ]
    known = _names_in(tables, {name for _, _, name in unknown})
    for fragment, reading, name in unknown:
        if name not in known:
            mark = fragment.marks.get(reading, Mark(fragment.file))
            hint = "write source.annotator.id of a reading that is built together with this one"
            problems.error("unknown-reading", mark, f"there is no reading {name!r}", hint=hint, id=name)


def _other_readings(node: Node) -> Iterator[Curie]:
    for name in references(node):
        if name.startswith(("stance:", "claim:")) and name not in node.all("wasDerivedFrom"):
            yield name


def _names_in(tables: Sequence[Records], wanted: Collection[Curie]) -> set[Curie]:
    """Return those of some names that are stances of tables."""
    return {Curie(name) for records in tables for name in records.names if name in wanted} if wanted else set()


def check_revisions(fragments: Sequence[Fragment], problems: Problems) -> None:
    """Note files of several annotators of one source that were made from different revisions of its text."""
    seen: dict[Curie, tuple[str, str]] = {}
    for fragment in fragments:
        for node in fragment.shared:
            if node.type == "Source" and node.one("sha256"):
                sha256, file = seen.setdefault(node.name, (str(node.one("sha256")), fragment.file))
                if sha256 != node.one("sha256"):
                    mark = fragment.marks.get(node.name, Mark(fragment.file))
                    message = f"this is not the text of {node.name} that {Path(file).name} was made from"
                    hint = "annotate one revision of the text, or give each revision a source id of its own"
                    problems.error("text-changed", mark, message, hint=hint, id=node.name)


def check_distinct(fragments: Sequence[Fragment], tables: Sequence[Records], problems: Problems) -> None:
    """Note the stances of a table whose names those of another input have.

    Only readings of the same source by the same annotator can have the same name.
    """
    readers = Counter((fragment.source, fragment.annotator) for fragment in fragments)
    for records in tables:
        readers.update(_readers(records))
    seen = {name for fragment in fragments for name in fragment.marks}
    for records in tables:
        if any(readers[reader] > 1 for reader in _readers(records)):
            _note_repeated(records, seen, problems)
            seen.update(map(Curie, records.names))


def _readers(records: Records) -> set[tuple[Curie, Curie]]:
    """Return the sources of a table with their annotator."""
    return {(source, records.annotator) for source in records.used(["source"])}


def _note_repeated(records: Records, seen: Collection[str], problems: Problems) -> None:
    repeated = [name for name in records.names if name in seen]
    if repeated:
        message = f"{repeated[0]} is a stance of another input too, and so are {len(repeated) - 1:,} further ones"
        hint = "give each table a source of its own, or its ids a prefix"
        problems.error("duplicate-id", Mark(records.file), message, hint=hint, id=repeated[0])
