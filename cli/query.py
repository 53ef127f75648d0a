"""Command line: `query` asks a built graph in SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import InvalidInput
from ._terminal import has_colour, width

FORMATS = ["table", "csv", "tsv", "json", "xml", "md", "ttl", "nt", "jsonld"]
STDIN = "-"


@click.command("query")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("file", metavar="[FILE.rq|-]", required=False)
@click.option("-q", "--query", "sparql", metavar="SPARQL", help="The query itself, instead of a file.")
@click.option("--format", type=click.Choice(FORMATS), help="Default: table for rows, ttl for triples.")
@click.option("--timeout", metavar="S", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True)
@click.option("--graphs", type=click.Choice(["primary", "all"]), default="primary", show_default=True)
def command(
    *, directory: Path, file: str | None, sparql: str | None, format: str | None, timeout: float, graphs: str
) -> None:
    """Ask the graph in DIR by SELECT, ASK, CONSTRUCT or DESCRIBE.

    Common prefixes (sg:, actor:, issue:, skos:, …) need no declaration. A query reads the graph and nothing else: it
    changes nothing and makes no request. `--graphs all` adds the readings of second annotators.
    """
    from ..iris import Names
    from ..queries.answer import Format, format_for_people
    from ..queries.door import Door, Graphs
    from ..render.answers import render_answer
    from ..store.directory import GraphDirectory

    text, origin = _read(file, sparql)
    graph = GraphDirectory.open(directory)
    names = Names(graph.manifest.base)
    wanted = Format(format) if format else format_for_people(text)
    with Door(graph.store, names, graphs=Graphs(graphs), timeout=timeout) as door:
        answer = door.run(text, format=wanted, origin=origin)
    click.echo(render_answer(answer, wanted, names, width=width(), colour=has_colour()), nl=False)
    if answer.truth is False:
        click.get_current_context().exit(1)


def _read(file: str | None, sparql: str | None) -> tuple[str, str]:
    """Return the query, and the name of the file that it is from."""
    given = [text for text in (file, sparql) if text is not None]
    if len(given) != 1:
        raise click.UsageError("give one query: -q SPARQL, the name of a file, or - for standard input")
    return (_read_file(file), file) if file is not None else (given[0], "")


def _read_file(file: str) -> str:
    try:
        return (sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()).decode()
    except UnicodeDecodeError as error:
        raise InvalidInput.unreadable(file, f"is not UTF-8: byte {error.start}", hint="save it as UTF-8") from error
    except OSError as error:
        raise InvalidInput.unreadable(file, error.strerror or str(error), hint="check the path") from error
