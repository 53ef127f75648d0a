"""Modules stay short and functions stay simple."""

import ast
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.house.conftest import Module

MOST_LINES = 400
MOST_COMPLEX = 8

BRANCHES = (
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Assert,
    ast.match_case,
)


def complexity(function: ast.AST) -> int:
    """Return 1 + each if, loop, except, conditional, comprehension, assert, case and further operand of and/or."""
    nodes = list(ast.walk(function))
    branches = sum(isinstance(node, BRANCHES) for node in nodes)
    conditions = sum(len(node.ifs) for node in nodes if isinstance(node, ast.comprehension))
    operands = sum(len(node.values) - 1 for node in nodes if isinstance(node, ast.BoolOp))
    return 1 + branches + conditions + operands


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return 1", 1),
        ("if a: pass\n    elif b: pass\n    else: pass", 3),
        ("return 1 if a and b and c else 2", 4),
        ("for x in a: pass\n    while b: pass", 3),
        ("return [x for x in a if x]", 3),
        ("try: pass\n    except ValueError: pass\n    except KeyError: pass", 3),
        ("match a:\n        case 1: pass\n        case _: pass", 3),
        ("assert a", 2),
        ("def inner():\n        if a: pass", 2),
    ],
)
def test_complexity_is_counted_as_the_style_says(body: str, expected: int) -> None:
    assert complexity(ast.parse(f"def function():\n    {body}")) == expected


def test_functions_are_simple(modules: "list[Module]") -> None:
    functions = [
        (complexity(node), f"{module.path}:{node.lineno}: {node.name}")
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    offenders = [f"{place}: {found}" for found, place in functions if found > MOST_COMPLEX]
    assert functions
    assert not offenders, "\n".join(offenders)


def test_modules_are_short(modules: "list[Module]") -> None:
    lengths = [(len(module.source.splitlines()), module.path) for module in modules]
    offenders = [f"{path}: {lines}" for lines, path in lengths if lines > MOST_LINES]
    assert lengths
    assert not offenders, "\n".join(offenders)
