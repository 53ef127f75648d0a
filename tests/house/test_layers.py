"""A layer imports only from itself and from the layers below it, and inside the library imports are relative."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.house.conftest import Module

BARE = {"graph", "cli", "ontology", "data", "stancegraph"}
EXEMPT = {"stancegraph", "stancegraph.__main__"}  # the facade re-exports from the top, and the door opens the program
FILES_ONLY = {"stancegraph.ontology", "stancegraph.data"}


@pytest.fixture(scope="session")
def ranks(root: Path) -> dict[str, int]:
    """Return how far down each layer is, as the page on the design lists them: 0 is the top."""
    page = (root / "docs/design/contract.md").read_text(encoding="utf-8")
    block = re.search(r"## Layers.*?\n\n((?: {4}.*\n)+)", page, re.DOTALL)
    assert block
    return {
        layer_name(token): rank
        for rank, line in enumerate(block[1].splitlines())
        for token in re.findall(r"^cli|graph/\w+|\w+(?=\.py)", line.strip())
    }


def layer_name(token: str) -> str:
    """Return the dotted name of a layer that is written as a path."""
    name = token.removeprefix("graph/")
    return f"stancegraph.{name}"


def layer_of(module: str) -> str:
    """Return the layer that a module belongs to: the first part below the package."""
    return ".".join(module.split(".")[:2])


def imported_names(module: "Module") -> Iterator[tuple[int, str]]:
    """Yield line and dotted target of everything that a module imports, as absolute names."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{origin(module, node)}.{alias.name}") for alias in node.names)


def origin(module: "Module", node: ast.ImportFrom) -> str:
    """Return the absolute name of what stands between `from` and `import`."""
    if not node.level:
        return node.module or ""
    parents = module.package.split(".")
    return ".".join([*parents[: len(parents) + 1 - node.level], *filter(None, [node.module])])


def test_the_page_lists_every_layer(modules: "list[Module]", ranks: dict[str, int]) -> None:
    layers = {layer_of(module.name) for module in modules} - EXEMPT - FILES_ONLY
    assert layers - set(ranks) == set(), "name them in docs/design/contract.md"


def test_layers_import_downwards_only(modules: "list[Module]", ranks: dict[str, int]) -> None:
    offenders = [
        f"{module.path}:{line}: {layer_of(module.name)} imports {target}"
        for module in modules
        if module.name not in EXEMPT
        for line, target in imported_names(module)
        if layer_of(target) in ranks and ranks[layer_of(target)] < ranks.get(layer_of(module.name), len(ranks))
    ]
    assert not offenders, "\n".join(offenders)


def test_layers_below_the_command_line_leave_the_facade_alone(modules: "list[Module]") -> None:
    offenders = [
        f"{module.path}:{line}: {target}"
        for module in modules
        if module.name not in EXEMPT
        for line, target in imported_names(module)
        if target in {"stancegraph.StanceGraph", "stancegraph.*"}
    ]
    assert not offenders, "\n".join(offenders)


def test_the_library_imports_itself_relatively(modules: "list[Module]") -> None:
    offenders = [
        f"{module.path}:{line}: {name}" for module in modules for line, name in absolute_names(module) if name in BARE
    ]
    assert not offenders, "\n".join(offenders)


def absolute_names(module: "Module") -> Iterator[tuple[int, str]]:
    """Yield line and first part of what a module imports without a leading dot."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.lineno, node.module.split(".")[0]
