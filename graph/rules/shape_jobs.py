"""Holds the pieces of a graph against the shapes, those that are not known to conform, in processes. Layer: rules.

What is found does not depend on how many processes there are, nor on what was known before.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import chain, islice
from selectors import EVENT_READ, DefaultSelector
from typing import IO, Final, Self

from .. import __version__
from ..emit.pieces import Piece
from ..errors import LimitError
from ..iris import Names
from ..store.conforming import Conforming
from ..vocabulary import ontology_bytes
from .checking import Finding, shape_findings

_TOGETHER: Final = 8  # pieces that are checked in the time in which a process starts; together they cost a fifth less

Batch = list[Piece]
Checked = tuple[Batch, list[Finding]]


def available_jobs() -> int:
    """Return how many processes can run at once: the cores that this one may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_pieces(pieces: Iterable[Piece], names: Names, *, jobs: int, conforming: Conforming) -> list[Finding]:
    """Return what the shapes find in pieces of a graph, sorted; a piece that is known to conform is not looked at."""
    found: list[Finding] = []
    unknown = (piece for piece in pieces if not conforming.meets(_key(piece)))
    for batch, said in _checked(unknown, names, jobs):
        for piece in batch:
            own = [finding for finding in said if finding[0] in piece.names]
            found += own
            if not own:
                conforming.add(_key(piece))
    return sorted(found)


def _key(piece: Piece) -> str:
    return hashlib.sha256(f"{_judge()} {piece.key}".encode()).hexdigest()


@cache
def _judge() -> str:
    """Return what pieces are held against, and by whom: another version may come to another judgement."""
    shapes = hashlib.sha256(ontology_bytes("shapes.ttl")).hexdigest()
    return " ".join([shapes, __version__, version("pyshacl"), version("rdflib")])


def _checked(pieces: Iterator[Piece], names: Names, jobs: int) -> Iterator[Checked]:
    """Yield pieces with what was found, in any order; a few are not worth a process."""
    batches = iter(lambda: list(islice(pieces, _TOGETHER)), [])
    first = list(islice(batches, 2)) if jobs > 1 else []
    if len(first) > 1:
        yield from _checked_apart(chain(first, batches), names, jobs)
    else:
        yield from ((batch, shape_findings(_turtle(batch), names)) for batch in chain(first, batches))


def _turtle(batch: Batch) -> bytes:
    return b"".join(piece.turtle for piece in batch)


def _checked_apart(batches: Iterable[Batch], names: Names, jobs: int) -> Iterator[Checked]:
    """Give each process a batch, and the next one as soon as it has replied."""
    with ExitStack() as stack, DefaultSelector() as selector:
        idle = [stack.enter_context(_Worker.start(names)) for _ in range(jobs)]
        for worker in idle:
            selector.register(worker.replies, EVENT_READ, worker)
        busy = 0
        for batch in batches:
            if not idle:
                for worker in _replied(selector):
                    yield worker.receive()
                    idle.append(worker)
            idle.pop().send(batch)
            busy = jobs - len(idle)
        while busy:
            for worker in _replied(selector):
                yield worker.receive()
                busy -= 1


def _replied(selector: DefaultSelector) -> list[_Worker]:
    """Wait; return the processes that have replied."""
    return [key.data for key, _events in selector.select()]


@dataclass(slots=True)
class _Worker:
    """A process that checks one batch at a time: see :mod:`.shape_worker`."""

    process: subprocess.Popen[bytes]
    requests: IO[bytes]
    replies: IO[bytes]
    batch: Batch = field(default_factory=list)

    @classmethod
    def start(cls, names: Names) -> Self:
        # -P: what lies in the current folder is none of our modules.
        command = [sys.executable, "-P", "-m", f"{__package__}.shape_worker", names.base]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  our own module
        if process.stdin is None or process.stdout is None:
            raise TypeError("the pipes that were asked for are there")
        return cls(process, process.stdin, process.stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.communicate()

    def send(self, batch: Batch) -> None:
        self.batch, turtle = batch, _turtle(batch)
        try:
            self.requests.write(b"%d\n%b" % (len(turtle), turtle))
            self.requests.flush()
        except BrokenPipeError:
            raise self._ended() from None

    def receive(self) -> Checked:
        line = self.replies.readline()
        if not line.endswith(b"\n"):
            raise self._ended()
        return self.batch, [(node, said) for node, said in json.loads(line)]

    def _ended(self) -> LimitError:
        message = f"a process that checks the shapes ended unexpectedly, with code {self.process.wait()}"
        return LimitError(message, hint="check in this process alone: --jobs 1")
