"""The wheel and the sdist hold the tree: nothing is forgotten, nothing is added."""

import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

build = pytest.importorskip("build", reason="the tools that build are not installed")
hooks = pytest.importorskip("pyproject_hooks")

INSTALLED_AS = {
    "graph": "stancegraph",
    "cli": "stancegraph/cli",
    "ontology": "stancegraph/ontology",
    "data": "stancegraph/data",
}
BESIDE = {"tests", "docs", "benchmarks", ".ci"}
MADE_BY_SDIST = {"PKG-INFO", "setup.cfg"}
METADATA = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE", "top_level.txt"}


def files_below(folder: Path) -> set[str]:
    """Return the paths of all files below a folder, relative to it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def built(source: Path, kind: str, out: Path) -> Path:
    """Build a distribution with the tools at hand, without a network, and return the archive."""
    builder = build.ProjectBuilder(source, runner=hooks.quiet_subprocess_runner)
    return Path(builder.build(kind, out))


@pytest.fixture(scope="module")
def tree(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout without what git ignores."""
    if not (root / "graph").is_dir():
        pytest.skip("the sources are not here: these tests run in a checkout")
    ignored = [line.rstrip("/") for line in (root / ".gitignore").read_text(encoding="utf-8").split()]
    copy = tmp_path_factory.mktemp("copy") / "tree"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".git", ".gitignore", *ignored))
    return copy


@pytest.fixture(scope="module")
def listed(tree: Path) -> set[str]:
    """Return the files of the copy, listed before anything is built in it."""
    return files_below(tree)


@pytest.fixture(scope="module")
def unpacked(tree: Path, listed: set[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the sdist unpacks to."""
    assert listed
    out = tmp_path_factory.mktemp("sdist")
    with tarfile.open(built(tree, "sdist", out)) as archive:
        archive.extractall(out, filter="data")
    return next(path for path in out.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def in_wheel(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the files of the wheel, built from the unpacked sdist as an installer would."""
    with zipfile.ZipFile(built(unpacked, "wheel", tmp_path_factory.mktemp("wheel"))) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


def test_the_sdist_holds_the_tree(listed: set[str], unpacked: Path) -> None:
    found = {name for name in files_below(unpacked) if not name.startswith("stancegraph.egg-info/")}
    assert found - MADE_BY_SDIST == listed


def test_the_wheel_holds_the_package(listed: set[str], in_wheel: set[str]) -> None:
    split = [name.partition("/") for name in listed]
    expected = {f"{INSTALLED_AS[top]}/{rest}" for top, _, rest in split if top in INSTALLED_AS}
    assert {name for name in in_wheel if ".dist-info/" not in name} == expected


def test_the_metadata_of_the_wheel_are_complete(in_wheel: set[str]) -> None:
    assert {name.partition(".dist-info/")[2] for name in in_wheel if ".dist-info/" in name} == METADATA


def test_every_folder_is_accounted_for(listed: set[str]) -> None:
    assert {name.partition("/")[0] for name in listed if "/" in name} <= set(INSTALLED_AS) | BESIDE
