"""Command line: `ask` answers a named question over a built graph."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..visible import visible
from ._opened import opened
from ._terminal import has_colour, width

Parameters = dict[str, str | list[str]]


@click.command("ask")
@click.argument("words", metavar="[DIR] [NAME] [KEY=VALUE…]", nargs=-1)
@click.option("--at", metavar="D", help="What was held then. Default: the latest publication.")
@click.option("--known-by", metavar="D", help="What could be known by then. Default: the latest publication.")
@click.option("--format", type=click.Choice(["table", "json", "csv", "md"]), default="table", show_default=True)
@click.option("--list", "listing", is_flag=True, help="List the questions.")
@click.option("--show", is_flag=True, help="Show the question NAME: its parameters, columns and query.")
def command(
    *, words: tuple[str, ...], at: str | None, known_by: str | None, format: str, listing: bool, show: bool
) -> None:
    """Ask the graph in DIR the question NAME.

    A value is an id, a CURIE, an IRI, or a label or alias of one thing alone; several are separated by commas. Dates
    are EDTF or ISO 8601. What no source states is not stated, and never neutral.

    \b
      stancegraph ask --list
      stancegraph ask position-of --show
      stancegraph ask DIR position-of actor=iran on=missiles-on-agenda
      stancegraph ask DIR mediators between=iran,united-states --format json
    """  # noqa: D301  click takes the character for the beginning of a paragraph that keeps its lines
    if listing:
        return click.echo(_list(format))
    if show:
        return click.echo(_show(words), nl=False)
    if len(words) < 2:  # noqa: PLR2004  the directory and the name
        raise click.UsageError("give a graph and a question: DIR NAME, or --list")
    return _ask(Path(words[0]), words[1], _parameters(words[2:]), at, known_by, format)


def _parameters(words: tuple[str, ...]) -> Parameters:
    """Return the value of each parameter, or the values of one that is given several times."""
    found: dict[str, list[str]] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise click.UsageError(f"{word!r} is no parameter: write it as KEY=VALUE")
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _ask(
    directory: Path,
    name: str,
    parameters: dict[str, str | list[str]],
    at: str | None,
    known_by: str | None,
    format: str,
) -> None:
    from ..queries.asking import ask_in
    from ..queries.questions import get_question
    from ..render.asked import AnswerFormat, evidence_of, notes_on, render_asked

    question, wanted = get_question(name), AnswerFormat(format)
    with opened(directory) as context:
        answer = ask_in(context, name, parameters, at=at, known_by=known_by)
        quotes = {quote.evidence: quote for quote in context.quotes.read(evidence_of(answer.rows))}
    text = render_asked(question, answer, quotes, context.facts.names, wanted, width=width(), colour=has_colour())
    click.echo(text, nl=False)
    if wanted is AnswerFormat.CSV:
        click.echo("\n".join(map(visible, notes_on(answer))), err=True)


def _list(format: str) -> str:
    """Return the questions with their titles, and how each is asked."""
    from ..queries.questions import questions
    from ..render.tables import render_table

    if format == "json":
        listed = [{"name": one.name, "title": one.title, "usage": one.usage} for one in questions().values()]
        return json.dumps(listed, ensure_ascii=False, indent=2)
    rows = [[one.usage, one.title] for one in questions().values()]
    return render_table(["question", "what it answers"], rows, width=width(), colour=has_colour()).rstrip("\n")


def _show(words: tuple[str, ...]) -> str:
    """Return a question as the file that it is."""
    from ..queries.questions import get_question

    names = [word for word in words if "=" not in word]
    if not names:
        raise click.UsageError("give the name of a question: NAME --show")
    return get_question(names[-1]).text
