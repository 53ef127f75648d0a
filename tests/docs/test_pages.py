"""Pages that are generated are up to date, and every session that they show is what the program prints."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from stancegraph.cli import main

Script = Callable[[str], ModuleType]


def test_the_command_line_page_is_up_to_date(script: Script, root: Path) -> None:
    page = (root / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert page == script("make_command_line_page").render_page(), "run: python docs/make_command_line_page.py"


def test_the_picture_of_the_architecture_is_up_to_date(script: Script, root: Path) -> None:
    if not (root / "graph").is_dir():
        pytest.skip("the sources, of which the picture is made, are not here")
    picture = (root / "docs" / "architecture.svg").read_text(encoding="utf-8")
    assert picture == script("make_architecture_picture").render_picture(), (
        "run: python docs/make_architecture_picture.py"
    )


def test_sessions_are_what_the_program_prints(script: Script, tmp_path: Path) -> None:
    module = script("make_sessions")
    module.prepare(tmp_path)
    pages = list(module.pages())
    assert {page.name for page in pages} >= {"README.md", "tutorial.md"}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text == module.render(text, tmp_path), f"{page.name}: run: python docs/make_sessions.py"
        assert "Traceback" not in text


@pytest.mark.parametrize("page", ["README.md", "docs"])
def test_links_lead_somewhere(root: Path, page: str) -> None:
    path = root / page
    for source in [path] if path.is_file() else sorted(path.glob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", source.read_text(encoding="utf-8")):
            assert (source.parent / link).exists(), f"{source.name}: {link}"


def test_an_article_of_ones_own_as_the_readme_says(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = (root / "README.md").read_text(encoding="utf-8").partition("## Your own article")[2]
    article, commands, filled_in = re.findall(r"```(?:text|sh|yaml)\n(.*?)```", section, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(article, encoding="utf-8")
    for line in commands.splitlines():
        program, *words = line.partition("#")[0].split()
        assert program == "stancegraph"
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        if words[0] == "new-source":
            Path("article.yaml").write_text(filled_in, encoding="utf-8")
    assert all(Path(name).stat().st_size > 1000 for name in ("my-graph.html", "my-graph.ttl"))
