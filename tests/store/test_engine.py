"""What the process of the queries does with one request, tested without the process."""

import json
from io import BytesIO
from typing import Any

import pyoxigraph as ox
import pytest

from stancegraph.store import engine

BASE = "https://example.org/"
STANCE, SPAN, QUOTE = (ox.NamedNode(BASE + name) for name in ("stance/s1", "span/s1", "span/s1.quote"))
EVIDENCE, SELECTOR, EXACT = (ox.NamedNode(BASE + name) for name in ("evidence", "selector", "exact"))
RULE = ox.NamedNode(BASE + "graph/derived.rule")
PREFIXES = {"span": BASE + "span/", "stance": BASE + "stance/", "unused": BASE + "unused/", "a": "urn:a:"}


@pytest.fixture
def store() -> ox.Store:
    made = ox.Store()
    made.extend(
        [
            ox.Quad(STANCE, EVIDENCE, SPAN),
            ox.Quad(SPAN, SELECTOR, QUOTE),
            ox.Quad(SPAN, EVIDENCE, SPAN),
            ox.Quad(QUOTE, EXACT, ox.Literal("no tolls")),
            ox.Quad(STANCE, EXACT, ox.Literal("derived"), RULE),
        ]
    )
    return made


def ask(store: ox.Store, **request: Any) -> tuple[dict[str, Any], str]:
    """Return the reply to a request, with what it leaves out filled in."""
    whole = {"do": "evaluate", "prefixes": PREFIXES, "graphs": [], "bindings": {}, "parts": [], **request}
    header, payload = engine.reply_to(store, [RULE], whole)
    return header, payload.decode()


def test_rows(store: ox.Store) -> None:
    assert ask(store, query="SELECT ?o { ?s <https://example.org/exact> ?o }", format="csv") == (
        {},
        "o\r\nno tolls\r\n",
    )


def test_truth(store: ox.Store) -> None:
    assert ask(store, query="ASK { ?s ?p 7 }", format="csv") == ({"truth": False}, "false")


def test_triples_are_sorted_and_stand_once(store: ox.Store) -> None:
    query = "CONSTRUCT { <urn:b> <urn:p> 1 . <urn:a> <urn:p> 1 } { ?s ?p ?o }"
    assert ask(store, query=query, format="nt")[1].splitlines() == [
        '<urn:a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        '<urn:b> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    ]


@pytest.mark.parametrize("form", ["nt", "ttl", "jsonld"])
def test_blank_nodes_are_named_the_same_every_time(store: ox.Store, form: str) -> None:
    query = "CONSTRUCT { ?s <urn:p> [ <urn:q> ?o ] } { ?s ?p ?o }"
    first, second = (ask(store, query=query, format=form)[1] for _ in range(2))
    assert first == second
    assert first.count("c14n0") >= 2


def test_turtle_declares_the_prefixes_that_it_uses_in_order(store: ox.Store) -> None:
    text = ask(store, query="CONSTRUCT WHERE { ?s <https://example.org/evidence> ?o }", format="ttl")[1]
    assert text.splitlines()[:3] == [
        "@prefix span: <https://example.org/span/> .",
        "@prefix stance: <https://example.org/stance/> .",
        "span:s1 <https://example.org/evidence> span:s1 .",
    ]
    assert ask(store, query="CONSTRUCT WHERE { ?s <urn:none> ?o }", format="ttl")[1] == ""


def test_a_description_reaches_the_words(store: ox.Store) -> None:
    query, parts = "DESCRIBE stance:s1", [BASE + "span/"]
    assert "no tolls" not in ask(store, query=query, format="nt")[1]
    text = ask(store, query=query, format="nt", parts=parts)[1]
    assert len(text.splitlines()) == 4
    assert "no tolls" in text
    assert "derived" not in text
    assert len(ask(store, query=query, format="nt", parts=parts, graphs=[BASE + "graph/derived."])[1].splitlines()) == 5


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT", "syntax"),
        ("SELECT (<urn:f>(1) AS ?x) {}", "evaluation"),
        ("SELECT ('\ud800' AS ?x) {}", "evaluation"),
    ],
)
def test_what_goes_wrong_is_said(store: ox.Store, query: str, kind: str) -> None:
    header, payload = ask(store, query=query, format="csv")
    assert header["error"] == kind
    assert payload == ""


def test_memory_that_python_lacks_is_said(store: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(engine, "evaluate", exhausted)
    assert ask(store)[0]["error"] == "memory"


def test_parsing_evaluates_nothing_of_the_store(store: ox.Store) -> None:
    assert ask(store, do="parse", query="ASK { ?s span:p ?o }") == ({}, "")
    assert ask(store, do="parse", query="ASK { ?s no:p ?o }")[0]["error"] == "syntax"


def test_requests_are_served_in_turn(store: ox.Store) -> None:
    requests: list[dict[str, Any]] = [{"do": "graphs"}, {"do": "parse", "query": "ASK {}", "prefixes": {}}]
    lines = b"".join(json.dumps({**request, "timeout": 30}).encode() + b"\n" for request in requests)
    replies = BytesIO()
    engine.serve(store, BytesIO(lines), replies)
    assert [json.loads(line) for line in replies.getvalue().splitlines()] == [
        {"graphs": [RULE.value], "size": 0},
        {"size": 0},
    ]


@pytest.mark.parametrize("padding", [0, engine.FEW], ids=["few predicates", "many"])
def test_a_look_up_finds_the_values_of_nodes_in_the_graphs_that_are_seen(store: ox.Store, padding: int) -> None:
    predicates = [EVIDENCE.value, EXACT.value, *(f"urn:p{number}" for number in range(padding))]
    request = {"do": "look-up", "nodes": [STANCE.value, QUOTE.value, "urn:none"], "predicates": predicates}
    words = ["no tolls", None, "http://www.w3.org/2001/XMLSchema#string"]
    found = json.loads(ask(store, **request)[1])
    assert found == {STANCE.value: {EVIDENCE.value: [SPAN.value]}, QUOTE.value: {EXACT.value: [words]}}
    derived = json.loads(ask(store, **request, graphs=[BASE + "graph/derived."])[1])
    assert derived[STANCE.value][EXACT.value][0][0] == "derived"
