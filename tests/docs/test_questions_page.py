"""The page of the questions is up to date, and shows all of them with an example that answers."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from stancegraph.queries.questions import questions


@pytest.fixture(scope="module")
def make(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("make_questions_page")


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "questions.md").read_text(encoding="utf-8")


def test_the_page_is_up_to_date(make: ModuleType, page: str) -> None:
    assert page == make.render_page(), "run: python docs/make_questions_page.py && python docs/make_sessions.py"


def test_the_two_scripts_leave_each_others_work_alone(
    make: ModuleType, script: Callable[[str], ModuleType], page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sessions = script("make_sessions")
    monkeypatch.setattr(sessions, "_run", lambda command, folder: f"ran in {folder.name}: {command[:20]}\n")
    filled = sessions.render(page, tmp_path)
    monkeypatch.setattr(make, "PAGE", tmp_path / "questions.md")
    make.PAGE.write_text(filled, encoding="utf-8")
    assert make.render_page() == filled
    make.PAGE.unlink()
    assert sessions.render(make.render_page(), tmp_path) == filled  # from nothing, too


def test_every_question_has_a_section_with_a_session(make: ModuleType, page: str) -> None:
    assert make.EXAMPLES.keys() == questions().keys()
    for name, question in questions().items():
        section = page.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
        assert question.answers in section
        assert question.cannot in section
        assert all(
            f"| {'**' * one.required}{one.name}{'**' * one.required} |" in section for one in question.parameters
        )
        assert all(f"`{column.name}`" in section for column in question.columns)
        assert re.search(
            rf"```console\n\$ stancegraph ask \S+ {name}\b.*\n(.*\n)+?\d+ rows?, \d+ sources? examined\n```", section
        )


def test_every_column_is_explained(make: ModuleType) -> None:
    used = {column.name for question in questions().values() for column in question.columns}
    assert make.COLUMNS.keys() == used


def test_the_readme_leads_to_the_page(root: Path) -> None:
    assert "(docs/questions.md)" in (root / "README.md").read_text(encoding="utf-8")
