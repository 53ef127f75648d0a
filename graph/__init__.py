"""Stances as an RDF graph: who stands where on what, who says so, and in which words.

    >>> import stancegraph
    >>> sorted(name for name in dir(stancegraph) if name[0].isupper())[:3]
    ['ExportError', 'GraphDirectoryError', 'InvalidInput']

What is imported from here loads what it needs when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import StanceGraph
    from .errors import (
        ExportError,
        GraphDirectoryError,
        InvalidInput,
        LimitError,
        MissingExtraError,
        Problem,
        QueryError,
        StancegraphError,
        UnknownNameError,
    )

__version__ = "0.1.0"

_HOMES = {"StanceGraph": "api"} | dict.fromkeys(
    (
        "ExportError",
        "GraphDirectoryError",
        "InvalidInput",
        "LimitError",
        "MissingExtraError",
        "Problem",
        "QueryError",
        "StancegraphError",
        "UnknownNameError",
    ),
    "errors",
)
__all__ = [
    "ExportError",
    "GraphDirectoryError",
    "InvalidInput",
    "LimitError",
    "MissingExtraError",
    "Problem",
    "QueryError",
    "StanceGraph",
    "StancegraphError",
    "UnknownNameError",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
