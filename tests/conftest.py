"""What every test can ask for: the folder of the checkout, and the folder for pictures."""

from pathlib import Path

import pytest


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
