"""What the project depends on is declared, imported, and explained."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.house.conftest import Module


def normalized(name: str) -> str:
    """Return the name of a distribution as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names_of(requirements: list[Any]) -> set[str]:
    """Return the distributions that a list of requirements names, this project and included groups left out."""
    texts = [text for text in requirements if isinstance(text, str)]
    return {normalized(re.split(r"[^\w.-]", text, maxsplit=1)[0]) for text in texts} - {"stancegraph"}


@pytest.fixture(scope="module")
def declared(root: Path) -> dict[str, set[str]]:
    """Return the distributions that the project file names: for running, as extras, and for working on it."""
    page = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    extras = page["project"]["optional-dependencies"].values()
    return {
        "runtime": names_of(page["project"]["dependencies"]),
        "extras": set().union(*map(names_of, extras)),
        "tools": set().union(*map(names_of, page["dependency-groups"].values())),
    }


@pytest.fixture(scope="module")
def imported(modules: "list[Module]") -> set[str]:
    """Return the distributions that the library imports; a name that nothing provides stands for itself."""
    owners = packages_distributions()
    tops = {name.split(".")[0] for module in modules for name in absolute_imports(module.tree)}
    foreign = tops - set(sys.stdlib_module_names)
    return {normalized(owner) for top in foreign for owner in owners.get(top, [top])}


def absolute_imports(tree: ast.Module) -> set[str]:
    """Return the modules that are imported by their full name."""
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return plain | {node.module for node in nodes if node.module and not node.level}


def test_runtime_dependencies_are_imported(declared: dict[str, set[str]], imported: set[str]) -> None:
    assert (declared["runtime"] | declared["extras"]) - imported == set()


def test_imports_are_declared(declared: dict[str, set[str]], imported: set[str]) -> None:
    assert imported - declared["runtime"] - declared["extras"] == set()


def test_every_dependency_is_explained(declared: dict[str, set[str]], root: Path) -> None:
    page = (root / "docs/dependencies.md").read_text(encoding="utf-8")
    explained = {normalized(name) for name in re.findall(r"^\| `([\w.-]+)`", page, re.MULTILINE)}
    assert explained == set().union(*declared.values())
