"""What every test can ask for: the folder of the checkout, and the folder for pictures."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Time is measured in benchmarks/, never asserted: a busy machine makes no test fail.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder that holds `tests`, README and docs; the package may be installed elsewhere."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def artifacts(root: Path) -> Path:
    """Return the folder for pictures that people look at after a run."""
    folder = root / "test-artifacts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the graph of the tutorial, built once."""
    from stancegraph.building import build

    path = tmp_path_factory.mktemp("tutorial") / "graph"
    with as_file(files("stancegraph.data").joinpath("tutorial")) as folder:
        build([folder], path, texts=folder / "texts", shapes=False)
    return path
