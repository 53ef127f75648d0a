"""The examples in the docstrings of the library do what they show."""

import doctest
import importlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.house.conftest import Module

OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def test_examples_in_docstrings(modules: "list[Module]", capsys: pytest.CaptureFixture[str]) -> None:
    names = [module.name for module in modules if ">>> " in module.source]
    assert names
    results = [doctest.testmod(importlib.import_module(name), optionflags=OPTIONS) for name in names]
    assert sum(result.failed for result in results) == 0, capsys.readouterr().out
    assert sum(result.attempted for result in results) >= len(names)
