"""A process that can be killed evaluates the queries, within limits of time and memory. Layer: store.

The store engine has neither a time-out nor a way to cancel, and a query nested deeply enough makes it crash; so it runs
in a process of its own (:mod:`.engine`), which stays warm for many queries and is started again after it had to end.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Final, Self

from ..errors import GraphDirectoryError, LimitError, QueryError

TIMEOUT: Final = 30.0
"""Seconds that a query may take."""

MEMORY: Final = 4 << 30
"""Bytes of memory that a query may take, with its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What the engine is asked to evaluate.

    ``graphs`` are beginnings of IRIs: the named graphs that start so are seen beside the default graph, both as such
    and merged into it; None leaves the choice to the query's own FROM. ``bindings`` gives variables of the outermost
    SELECT their terms, in N-Triples syntax. ``parts`` are beginnings of IRIs too: a description includes the triples of
    each object that starts so.
    """

    query: str
    format: str
    prefixes: Mapping[str, str] = field(default_factory=dict)
    graphs: Sequence[str] | None = ()
    bindings: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the engine returned: bytes in the format that was asked for, and, of an ASK, its truth."""

    truth: bool | None
    payload: bytes


class ParseFailure(QueryError):
    """The engine cannot parse a query; the message is its own."""


class QueryWorker:
    """Evaluates queries over the store in a directory; safe to use from several threads.

    >>> import pyoxigraph, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     pyoxigraph.Store(folder).flush()
    ...     with QueryWorker(Path(folder)) as worker:
    ...         worker.evaluate(Evaluation(query="ASK {}", format="csv"))
    Reply(truth=True, payload=b'true')
    """

    def __init__(self, store: Path, *, timeout: float = TIMEOUT, memory: int = MEMORY) -> None:
        self._store = store
        self._timeout = timeout
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next query starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def evaluate(self, evaluation: Evaluation) -> Reply:
        """Return the result of a query.

        Raises:
            ParseFailure: the engine cannot parse it.
            QueryError: it fails, say for a function that the engine does not know.
            LimitError: it takes too long, too much memory, or is nested too deeply.
        """
        request = {name: getattr(evaluation, name) for name in Evaluation.__slots__}
        header, payload = self._exchange({"do": "evaluate", **request})
        return Reply(truth=header.get("truth"), payload=payload)

    def parse(self, query: str, prefixes: Mapping[str, str]) -> None:
        """Return if the engine can parse a query, without evaluating it over the store.

        It may be evaluated over an empty store, so it must not contain the keyword SERVICE.

        Raises:
            ParseFailure: the engine cannot parse it.
            LimitError: it is nested too deeply.
        """
        self._exchange({"do": "parse", "query": query, "prefixes": prefixes})

    def look_up(
        self, nodes: Sequence[str], predicates: Sequence[str], graphs: Sequence[str] = ()
    ) -> dict[str, dict[str, list[Any]]]:
        """Return node → predicate → values, for the nodes and predicates that have any, all named by IRIs.

        A value that is an IRI is text; a literal is a list of its text, its language or None, and its datatype.
        ``graphs`` are beginnings of IRIs of named graphs that are looked in beside the default graph.
        """
        _, payload = self._exchange({"do": "look-up", "nodes": nodes, "predicates": predicates, "graphs": graphs})
        found: dict[str, dict[str, list[Any]]] = json.loads(payload)
        return found

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs of the store, sorted."""
        header, _ = self._exchange({"do": "graphs"})
        return tuple(header["graphs"])

    def _exchange(self, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            try:
                header, payload = self._send(self._running(), request)
            except BaseException:  # whatever it was, an interrupt too, the next reply could be of this request
                self.close()
                raise
        if "error" in header:
            raise self._failure(header)
        return header, payload

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = self._start()
            self._greet(self._process)
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        engine = find_spec("pyoxigraph")
        folder = Path(engine.origin).parent.parent if engine and engine.origin else Path()
        script = Path(__file__).with_name("engine.py")
        command = [sys.executable, "-I", "-S", str(script), str(folder), str(self._store), str(self._memory)]
        return subprocess.Popen(  # noqa: S603 - our own script, by its path
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def _greet(self, process: subprocess.Popen[bytes]) -> None:
        header, _ = self._receive(process)
        if "error" in header:
            raise GraphDirectoryError(
                f"{self._store}: the store cannot be read: {header['message']}",
                hint="build the graph again from its sources",
            )

    def _send(self, process: subprocess.Popen[bytes], request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        pipe = process.stdin
        try:
            if pipe is not None:
                pipe.write(json.dumps({**request, "timeout": self._timeout}).encode() + b"\n")
                pipe.flush()
        except BrokenPipeError:
            pass  # it has ended: what it ended with is more telling
        return self._receive(process)

    def _receive(self, process: subprocess.Popen[bytes]) -> tuple[dict[str, Any], bytes]:
        pipe = process.stdout
        line = pipe.readline() if pipe is not None else b""
        if pipe is None or not line.endswith(b"\n"):
            raise self._ended(process.wait())
        header: dict[str, Any] = json.loads(line)
        payload = pipe.read(header["size"])
        if len(payload) != header["size"]:
            raise self._ended(process.wait())
        return header, payload

    def _failure(self, header: Mapping[str, Any]) -> QueryError | LimitError:
        if header["error"] == "memory":
            return self._out_of_memory()
        if header["error"] == "syntax":
            return ParseFailure(header["message"])
        return QueryError(f"the query cannot be evaluated: {header['message']}")

    def _ended(self, code: int) -> QueryError | LimitError:
        """Return the error that says why the process ended in the midst of a query."""
        if code == -signal.SIGALRM:
            return LimitError(
                f"the query took longer than {self._timeout:g} s and was stopped",
                hint="ask for less (LIMIT, a more selective pattern), or give it more time: --timeout S",
            )
        if code == -signal.SIGABRT:
            return self._out_of_memory()
        if code in {-signal.SIGSEGV, -signal.SIGBUS}:
            return LimitError(
                "the query is nested too deeply for the engine, which crashed", hint="write it with fewer levels"
            )
        return QueryError(f"the query engine ended unexpectedly, with code {code}")

    def _out_of_memory(self) -> LimitError:
        return LimitError(
            f"the query needs more than {self._memory / (1 << 30):.3g} GiB of memory and was stopped",
            hint="ask for less (LIMIT, a more selective pattern)",
        )
