"""Command line: `new-source` writes a skeleton to annotate a text in."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("new-source")
@click.argument("text", metavar="TEXT", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="S.yaml", required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def command(*, text: Path, output: Path, force: bool) -> None:
    """Write a skeleton to annotate TEXT in; what it cannot know says FILL-IN."""
    from ..files import write_whole
    from ..sources.preparing import render_skeleton

    to_stdout = str(output) == "-"
    skeleton = render_skeleton(text, None if to_stdout else output)
    if to_stdout:
        click.echo(skeleton, nl=False)
        return
    if output.exists() and not force:
        raise click.UsageError(f"{output} is there already; nothing was changed (--force replaces it)")
    write_whole(output, skeleton)
    click.echo(f"wrote {output}; fill it in, then: stancegraph validate {output}", err=True)
