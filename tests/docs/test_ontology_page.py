"""The page of the vocabulary is up to date, and shows all of it."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from stancegraph.vocabulary import vocabulary


@pytest.fixture(scope="module")
def make(root: Path) -> ModuleType:
    """Return the script that makes the page."""
    spec = importlib.util.spec_from_file_location("make_ontology_page", root / "docs" / "make_ontology_page.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """Return the page as it is there."""
    return (root / "docs" / "ontology.md").read_text(encoding="utf-8")


def test_the_page_is_up_to_date(make: ModuleType, page: str) -> None:
    assert page == make.render_page(), "run: python docs/make_ontology_page.py"


def test_every_term_is_on_the_page(page: str) -> None:
    known = vocabulary()
    classes = [f"### `sg:{name}`" for name in known.superclasses if ":" not in name]
    properties = [f"\n| `{item.name}`" for item in known.properties.values()]
    concepts = [f"\n| `{notation}` |" for scheme in known.schemes.values() for notation in scheme]
    missing = [shown for shown in (*classes, *properties, *concepts) if shown not in page]
    assert not missing


def test_links_on_the_page_lead_somewhere(root: Path, page: str) -> None:
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
    for link in re.findall(r"\]\(([^)]+)\)", page):
        assert link.removeprefix("#") in headings if link.startswith("#") else (root / "docs" / link).exists(), link


def test_the_pictures_draw_the_heart_of_the_model(page: str) -> None:
    pictures = re.findall(r"```mermaid\n(.*?)```", page, re.DOTALL)
    assert len(pictures) == 2
    for arrow in ("Stance -->|target| Proposition", "Report -->|reports| Utterance", "Reading -->|evidence| TextSpan"):
        assert f"    {arrow}\n" in pictures[0]
    assert "    Actor ==> State\n" in pictures[1]
