"""The words that readings rest on: spans of text in order, and rows of tables, which have no words."""

from stancegraph.queries.asking import ask_in
from stancegraph.queries.context import Context
from stancegraph.queries.explain import explain_node
from stancegraph.queries.stances import find_stances


def test_a_vote_rests_on_a_row(votes: Context) -> None:
    (row,) = ask_in(votes, "position-of", {"actor": "Namibia", "on": "Human rights"}).rows
    assert (row["position"], row["value"], row["attributionType"], row["quote"]) == ("no", -1.0, "record", None)
    assert isinstance(row["evidence"], list)
    (node,) = map(str, row["evidence"])
    assert votes.quotes.is_row(node)
    (quote,) = votes.quotes.read([node])
    assert (quote.start, quote.end) == (-1, -1)
    assert quote.exact.startswith("un_votes.csv ")
    assert explain_node(votes, str(row["reading"])).quotes == [quote]
    (stance,) = find_stances(votes, holder="namibia")
    assert list(stance.evidence) == [quote]


def test_the_rows_of_a_table_are_evidence(votes: Context) -> None:
    (reading,) = [one.stance for one in find_stances(votes, holder="namibia")]
    (row,) = ask_in(votes, "evidence", {"reading": reading}).rows
    assert (row["exact"], row["start"]) == (None, None)
    assert row["file"] == "un_votes.csv"
    assert row["row"]


def test_a_record_needs_nobody_who_says_it(votes: Context) -> None:
    (reading,) = [one.stance for one in find_stances(votes, holder="namibia")]
    answer = ask_in(votes, "how-known", {"reading": reading})
    assert not any("was not heard" in text for text in answer.missing)


def test_every_vote_has_a_position(votes: Context) -> None:
    answer = ask_in(votes, "ungraded")
    assert (answer.rows, answer.missing) == ([], ["every stance has a position"])


def test_a_vote_is_of_its_day(votes: Context) -> None:
    at = {"1988-12-31": 0, "1989-01-15": 2, "1989-12-31": 3}
    assert {day: len(ask_in(votes, "positions", at=day).rows) for day in at} == at


def test_nobody_in_the_chain_says_what_is_inferred(context: Context) -> None:
    answer = ask_in(context, "how-known", {"reading": "gazette-2031-06-19.cassia-tolls"})
    assert answer.missing[0].startswith("nobody in the chain says so: the annotator infers it (")
    assert "Cassia, whose position it is, is not in the chain: it was not heard" in answer.missing


def test_words_come_in_the_order_of_the_text(context: Context) -> None:
    names = context.facts.names
    nodes = [names.expand(f"span:gazette-2031-02-14.{place}") for place in ("535-561", "439-481")]
    assert [quote.start for quote in context.quotes.read([*nodes, *nodes])] == [439, 535]
    assert context.quotes.join(nodes) == 'Ilya Dorn answered for Brin at the airport … "The failure is Arland\'s."'
    assert context.quotes.join(nodes, direct=True) == '"The failure is Arland\'s."'
    assert context.quotes.join([]) is None
