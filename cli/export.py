"""Command line: `export` writes a built graph in a format that others read."""

from __future__ import annotations

from pathlib import Path

import click

STDOUT = "-"


@click.command("export")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", required=True, help="The file, or - for standard output.")
@click.option(
    "--format",
    type=click.Choice(["ttl", "nt", "trig", "nq", "rdf", "jsonld", "graphml", "gexf", "csv", "parquet"]),
    help="Default: as the suffix of FILE says; Turtle on standard output.",
)
@click.option(
    "--layer",
    type=click.Choice(["registry", "sources", "readings", "derived", "all"]),
    help="Write one part of the graph, or all of it together.",
)
@click.option("--quotes", type=click.Choice(["full", "short", "hash"]), default="full", show_default=True)
def command(*, directory: Path, output: str, format: str | None, layer: str | None, quotes: str) -> None:
    """Write the graph in DIR to FILE.

    .ttl .nt .rdf .jsonld hold registry, sources and primary readings: all that a build needs. .trig and .nq hold second
    annotators' readings and conclusions too. .graphml and .gexf hold the network of actors and what they take stances
    on; .csv and .parquet the table of stances, with labels and quotes.

    `--quotes short` shows the first and last words of each quote, `hash` none. In CSV a text that a spreadsheet would
    run as a formula begins with an apostrophe: take one off to have it back.
    """
    from ..render.dataset import Layer
    from ..render.export import Format, format_of, render_export, write_export
    from ..render.quotes import Quotes
    from ..store.directory import GraphDirectory

    graph = GraphDirectory.open(directory)
    wanted, part, shown = Format(format) if format else None, Layer(layer) if layer else None, Quotes(quotes)
    if output == STDOUT:
        click.echo(render_export(graph, wanted or Format.TTL, layer=part, quotes=shown), nl=False)
        return
    write_export(graph, Path(output), format=wanted or format_of(Path(output)), layer=part, quotes=shown)
    click.echo(f"wrote {output}", err=True)
