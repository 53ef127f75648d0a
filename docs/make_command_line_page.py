"""Writes command-line.md from what `stancegraph --help` and each verb's `--help` say.

Run it after a change of a verb: ``python docs/make_command_line_page.py``. A test holds the page against it.
"""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from stancegraph.cli import main

PAGE = Path(__file__).resolve().parent / "command-line.md"
HEAD = """# Command line

Generated from `--help` by `docs/make_command_line_page.py`.

The graph directory is the first argument of every verb that reads one. Names of resources are ids, CURIEs, IRIs or
unambiguous aliases; `-` is standard input or output. Data goes to standard output, words to standard error.

| exit code | meaning |
|---|---|
| 0 | fine; an empty answer too |
| 1 | the data do not conform, or ASK is false |
| 2 | the command was used wrongly: an unknown option, name or format, a query that does not parse or is refused |
| 3 | an input cannot be read |
| 4 | an extra is not installed; the message says how to install it |
| 5 | a limit of time, memory or disk space was reached |
"""


def render_page() -> str:
    """Return the page."""
    context = click.Context(main)
    verbs = "".join(_section(verb) for verb in main.list_commands(context))
    return f"{HEAD}\n```text\n{_help()}```\n{verbs}"


def _section(verb: str) -> str:
    command = main.get_command(click.Context(main), verb)
    below = command.commands if isinstance(command, click.Group) else {}
    parts = [(f"## {verb}", _help(verb)), *((f"### {verb} {name}", _help(verb, name)) for name in below)]
    return "".join(f"\n{head}\n\n```text\n{text}```\n" for head, text in parts)


def _help(*verb: str) -> str:
    result = CliRunner().invoke(main, [*verb, "--help"], prog_name="stancegraph", terminal_width=100)
    return result.output


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
