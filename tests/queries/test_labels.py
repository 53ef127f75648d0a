"""Nodes are called by their label, or by what they say in a few words."""

import pyoxigraph as ox
import pytest

from stancegraph.queries.context import Context
from stancegraph.queries.labels import best_text


@pytest.mark.parametrize(
    ("curie", "label"),
    [
        ("actor:arland", "Arland"),
        ("actor:eleni-vask", "Eleni Vask"),
        ("actor:thomas-verell", "Tomas Verel"),  # into whom he was merged
        ("source:gazette-2031-02-03", "Strait talks to open in Cassa next week"),
        ("stance:wire-2031-08-04.reader-1.settle", "Zoë Brandt: support, Arland halves the tolls"),
        ("stance:digest-2031-06-25.reader-1.halmar-follows", "Halmar: monitor, Talks between Arland and Brin"),
        (
            "stance:digest-2031-06-25.reader-1.denial",
            "Foreign ministry of Arland: deny, Marit Sole: reject, Arland halves the tolls",
        ),
        (
            "claim:gazette-2031-04-18.reader-1.cassia-mediates",
            "Cassia, mediator in Mediation between Arland and Brin",
        ),
        ("tenure:gazette-2031-02-03.reader-1.ost-in-office", "Lena Ost, Foreign Minister of Arland"),
        ("conclusion:official.lena-ost", "Lena Ost: Official"),
        (
            "condition:gazette-2031-04-18.reader-1.inspectors",
            "only-if Arland withdraws its garrison from the lower Vessen or Arland halves the tolls",
        ),
        ("condition:wire-2031-08-04.reader-1.sign", "if The Marigold is returned and Arland halves the tolls"),
        ("condition:wire-2031-02-06.reader-1.visit", "unless Arland turns a visit of inspectors into a trial"),
        ("annotator:reader-1", "reader-1"),
        ("actor:nobody", "actor:nobody"),
        ("stance:nothing", "…: …, …"),
        ("sg:insist", "insist"),
    ],
)
def test_what_nodes_are_called(context: Context, curie: str, label: str) -> None:
    assert context.labels.of(context.facts.names.expand(curie)) == label


def test_several_things_that_one_claim_asserts_are_told_apart(context: Context) -> None:
    parties = context.labels.of(context.facts.names.expand("claim:gazette-2031-04-18.reader-1.herring-parties"))
    assert parties.count("; ") == parties.count(", party in") - 1 > 0


def test_a_role_that_is_not_known_is_left_out(quarrel: Context) -> None:
    node = quarrel.facts.names.expand("claim:one.reader-1.present")
    assert quarrel.labels.of(node) == "Upland in Talks on the harbour, 2031"


@pytest.mark.parametrize(
    ("texts", "best"),
    [
        ([], ""),
        ([("Irán", "es"), ("Iran", "en")], "Iran"),
        ([("Iran", None), ("Irán", "es")], "Iran"),
        ([("Iran", "fr"), ("Irán", "es")], "Irán"),
        ([("b", None), ("a", None)], "a"),
    ],
)
def test_the_text_to_show(texts: list[tuple[str, str | None]], best: str) -> None:
    terms = [ox.Literal(text, language=language) for text, language in texts]
    assert best_text(terms) == best_text(terms[::-1]) == best


def test_loading_first_leaves_nothing_to_look_up(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    from stancegraph.queries.facts import Facts
    from stancegraph.queries.labels import Labels

    labels = Labels(Facts(context.door, context.facts.names), context.merged)
    nodes = [
        context.facts.names.expand(one)
        for one in ("stance:digest-2031-06-25.reader-1.denial", "condition:wire-2031-08-04.reader-1.sign", "sg:insist")
    ]
    labels.load(nodes)
    monkeypatch.setattr(context.door, "look_up", None)  # anything that is still to be looked up fails
    assert all(labels.of(node) for node in nodes)
