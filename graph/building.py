"""Builds a graph: read, check, emit, load, conclude, publish. Layer: the pipeline, above rules.

A build is a function of its input files and options: the same input gives the same graph, whatever the order of the
inputs. Nothing is published unless everything is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypedDict, Unpack

import pyoxigraph as ox

from . import __version__
from .emit.gathering import Gathered, gather
from .emit.pieces import pieces_of
from .emit.records import record_columns, turtle_of_records
from .emit.table import StatementTable, about_columns, statement_columns, write_about
from .emit.turtle import turtle_of_nodes, turtle_prefixes
from .errors import Problem
from .iris import DEFAULT_BASE, Curie, Names
from .model.node import Node
from .rules.checking import Locate, check_queries, shape_problem
from .rules.concluding import run_rules, shipped_rules
from .rules.shape_jobs import available_jobs, check_pieces
from .sources.adjudicating import adjudicate
from .sources.dumps import base_of_dumps, read_dumps
from .sources.inputs import Inputs, read_inputs
from .sources.problems import Problems
from .sources.refusals import Refusals
from .sources.together import check_distinct, check_references, check_revisions
from .store.conforming import Conforming
from .store.directory import CACHE, publishing
from .store.loading import load_turtle
from .store.manifest import Input, Manifest

Progress = Callable[[int, int], None]
Concluded = tuple[dict[str, bytes], Problems]
"""What rules conclude, as N-Triples by graph, and all problems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Inputs that were read and conform, as the nodes that will be written."""

    inputs: Inputs
    gathered: Gathered
    problems: tuple[Problem, ...]
    locate: Locate


class Options(TypedDict, total=False):
    """How inputs are read, and what is told meanwhile."""

    texts: Path | None
    """The folder of the texts of sources."""
    shapes: bool
    """Whether nodes are held against the SHACL shapes; they are, unless this is false."""
    mappings: Sequence[Path]
    """Files that say what the columns of tables mean, beside those among the inputs."""
    rejects: Path | None
    """The file to write those rows of tables to that cannot be read."""
    jobs: int | None
    """In how many processes the shapes are checked: one a core, unless this says otherwise."""
    progress: Progress | None
    """Is told how many nodes were loaded so far, and how many there are."""


def build(inputs: Sequence[Path], output: Path, *, base: str | None = None, **options: Unpack[Options]) -> Manifest:
    """Build a graph from its sources into a directory, and return its manifest.

    Without a base, names begin with that of a dump among the inputs, otherwise with the default one.

    Raises:
        InvalidInput: an input cannot be read or does not conform; all problems of all files are in it.
        MissingExtraError: an input is an Excel table, and the extra that reads them is not installed.
        GraphDirectoryError: the output is something else, or is being built by another process.
    """
    names = Names(base or base_of_dumps(inputs) or DEFAULT_BASE)
    with publishing(output) as directory:
        conforming = Conforming(output / CACHE)
        checked = check(inputs, names, conforming=conforming, **options)
        manifest = _write(checked, names, directory, options)
        conforming.prune(directory.parent / CACHE)
    return manifest


def check(
    inputs: Sequence[Path], names: Names, *, conforming: Conforming | None = None, **options: Unpack[Options]
) -> Checked:
    """Read inputs and hold them against the form, the registry, the texts and the shapes.

    What is known to conform is not held against the shapes again.

    Raises:
        InvalidInput: there is at least one error; without one, the warnings are in ``problems`` of what is returned.
    """
    checked = examine(inputs, names, conforming=conforming, **options)
    notebook = Problems(list(checked.problems))
    notebook.raise_errors()
    return checked


def examine(
    inputs: Sequence[Path], names: Names, *, conforming: Conforming | None = None, **options: Unpack[Options]
) -> Checked:
    """Read inputs and return them with every problem found, errors too."""
    problems, refusals = Problems(), Refusals(options.get("rejects"))
    read = read_inputs(
        inputs, problems, texts=options.get("texts"), mappings=options.get("mappings", ()), refusals=refusals
    )
    refusals.write()
    read.fragments += read_dumps(read.dumps, names.base, problems)
    check_revisions(read.fragments, problems)
    read.fragments = adjudicate(read.fragments, read.adjudications, read.registry, problems)
    check_references(read.fragments, read.tables, problems)
    check_distinct(read.fragments, read.tables, problems)
    locate = _locator(read)
    gathered = gather(read.fragments, read.tables)
    if options.get("shapes", True) and not problems.errors:
        # What tables made, which may be many thousands of nodes, was checked column by column as it was read.
        made = {name for records in read.tables for name in records.made}
        pieces = pieces_of(gathered, names, without=made)
        jobs = options.get("jobs") or available_jobs()
        findings = check_pieces(pieces, names, jobs=jobs, conforming=conforming or Conforming())
        problems.found += [shape_problem(finding, locate) for finding in findings]
    return Checked(inputs=read, gathered=gathered, problems=tuple(problems.found), locate=locate)


def _locator(read: Inputs) -> Locate:
    marks = {name: mark for fragment in read.fragments for name, mark in fragment.marks.items()}
    files = {fragment.source: fragment.file for fragment in read.fragments}
    files |= {node.name: records.file for records in read.tables for node in records.shared}

    def locate(name: str) -> tuple[str, int, int]:
        mark = marks.get(Curie(name))
        return (mark.file, mark.line, mark.column) if mark else (files.get(Curie(name), name), 0, 0)

    return locate


def _write(checked: Checked, names: Names, directory: Path, options: Options) -> Manifest:
    with ThreadPoolExecutor(1) as aside:  # rules run in the code of the engine, while the store on disk is loaded
        concluding = aside.submit(_conclude, checked, names)
        stances = _write_tables(checked, names, directory)
        if concluding.done():
            concluding.result()[1].raise_errors()
        problems = _fill_store(directory / "store", checked.gathered, concluding, names, options.get("progress"))
    store = ox.Store.read_only(str(directory / "store"))
    manifest = _manifest(checked, names, store, problems, {"stances": stances}, options)
    manifest.write(directory)
    return manifest


def _conclude(checked: Checked, names: Names) -> Concluded:
    """Return what rules conclude, as N-Triples by graph, and all problems, those that checks find among them.

    This is done in memory, so that the store on disk is loaded in one go: one that holds something already takes twice
    the time and the space. Rules and checks are for what was read in texts; the rows of tables, which may be millions,
    were checked column by column.
    """
    store = ox.Store()
    for graph in sorted(checked.gathered.graphs):
        load_turtle(
            store, turtle_prefixes(names), turtle_of_nodes(checked.gathered.nodes(graph)), graph=_iri(graph, names)
        )
    held = set(store.named_graphs())
    run_rules(store, names, shipped_rules())
    problems = Problems([*checked.problems, *check_queries(store, names, checked.locate)])
    derived = sorted((graph for graph in store.named_graphs() if graph not in held), key=str)
    return {
        graph.value: store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"" for graph in derived
    }, problems


def _fill_store(
    path: Path, gathered: Gathered, concluding: Future[Concluded], names: Names, progress: Progress | None
) -> Problems:
    """Load everything into a new store, and close it at once: it would rewrite itself, at twice the size.

    What is concluded comes last; the problems that came with it are returned.

    Raises:
        InvalidInput: there are errors among these problems.
    """
    store = ox.Store(str(path))
    _load(store, gathered, names, progress)
    concluded, problems = concluding.result()
    problems.raise_errors()
    for graph, triples in concluded.items():
        store.bulk_load(triples, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))
    store.flush()
    return problems


def _load(store: ox.Store, gathered: Gathered, names: Names, progress: Progress | None) -> None:
    """Load each graph in one go: its nodes, and the rows of its tables."""
    graphs = {graph: _content(gathered, graph, names) for graph in gathered.names()}
    total, done = sum(count for count, _lines in graphs.values()), 0
    for graph, (count, lines) in graphs.items():

        def tell(loaded: int, before: int = done) -> None:
            if progress:
                progress(before + loaded, total)

        load_turtle(store, turtle_prefixes(names), lines, graph=_iri(graph, names), progress=tell)
        done += count


def _content(gathered: Gathered, graph: str, names: Names) -> tuple[int, Iterator[str]]:
    """Return how many nodes a graph has, and their Turtle, a line each; a row of a table is two nodes."""
    dataset = [] if graph else [Node("void:Dataset", Curie(f"<{names.base}>"), {"uriSpace": names.base})]
    nodes = [*dataset, *gathered.nodes(graph)]
    tables = [records for own, records in gathered.tables if own == graph]
    return len(nodes) + 2 * sum(map(len, tables)), chain(turtle_of_nodes(nodes), *map(turtle_of_records, tables))


def _iri(graph: str, names: Names) -> str:
    return names.expand(graph) if graph else ""


def _write_tables(checked: Checked, names: Names, directory: Path) -> int:
    table, context = StatementTable(names), checked.gathered.context()
    for graph in sorted(checked.gathered.graphs):
        stances = [node for node in checked.gathered.nodes(graph) if node.type == "Stance"]
        table.add(statement_columns(stances, context, primary=not graph), len(stances))
    for graph, records in checked.gathered.tables:
        table.add(record_columns(records, context, primary=not graph), len(records))
    targets = [node for node in checked.gathered.nodes() if node.name.startswith(("prop:", "event:"))]
    write_about(about_columns(targets), names, directory / "about.parquet")
    return table.write(directory / "statements.parquet")


def _manifest(
    checked: Checked, names: Names, store: ox.Store, problems: Problems, counts: dict[str, int], options: Options
) -> Manifest:
    nodes = checked.gathered.nodes()
    published = {node.name: str(node.one("published") or "") for node in nodes if node.one("title")}
    claims = sum(node.type == "Claim" for node in nodes)
    inputs = sorted({Input.of_file(path) for path in checked.inputs.files}, key=lambda one: (one.name, one.sha256))
    return Manifest(
        version=__version__,
        base=names.base,
        inputs=tuple(inputs),
        options={"shapes": options.get("shapes", True)},
        counts=counts | {"claims": claims, "sources": len(published), "triples": len(store)},
        graphs=tuple(sorted(str(graph.value) for graph in store.named_graphs())),
        latest=max(published.values(), default=""),
        warnings=tuple(problem.to_dict() for problem in problems.found),
    )
