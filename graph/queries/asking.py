"""Asks the named questions: resolves the names that are given, and answers. Layer: queries.

with Door(graph.store, names) as door:
    answer = ask(graph, door, "position-of", {"actor": "Brin", "on": "tolls-halved"})
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..errors import QueryError
from ..store.directory import GraphDirectory
from .answering import Answering
from .context import Context
from .door import Door
from .named_answer import NamedAnswer
from .questions import Kind, Parameter, Question, get_question
from .standing import Moment

Given = Mapping[str, str | Sequence[str]]
"""Parameters as they are typed: a name, or several."""


def ask(
    graph: GraphDirectory,
    door: Door,
    name: str,
    parameters: Given | None = None,
    *,
    at: str | None = None,
    known_by: str | None = None,
) -> NamedAnswer:
    """Return the answer to a named question over the graph that ``door`` opens; see :func:`ask_in`."""
    return ask_in(Context.of(graph, door), name, parameters, at=at, known_by=known_by)


def ask_in(
    context: Context,
    name: str,
    parameters: Given | None = None,
    *,
    at: str | None = None,
    known_by: str | None = None,
) -> NamedAnswer:
    """Return the answer to a named question.

    Args:
        context: of the graph; it can be kept for the next question.
        name: the question, one of :func:`stancegraph.queries.questions.questions`.
        parameters: ids, CURIEs, IRIs, or labels and aliases that stand for one thing alone.
        at: the date of what was held; the latest publication where none is given.
        known_by: the date by which it could be known; the latest publication where none is given.

    Raises:
        UnknownNameError: there is no such question or parameter, or the graph has nothing of a name that is given.
        QueryError: a required parameter is missing, or a date cannot be read.
        LimitError: the graph is so large that the question takes too long.
    """
    question = get_question(name)
    moment = Moment.parse(at, known_by, context.graph.manifest.latest)
    dates = frozenset(variable for variable, text in (("at", at), ("knownBy", known_by)) if text is not None)
    found = _resolve(context, question, parameters or {})
    return Answering(context=context, question=question, moment=moment, found=found, dates=dates).answer()


def _resolve(context: Context, question: Question, given: Given) -> dict[str, list[str]]:
    """Return the IRIs that each parameter names."""
    texts = {name: _texts(question.parameter(name), value) for name, value in given.items()}
    lacking = [one.name for one in question.parameters if one.required and not texts.get(one.name)]
    if lacking:
        raise QueryError(f"{question.name} needs {' and '.join(lacking)}", hint=f"ask it so: {question.usage}")
    return {name: _find(context, question, question.parameter(name), values) for name, values in texts.items()}


def _texts(parameter: Parameter, value: str | Sequence[str]) -> list[str]:
    """Return the names that were typed for a parameter: several are separated by commas where it takes several."""
    if not isinstance(value, str):
        return list(value)
    texts = value.split(",") if parameter.kind is Kind.ACTORS else [value]
    return [text.strip() for text in texts if text.strip()]


def _find(context: Context, question: Question, parameter: Parameter, texts: Sequence[str]) -> list[str]:
    most = len(question.places(parameter))
    if not 0 < len(texts) <= most:
        raise QueryError(
            f"{parameter.name} takes {'one name' if most == 1 else f'at most {most} names'}",
            hint=f"ask it so: {question.usage}",
        )
    kind = Kind.ACTOR if parameter.kind is Kind.ACTORS else parameter.kind
    return [context.finder.find(text, kind) for text in texts]
