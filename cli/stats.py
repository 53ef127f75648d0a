"""Command line: `stats` counts what is in a graph."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ._opened import opened
from ._terminal import has_colour, width


@click.command("stats")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(*, directory: Path, format: str) -> None:
    """Count what is in the graph in DIR, and tell from when it is and how it was built."""
    from ..queries.counting import count_graph
    from ..render.showing import render_statistics

    with opened(directory) as context:
        statistics = count_graph(context.graph, context.door)
    if format == "json":
        return click.echo(json.dumps(statistics.to_dict(), ensure_ascii=False, indent=2))
    return click.echo(render_statistics(statistics, width=width(), colour=has_colour()), nl=False)
