"""What a person may have meant by a name that nothing has. Layer: queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from ..model.registry import fold

NOT_SILENT: Final = "nothing in this graph speaks of it, which is not the same as having no position"
_MOST: Final = 3
_CLOSE: Final = 0.75  # more than "Peru" has in common with "ru", less than a word with two letters exchanged
_SHORTEST: Final = 4  # a code of a country is near to too much
_WORD: Final = re.compile(r"\w+")


def near_ids(name: str, ids_by_name: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the ids that a name may have meant: those whose names have all of its words, then those that come close.

    >>> known = {"strait-tolls": ["strait-tolls"], "tolls in the gannet strait": ["strait-tolls"], "arland": ["arland"]}
    >>> near_ids("tolls", known), near_ids("Arlnad", known), near_ids("Peru", known)
    (['strait-tolls'], ['arland'], [])
    """
    words = _words(name)
    wider = [known for known in sorted(ids_by_name) if words and words <= _words(known)]
    longer = [known for known in ids_by_name if len(known) >= _SHORTEST]
    close = get_close_matches(fold(name), longer, n=_MOST, cutoff=_CLOSE)
    found = dict.fromkeys(one for known in (*wider, *close) for one in sorted(ids_by_name[known]))
    return list(found)[:_MOST]


def _words(name: str) -> set[str]:
    return set(_WORD.findall(fold(name)))


def did_you_mean_ids(ids: Iterable[str]) -> str:
    """Return a hint that asks whether one of some ids was meant; nothing where there are none.

    >>> did_you_mean_ids(["arland", "brin"])
    "did you mean 'arland' or 'brin'?"
    """
    quoted = " or ".join(map(repr, ids))
    return f"did you mean {quoted}?" if quoted else ""
