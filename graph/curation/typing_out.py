"""Writes values as YAML, in brackets and on one line, so that they are read as they were meant. Layer: curation."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from ..sources import located

Value = str | Sequence["Value"] | Mapping[str, "Value"]

# What every reader of YAML takes for a text without quotation marks; `no` and `null` some take for something else.
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w./()’–-]| (?=[\w(]))*")
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def typed(value: Value) -> str:
    r"""Return a value as it is typed.

    >>> print(typed({"id": "lena-ost", "label": {"fr": "Ost: Léna"}, "aliases": ["no", "L. Ost"]}))
    {id: lena-ost, label: {fr: "Ost: Léna"}, aliases: ["no", L. Ost]}
    """
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {typed(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(map(typed, value)) + "]"


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes, on one line."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def value_of(item: located.Item) -> Value:
    """Return what stands at a place of a file."""
    if isinstance(item, located.Scalar):
        return item.text
    if isinstance(item, located.Sequence):
        return [value_of(one) for one in item.items if not is_empty(one)]
    return fields_of(item)


def fields_of(item: located.Mapping, *, without: Collection[str] = ()) -> dict[str, Value]:
    """Return the fields of an entry as they stand in its file, some left out; so are those with nothing in them."""
    return {key: value_of(one) for key, one in item.entries.items() if key not in without and not is_empty(one)}


def is_empty(item: located.Item) -> bool:
    """Tell whether nothing stands at a place: not even an empty text in quotation marks."""
    return isinstance(item, located.Scalar) and not item.text and not item.quoted
