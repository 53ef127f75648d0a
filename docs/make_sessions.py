"""Runs the sessions that the docs show, and writes down what the program really printed.

A session is a block ```console: lines that begin with ``$ `` are run by a shell, one after the other, in a folder that
has `stancegraph-demo/` as `make demo` leaves it, and `data/`; what follows each is what it prints. After a change:
``python docs/make_sessions.py``. A test holds the pages against it.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)", text, re.MULTILINE)
    return "".join(f"$ {command}\n{_run(command, folder)}" for command in commands)


def _run(command: str, folder: Path) -> str:
    """Return what a command prints on a terminal of 100 columns, words on standard error first."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    reader, terminal = os.openpty()
    with subprocess.Popen(  # noqa: S603  the commands are those of our own pages
        ["bash", "-c", command],  # noqa: S607
        cwd=folder,
        env=environment,
        stdout=terminal,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(terminal)
        with ThreadPoolExecutor(1) as pool:
            shown = pool.submit(_read_all, reader)
            _, words = process.communicate()
        return words.decode() + shown.result().decode().replace("\r\n", "\n")


def _read_all(reader: int) -> bytes:
    """Return what comes from a terminal until the last program that writes to it has ended."""
    parts: list[bytes] = []
    with contextlib.suppress(OSError), open(reader, "rb", buffering=0) as file:  # the end of a terminal is an error
        while part := file.read(65536):
            parts.append(part)
    return b"".join(parts)


def main() -> None:
    """Make every page anew."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        for path in pages():
            path.write_text(render(path.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
