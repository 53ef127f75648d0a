"""The wheel and the sdist hold the tree: nothing is forgotten, nothing is added."""

import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

build = pytest.importorskip("build", reason="the tools that build are not installed")

INSTALLED_AS = {"graph": "stancegraph", "cli": "stancegraph/cli", "ontology": "stancegraph/ontology", "data": "stancegraph/data"}
BESIDE = {"tests", "docs", "benchmarks", ".ci"}
FILES = {"CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "MANIFEST.in", "Makefile", "README.md", "pyproject.toml"}
MADE = {"PKG-INFO", "setup.cfg"}
METADATA = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE", "top_level.txt"}


def files_below(folder: Path) -> set[str]:
    """Return the paths of all files below a folder, relative to it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def tree(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout without what git ignores."""
    if not (root / "graph").is_dir():
        pytest.skip("the sources are not here: these tests run in a checkout")
    ignored = [line.rstrip("/") for line in (root / ".gitignore").read_text(encoding="utf-8").split()]
    copy = tmp_path_factory.mktemp("copy") / "tree"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".git", *ignored))
    return copy


@pytest.fixture(scope="module")
def listed(tree: Path) -> Iterator[set[str]]:
    """Return the files of the copy, listed before anything is built in it."""
    return files_below(tree)


@pytest.fixture(scope="module")
def unpacked(tree: Path, listed: set[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the sdist unpacks to."""
    assert listed
    out = tmp_path_factory.mktemp("sdist")
    archive = build.ProjectBuilder(tree, runner=quiet_runner).build("sdist", out)
    with tarfile.open(archive) as tar:
        tar.extractall(out, filter="data")
    return next(path for path in out.iterdir() if path.is_dir())
