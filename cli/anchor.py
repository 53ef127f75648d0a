"""Command line: `anchor` writes down where the quotes of a source are."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("anchor")
@click.argument("source", metavar="S.yaml", type=click.Path(path_type=Path))
@click.option(
    "--text", metavar="T.txt", required=True, type=click.Path(path_type=Path), help="The text it was read in."
)
def command(*, source: Path, text: Path) -> None:
    """Find every quote of a source in its text, and write S.anchors.json beside it.

    The anchors are offsets and hashes: with them the source builds, and can be checked, where its text may not go.
    """
    from ..files import write_whole
    from ..sources.annotated import anchors_path
    from ..sources.preparing import anchor_source

    held, quotes = anchor_source(source, text)
    path = anchors_path(source)
    write_whole(path, held)
    click.echo(f"wrote {path}: {quotes} quotes", err=True)
