"""The network of a built graph: who stands where on what as edges, with what claims and the registry tie."""

import io
from pathlib import Path

import networkx as nx
import pytest

from stancegraph.building import build
from stancegraph.networks.graphs import to_networkx
from stancegraph.store.directory import GraphDirectory


@pytest.fixture(scope="module")
def tutorial(root: Path, tmp_path_factory: pytest.TempPathFactory) -> GraphDirectory:
    """Return the tutorial corpus, built."""
    path = tmp_path_factory.mktemp("tutorial") / "graph"
    build([root / "data/tutorial"], path, texts=root / "data/tutorial/texts")
    return GraphDirectory.open(path)


@pytest.fixture(scope="module")
def network(tutorial: GraphDirectory) -> "nx.MultiDiGraph[str]":
    return to_networkx(tutorial)


def edges_of(network: "nx.MultiDiGraph[str]", kind: str) -> list[tuple[str, str, str]]:
    edges = network.edges(keys=True, data=True)
    return [(start, end, key) for start, end, key, found in edges if found["kind"] == kind]


def test_every_primary_stance_is_an_edge_of_its_own(tutorial: GraphDirectory, network: "nx.MultiDiGraph[str]") -> None:
    stances = edges_of(network, "stance")
    every = edges_of(to_networkx(tutorial, primary=False), "stance")
    assert len({key for *_ends, key in stances}) == len(stances) > 0
    assert len(every) == tutorial.manifest.counts["stances"] > len(stances)
    assert set(stances) <= set(every)


def test_a_stance_leads_from_holder_to_target_with_what_the_table_says(network: "nx.MultiDiGraph[str]") -> None:
    stance = ("actor:arland", "event:gannet-mediation", "stance:gazette-2031-09-29.reader-1.arland-thanks")
    attributes = network.edges[stance]
    assert attributes["position"] == "support"
    assert attributes["value"] == 0.67
    assert attributes["act"] == "endorse"
    assert attributes["source"] == "source:gazette-2031-09-29"
    assert attributes["outlet"] == "actor:harbour-gazette"
    assert attributes["conditional"] is False
    assert attributes["quote"] == "Both sides thanked Cassia and Tomas Verel"


def test_silence_is_not_neutral(network: "nx.MultiDiGraph[str]") -> None:
    ungraded = [
        found for *_edge, found in network.edges(data=True) if found["kind"] == "stance" and "value" not in found
    ]
    assert ungraded
    assert all("position" not in found for found in ungraded)


def test_nodes_have_kind_label_and_roles(network: "nx.MultiDiGraph[str]") -> None:
    assert network.nodes["actor:arland"] == {
        "kind": "state",
        "label": "Arland",
        "iri": "https://w3id.org/stancegraph/data/actor/arland",
    }
    assert network.nodes["actor:cassia"]["mediator"] is True
    assert network.nodes["actor:eleni-vask"] == {
        "kind": "person",
        "label": "Eleni Vask",
        "iri": "https://w3id.org/stancegraph/data/actor/eleni-vask",
        "official": True,
    }


def test_a_mediator_is_tied_to_each_party(network: "nx.MultiDiGraph[str]") -> None:
    ties = [
        key for _start, end, key in edges_of(network, "mediates") if key.startswith("participation:digest-2031-06-25.")
    ]
    parties = {end for start, end, key in edges_of(network, "mediates") if key in ties}
    assert parties == {"actor:arland", "actor:brin"}
    attributes = network.edges["actor:cassia", "actor:arland", f"{ties[0].partition(' ')[0]} mediates actor:arland"]
    assert attributes["claim"] == "claim:digest-2031-06-25.reader-1.cassia-mediates"
    assert attributes["role"] == "mediator"
    assert attributes["polarity"] == "positive"


def test_what_is_only_prospective_says_so(network: "nx.MultiDiGraph[str]") -> None:
    key = "participation:gazette-2031-02-03.reader-1.round-one-planned-1 takes-part event:round-one"
    assert network.edges["actor:arland", "event:round-one", key]["factuality"] == "prospective"


def test_a_reading_that_others_answer_is_a_node_known_by_its_words(network: "nx.MultiDiGraph[str]") -> None:
    claims = {name: found for name, found in network.nodes(data=True) if found["kind"] == "claim"}
    assert claims["claim:gazette-2031-04-18.reader-1.filling"]["label"].startswith("The filling has begun")


def test_a_proposition_is_about_an_issue_once_unless_it_has_a_sign(network: "nx.MultiDiGraph[str]") -> None:
    signed = {edge[:2] for kind in ("advances", "hinders") for edge in edges_of(network, kind)}
    assert signed
    assert not signed & {edge[:2] for edge in edges_of(network, "about")}


def test_attributes_are_flat_and_of_one_type_each(network: "nx.MultiDiGraph[str]") -> None:
    types: dict[tuple[str, str], set[type]] = {}
    for scope, found in (("node", network.nodes(data=True)), ("edge", network.edges(data=True))):
        for *_name, attributes in found:
            for name, value in attributes.items():
                types.setdefault((scope, name), set()).add(type(value))
    assert all(len(kinds) == 1 and kinds < {str, float, int, bool} for kinds in types.values())
    assert types["edge", "value"] == {float}


def test_it_survives_graphml(network: "nx.MultiDiGraph[str]") -> None:
    held = io.BytesIO()
    nx.write_graphml(network, held)
    held.seek(0)
    again: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_graphml(held, force_multigraph=True))
    assert dict(again.nodes.items()) == dict(network.nodes.items())
    assert {edge[:3]: edge[3] for edge in again.edges(keys=True, data=True)} == {
        edge[:3]: edge[3] for edge in network.edges(keys=True, data=True)
    }


def test_it_survives_gexf(network: "nx.MultiDiGraph[str]") -> None:
    held = io.BytesIO()
    nx.write_gexf(network, held)
    held.seek(0)
    again: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_gexf(held))
    for start, end, key, attributes in network.edges(keys=True, data=True):
        found = again.edges[start, end, key]
        assert {name: value for name, value in found.items() if name != "id"} == attributes


def test_nodes_and_edges_come_in_a_fixed_order(tutorial: GraphDirectory, network: "nx.MultiDiGraph[str]") -> None:
    again = to_networkx(tutorial)
    assert list(network.nodes) == sorted(network.nodes) == list(again.nodes)
    assert list(network.edges(keys=True)) == list(again.edges(keys=True))
