"""A node is described by what it is called, its kind, its values, its words, and what names it."""

import pyoxigraph as ox
import pytest

from stancegraph.errors import UnknownNameError
from stancegraph.queries.context import Context
from stancegraph.queries.describe import Value, describe_as_turtle, describe_node


def test_an_actor(context: Context) -> None:
    found = describe_node(context, "Aldhaven")
    assert context.facts.names.shorten(found.iri) == "actor:arland"
    assert (found.label, found.types) == ("Arland", ["State"])  # and none of the classes that a state is anyway
    assert found.values["metonym"] == [Value(value="Aldhaven")]
    assert found.values["definition"][0].value == "It holds the shore of the Gannet Strait and charges tolls there."
    assert found.quotes == []
    assert found.named_by["holder"] == 4
    assert found.named_by["organOf"] == 3
    assert list(found.named_by) == sorted(found.named_by)


def test_a_stance_with_its_words(context: Context) -> None:
    found = describe_node(context, "stance:gazette-2031-06-19.reader-1.cassia-tolls")
    assert found.label == "Cassia: oppose, Arland keeps the tolls as they are"
    assert found.types == ["Stance"]
    assert found.values["position"] == [Value(value="oppose")]
    assert found.values["value"] == [Value(value=-0.67)]
    assert found.values["ground"] == [Value(value="inferred")]
    (target,) = found.values["target"]
    assert (target.label, target.language) == ("Arland keeps the tolls as they are", "")
    assert found.values["basis"][0].language == ""
    assert {"type", "evidence"}.isdisjoint(found.values)
    assert [(quote.start, quote.end) for quote in found.quotes] == [(492, 574)]


def test_the_issues_of_a_stance_come_once(context: Context) -> None:
    found = describe_node(context, "prop.tolls-halved")
    said = [field for field in ("about", "advances", "hinders") if field in found.values]
    issues = [value.label for field in said for value in found.values[field]]
    assert len(issues) == len(set(issues))  # what is advanced is not told as what it is about once more


def test_languages_are_told(context: Context) -> None:
    found = describe_node(context, "eleni-vask")
    assert set(found.values["label"]) >= {
        Value(value="Eleni Vask", language="en"),
        Value(value="Ελένη Βασκ", language="el"),
    }
    assert found.to_dict()["values"]["label"][0].keys() == {"value", "language"}


def test_a_merged_actor_is_described_under_its_new_name(context: Context) -> None:
    found = describe_node(context, "thomas-verell")
    assert (context.facts.names.shorten(found.iri), found.label) == ("actor:tomas-verel", "Tomas Verel")
    assert found.named_by["replacedBy"] == 1


def test_as_json(context: Context) -> None:
    found = describe_node(context, "wire-2031-03-24.denial").to_dict()
    assert found.keys() == {"iri", "label", "types", "values", "namedBy", "quotes"}
    assert found["quotes"][0].keys() == {"source", "start", "end", "exact"}
    assert found["values"]["act"] == [{"value": "deny"}]
    assert found["values"]["holder"] == [{"value": context.facts.names.expand("actor:pavo-lind"), "label": "Pavo Lind"}]


def test_as_turtle(context: Context) -> None:
    data = describe_as_turtle(context, "Cassia")
    triples = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    assert {context.facts.names.shorten(str(triple.subject.value)) for triple in triples} == {"actor:cassia"}
    reading = describe_as_turtle(context, "wire-2031-03-24.denial")
    assert b"No boat has been seized" in reading  # the span goes with it


def test_a_second_annotators_reading(everything: Context, context: Context) -> None:
    name = "stance:gazette-2031-02-03.reader-2.ruin"
    assert describe_node(everything, name).values["annotator"][0].label == "reader-2"
    with pytest.raises(UnknownNameError):
        describe_node(context, name)


def test_nothing_of_that_name(context: Context) -> None:
    for describe in (describe_node, describe_as_turtle):
        with pytest.raises(UnknownNameError, match="there is nothing called 'Nobody' in this graph"):
            describe(context, "Nobody")
