"""Runs the rules: each concludes into a graph of its own. Layer: rules."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from ..iris import Names
from ..query_files import QueryFile, read_query_files


def shipped_rules() -> list[QueryFile]:
    """Return the rules of the ontology, by stratum and name."""
    return sorted(
        read_query_files("stancegraph.ontology", "rules").values(),
        key=lambda rule: (int(rule.one("stratum", "1")), rule.name),
    )


def run_rules(store: ox.Store, names: Names, rules: Sequence[QueryFile]) -> dict[str, int]:
    """Run rules in the order given; return how many triples each concluded.

    A rule sees the default graph and what the rules of lower strata concluded.
    """
    concluded: dict[str, int] = {}
    seen: list[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph()]
    waiting: list[ox.NamedNode] = []
    stratum = ""
    for rule in rules:
        if rule.one("stratum", "1") != stratum:
            stratum, seen, waiting = rule.one("stratum", "1"), [*seen, *waiting], []
        graph = ox.NamedNode(names.expand(f"graph:derived.{rule.name}"))
        triples = store.query(
            rule.text,
            prefixes=names.prefixes,
            default_graph=seen,
        )  # type: ignore[arg-type]
        quads = [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]  # type: ignore[union-attr]
        if quads:
            store.extend(quads)
            waiting.append(graph)
        concluded[rule.name] = len(set(quads))
    return concluded
