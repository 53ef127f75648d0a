"""Runs the rules: each concludes into a graph of its own. Layer: rules."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from ..iris import Names
from ..query_files import QueryFile, read_query_files


def shipped_rules() -> list[QueryFile]:
    """Return the rules of the ontology, by stratum and name."""
    rules = read_query_files("stancegraph.ontology", "rules").values()
    return sorted(rules, key=lambda rule: (_stratum(rule), rule.name))


def _stratum(rule: QueryFile) -> int:
    return int(rule.one("stratum", "1"))


def run_rules(store: ox.Store, names: Names, rules: Sequence[QueryFile]) -> dict[str, int]:
    """Run rules in the order of their strata; return how many triples each concluded.

    A rule sees the default graph and what the rules of lower strata concluded.
    """
    concluded: dict[str, int] = {}
    filled: list[tuple[int, ox.NamedNode]] = []
    for rule in sorted(rules, key=_stratum):
        below = [graph for stratum, graph in filled if stratum < _stratum(rule)]
        graph = ox.NamedNode(names.expand(f"graph:derived.{rule.name}"))
        found = store.query(rule.text, prefixes=names.prefixes, default_graph=[ox.DefaultGraph(), *below])
        if not isinstance(found, ox.QueryTriples):
            raise TypeError(f"the rule {rule.name!r} is no CONSTRUCT query")
        quads = {ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in found}
        store.extend(quads)
        filled += [(_stratum(rule), graph)] if quads else []
        concluded[rule.name] = len(quads)
    return concluded
