"""Why something is in a graph: rule, premises, and in the end the words."""

from collections.abc import Iterator

import pytest

from stancegraph.errors import UnknownNameError
from stancegraph.queries.context import Context
from stancegraph.queries.explain import Explanation, explain_node


def curie(context: Context, explanation: Explanation) -> str:
    return context.facts.names.shorten(explanation.iri)


def ends(explanation: Explanation) -> Iterator[Explanation]:
    """Yield what rests on no other premise."""
    if not explanation.premises:
        yield explanation
    for premise in explanation.premises:
        yield from ends(premise)


def test_a_stated_reading_rests_on_its_words(context: Context) -> None:
    found = explain_node(context, "gazette-2031-09-29.halmar-neutral")
    assert (found.ground, found.rule, found.basis, found.premises) == ("stated", "", "", [])
    (quote,) = found.quotes
    assert quote.exact == "Halmar takes no side in the matter of the tolls"
    assert (quote.start, quote.end) == (442, 489)


def test_an_inferred_reading_rests_on_others_and_says_why(context: Context) -> None:
    found = explain_node(context, "claim:gazette-2031-02-14.reader-1.halmar-mediates")
    assert found.ground == "inferred"
    assert found.basis
    assert [curie(context, one) for one in found.premises] == ["claim:gazette-2031-02-14.reader-1.calls"]
    assert [quote.start for quote in found.quotes] == [719]
    assert [one.ground for one in ends(found)] == ["stated"]


def test_an_official_goes_down_to_the_words(context: Context) -> None:
    found = explain_node(context, "Lena Ost")
    assert curie(context, found) == "actor:lena-ost"
    assert found.ground == "derived"
    assert context.facts.names.shorten(found.rule) == "sg:rule-official"
    assert [curie(context, one) for one in found.premises] == [
        f"tenure:gazette-2031-{day}.reader-1.{name}"
        for day, name in [
            ("02-03", "ost-in-office"), ("02-14", "ost-in-office"), ("04-18", "ost-in-office"), ("06-03", "ost-out")
        ]
    ]  # fmt: skip
    claims = [claim for tenure in found.premises for claim in tenure.premises]
    assert [curie(context, one).partition(":")[0] for one in claims] == ["claim"] * 4
    assert all(one.ground == "stated" and one.quotes for one in ends(found))
    assert {quote.exact for quote in found.quotes} >= {"Foreign Minister Lena Ost"}


def test_several_conclusions_about_a_merged_actor(context: Context) -> None:
    found = explain_node(context, "thomas-verell")
    assert (curie(context, found), found.label, found.ground, found.rule) == (
        "actor:tomas-verel", "Tomas Verel", "derived", ""
    )  # fmt: skip
    assert [one.label for one in found.premises] == [
        "Tomas Verel: Cassia", "Tomas Verel: Halmar", "Tomas Verel: Mediator", "Tomas Verel: Official",
        "Tomas Verel: Official",
    ]  # fmt: skip
    assert {context.facts.names.shorten(one.rule) for one in found.premises} == {
        "sg:rule-co-mediation", "sg:rule-mediator", "sg:rule-official"
    }  # fmt: skip
    assert {quote.exact for quote in found.quotes} >= {
        "Thomas Verell, envoy of the Littoral Conference",
        "His name is Tomas Verel",
    }


def test_a_conclusion_by_its_own_name(context: Context) -> None:
    found = explain_node(context, "conclusion:mediator.cassia")
    assert found.ground == "derived"
    assert len(found.premises) == 3
    assert all(one.quotes for one in ends(found))


def test_an_entry_of_the_registry_is_nobodys_conclusion(context: Context) -> None:
    found = explain_node(context, "prop.garrison-withdrawn")
    assert (found.ground, found.premises, found.quotes) == ("", [], [])
    assert found.to_dict()["ground"] is None


@pytest.mark.parametrize(("name", "other"), [("ban", "keep"), ("keep", "ban")])
def test_readings_that_rest_on_each_other_come_to_an_end(quarrel: Context, name: str, other: str) -> None:
    found = explain_node(quarrel, f"one.{name}")
    (premise,) = found.premises
    assert curie(quarrel, premise) == f"stance:one.reader-1.{other}"
    assert premise.premises == []
    assert [quote.exact for quote in found.quotes] == [f"{name} nets"]


def test_what_a_claim_asserts_rests_on_the_claim(quarrel: Context) -> None:
    found = explain_node(quarrel, "participation:one.reader-1.board-mediates")
    (claim,) = found.premises
    assert curie(quarrel, claim) == "claim:one.reader-1.board-mediates"
    assert [quote.exact for quote in claim.quotes] == ["the harbour board mediates"]


def test_as_json(context: Context) -> None:
    def shapes(one: dict[str, object]) -> Iterator[set[str]]:
        yield set(one) - {"basis", "source"}
        premises = one["premises"]
        assert isinstance(premises, list)
        for premise in premises:
            yield from shapes(premise)

    found = explain_node(context, "Lena Ost").to_dict()
    assert set(map(frozenset, shapes(found))) == {frozenset({"iri", "label", "ground", "rule", "premises", "quotes"})}
    assert found["quotes"][0].keys() == {"source", "start", "end", "exact"}
    assert found["rule"].endswith("#rule-official")
    assert explain_node(context, "gazette-2031-02-14.halmar-mediates").to_dict()["basis"]


def test_nothing_of_that_name(context: Context) -> None:
    with pytest.raises(UnknownNameError, match="there is nothing called 'Lena Osk' in this graph") as caught:
        explain_node(context, "Lena Osk")
    assert "did you mean 'lena-ost'?" in caught.value.hint
