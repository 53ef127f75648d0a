"""Command line: `show` tells what a graph says of one node."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ._opened import opened
from ._terminal import has_colour, width


@click.command("show")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("name", metavar="ID")
@click.option("--format", type=click.Choice(["table", "json", "ttl"]), default="table", show_default=True)
def command(*, directory: Path, name: str, format: str) -> None:
    """Show all that the graph in DIR says of ID: its fields, the words it rests on, and what names it.

    ID is an id, a CURIE, an IRI, or a label or alias of one thing alone. Readings of second annotators are found too.

    \b
      stancegraph show DIR iran
      stancegraph show DIR prop.missiles-on-agenda --format ttl
    """  # noqa: D301  click takes the character for the beginning of a paragraph that keeps its lines
    from ..queries.describe import describe_as_turtle, describe_node
    from ..render.showing import render_description

    with opened(directory, all_annotators=True) as context:
        if format == "ttl":
            return click.echo(describe_as_turtle(context, name), nl=False)
        description = describe_node(context, name)
    if format == "json":
        return click.echo(json.dumps(description.to_dict(), ensure_ascii=False, indent=2))
    shown = render_description(description, context.facts.names, width=width(), colour=has_colour())
    return click.echo(shown, nl=False)
