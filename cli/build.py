"""Command line: `build` makes a graph from its sources."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("build")
@click.argument("inputs", metavar="IN…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(path_type=Path), help="The graph.")
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
    "--rejects",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default="rejects.csv",
    show_default=True,
    help="Where rows of tables go that cannot be read.",
)
@click.option("--no-shapes", is_flag=True, help="Leave out the SHACL shapes.")
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Check the shapes in N processes; by default, in one a core.",
)
def command(
    *,
    inputs: tuple[Path, ...],
    output: Path,
    base: str | None,
    texts: Path | None,
    mappings: tuple[Path, ...],
    rejects: Path,
    no_shapes: bool,
    jobs: int | None,
) -> None:
    """Build the graph DIR from annotated sources, registries, tables or a dump.

    IN is a YAML file, a folder of them, a table with its mapping, or a dump of a graph. The graph that was in DIR is
    replaced when all is right, and stays as it is when anything is wrong.
    """
    from ..building import build
    from ..visible import counted
    from ._problems import say
    from ._progress import progress_bar

    with progress_bar("building") as progress:
        manifest = build(
            inputs,
            output,
            base=base,
            texts=texts,
            shapes=not no_shapes,
            jobs=jobs,
            mappings=mappings,
            rejects=rejects,
            progress=progress,
        )
    say(manifest.warnings)
    counts = ", ".join(counted(number, what.removesuffix("s")) for what, number in manifest.counts.items())
    click.echo(f"built {output}: {counts}", err=True)
