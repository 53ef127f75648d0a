"""Command line: `registry` takes care of actors, issues and what else can be named."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ._terminal import has_colour, width

if TYPE_CHECKING:
    from ..curation.plan import Plan
    from ..curation.undoing import Undoing
    from ..curation.wikidata import Dump


@click.group("registry")
def command() -> None:
    """Merge, split and rename actors, issues and other entries; find those that may be the same.

    A change is shown first, and made only with --yes: the lines of the YAML files that change, and who names the entry.
    The old id stays, and leads to the new one. Each change is recorded in the registry file, and can be undone.
    """


def _inputs(function: Callable[..., None]) -> Callable[..., None]:
    return click.argument(
        "inputs", metavar="IN…", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
    )(function)


def _format(function: Callable[..., None]) -> Callable[..., None]:
    return click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)(function)


def _changes(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command what every change needs."""
    for option in (
        click.option("--yes", is_flag=True, help="Do it; without this nothing is written."),
        click.option("--date", metavar="D", required=True, help="When it was decided; today is never assumed."),
        click.option("--reason", metavar="TEXT", required=True, help="Why."),
        _registry,
        _inputs,
    ):
        function = option(function)
    return function


def _registry(function: Callable[..., None]) -> Callable[..., None]:
    text = "Your registry file, which takes the record. Default: the only one among IN; it is made if need be."
    return click.option("--registry", metavar="FILE", type=click.Path(path_type=Path), help=text)(function)


@command.command("merge")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_changes
def merge(*, old: str, new: str, inputs: tuple[Path, ...], registry: Path | None, yes: bool, **why: str) -> None:
    """Merge the entry OLD into the entry NEW: who asks for one gets the readings of both.

    IN are registry files, annotated sources, and folders of them.

    \b
      stancegraph registry merge thomas-verell tomas-verel DIR --reason "one man" --date 2031-06-03
    """  # noqa: D301  click takes the character for the beginning of a paragraph that keeps its lines
    from ..curation.merging import plan_merge
    from ..curation.opening import open_held

    held, own = open_held(inputs, registry)
    _end(plan_merge(held, own, old=old, new=new, **_why(why)), yes=yes)


@command.command("rename")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_changes
def rename(*, old: str, new: str, inputs: tuple[Path, ...], registry: Path | None, yes: bool, **why: str) -> None:
    """Give the entry OLD the id NEW; the old id stays as an entry, and what names it counts for the new one."""
    from ..curation.merging import plan_rename
    from ..curation.opening import open_held

    held, own = open_held(inputs, registry)
    _end(plan_rename(held, own, old=old, new=new, **_why(why)), yes=yes)


@command.command("split")
@click.argument("old", metavar="OLD")
@click.option("--to", "parts", metavar="ID[=LABEL]", multiple=True, required=True, help="A part; give two or more.")
@click.option("--alias", "names", metavar="NAME=ID", multiple=True, help="A name of OLD that goes to a part.")
@click.option("--use", "uses", metavar="WHAT=ID", multiple=True, help="What goes to a part: see above.")
@_changes
def split(
    *,
    old: str,
    parts: tuple[str, ...],
    names: tuple[str, ...],
    uses: tuple[str, ...],
    inputs: tuple[Path, ...],
    registry: Path | None,
    yes: bool,
    **why: str,
) -> None:
    """Split the entry OLD into parts. Which of its names and uses go to which part, you decide.

    A use is a reading (stance.SOURCE.ANNOTATOR.ID), an entry of the registry (prop.tolls-rise), a whole source
    (source.ID), or one place (FILE:LINE). What you do not decide is listed and stays with OLD, which is replaced by its
    parts once nothing names it any longer. Run it again to decide more.

    \b
      stancegraph registry split tolls DIR --to transit-tolls="Tolls of passage" --to fishing-fees="Fees on boats" \\
        --use prop.fees-halved=fishing-fees --reason "two disputes" --date 2031-06
    """  # noqa: D301
    from ..curation.opening import open_held
    from ..curation.splitting import Wish, plan_split

    wish = Wish(parts=_pairs(parts, optional=True), names=_pairs(names), uses=_pairs(uses))
    held, own = open_held(inputs, registry)
    _end(plan_split(held, own, old=old, wish=wish, **_why(why)), yes=yes)


@command.command("undo")
@_inputs
@_registry
@click.option("--change", metavar="N", type=int, help="Which change of the registry file, from 1. Default: the last.")
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
def undo(*, inputs: tuple[Path, ...], registry: Path | None, change: int | None, yes: bool) -> None:
    """Undo a change that the registry file tells of: its lines become what they were, and its record goes."""
    from ..curation.opening import open_held
    from ..curation.undoing import plan_undo

    held, own = open_held(inputs, registry)
    _end(plan_undo(held, own, number=change), yes=yes)


@command.command("suggest")
@click.argument("inputs", metavar="IN…|DIR", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@_format
def suggest(*, inputs: tuple[Path, ...], format: str) -> None:
    """List entries that may be the same, the likeliest first, with reasons. Nothing is merged.

    The reasons are the same Wikidata id, the same or a similar name, and the same office at one time. Two that can
    never be the same, such as a person and a state, and yet share a name are listed apart. DIR is a built graph.
    """
    from ..curation.known import known_in
    from ..curation.suggesting import suggest as find
    from ..render.curated import render_suggestions

    found = find(known_in(inputs))
    _show(found, render_suggestions, format)


@command.command("reconcile")
@_inputs
@_registry
@click.option("--dump", metavar="FILE", required=True, type=click.Path(path_type=Path), help="JSON, .gz or .bz2.")
@click.option("--write", "matches", metavar="ENTRY=Q…", multiple=True, help="Add this id; needs --reason and --date.")
@click.option("--reason", metavar="TEXT", default="", help="Why, with --write.")
@click.option("--date", metavar="D", default="", help="When it was decided, with --write; today is never assumed.")
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
@_format
def reconcile(
    *,
    inputs: tuple[Path, ...],
    registry: Path | None,
    dump: Path,
    matches: tuple[str, ...],
    yes: bool,
    format: str,
    **why: str,
) -> None:
    """List what your entries without a Wikidata id may be in a dump of Wikidata: no network is used.

    Candidates share a label or an alias, and are of no other kind; the same country speaks for them. The dump has an
    entity a line, as Wikidata publishes it, and may be of any size. Only what --write names is added.
    """
    from ..curation.held import Held, yaml_files
    from ..curation.opening import open_held
    from ..curation.reconciling import find_candidates, plan_matches
    from ..curation.wikidata import Dump
    from ..render.curated import render_candidates

    read = Dump(dump)
    if matches:
        held, own = open_held(inputs, registry)
        found = find_candidates(held, read.read())
        _say_bad(read)
        return _end(plan_matches(held, own, _pairs(matches), found, **_why(why)), yes=yes)
    found = find_candidates(Held.read(yaml_files(inputs)), read.read())
    _say_bad(read)
    return _show(found, render_candidates, format)


@command.command("recode")
@click.argument("mapping", metavar="RECODING.yaml", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_inputs
@_format
def recode(*, mapping: Path, inputs: tuple[Path, ...], format: str) -> None:
    """Show what RECODING.yaml makes of the issues of IN: which become which, and what is not decided yet.

    Nothing is written: the file is an input of build, and of validate, beside the others.

    \b
      stancegraph build IN… RECODING.yaml -o DIR
    """  # noqa: D301
    from ..render.curated import render_recoded
    from ..sources.inputs import read_inputs
    from ..sources.problems import Problems

    problems = Problems()
    found = read_inputs([mapping, *inputs], problems).recoded
    problems.raise_errors()
    _show(found, render_recoded, format)


def _why(why: dict[str, str]) -> Any:
    return {"reason": why["reason"], "date": why["date"]}


def _pairs(texts: tuple[str, ...], *, optional: bool = False) -> dict[str, str]:
    """Return WHAT=ID as what and id; an id without a label has an empty one."""
    pairs = [_pair(text, optional=optional) for text in texts]
    return dict(pairs)


def _pair(text: str, *, optional: bool) -> tuple[str, str]:
    what, _, value = text.partition("=") if optional else text.rpartition("=")
    if not what or not (optional or value):
        raise click.UsageError(f"write {text!r} as {'ID=LABEL' if optional else 'WHAT=ID'}")
    return what, value


def _end(planned: Plan | Undoing, *, yes: bool) -> None:
    """Show what would be done, and do it if that is wanted."""
    from ..curation.opening import write_planned
    from ..curation.plan import Plan
    from ..render.curated import render_decision, render_plan

    planned.check()
    if isinstance(planned, Plan):
        click.echo(render_plan(planned, width=width(), colour=has_colour()), nl=False)
    else:
        click.echo(f"undo: {render_decision(planned)}", nl=False)
    if not yes:
        return click.echo("nothing was written; --yes does it", err=True)
    write_planned(planned)
    return click.echo(f"wrote {', '.join(map(str, planned.texts))}", err=True)


def _show(found: Sequence[Any], render: Callable[..., str], format: str) -> None:
    """Print what was found, in the form that is wanted."""
    if format == "json":
        return click.echo(json.dumps([one.to_dict() for one in found], ensure_ascii=False, indent=1))
    return click.echo(render(found, width=width(), colour=has_colour()), nl=False)


def _say_bad(dump: Dump) -> None:
    """Tell which lines of a dump are no entities."""
    from ..visible import counted, visible

    for number, reason in dump.bad:
        click.echo(visible(f"{dump.path}:{number}: this line {reason}"), err=True)
    if dump.skipped:
        left_out = counted(dump.skipped, "line")
        click.echo(f"{left_out} of {dump.path} left out, {counted(dump.entities, 'line')} read", err=True)
