"""Command line: `draw` makes a page of a built graph, to be opened in a browser."""

from __future__ import annotations

from pathlib import Path

import click

STDOUT = "-"
SUFFIXES = (".html", ".htm")


@click.command("draw")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE.html", required=True, help="The page, or - for standard output.")
@click.option("--view", type=click.Choice(["network"]), default="network", show_default=True)
@click.option("--quotes", type=click.Choice(["full", "short", "hash"]), default="full", show_default=True)
@click.option("--seed", metavar="N", type=click.IntRange(min=0), default=7, show_default=True, help="Of the layout.")
def command(*, directory: Path, output: str, view: str, quotes: str, seed: int) -> None:
    """Draw the graph in DIR: who stands where on what, each line leading down to the words that it rests on.

    The page is one file. It opens from disk, asks no network for anything, and holds a table of the same stances. The
    same graph and seed give the same bytes. `--quotes short` shows the first and last words of each quote, `hash` none.
    """
    from ..files import write_whole
    from ..render.page import render_page
    from ..render.page_source import read_page
    from ..render.quotes import Quotes
    from ..store.directory import GraphDirectory

    del view  # there is one so far
    if output != STDOUT and Path(output).suffix.lower() not in SUFFIXES:
        raise click.UsageError(f"a page is HTML: give FILE a name that ends with .html, not {output!r}")
    page = render_page(read_page(GraphDirectory.open(directory), quotes=Quotes(quotes)), seed=seed)
    if output == STDOUT:
        click.echo(page.encode(), nl=False)
        return
    write_whole(Path(output), page)
    click.echo(f"wrote {output}", err=True)
