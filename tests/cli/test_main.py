"""The program lists a verb for each module of its folder, and says what it does not know."""

import subprocess
import sys
from importlib.resources import files

from click.testing import CliRunner

import stancegraph
from stancegraph.cli import main


def test_each_module_is_a_verb_with_a_short_help() -> None:
    modules = [entry.name for entry in files("stancegraph.cli").iterdir() if entry.name.endswith(".py")]
    verbs = {name.removesuffix(".py").strip("_").replace("_", "-") for name in modules if not name.startswith("_")}
    context = main.make_context("stancegraph", [], resilient_parsing=True)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert set(commands) == verbs
    assert [name for name, command in commands.items() if not command or not command.get_short_help_str()] == []


def test_an_unknown_verb_is_a_usage_error() -> None:
    result = CliRunner().invoke(main, ["biuld"])
    assert result.exit_code == 2
    assert "biuld" in result.stderr


def test_the_version_is_that_of_the_package() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.stdout == f"stancegraph, version {stancegraph.__version__}\n"


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "stancegraph", "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: stancegraph [OPTIONS] COMMAND")
