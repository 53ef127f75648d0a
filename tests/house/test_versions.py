"""The version is the same wherever it is written."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import stancegraph


def test_every_place_names_the_same_version(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = re.search(r"^version: (.+)$", (root / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert citation
    assert {project["version"], citation[1], version("stancegraph")} == {stancegraph.__version__}


def test_the_changelog_has_a_section_for_what_comes(root: Path) -> None:
    sections = re.findall(r"^## \[(.+?)\]", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sections[0] == "Unreleased"
