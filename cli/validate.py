"""Command line: `validate` prints every problem of every input."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("validate")
@click.argument("inputs", metavar="IN…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--base", metavar="IRI", help="What the IRIs of the graph begin with.")
@click.option("--texts", metavar="DIR", type=click.Path(path_type=Path), help="Texts of the sources: ID.txt.")
@click.option(
    "--mapping",
    "mappings",
    metavar="M.yaml",
    multiple=True,
    type=click.Path(path_type=Path),
    help="What the columns of a table mean.",
)
@click.option(
    "--rejects", metavar="FILE", type=click.Path(path_type=Path), help="Where rows of tables go that cannot be read."
)
@click.option("--no-shapes", is_flag=True, help="Leave out the SHACL shapes.")
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Check the shapes in N processes; by default, in one a core.",
)
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    *,
    inputs: tuple[Path, ...],
    base: str | None,
    texts: Path | None,
    mappings: tuple[Path, ...],
    rejects: Path | None,
    no_shapes: bool,
    jobs: int | None,
    format: str,
) -> None:
    """Hold inputs against the form, the registry, their texts and the shapes, and build nothing.

    Ends with 1 where they do not conform, and with 3 where one cannot be read; warnings alone end with 0.
    """
    from ..building import examine
    from ..errors import InvalidInput, Severity
    from ..iris import DEFAULT_BASE, Names
    from ._problems import say

    names = Names(base or DEFAULT_BASE)
    problems = examine(
        inputs, names, texts=texts, shapes=not no_shapes, jobs=jobs, mappings=mappings, rejects=rejects
    ).problems
    listed = [problem.to_dict() for problem in problems]
    if format == "json":
        click.echo(json.dumps(listed, indent=1, ensure_ascii=False))
    else:
        say(listed)
        click.echo(f"{len(listed)} problem{'' if len(listed) == 1 else 's'}", err=True)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        click.get_current_context().exit(InvalidInput(errors).exit_code)
