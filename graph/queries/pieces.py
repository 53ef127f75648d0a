"""The pieces that the text of a query is made of, near enough to point at one or to rewrite a name. Layer: queries.

Only the parser knows whether ``<`` begins an IRI or means less-than; here it begins an IRI wherever it could. So pieces
never decide what a query may do.
"""

from __future__ import annotations

import re
from typing import Final

# A query can be cut after each of them without changing what stands before the cut.
_PIECE: Final = re.compile(
    r"""
    \#[^\r\n]*
    | (?: \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
        | "(?: [^"\\\r\n] | \\. )*" | '(?: [^'\\\r\n] | \\. )*' )
      (?: @[\w\-]+ | \^\^ (?: <[^<>\s]*> | [\w.\-]*:[\w.\-]* ) )?
    | <[^<>"{}|^`\\\s]*>
    | [?$@]?[\w%] [\w.:%\-]* | :[\w.%\-]*
    | <<\( | \)>> | << | >> | \{\| | \|\} | && | \|\| | \^\^ | [<>!]=
    | [ \t\r\n]+ | .
    """,
    re.VERBOSE | re.DOTALL,
)
_DOTTED: Final = re.compile(r":[\w\-]+\.[\w\-]+\.[\w\-]")
_DOTTED_NAME: Final = re.compile(r"(?P<prefix>(?!_:)[\w.\-]*:)(?P<local>[\w\-]+(?:\.[\w\-]+){2,})(?P<end>\.*)")


def pieces_of(query: str, start: int = 0) -> list[re.Match[str]]:
    """Return the pieces of a query that are not white space.

    >>> [piece[0] for piece in pieces_of('ASK{?s a<x>}')]
    ['ASK', '{', '?s', 'a', '<x>', '}']
    """
    return [piece for piece in _PIECE.finditer(query, start) if not piece[0].isspace()]


def escape_dots(query: str) -> str:
    r"""Return a query whose prefixed names the engine reads: its parser takes one dot in a name, and more if escaped.

    >>> print(escape_dots("ASK { stance:daily.reader-1.s1 ?p 'a:b.c.d' . a:b.c ?p a:b.c.d. }"))
    ASK { stance:daily\.reader-1\.s1 ?p 'a:b.c.d' . a:b.c ?p a:b\.c\.d. }
    """
    return _PIECE.sub(_escaped, query) if _DOTTED.search(query) else query


def _escaped(piece: re.Match[str]) -> str:
    name = _DOTTED_NAME.fullmatch(piece[0])
    return f"{name['prefix']}{name['local'].replace('.', chr(92) + '.')}{name['end']}" if name else piece[0]
