"""What exports cost: each format of a graph of 100,000 triples, beside rdflib's writers of the same triples.

    python benchmarks/export.py

The graph is made of stances with their quotes, written as Turtle and built from that. Each figure is the best of
several runs (of one run for rdflib), in seconds, from the built directory to the bytes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import rdflib

from stancegraph.building import build
from stancegraph.emit.turtle import turtle_of_nodes, turtle_prefixes
from stancegraph.iris import Curie, Names
from stancegraph.model.node import Node, Text, Values
from stancegraph.render.export import Format, render_export
from stancegraph.store.directory import GraphDirectory

STANCES, ACTORS, PROPOSITIONS = 3_100, 200, 300
RUNS = 5
BY_RDFLIB = {Format.TTL: "turtle", Format.NT: "nt", Format.RDF: "xml", Format.JSONLD: "json-ld"}


def nodes() -> Iterator[Node]:
    """Yield the nodes of a graph of about 100,000 triples."""
    yield Node("Source", Curie("source:d"), {"title": "Talks", "primaryAnnotator": Curie("annotator:r")})
    yield Node("Annotator", Curie("annotator:r"), {"label": Text("r", "")})
    for number in range(ACTORS):
        yield Node("State", Curie(f"actor:a{number}"), {"label": Text(f"State {number}", "en")})
    for number in range(PROPOSITIONS):
        yield Node("Proposition", Curie(f"prop:p{number}"), {"label": Text(f"Proposition {number}", "en")})
    for number in range(STANCES):
        yield from stance(number)


def stance(number: int) -> Iterator[Node]:
    """Yield a stance with the span and the selectors that it rests on."""
    start, end = 60 * number, 60 * number + 50
    span, moment = Curie(f"span:d.{start}-{end}"), f"2031-{number % 12 + 1:02}-02T08:00:00Z"
    selectors = (Curie(f"{span}.quote"), Curie(f"{span}.position"))
    values: dict[str, Values] = {
        "holder": Curie(f"actor:a{number % ACTORS}"),
        "target": Curie(f"prop:p{number * 7 % PROPOSITIONS}"),
        "position": "support",
        "value": Decimal("0.67"),
        "act": "demand",
        "certainty": "certain",
        "attributionType": "direct-quote",
        "ground": "stated",
        "source": Curie("source:d"),
        "annotator": Curie("annotator:r"),
        "earliest": moment,
        "latest": moment,
        "evidence": span,
    }
    yield Node("Stance", Curie(f"stance:d.r.s{number}"), values)
    yield Node("TextSpan", span, {"hasSource": Curie("source:d"), "selector": selectors, "sha256": f"{number:064x}"})
    words = f"State {number} demands “that” the talks go on, \u0627\u0644\u0639"
    yield Node("oa:TextQuoteSelector", selectors[0], {"exact": words, "prefix": "and ", "suffix": ", he said"})
    yield Node("oa:TextPositionSelector", selectors[1], {"start": start, "end": end})


def best(runs: int, work: Callable[[], object]) -> float:
    """Return the shortest time of several runs, in seconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def main(folder: Path) -> None:
    """Build the graph, and print one line a format."""
    names = Names()
    dump = folder / "dump.ttl"
    dump.write_text(turtle_prefixes(names) + "".join(turtle_of_nodes(nodes())), encoding="utf-8")
    took = best(1, lambda: build([dump], folder / "graph", shapes=False))
    graph = GraphDirectory.open(folder / "graph")
    triples = len(ox.Store.read_only(str(graph.store)))
    print(f"{triples:,} triples, built from Turtle in {took:.2f} s\n")
    foreign = rdflib.Graph().parse(data=render_export(graph, Format.NT), format="nt")
    print(f"{'format':<8} {'export':>8} {'rdflib':>8} {'ratio':>7}")
    for form in Format:
        ours = best(RUNS, lambda form=form: render_export(graph, form))  # type: ignore[misc]
        theirs = best(1, lambda form=form: foreign.serialize(format=BY_RDFLIB[form])) if form in BY_RDFLIB else None  # type: ignore[misc]
        compared = f"{theirs:>8.2f} {theirs / ours:>6.1f}x" if theirs else ""
        print(f"{form:<8} {ours:>8.3f} {compared}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(place))
