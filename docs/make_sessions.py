"""Runs the sessions that the docs show, and writes down what the program really printed.

A session is a block ```console: lines that begin with ``$ `` are run by a shell, one after the other, in a folder that
has `stancegraph-demo/` as `make demo` leaves it, and `data/`; what follows each is what it prints. After a change:
``python docs/make_sessions.py``. A test holds the pages against it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SESSION = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)


def pages() -> Iterator[Path]:
    """Yield the pages that show sessions."""
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        if "```console" in path.read_text(encoding="utf-8"):
            yield path


def prepare(folder: Path) -> None:
    """Lay out a folder as a person has it after `make demo`."""
    (folder / "data").symlink_to(ROOT / "data")
    for name, texts in (("article", []), ("tutorial", ["--texts", "data/tutorial/texts"])):
        inputs = {"article": "data/sources"}.get(name, f"data/{name}")
        _run(f"stancegraph build {inputs} -o stancegraph-demo/{name} {' '.join(texts)}", folder)


def render(page: str, folder: Path) -> str:
    """Return a page with the output of its sessions made anew."""
    return _SESSION.sub(lambda match: match[1] + _session(match[2], folder) + match[3], page)


def _session(text: str, folder: Path) -> str:
    commands = re.findall(r"^\$ (.*(?:\\\n.*)*)", text, re.MULTILINE)
    return "".join(f"$ {command}\n{_run(command, folder)}" for command in commands)


def _run(command: str, folder: Path) -> str:
    """Return what a command prints, words on standard error included."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "100"}
    shell = ["bash", "-c", command]
    result = subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    return result.stderr + result.stdout


def main() -> None:
    """Make every page anew."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        for path in pages():
            path.write_text(render(path.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
