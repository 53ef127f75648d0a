"""Builds a graph: read, check, emit, load, conclude, publish. Layer: the pipeline, above rules.

A build is a function of its input files and options: the same input gives the same graph, whatever the order of the
inputs. Nothing is published unless everything is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from . import __version__
from .emit.gathering import Gathered, gather
from .emit.table import StatementTable, about_columns, statement_columns, write_about
from .emit.turtle import turtle_of_nodes, turtle_prefixes
from .errors import Problem
from .iris import DEFAULT_BASE, Curie, Names
from .model.node import Node
from .model.registry import references
from .rules.checking import Locate, check_queries, check_shapes
from .rules.concluding import run_rules, shipped_rules
from .sources.annotated import Fragment
from .sources.dumps import base_of_dumps, read_dumps
from .sources.inputs import Inputs, read_inputs
from .sources.problems import Mark, Problems
from .store.directory import check_output, publishing
from .store.manifest import Input, Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Inputs that were read and conform, as the nodes that will be written."""

    inputs: Inputs
    gathered: Gathered
    problems: tuple[Problem, ...]
    locate: Locate


def build(
    inputs: Sequence[Path], output: Path, *, base: str | None = None, texts: Path | None = None, shapes: bool = True
) -> Manifest:
    """Build a graph from its sources into a directory, and return its manifest.

    Without a base, names begin with that of a dump among the inputs, otherwise with the default one.

    Raises:
        InvalidInput: an input cannot be read or does not conform; all problems of all files are in it.
        GraphDirectoryError: the output is something else, or is being built by another process.
    """
    names = Names(base or base_of_dumps(inputs) or DEFAULT_BASE)
    check_output(output)
    checked = check(inputs, names, texts=texts, shapes=shapes)
    with publishing(output) as directory:
        return _write(checked, names, directory, shapes=shapes)


def check(inputs: Sequence[Path], names: Names, *, texts: Path | None = None, shapes: bool = True) -> Checked:
    """Read inputs and hold them against the form, the registry, the texts and the shapes.

    Raises:
        InvalidInput: there is at least one error; without one, the warnings are in ``problems`` of what is returned.
    """
    checked = examine(inputs, names, texts=texts, shapes=shapes)
    notebook = Problems(list(checked.problems))
    notebook.raise_errors()
    return checked


def examine(inputs: Sequence[Path], names: Names, *, texts: Path | None = None, shapes: bool = True) -> Checked:
    """Read inputs and return them with every problem found, errors too."""
    problems = Problems()
    read = read_inputs(inputs, problems, texts=texts)
    read.fragments += read_dumps(read.dumps, names.base, problems)
    _check_references(read.fragments, problems)
    locate = _locator(read.fragments)
    gathered = gather(read.fragments)
    if shapes and not problems.errors:
        turtle = "".join([turtle_prefixes(names), *turtle_of_nodes(gathered.nodes())])
        problems.found += check_shapes(turtle.encode(), names, locate)
    return Checked(inputs=read, gathered=gathered, problems=tuple(problems.found), locate=locate)


def _check_references(fragments: Sequence[Fragment], problems: Problems) -> None:
    """Note readings that refer to a reading of another source that is not among the inputs."""
    known = {name for fragment in fragments for name in fragment.marks}
    for fragment in fragments:
        for node in fragment.readings:
            for name in references(node):
                if name.startswith(("stance:", "claim:")) and name not in known:
                    mark = fragment.marks.get(node.name, Mark(fragment.file))
                    hint = "write source.annotator.id of a reading that is built together with this one"
                    problems.error("unknown-reading", mark, f"there is no reading {name!r}", hint=hint, id=name)


def _locator(fragments: Sequence[Fragment]) -> Locate:
    marks = {name: mark for fragment in fragments for name, mark in fragment.marks.items()}
    files = {fragment.source: fragment.file for fragment in fragments}

    def locate(name: str) -> tuple[str, int, int]:
        mark = marks.get(Curie(name))
        return (mark.file, mark.line, mark.column) if mark else (files.get(Curie(name), name), 0, 0)

    return locate


def _write(checked: Checked, names: Names, directory: Path, *, shapes: bool) -> Manifest:
    store = ox.Store(str(directory / "store"))
    for graph, text in _turtle(checked.gathered, names):
        to_graph = ox.NamedNode(names.expand(graph)) if graph else ox.DefaultGraph()
        store.bulk_load(text.encode(), format=ox.RdfFormat.TURTLE, to_graph=to_graph)
    run_rules(store, names, shipped_rules())
    problems = Problems([*checked.problems, *check_queries(store, names, checked.locate)])
    problems.raise_errors()
    stances = _write_tables(checked, names, directory)
    store.flush()
    manifest = _manifest(checked, names, store, problems, {"stances": stances}, shapes=shapes)
    manifest.write(directory)
    return manifest


def _turtle(gathered: Gathered, names: Names) -> Iterator[tuple[str, str]]:
    prefixes = turtle_prefixes(names)
    dataset = Node("void:Dataset", Curie(f"<{names.base}>"), {"uriSpace": names.base})
    yield "", "".join([prefixes, *turtle_of_nodes([dataset, *gathered.nodes()])])
    for graph in sorted(gathered.graphs):
        if graph:
            yield graph, "".join([prefixes, *turtle_of_nodes(gathered.nodes(graph))])


def _write_tables(checked: Checked, names: Names, directory: Path) -> int:
    table, context = StatementTable(names), checked.gathered.context()
    for graph in sorted(checked.gathered.graphs):
        stances = [node for node in checked.gathered.nodes(graph) if node.type == "Stance"]
        table.add(statement_columns(stances, context, primary=not graph), len(stances))
    targets = [node for node in checked.gathered.nodes() if node.name.startswith(("prop:", "event:"))]
    write_about(about_columns(targets), names, directory / "about.parquet")
    return table.write(directory / "statements.parquet")


def _manifest(
    checked: Checked, names: Names, store: ox.Store, problems: Problems, counts: dict[str, int], *, shapes: bool
) -> Manifest:
    nodes = checked.gathered.nodes()
    published = {node.name: str(node.one("published") or "") for node in nodes if node.one("title")}
    claims = sum(node.type == "Claim" for node in nodes)
    inputs = sorted({Input.of_file(path) for path in checked.inputs.files}, key=lambda one: (one.name, one.sha256))
    return Manifest(
        version=__version__,
        base=names.base,
        inputs=tuple(inputs),
        options={"shapes": shapes},
        counts=counts | {"claims": claims, "sources": len(published), "triples": len(store)},
        graphs=tuple(sorted(str(graph.value) for graph in store.named_graphs())),
        latest=max(published.values(), default=""),
        warnings=tuple(problem.to_dict() for problem in problems.found),
    )
