"""Command line: `explain` tells why something is in a graph, down to the words."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ._opened import opened
from ._terminal import width


@click.command("explain")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("name", metavar="IRI")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(*, directory: Path, name: str, format: str) -> None:
    """Explain why IRI is in the graph in DIR: by which rule, from which premises, and in the end from which words.

    IRI is that of a reading, of what a reading claims, of a conclusion, or of what conclusions are about; an id, a
    CURIE or a label of one thing alone will do. Readings of second annotators are found too.

    \b
      stancegraph explain DIR stance:albawaba-2026-02-06.reader-1.iran-missiles
      stancegraph explain DIR abbas-araghchi
    """  # noqa: D301  click takes the character for the beginning of a paragraph that keeps its lines
    from ..queries.explain import explain_node
    from ..render.showing import render_explanation

    with opened(directory, all_annotators=True) as context:
        explanation = explain_node(context, name)
    if format == "json":
        return click.echo(json.dumps(explanation.to_dict(), ensure_ascii=False, indent=2))
    return click.echo(render_explanation(explanation, context.facts.names, width=width()), nl=False)
