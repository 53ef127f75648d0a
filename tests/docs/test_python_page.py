"""The examples on the pages for Python run as they are."""

import re
from pathlib import Path

import pytest


@pytest.mark.parametrize("page", ["python.md"])
def test_examples_run(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    (tmp_path / "data").symlink_to(root / "data")
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", (root / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    assert examples
    for example in examples:
        known: dict[str, object] = {}
        exec(compile(example, page, "exec"), known)  # noqa: S102  the page is ours
        assert known["words"]
        assert known["officials"]
