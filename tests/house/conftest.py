"""The modules of the installed package, parsed, whether they lie in a checkout or in a wheel."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

PACKAGES = ("stancegraph", "stancegraph.cli", "stancegraph.ontology", "stancegraph.data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module of the package: its dotted name, its file, its source and its tree."""

    name: str
    path: Path
    source: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """Return the name that a relative import starts from."""
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]


def _modules_of(package: str) -> Iterator[Module]:
    spec = find_spec(package)
    for folder in map(Path, spec.submodule_search_locations or [] if spec else []):
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            source = path.read_text(encoding="utf-8")
            name = ".".join([package, *parts]).removesuffix(".__init__")
            yield Module(name=name, path=path, source=source, tree=ast.parse(source))


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    """Return all modules of the package; in a wheel the four folders are one."""
    found = {module.name: module for package in PACKAGES for module in _modules_of(package)}
    return [found[name] for name in sorted(found)]
