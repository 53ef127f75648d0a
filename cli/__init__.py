"""Command line: the `stancegraph` program; each module of this folder is one verb.

A module `new_source.py` holds the verb `new-source` as a click command named `command`; a
trailing underscore keeps a verb clear of a Python keyword (`import_.py`), and a leading one
marks a module that is no verb. Verbs import the library inside the function that runs, so
that `--help` loads click alone.
"""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files

import click

from .. import __version__
from ._exits import ending_with_code


class VerbGroup(click.Group):
    """A group whose commands are the modules of this folder, loaded when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in alphabetical order."""
        del ctx
        return sorted(_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the verb of that name; None when there is none."""
        del ctx
        module = _modules().get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(f"{__name__}.{module}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb, and end with the exit code of what went wrong."""
        with ending_with_code():
            return super().invoke(ctx)


def _modules() -> dict[str, str]:
    names = [entry.name for entry in files(__name__).iterdir()]
    stems = [name.removesuffix(".py") for name in names if name.endswith(".py")]
    return {stem.strip("_").replace("_", "-"): stem for stem in stems if not stem.startswith("_")}


@click.group(cls=VerbGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="stancegraph")
def main() -> None:
    """Keep who stands where on what, who says so and in which words, as a graph."""
