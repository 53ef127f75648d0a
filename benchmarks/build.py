"""What a build costs: a table of votes, beside the engine's bulk load of the same triples; and the corpora that ship.

    python benchmarks/build.py [FOLDER [RUNS]]

FOLDER holds the tables of the votes of the United Nations (docs/tables.md says where they are from); without it, 50,000
votes are made up. Build and load are processes of their own, take turns, and the best of RUNS (1) counts; the peak is
that of the largest process. What other programs do meanwhile disturbs the seconds, and the CPU seconds less.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from shutil import rmtree

import pyoxigraph as ox

from stancegraph.sources.inputs import shipped_registry
from stancegraph.store.directory import GraphDirectory

ROOT = Path(__file__).resolve().parent.parent
TABLES = ("un_votes.csv", "un_roll_calls.csv", "un_roll_call_issues.csv")
MADE_UP = 50_000
BUILD = "import sys; from stancegraph.cli import main; main(['build', *sys.argv[1:]])"
LOAD = """
import sys, pyoxigraph as ox
store = ox.Store(sys.argv[1])
store.bulk_load(path=sys.argv[2], format=ox.RdfFormat.N_TRIPLES)
store.flush()
"""
AFTER_IMPORT = """
import sys, time
from pathlib import Path
from stancegraph.building import build
started = time.perf_counter()
build([Path(sys.argv[1])], Path(sys.argv[2]), texts=Path(sys.argv[3]))
print(time.perf_counter() - started)
"""


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a process took."""

    seconds: float
    cpu: float
    peak: float
    """In MiB."""


def cost_of(program: str, *arguments: Path | str) -> Cost:
    """Run a Python program and return what it took."""
    started = time.perf_counter()
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", program, *map(str, arguments)], os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"it ended with {os.waitstatus_to_exitcode(status)}: {' '.join(map(str, arguments))}")
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def make_up_votes(folder: Path, count: int) -> None:
    """Write tables of the same form as those of the United Nations."""
    states = [str(entry.names[0]) for entry in shipped_registry().entries.values() if entry.node.type == "State"]
    calls = [str(number) for number in range(1, count // len(states) + 1)]
    choices = ("yes", "yes", "yes", "abstain", "no")
    votes = [(call, state, choices[(int(call) * 7 + len(state)) % 5]) for call, state in product(calls, states)]
    rows: dict[str, list[tuple[str, ...]]] = {
        "un_votes.csv": [("rcid", "country", "vote"), *votes],
        "un_roll_calls.csv": [
            ("rcid", "date", "unres", "short", "descr"),
            *((call, f"20{int(call) % 70 + 10}-05-17", f"R/{call}", f"MOTION {call}", "") for call in calls),
        ],
        "un_roll_call_issues.csv": [
            ("rcid", "issue"),
            *((call, f"Issue {int(call) % 6}") for call in calls if int(call) % 3),
        ],
    }
    for name, lines in rows.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)


def compare_with_load(tables: Path, work: Path, runs: int) -> None:
    """Print what building the votes costs, and what loading their triples does."""
    graph, triples, store = work / "votes", work / "votes.nt", work / "store"
    builds, loads = [], []
    mapping = ROOT / "data/mappings/un-votes.yaml"
    for _ in range(runs):
        builds.append(cost_of(BUILD, *found(tables), "--mapping", mapping, "-o", graph))
        if not triples.exists():
            held = ox.Store.read_only(str(GraphDirectory.open(graph).store))
            held.dump(triples, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        rmtree(store, ignore_errors=True)
        loads.append(cost_of(LOAD, store, triples))
    build, load = min(builds), min(loads)
    counts = GraphDirectory.open(graph).manifest.counts
    print(f"{counts['stances']:,} votes, {counts['triples']:,} triples; best of {runs}")
    print(f"{'':40} {'seconds':>8} {'CPU s':>8} {'peak MiB':>9} {'disk MiB':>9}")
    print(line("build: read, check, emit, load, tables", build, graph))
    print(line("bulk load of the same from N-Triples", load, store))
    print(f"{'ratio':40} {build.seconds / load.seconds:8.2f} {build.cpu / load.cpu:8.2f}")


def line(what: str, cost: Cost, folder: Path) -> str:
    """Return one line of the comparison."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / (1 << 20)
    return f"{what:40} {cost.seconds:8.1f} {cost.cpu:8.1f} {cost.peak:9,.0f} {size:9,.0f}"


def found(folder: Path) -> list[Path]:
    """Return the tables in a folder, compressed or not."""
    paths = [next((path for path in (folder / name, folder / f"{name}.gz") if path.exists()), None) for name in TABLES]
    if None in paths:
        raise SystemExit(f"{folder} does not hold {', '.join(TABLES)}")
    return [path for path in paths if path]


def corpora(work: Path) -> None:
    """Print how long the corpora that ship take to build, once everything is imported that is not loaded on demand."""
    print(f"{'':40} {'seconds':>8}   after import, shapes included; best of 3")
    for name, texts in (("sources", "sources"), ("tutorial", "tutorial/texts")):
        arguments = [ROOT / "data" / name, work / name, ROOT / "data" / texts]
        command = [sys.executable, "-c", AFTER_IMPORT, *map(str, arguments)]
        times = [float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)]
        print(f"{'build data/' + name:40} {min(times):8.2f}")


def main(tables: Path | None, runs: int) -> None:
    """Measure, and print side by side."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpora(work)
        if tables is None:
            tables = work / "tables"
            tables.mkdir()
            make_up_votes(tables, MADE_UP)
        compare_with_load(tables, work, runs)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None, int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # noqa: PLR2004
