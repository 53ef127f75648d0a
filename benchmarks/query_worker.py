"""What the door costs: a query through it, cold and warm, beside the same query asked of the engine directly.

    python benchmarks/query_worker.py [STORE [BASE]]

Without a store, one of 100,000 triples is made. Each figure is the best of several runs, in milliseconds; the ratios
are to the engine in the same process, its store open already (warm) or opened for the query (cold).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from stancegraph.iris import DEFAULT_BASE, Names
from stancegraph.queries.answer import Answer, Format
from stancegraph.queries.door import Door

QUERIES = {
    "10 rows": "SELECT * { ?s ?p ?o } LIMIT 10",
    "count all": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "10,000 rows": "SELECT * { ?s ?p ?o } LIMIT 10000",
}
COLD, WARM = 10, 50


def make_store(path: Path, names: Names) -> None:
    """Write a store of 100,000 triples."""
    store = ox.Store(str(path))
    holder = ox.NamedNode(names.expand("sg:holder"))
    store.bulk_extend(
        ox.Quad(ox.NamedNode(names.expand(f"stance:s{i}")), holder, ox.NamedNode(names.expand(f"actor:a{i % 200}")))
        for i in range(100_000)
    )
    store.flush()


def best(runs: int, work: Callable[[str], object], query: str) -> float:
    """Return the shortest time of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work(query)
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def evaluate(store: ox.Store, query: str) -> bytes | None:
    """Ask the engine in this process."""
    found = store.query(query)
    return None if isinstance(found, ox.QueryTriples) else found.serialize(format=ox.QueryResultsFormat.JSON)


def main(path: Path, names: Names) -> None:
    """Print one line a query."""
    store = ox.Store.read_only(str(path))

    def opened(query: str) -> bytes | None:
        return evaluate(ox.Store.read_only(str(path)), query)

    def cold(query: str) -> Answer:
        with Door(path, names) as door:
            return door.run(query, format=Format.JSON)

    print(f"{'':12} {'engine':>8} {'warm':>8} {'ratio':>7} {'opened':>8} {'cold':>8} {'ratio':>7}")
    with Door(path, names) as door:
        for name, query in QUERIES.items():
            engine, warm = best(WARM, partial(evaluate, store), query), best(WARM, door.run, query)
            once, started = best(COLD, opened, query), best(COLD, cold, query)
            print(
                f"{name:12} {engine:8.2f} {warm:8.2f} {warm / engine:6.1f}x"
                f" {once:8.2f} {started:8.2f} {started / once:6.1f}x"
            )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), Names(*sys.argv[2:3]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            names = Names(DEFAULT_BASE)
            make_store(Path(folder), names)
            main(Path(folder), names)
