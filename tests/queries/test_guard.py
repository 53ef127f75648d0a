"""A query reads this graph: it makes no request, reads no file and changes nothing; what is harmless is let through."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancegraph.errors import LimitError, QueryError
from stancegraph.iris import Names
from stancegraph.queries.door import Door
from stancegraph.queries.guard import Form, read_head

SERVICES = {
    "plain": "SELECT * { SERVICE <URL> {?s ?p ?o} }",
    "silent": "SELECT * { SERVICE SILENT <URL> {?s ?p ?o} }",
    "lower case, comment": "SELECT * { #x\nsErViCe#y\n<URL> {?s ?p ?o} }",
    "between less-than and greater-than": (
        "SELECT * {BIND(1 AS ?x) BIND(2 AS ?a) FILTER(?x<?a)SERVICE#>\n<URL> {?s ?p ?o}}"
    ),
    "the same over lines": "SELECT * {BIND(1 AS ?x) FILTER(?x<3)\nSERVICE#>\n<URL> {?s ?p ?o}}",
    "no space": "ASK {{}SERVICE<URL>{}}",
    "after a comment that ends with a return": "SELECT * { # \rSERVICE <URL> {?s ?p ?o} }",
    "after a string with a quote": """SELECT * { BIND("\\"" AS ?x) SERVICE <URL> {?s ?p ?o} BIND("\\"" AS ?y) }""",
    "after a long string": '''SELECT * { BIND("""a"b""" AS ?x) SERVICE <URL> {?s ?p ?o} BIND("""c""" AS ?y) }''',
    "in a subselect": "SELECT * { { SELECT ?s { SERVICE <URL> {?s ?p ?o} } } }",
    "in EXISTS": "ASK { FILTER EXISTS { SERVICE <URL> {?s ?p ?o} } }",
    "in EXISTS in a SELECT": "SELECT (EXISTS { SERVICE <URL> {?s ?p ?o} } AS ?x) {}",
    "in HAVING": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE <URL> { ?a ?b ?c } })",
    "in OPTIONAL": "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <URL> {?s ?p ?o} } }",
    "in MINUS": "SELECT * { ?s ?p ?o MINUS { SERVICE <URL> {?s ?p ?o} } }",
    "in UNION": "SELECT * { { ?s ?p ?o } UNION { SERVICE <URL> {?s ?p ?o} } }",
    "in GRAPH": "SELECT * { GRAPH ?g { SERVICE <URL> {?s ?p ?o} } }",
    "in LATERAL": "SELECT * { ?s ?p ?o LATERAL { SERVICE <URL> {?s ?p ?o} } }",
    "of a variable": "SELECT * { VALUES ?where { <URL> } SERVICE ?where {?s ?p ?o} }",
    "of a prefixed name": "PREFIX x: <URL> SELECT * { SERVICE x: {?s ?p ?o} }",
    "of the empty prefix": "PREFIX : <URL> SELECT * { SERVICE :{?s ?p ?o} }",
    "of a prefix called so": "PREFIX service: <URL> SELECT * { SERVICE service: {?s ?p ?o} }",
    "relative to a base": "BASE <URL> SELECT * { SERVICE <> {?s ?p ?o} }",
    "of a CONSTRUCT": "CONSTRUCT {?s ?p ?o} WHERE { SERVICE <URL> {?s ?p ?o} }",
    "of a DESCRIBE": "DESCRIBE ?s { SERVICE <URL> {?s ?p ?o} }",
    "with variables and strings called so": 'SELECT ?service { BIND("SERVICE" AS ?service) SERVICE <URL> {?s ?p ?o} }',
}
FILES = {
    "from": "SELECT * FROM <file:///etc/hostname> {?s ?p ?o}",
    "from named": "SELECT * FROM NAMED <file:///etc/hostname> {GRAPH ?g {?s ?p ?o}}",
    "from the network": "SELECT * FROM <URL> {?s ?p ?o}",
    "comment": "SELECT * fRoM#x\n#NAMED\n<URL> {?s ?p ?o}",
    "no space": "ASK FROM<URL>{?s ?p ?o}",
    "second": "SELECT * FROM <https://example.org/graph/derived.officials> FROM <URL> {?s ?p ?o}",
    "prefixed": "PREFIX x: <http://127.0.0.1/> SELECT * FROM x:a {?s ?p ?o}",
    "prefix without name": "PREFIX x: <URL> SELECT * FROM x: {?s ?p ?o}",
    "describe": "DESCRIBE <urn:x> FROM <URL>",
}
UPDATES = {
    "load": "LOAD <URL>",
    "load silent": "PREFIX x: <urn:x> # a\nload silent <URL> INTO GRAPH <urn:g>",
    "insert where service": "INSERT {?s <urn:p> 1} WHERE { SERVICE <URL> {?s ?p ?o} }",
    "using": "INSERT {?s ?p ?o} USING <URL> WHERE {?s ?p ?o}",
    "insert data": "INSERT DATA { <urn:s> <urn:p> 1 }",
    "delete": "BASE <urn:x> DELETE WHERE { ?s ?p ?o }",
    "with": "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "clear": "CLEAR ALL",
    "drop": "drop default",
}
HARMLESS = {
    "in a string": 'SELECT ("SERVICE <http://x> {}" AS ?x) {}',
    "in IRIs": "SELECT * { <http://x/SERVICE> <urn:LOAD> ?o }",
    "in names of variables": "SELECT ?service ?load { ?service ?load ?o }",
    "in a comment": "SELECT * { ?s ?p ?o # SERVICE <http://x/> {}\n }",
    "in a long string": 'SELECT * { ?s ?p """\nSERVICE <http://x/> { "" }\nFROM <http://x/>""" }',
    "in a prefix": "PREFIX service: <urn:x> SELECT * { ?s service:SERVICE service:from }",
    "in a language tag": 'SELECT * { ?s ?p "x"@service }',
    "in the name of a blank node": "SELECT * { _:service ?p _:from }",
    "FROM in a string and a variable": "SELECT ?from { ?from ?p 'FROM <http://x/>' }",
    "updates as words": "SELECT (COUNT(*) AS ?insert) { ?delete ?load 'DROP ALL; CLEAR ALL' }",
    "less-than": "SELECT * { ?s ?p ?o FILTER(?o<3&&?o>1) } # service",
    "a byte order mark": "\ufeffSELECT * { ?s ?p ?o }",
    "a bidirectional comment": "SELECT * { ?s ?p ?o } #\u202e } ecivres",
}


@pytest.fixture
def listener() -> Iterator[str]:
    """Return the URL of a server that must hear nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("query", SERVICES.values(), ids=SERVICES)
def test_service_is_refused(door: Door, listener: str, query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused: a query never makes a request") as caught:
        door.run(query.replace("URL", listener))
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("query", FILES.values(), ids=FILES)
def test_graphs_from_elsewhere_are_refused(door: Door, listener: str, query: str) -> None:
    with pytest.raises(QueryError, match=r"FROM .* is refused: it is not a graph of this store"):
        door.run(query.replace("URL", listener))


@pytest.mark.parametrize("query", UPDATES.values(), ids=UPDATES)
def test_updates_are_refused(door: Door, listener: str, query: str) -> None:
    with pytest.raises(QueryError, match="is an update, and a built graph is read-only"):
        door.run(query.replace("URL", listener))


@pytest.mark.parametrize("query", ["SELECT * {}; DROP ALL", "ASK {} LOAD <urn:x>", "SELECT * {} INSERT DATA {}"])
def test_an_update_after_a_query_is_refused(door: Door, query: str) -> None:
    with pytest.raises(QueryError, match="cannot stand here"):
        door.run(query)


@pytest.mark.parametrize("query", ["", " \n\t", "# only words", "PREFIX a: <urn:a>", "\ufeff"])
def test_an_empty_query_is_refused(door: Door, query: str) -> None:
    with pytest.raises(QueryError, match="the query is empty"):
        door.run(query)


@pytest.mark.parametrize("query", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_let_through(door: Door, query: str) -> None:
    assert door.run(query).form is Form.SELECT


@pytest.mark.parametrize(
    "clause",
    [
        "FROM <https://example.org/graph/derived.officials>",
        "FROM graph:derived.officials",
        "from # FROM <http://x/>\n graph:derived.officials",
    ],
)
def test_graphs_of_this_store_may_be_chosen(door: Door, clause: str) -> None:
    _, rows = door.run(f"SELECT ?o {clause} {{ ?s ?p ?o }}").to_rows()
    assert [str(row[0]) for row in rows] == ['"derived"']


def test_a_graph_may_be_chosen_by_a_prefix_of_the_query(door: Door) -> None:
    query = "PREFIX g: <https://example.org/graph/> SELECT ?o FROM g:annotator.daily.reader-2 { ?s ?p ?o }"
    _, rows = door.run(query).to_rows()
    assert [str(row[0]) for row in rows] == ['"second"']


def test_the_graphs_of_the_store_are_named_in_the_hint(door: Door) -> None:
    with pytest.raises(QueryError, match=r"graph/annotator\.daily\.reader-2 .*graph/derived\.officials"):
        door.run("ASK FROM <urn:x> {}")


@pytest.mark.parametrize(
    ("query", "form", "prefixes"),
    [
        ("select * {}", Form.SELECT, {}),
        ("PREFIX a: <urn:a> PREFIX b:<urn:b#>#c\nBASE <http://x/> prefix : <urn:> ask {}", Form.ASK,
         {"a": "urn:a", "b": "urn:b#", "": "urn:"}),
        ("VERSION '1.2' DESCRIBE <urn:x>", Form.DESCRIBE, {}),
        ("PREFIX select: <urn:a>\nCONSTRUCT WHERE {}", Form.CONSTRUCT, {"select": "urn:a"}),
        ("SELCT * {}", None, {}),
        ("PREFIX a <urn:a> SELECT * {}", None, {}),
    ],
)  # fmt: skip
def test_the_head_of_a_query(query: str, form: Form | None, prefixes: dict[str, str]) -> None:
    head = read_head(query)
    assert (head.form, dict(head.prefixes)) == (form, prefixes)


def test_many_comments_take_no_time() -> None:
    assert read_head("#" * 50_000 + "\n" + "# #\n" * 20_000 + "ASK {}").form is Form.ASK


GAPS = st.sampled_from([" ", "\n", "\t", "#SERVICE\n", " # > \n", "#'\n", "#<\n"])
WORD = st.tuples(*[st.sampled_from([letter.lower(), letter]) for letter in "SERVICE"]).map("".join)
BEFORE = ["", "?a ?b 1 . ", "FILTER(?x<?a)", "FILTER(1<2)", 'BIND("<" AS ?y)', "BIND('>' AS ?z)", "{ } ", "OPTIONAL {}"]
AFTER = ["", " FILTER(?x>?a)", " ?c ?d <http://x/>", ' BIND("\\"}" AS ?w)', "#>"]
AROUND = ["SELECT * {%s\n}", "ASK { { SELECT * {%s\n} } }", "ASK { GRAPH ?g {%s\n} }", "ASK{FILTER(1<2&&EXISTS{%s\n})}"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_wording_of_service_gets_through(door: Door, data: st.DataObject) -> None:
    draw = data.draw
    word = f"{draw(WORD)}{draw(GAPS)}{draw(st.sampled_from(['', 'SILENT ']))}<http://127.0.0.1:1/>{draw(GAPS)}{{}}"
    inner = f"{draw(st.sampled_from(BEFORE))}{draw(GAPS)}{word}{draw(st.sampled_from(AFTER))}"
    with pytest.raises(QueryError, match="SERVICE is refused"):
        door.run(draw(st.sampled_from(AROUND)) % inner)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_wording_of_a_string_is_refused(door: Door, data: st.DataObject) -> None:
    draw = data.draw
    word = f"{draw(WORD)} <http://127.0.0.1:1/> {{ ?s ?p ?o }} FROM <http://127.0.0.1:1/>"
    held = draw(st.sampled_from([f'"{word}"', f"'{word}'", f'"""{word}\n"\n"""', f"'''{word}'''@en"]))
    door.run(draw(st.sampled_from(AROUND)) % f"?s ?p {held} .{draw(GAPS)}# {word}")


def test_exhausting_queries_are_bounded(store: Path, names: Names) -> None:
    product = "{" + " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(9)) + "}"
    exhausting = [
        f"SELECT (COUNT(*) AS ?n) {product}",
        f"SELECT (COUNT(DISTINCT *) AS ?n) {product}",
        f"SELECT (STRLEN(GROUP_CONCAT(STR(?c1))) AS ?n) {product}",
        "ASK {?a " + "/".join(["<urn:p>"] * 3000) + " ?b}",
        "SELECT (STRLEN(?z) AS ?n) {BIND('" + "a" * 1000 + "' AS ?x) BIND(REPLACE(?x, 'a', ?x) AS ?y) "
        "BIND(REPLACE(?y, 'a', ?x) AS ?z)}",
        f"SELECT * {{FILTER({'!' * 20000}true)}}",
    ]
    with Door(store, names, timeout=0.5, memory=1 << 30) as door:
        for query in exhausting:
            with pytest.raises(LimitError) as caught:
                door.run(query)
            assert caught.value.exit_code == 5
        assert door.run("ASK {}").truth


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?c) {?a (!<urn:x>)* ?b}",
        "SELECT (COUNT(*) AS ?c) {?a (((<urn:p>|!<urn:p>)*)*)* ?b}",
        'SELECT * {BIND(REGEX("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab","^(a+)+$") AS ?x)}',
        'SELECT * {BIND(REGEX("a","(a{1000}){1000}") AS ?x)}',
    ],
)
def test_paths_and_patterns_that_exhaust_other_engines(door: Door, query: str) -> None:
    assert door.run(query).form is Form.SELECT
