"""Command line: problems of inputs as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import click

from ..errors import Problem, Severity
from ..visible import visible


def say(problems: Iterable[Mapping[str, Any]]) -> None:
    """Print problems to stderr, each with its place and hint."""
    for held in problems:
        problem = Problem(**{**held, "severity": Severity(held["severity"])})
        click.echo("\n".join(map(visible, str(problem).split("\n"))), err=True)
