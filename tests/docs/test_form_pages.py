"""What is generated from the form is up to date, and what the docs show works."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest
from ruamel.yaml import YAML

from stancegraph.building import build


@pytest.fixture(scope="module")
def make(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("make_form_pages")


def test_the_schemas_are_up_to_date(make: ModuleType) -> None:
    for path, text in make.render_schemas().items():
        assert path.read_text(encoding="utf-8") == text, "run: python docs/make_form_pages.py"


def test_the_field_references_are_up_to_date(make: ModuleType) -> None:
    for path, text in make.render_pages().items():
        assert path.read_text(encoding="utf-8") == text, "run: python docs/make_form_pages.py"


def validator(root: Path, path: Path) -> jsonschema.Draft202012Validator:
    kind = {"registry": "registry", "mappings": "mapping"}.get(path.parent.name, "source")
    kind = "registry" if path.name == "registry.yaml" else kind
    schema = json.loads((root / "data" / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)


def load(path: Path) -> object:
    """Return a YAML file as an editor sees it: dates are texts."""
    return json.loads(json.dumps(YAML(typ="safe").load(path.read_text(encoding="utf-8")), default=str))


@pytest.mark.parametrize("folder", ["tutorial", "registry", "sources"])
def test_what_ships_conforms_to_the_schema(root: Path, folder: str) -> None:
    paths = sorted((root / "data" / folder).glob("*.yaml"))
    assert paths
    for path in paths:
        errors = [
            f"{path.name} {error.json_path}: {error.message}" for error in validator(root, path).iter_errors(load(path))
        ]
        assert not errors, "\n".join(errors)


@pytest.mark.parametrize("wrong", ["annotator: [a]", "readings: [{stances: [{position: insit}]}]", "sorce: {}"])
def test_the_schema_sees_mistakes(root: Path, wrong: str) -> None:
    known = validator(root, Path("a.yaml"))
    errors = {error.message for error in known.iter_errors(YAML(typ="safe").load(wrong))}
    assert errors - {error.message for error in known.iter_errors({})}


def test_the_example_of_the_page_builds(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "annotating.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example
    (tmp_path / "daily.yaml").write_text(example[1], encoding="utf-8")
    (tmp_path / "daily-2031-03-02.txt").write_text(
        "Port City wants tolls discussed as well. Ost warned that this would ruin the talks. "
        "A Brinish official told the Herald that the admiral may join.",
        encoding="utf-8",
    )
    manifest = build([tmp_path / "daily.yaml"], tmp_path / "g", texts=tmp_path)
    assert (manifest.counts["stances"], manifest.counts["claims"], len(manifest.warnings)) == (2, 1, 0)
