"""The process that evaluates queries: opens one store, answers one request a line until its input ends. Layer: store.

:mod:`.worker` runs this file as a script, ``python -I -S engine.py``, so that a query starts in milliseconds, in a
process without threads, memory or open files of the program's; hence it imports pyoxigraph and the standard library
alone.

The engine has neither a time-out nor a limit of its own, and SERVICE makes requests: so this process sets an alarm that
ends it, limits its own memory, and gives up the right to open sockets. It ends when the program that started it does.

A request is one line of JSON. A reply is one line of JSON, and after it as many bytes as its ``size`` says.
"""

from __future__ import annotations

import ctypes
import json
import platform
import resource
import signal
import struct
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import IO, Any, Final

if __name__ == "__main__":
    sys.path.append(sys.argv[1])  # where pyoxigraph lies: without site-packages Python starts twice as fast

import pyoxigraph as ox

Request = dict[str, Any]
Header = dict[str, Any]
Graphs = list[ox.NamedNode]

ROWS: Final = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
TRIPLES: Final = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}

FEW: Final = 6  # predicates of a look-up; of more, reading all quads of a node takes less time

# Of a seccomp filter: the number of socket() and the architecture that numbers it so.
SYSCALLS: Final = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}
EACCES: Final = 13
PR_SET_SECCOMP, SECCOMP_MODE_FILTER, PR_SET_NO_NEW_PRIVS = 22, 2, 38


def confine(memory: int) -> None:
    """Limit what this process may take and do, once and for all: ``memory`` in bytes of data, and no socket."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the alarm ends the process even in the midst of native code
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})  # a blocked one would be inherited
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then ends this process
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    least = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (least, least))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    forbid_sockets()


def forbid_sockets() -> bool:
    """Make every later ``socket()`` of this process fail with EACCES; tell whether the system can.

    The guard refuses SERVICE before anything is evaluated; this holds where the guard should ever err.
    """
    if sys.platform != "linux" or platform.machine() not in SYSCALLS:
        return False
    number, architecture = SYSCALLS[platform.machine()]
    program = b"".join(
        struct.pack("HBBI", *instruction)
        for instruction in (
            (0x20, 0, 0, 4),  # load the architecture
            (0x15, 0, 2, architecture),  # another one: allow
            (0x20, 0, 0, 0),  # load the number of the call
            (0x15, 1, 0, number),  # socket: refuse
            (0x06, 0, 0, 0x7FFF0000),  # allow
            (0x06, 0, 0, 0x00050000 | EACCES),  # refuse with this error
        )
    )
    code = ctypes.create_string_buffer(program)
    filter_ = struct.pack("HP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(filter_), 0, 0)


def serve(store: ox.Store, requests: IO[bytes], replies: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    graphs = [graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)]
    for line in requests:
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, request["timeout"])
        header, payload = reply_to(store, graphs, request)
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(replies, header, payload)


def send(replies: IO[bytes], header: Header, payload: bytes = b"") -> None:
    """Write one reply."""
    replies.write(json.dumps({**header, "size": len(payload)}).encode() + b"\n")
    replies.write(payload)
    replies.flush()


def reply_to(store: ox.Store, graphs: Graphs, request: Request) -> tuple[Header, bytes]:
    """Return the header and the payload that answer a request; what goes wrong becomes a header with ``error``."""
    try:
        return answer_to(store, graphs, request)
    except SyntaxError as error:
        return {"error": "syntax", "message": str(error)}, b""
    except MemoryError:
        return {"error": "memory", "message": ""}, b""
    except (RuntimeError, ValueError, OSError) as error:
        return {"error": "evaluation", "message": str(error)}, b""


def answer_to(store: ox.Store, graphs: Graphs, request: Request) -> tuple[Header, bytes]:
    """Return the header and the payload that answer a request in which nothing is wrong."""
    match request["do"]:
        case "graphs":
            return {"graphs": sorted(graph.value for graph in graphs)}, b""
        case "parse":
            ox.Store().query(request["query"], prefixes=request["prefixes"])
            return {}, b""
        case "look-up":
            return {}, look_up(store, visible_graphs(graphs, request["graphs"]) or [], request)
        case _:
            return evaluate(store, graphs, request)


def evaluate(store: ox.Store, graphs: Graphs, request: Request) -> tuple[Header, bytes]:
    """Evaluate a query, and write the result in the format that the request names."""
    seen = visible_graphs(graphs, request["graphs"])
    bindings = {ox.Variable(name): parse_term(term) for name, term in request["bindings"].items()}
    result = store.query(request["query"], prefixes=request["prefixes"], substitutions=bindings, **_dataset(seen))
    form = request["format"]
    if isinstance(result, ox.QueryTriples):
        parts = tuple(request["parts"])
        triples = with_parts(store, graphs if seen is None else seen, result, parts) if parts else result
        return {}, write_triples(sorted_triples(triples), form, request["prefixes"])
    payload = result.serialize(format=ROWS[form]) or b""
    return ({"truth": bool(result)} if isinstance(result, ox.QueryBoolean) else {}), payload


def _dataset(seen: Graphs | None) -> dict[str, Any]:
    """Return which graphs a query sees; it chooses them itself where none are given."""
    if seen is None:
        return {}
    return {"named_graphs": seen} | ({"default_graph": [ox.DefaultGraph(), *seen]} if seen else {})


def visible_graphs(graphs: Graphs, prefixes: list[str] | None) -> Graphs | None:
    """Return the named graphs whose IRI starts with one of ``prefixes``; None where the query names its own."""
    return None if prefixes is None else [graph for graph in graphs if graph.value.startswith(tuple(prefixes))]


def look_up(store: ox.Store, graphs: Graphs, request: Request) -> bytes:
    """Return, as JSON, the values of each node under each predicate: an IRI as text, a literal as its three parts."""
    predicates, everywhere = set(request["predicates"]), {ox.DefaultGraph(), *graphs}
    found: dict[str, dict[str, list[Any]]] = {}
    for name in request["nodes"]:
        values: dict[str, list[Any]] = {}
        for quad in quads_of(store, ox.NamedNode(name), predicates):
            if quad.predicate.value in predicates and quad.graph_name in everywhere:
                values.setdefault(quad.predicate.value, []).append(plain(quad.object))
        if values:
            found[name] = values
    return json.dumps(found).encode()


def quads_of(store: ox.Store, node: ox.NamedNode, predicates: Collection[str]) -> Iterator[ox.Quad]:
    """Yield what a node says under some predicates; where these are many, all that it says, which is faster."""
    if len(predicates) > FEW:
        yield from store.quads_for_pattern(node, None, None, None)
    else:
        for predicate in predicates:
            yield from store.quads_for_pattern(node, ox.NamedNode(predicate), None, None)


def plain(term: Any) -> str | list[str | None]:
    """Return a term as JSON can carry it.

    >>> plain(ox.NamedNode("urn:a")), plain(ox.Literal("Oman", language="en"))[:2]
    ('urn:a', ['Oman', 'en'])
    """
    if isinstance(term, ox.Literal):
        return [term.value, term.language, term.datatype.value]
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def parse_term(text: str) -> Any:
    """Return the term that ``text`` writes in N-Triples.

    >>> parse_term('"Oman"@en')
    <Literal value=Oman language=en>
    """
    return next(iter(ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES))).object


def with_parts(
    store: ox.Store, graphs: Graphs, triples: ox.QueryTriples, parts: tuple[str, ...]
) -> Iterator[ox.Triple]:
    """Yield the triples, and of each object whose IRI starts with one of ``parts`` its own, to any depth.

    A description would stop before the words that a reading rests on: where other data have blank nodes, which a
    description includes, ours have IRIs.
    """
    waiting, known = list(triples), set[ox.NamedNode]()
    everywhere: list[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph(), *graphs]
    while waiting:
        triple = waiting.pop()
        yield triple
        node = triple.object
        if isinstance(node, ox.NamedNode) and node not in known and node.value.startswith(parts):
            known.add(node)
            for graph in everywhere:
                waiting += [quad.triple for quad in store.quads_for_pattern(node, None, None, graph)]


def sorted_triples(triples: Iterable[ox.Triple]) -> bytes:
    """Return triples as N-Triples, sorted, each once, blank nodes named by what they say."""
    written = triples.serialize if isinstance(triples, ox.QueryTriples) else partial(ox.serialize, triples)
    lines = set((written(format=ox.RdfFormat.N_TRIPLES) or b"").split(b"\n")) - {b""}
    if any(b"_:" in line for line in lines):
        dataset = ox.Dataset(ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES))
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = set((ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").split(b"\n")) - {b""}
    return b"".join(line + b"\n" for line in sorted(lines))


def write_triples(triples: bytes, form: str, prefixes: dict[str, str]) -> bytes:
    """Write sorted N-Triples in another format, with the prefixes that it uses, in alphabetical order."""
    if form == "nt":
        return triples
    used = {name: iri for name, iri in prefixes.items() if f"<{iri}".encode() in triples}
    quads = (quad.triple for quad in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))
    text = ox.serialize(quads, format=TRIPLES[form], prefixes=used) or b""
    lines = text.splitlines(keepends=True)
    head = [line for line in lines[: len(used)] if line.startswith(b"@prefix ")]
    return b"".join([*sorted(head), *lines[len(head) :]])


def main(store_path: str, memory: int) -> None:
    """Open the store, say that it is open, and serve."""
    confine(memory)
    try:
        store = ox.Store.read_only(store_path)
    except (OSError, RuntimeError, ValueError) as error:
        send(sys.stdout.buffer, {"error": "store", "message": str(error)})
    else:
        send(sys.stdout.buffer, {})
        serve(store, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main(sys.argv[2], int(sys.argv[3]))
