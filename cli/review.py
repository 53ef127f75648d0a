"""Command line: `review` shows where annotators differ, and what needs a second reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ._opened import opened
from ._terminal import has_colour, width

if TYPE_CHECKING:
    from ..queries.reviewing import Review


@click.command("review")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--adjudicate", is_flag=True, help="Write a file to decide in, with -o.")
@click.option("-o", "--output", metavar="FILE.yaml", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def command(*, directory: Path, format: str, adjudicate: bool, output: Path | None, force: bool) -> None:
    """Show where the annotators of the graph in DIR differ, the worst first; how far they agree; what to read again.

    With `--adjudicate -o FILE.yaml` each difference is written down with the readings of all, to decide between them.
    FILE.yaml is then an input of `build` beside the others: what is decided there is primary.

    \b
      stancegraph review DIR --adjudicate -o decisions.yaml
      stancegraph build SOURCES decisions.yaml -o DIR
    """  # noqa: D301  click takes the character for the beginning of a paragraph that keeps its lines
    from ..queries.reviewing import review_graph
    from ..render.reviewed import render_review

    if adjudicate != (output is not None):
        raise click.UsageError("--adjudicate and -o FILE.yaml go together")
    with opened(directory, all_annotators=True) as context:
        review = review_graph(context)
    if output and review.to_decide:
        return _write(review, output, force=force)
    if output:
        return click.echo("nothing is to be decided: no source has several annotators and nobody who decides", err=True)
    if format == "json":
        return click.echo(json.dumps(review.to_dict(), ensure_ascii=False, indent=2))
    return click.echo(render_review(review, width=width(), colour=has_colour()), nl=False)


def _write(review: Review, output: Path, *, force: bool) -> None:
    from ..files import write_whole
    from ..render.adjudication import render_adjudication

    text = render_adjudication(review)
    if str(output) == "-":
        return click.echo(text, nl=False)
    if output.exists() and not force:
        raise click.UsageError(f"{output} is there already; nothing was changed (--force replaces it)")
    write_whole(output, text)
    return click.echo(f"wrote {output}; decide, then give it to build with the sources", err=True)
