"""What an independent checker finds wrong with the page for people who do not see, or do not point: nothing."""

import shutil
import subprocess
import tarfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.render.conftest import Opened


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return axe-core as npm gives it."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm to get axe-core with")
    folder = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run([npm, "pack", "--silent", "axe-core@4"], cwd=folder, check=True, capture_output=True, timeout=60)
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"npm could not get axe-core: {error}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extract("package/axe.min.js", folder, filter="data")
    return (folder / "package" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(opened: "Callable[..., Opened]", page_html: str, axe: str, scheme: str, width: int) -> None:
    shown = opened(page_html, width=width, color_scheme=scheme, bypass_csp=True)
    page = shown.page
    page.add_script_tag(content=axe)

    def violations() -> list[str]:
        found = page.evaluate("axe.run().then((result) => result.violations)")
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]

    assert violations() == []
    shown.click("actor:arland")
    assert violations() == []
    page.keyboard.press("Escape")
    page.locator("#tab-table").click()
    assert violations() == []
