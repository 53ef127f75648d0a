"""The shipped registry is read whole, and its names lead to what they stand for."""

import pytest

from stancegraph.model.registry import Registry
from stancegraph.sources.inputs import shipped_registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return shipped_registry()


@pytest.mark.parametrize(
    ("kind", "words", "name"),
    [
        ("actor", "Washington", "actor:united-states"),
        ("actor", "WSJ", "actor:wall-street-journal"),
        ("actor", "iran", "actor:iran"),
        ("actor", "états-unis", "actor:united-states"),
    ],
)
def test_names_lead_to_one_entry(registry: Registry, kind: str, words: str, name: str) -> None:
    assert registry.find(kind, words) == (name,)


def test_what_is_not_registered_is_not_found(registry: Registry) -> None:
    assert registry.find("actor", "nobody at all") == ()


def test_an_organ_brings_its_state(registry: Registry) -> None:
    names = [entry.name for entry in registry.closure(registry.find("actor", "white-house"))]
    assert names == ["actor:united-states", "actor:white-house"]
