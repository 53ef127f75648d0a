"""Which pieces of a graph were found to conform to the shapes, kept in its directory from build to build. Layer: store.

    DIR/cache    one hash a line, of what was checked and of what it was checked with

Nothing but hashes is kept, and they are compared with those of what is checked now: a piece that changed has another
hash, and a file that was damaged costs another check. A line is written as soon as a piece was checked: what was done
before an interrupt need not be done again.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_HASH: Final = re.compile(rb"^[0-9a-f]{64}$", re.MULTILINE)


@dataclass(slots=True)
class Conforming:
    """The hashes that are known; without a file, those of this process alone.

    >>> known = Conforming()
    >>> known.add("0" * 64)
    >>> known.meets("0" * 64), known.meets("1" * 64)
    (True, False)
    """

    path: Path | None = None
    _known: set[str] = field(init=False, default_factory=set)
    _met: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        if self.path and os.path.lexists(self.path):
            if self.path.is_symlink() or not self.path.is_file():
                self.path = None  # it may be a stranger's directory: nothing is kept where something else lies
            else:
                self._known |= {line.decode("ascii") for line in _HASH.findall(self.path.read_bytes())}

    def meets(self, key: str) -> bool:
        """Tell whether a hash is known; if so, it stays known."""
        if key not in self._known:
            return False
        self._met.add(key)
        return True

    def add(self, key: str) -> None:
        """Keep a hash, from now on and whatever happens next."""
        self._known.add(key)
        self._met.add(key)
        if self.path:
            with self.path.open("a", encoding="ascii") as file:
                file.write(f"\n{key}\n")  # a line that an interrupt cut short ends here

    def prune(self, scratch: Path) -> None:
        """Forget all hashes but those that were met or added, if any were.

        ``scratch`` is the name of a file in the same file system that can be used meanwhile.
        """
        if self.path and self._met:
            scratch.write_text("".join(f"{key}\n" for key in sorted(self._met)), encoding="ascii")
            scratch.replace(self.path)
