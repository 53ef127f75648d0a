"""The only writer of triples: columns of field values to Turtle, one node a line, driven by the ontology. Layer: emit.

A node belongs to its class and to every class above it; a value stands under its property and under every property
above that. Both small and large inputs go through :func:`turtle_lines`: a million rows are columns, so are ten nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import Final

from ..errors import ExportError
from ..iris import Names
from ..model.columns import Column, Texts
from ..model.node import Node, Text, Value, Values
from ..vocabulary import Property, vocabulary

Columns = Mapping[str, Sequence[Values]]
"""Field → its value in each row."""

_ESCAPES: Final = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}


def turtle_prefixes(names: Names) -> str:
    """Return the prefix declarations of a graph."""
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in names.prefixes.items())


def turtle_of_nodes(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the Turtle of nodes, class by class in the order in which they come."""
    by_type: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_type[node.type].append(node)
    for class_name, members in by_type.items():
        fields = dict.fromkeys(field for node in members for field in node.values)
        columns = {field: [node.values.get(field) for node in members] for field in fields}
        yield from turtle_lines(class_name, [node.name for node in members], columns)


def turtle_lines(class_name: str, names: Sequence[str], columns: Columns) -> Iterator[str]:
    r"""Yield one line of Turtle a row: the node ``names[i]`` of a class, with ``columns[field][i]`` under each field.

    >>> list(turtle_lines("Stance", ["stance:d.r.s1"], {"act": ["warn"], "holder": [None]}))
    ['stance:d.r.s1 a sg:Stance,sg:Reading,prov:Entity;sg:act sg:warn.\n']

    Raises:
        ExportError: a field is not in the ontology, or a value cannot be written; the node is named.
    """
    head = " a " + ",".join(vocabulary().superclasses[class_name])
    parts = [_objects(field, names, values) for field, values in columns.items()]
    return map("".join, zip(names, repeat(head), *parts, repeat(".\n")))


def _objects(field: str, names: Sequence[str], values: Sequence[Values]) -> Iterator[str]:
    """Return the predicates and objects of one field for each row; every distinct value is rendered once."""
    known = vocabulary().properties.get(field)
    if known is None:
        raise ExportError(f"the ontology has no field {field!r}", hint="add a property to ontology/stancegraph.ttl")
    write = partial(_written, known, _renderer(known))
    if isinstance(values, Texts):  # each row has its own
        return map(write, values)
    column = values if isinstance(values, Column) else Column.of(values)
    texts: list[str] = []
    for code, value in enumerate(column.values):
        try:
            texts.append(write(value))
        except (ValueError, ArithmeticError, TypeError, AttributeError) as error:
            name = next((name for name, own in zip(names, column.codes, strict=True) if own == code), "a value")
            raise ExportError(f"{name}: the value {value!r} of {field!r} cannot be written: {error}") from error
    return iter(Column(column.codes, tuple(texts)))


def _written(known: Property, render: Callable[[Value], str], value: Values) -> str:
    if value is None or value == ():
        return ""
    objects = ",".join(map(render, value)) if isinstance(value, tuple) else render(value)
    return "".join(f";{predicate} {objects}" for predicate in (known.name, *known.broader))


def _renderer(known: Property) -> Callable[[Value], str]:
    if known.schemes:
        return lambda value: f"sg:{value}"
    if not known.datatype:
        return str
    return _LITERALS.get(known.datatype, lambda value: f'"{escape(str(value))}"^^{known.datatype}')


def escape(text: str) -> str:
    r"""Return a text as it stands between the quotation marks of Turtle and N-Triples.

    >>> escape('say "no"\n')
    'say \\"no\\"\\n'
    """
    return text.translate(_ESCAPES)


def _language_string(value: Value) -> str:
    if isinstance(value, Text):
        return f'"{escape(value.text)}"' + (f"@{value.language}" if value.language else "")
    return f'"{escape(str(value))}"'


def _decimal(value: Value) -> str:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError("it is no finite number")
    text = f"{number:f}"
    return text if "." in text else text + ".0"


_LITERALS: Final[dict[str, Callable[[Value], str]]] = {
    "xsd:string": lambda value: f'"{escape(str(value))}"',
    "rdf:langString": _language_string,
    "xsd:decimal": _decimal,
    "xsd:integer": lambda value: str(int(str(value))),
    "xsd:boolean": lambda value: "true" if value else "false",
}
