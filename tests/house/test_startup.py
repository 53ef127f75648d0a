"""What starts fast stays fast: neither the package nor the help of the command line loads a heavy library."""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HEAVY = {"pyvis", "pandas", "polars", "networkx", "IPython", "matplotlib", "jinja2", "rdflib", "pyshacl"}
WEB_SERVERS = {"http.server", "socketserver", "aiohttp", "starlette", "uvicorn", "flask", "tornado", "wsgiref"}

NOTHING = "import sys, json; print(json.dumps(sorted(sys.modules)))"
AFTER_IMPORT = "import sys, json, stancegraph; print(json.dumps(sorted(sys.modules)))"
AFTER_HELP = """
import contextlib, io, json, sys
from stancegraph.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    main(["--help"], standalone_mode=False)
print(json.dumps(sorted(sys.modules)))
"""


def loaded_after(program: str) -> set[str]:
    """Return the names of all modules that a fresh interpreter has loaded once it has run the program."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("program", [AFTER_IMPORT, AFTER_HELP], ids=["import", "help"])
def test_neither_a_heavy_library_nor_a_web_server_is_loaded(program: str) -> None:
    assert loaded_after(program) & (HEAVY | WEB_SERVERS) == set()


def test_the_help_loads_click_alone() -> None:
    added = loaded_after(AFTER_HELP) - loaded_after(NOTHING)
    owners = packages_distributions()
    assert {owner for name in added for owner in owners.get(name.split(".")[0], [])} == {"click", "stancegraph"}


def test_the_program_is_declared(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"stancegraph": "stancegraph.cli:main"}
