"""A query that cannot be read is shown with a caret under the first piece that is wrong, and a hint."""

import pytest

from stancegraph.errors import QueryError
from stancegraph.queries.door import Door
from stancegraph.queries.pieces import escape_dots

# The caret stands in the line below the one that it points into.
FAULTS = {
    "misspelt keyword": (
        "SELECT *\n{?s ?p ?o .\n  FILTR(?x > 2)}",
        "query:3:3: FILTR cannot stand here\n  3 |   FILTR(?x > 2)}\n    |   ^\n  hint: did you mean 'FILTER'?",
    ),
    "first word": ("SELCT * {}", "1:1: SELCT cannot stand here\n  1 | SELCT * {}\n    | ^\n  hint: did you mean 'SEL"),
    "too short": (
        "SELECT * {?s ?p",
        "1:16: the query ends before it is complete\n  1 | SELECT * {?s ?p\n    |                ^\n  hint: is a clos",
    ),
    "too long": ("ASK { ?s ?p ?o }}", "1:17: } cannot stand here"),
    "unknown prefix": ("SELECT * { ?s sgg:holder ?o }", "1:15: the prefix 'sgg:' is not known\n  1 | SELECT * {"),
    "unknown prefix like a known one": ("ASK { ?s rdsf:label 1 }", "hint: did you mean 'rdf' or 'rdfs'?"),
    "unknown prefix like none": ("ASK { ?s qqqq:p 1 }", "hint: declare it with PREFIX qqqq: <…>; known without ar"),
    "declaration without colon": ("PREFIX x <urn:a> ASK {}", "1:8: x cannot stand here"),
    "open string": ("ASK {\n  ?s ?p 'x .\n}", "2:9: a string begins here and does not end on its line"),
    "IRI with a space": ("ASK { ?s ?p <http://x/a b> }", "an IRI ends here that is relative, or has a character"),
    "relative IRI": ("ASK { ?s ?p <rel> }", "an IRI ends here that is relative"),
    "not grouped": ("SELECT ?x { ?s a ?x } GROUP BY ?s", "the SELECT contains a variable that is unbound"),
    "not grouped, inside": ("ASK { {SELECT ?x { ?s a ?x } GROUP BY ?s} }", "1:41: the SELECT contains a variable"),
    "bound twice": ("ASK { ?s ?p ?o . BIND(2 AS ?s) }", "BIND is overriding an existing variable"),
    "too few values": ("ASK { VALUES (?a ?b) { (1) } }", "should have exactly the same number of values"),
    "operator": ("ASK { FILTER(?o > 3 && & ?x) }", "1:24: & cannot stand here"),
    "less-than": ("ASK { BIND(1 AS ?x) FILTER(?x<?x)OOPS#>\n}", "1:34: OOPS cannot stand here"),
    "unknown function": ("ASK { FILTER(foo(?s)) }", "1:14: foo cannot stand here"),
    "in lower case": ("SELECT count(*) {}", "count cannot stand here\n  1 | SELECT count(*) {}\n    |        ^"),
    "unseen characters": ("ASK { ?s ?p '''x\ny''' . \u202e\x1b }", "  2 | y''' . \\u202e\\x1b }\n    |        ^"),
    "wide characters": ('ASK { ?s ?p "伊朗" oops }', "1:18: oops cannot stand here"),
    "tabs": ("ASK {\n\t\toops }", "2:3: oops cannot stand here\n  2 | \\t\\toops }\n    |     ^"),
    "carriage returns": ("ASK {\r\n ?s oops\r\n}\r\n", "2:5: oops cannot stand here\n  2 |  ?s oops\n    |     ^"),
    "after many dotted names": ("ASK { " + "stance:a.b.c ?p 1 . " * 40 + "oops }", "1:807: oops cannot stand here"),
    "only a prefix": ("PREFIX a: <urn:a> oops", "1:19: oops cannot stand here"),
}  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_shown_where_it_is(door: Door, query: str, expected: str) -> None:
    with pytest.raises(QueryError) as caught:
        door.run(query)
    assert expected in str(caught.value)
    assert caught.value.exit_code == 2


def test_the_caret_stands_below_wide_characters(door: Door) -> None:
    with pytest.raises(QueryError) as caught:
        door.run('ASK { ?s ?p "伊朗" oops }')
    line, caret = caught.value.message.splitlines()[1:]
    assert line.index("oops") + 2 == caret.index("^")  # each of the two takes two columns


def test_of_a_long_line_what_is_near_is_shown(door: Door) -> None:
    with pytest.raises(QueryError) as caught:
        door.run("ASK { " + "?s ?p ?o . " * 200 + "oops " + "?s ?p ?o . " * 200 + "}")
    line, caret = caught.value.message.splitlines()[1:]
    assert len(line) < 120
    assert line[caret.index("^") :].startswith("oops")


def test_the_file_is_named(door: Door) -> None:
    with pytest.raises(QueryError, match=r"^mine\.rq:1:5: oops"):
        door.run("ASK oops", origin="mine.rq")


@pytest.mark.parametrize(
    ("query", "escaped"),
    [
        ("ASK { a:b.c ?p 1.5 }", "ASK { a:b.c ?p 1.5 }"),
        ("ASK { a:b.c.d ?p _:b.c.d }", r"ASK { a:b\.c\.d ?p _:b.c.d }"),
        ("ASK { <a:b.c.d> ?p 'a:b.c.d' } # a:b.c.d", "ASK { <a:b.c.d> ?p 'a:b.c.d' } # a:b.c.d"),
        ("ASK { ?s ?p x.y:a-1.b_2.3... }", r"ASK { ?s ?p x.y:a-1\.b_2\.3... }"),
        ("ASK { ?s ?p :b.c.d. }", r"ASK { ?s ?p :b\.c\.d. }"),
    ],
)
def test_dots_in_names_are_escaped_for_the_engine(query: str, escaped: str) -> None:
    assert escape_dots(query) == escaped


def test_names_with_dots_are_read(door: Door) -> None:
    _, rows = door.run("SELECT (STR(stance:daily-2031-03-02.reader-1.s1) AS ?iri) {}").to_rows()
    assert [str(row[0]) for row in rows] == ['"https://example.org/stance/daily-2031-03-02.reader-1.s1"']
