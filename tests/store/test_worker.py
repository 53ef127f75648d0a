"""Queries run in a process of their own, within limits, and whatever becomes of it the program goes on."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from stancegraph.errors import GraphDirectoryError, LimitError, QueryError
from stancegraph.store.worker import Evaluation, ParseFailure, QueryWorker

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GRAPH = "https://example.org/graph/"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of 1,000 triples, and one more in each of two named graphs."""
    path = tmp_path_factory.mktemp("store")
    made = ox.Store(str(path))
    holds = ox.NamedNode("https://example.org/holds")
    made.extend(ox.Quad(ox.NamedNode(f"https://example.org/{i}"), holds, ox.Literal(i)) for i in range(1000))
    for name in ("derived.a", "annotator.b"):
        made.add(ox.Quad(ox.NamedNode(f"https://example.org/{name}"), holds, ox.Literal(0), ox.NamedNode(GRAPH + name)))
    made.flush()
    return path


@pytest.fixture
def worker(store: Path) -> Iterator[QueryWorker]:
    with QueryWorker(store, timeout=10) as worker:
        yield worker


def csv(worker: QueryWorker, query: str, graphs: tuple[str, ...] | None = ()) -> list[str]:
    """Return the lines of a result."""
    return worker.evaluate(Evaluation(query=query, format="csv", graphs=graphs)).payload.decode().splitlines()


def pid_of(worker: QueryWorker) -> int:
    assert worker._process is not None
    return worker._process.pid


def test_a_query_is_answered(worker: QueryWorker) -> None:
    assert csv(worker, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == ["n", "1000"]


def test_the_process_stays_warm(worker: QueryWorker) -> None:
    csv(worker, "ASK {}")
    first = pid_of(worker)
    csv(worker, "ASK {}")
    assert pid_of(worker) == first


@pytest.mark.parametrize(
    ("graphs", "count", "named"),
    [
        ((), "1000", []),
        ((GRAPH + "derived.",), "1001", ["derived.a"]),
        ((GRAPH + "derived.", GRAPH + "annotator."), "1002", ["annotator.b", "derived.a"]),
    ],
)
def test_named_graphs_are_seen_by_the_beginning_of_their_names(
    worker: QueryWorker, graphs: tuple[str, ...], count: str, named: list[str]
) -> None:
    assert csv(worker, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", graphs)[1] == count
    seen = csv(worker, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", graphs)
    assert seen[1:] == [GRAPH + name for name in named]


def test_a_query_can_choose_its_graphs(worker: QueryWorker) -> None:
    assert (
        csv(worker, "SELECT (COUNT(*) AS ?n) FROM <https://example.org/graph/annotator.b> { ?s ?p ?o }", None)[1] == "1"
    )


def test_graphs_are_listed(worker: QueryWorker) -> None:
    assert worker.graphs() == (GRAPH + "annotator.b", GRAPH + "derived.a")


@pytest.mark.parametrize("value", ['a"b', "O'Brien", "x\ny", 'Ann" . ?x <urn:secret> ?leak } #'])
def test_bindings_are_terms_and_never_text(worker: QueryWorker, value: str) -> None:
    evaluation = Evaluation(
        query="SELECT ?v { VALUES ?w { 1 } }", format="json", bindings={"v": str(ox.Literal(value))}
    )
    found = ox.parse_query_results(worker.evaluate(evaluation).payload, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    assert [solution["v"] for solution in found] == [ox.Literal(value)]


def test_a_binding_selects(worker: QueryWorker) -> None:
    bound = Evaluation(query="SELECT ?s ?o { ?s ?p ?o }", format="csv", bindings={"s": "<https://example.org/7>"})
    assert worker.evaluate(bound).payload.decode().splitlines() == ["s,o", "https://example.org/7,7"]


def test_a_slow_query_is_stopped_and_the_next_one_answered(store: Path) -> None:
    with QueryWorker(store, timeout=0.3) as worker:
        started = time.monotonic()
        with pytest.raises(LimitError, match=r"longer than 0\.3 s") as caught:
            csv(worker, PRODUCT)
        assert time.monotonic() - started < 3
        assert caught.value.exit_code == 5
        assert csv(worker, "ASK {}") == ["true"]


def test_a_greedy_query_is_stopped_and_the_next_one_answered(store: Path) -> None:
    greedy = 'SELECT (GROUP_CONCAT(?x) AS ?all) { ?a ?b ?c . ?d ?e ?f BIND("' + "x" * 1000 + '" AS ?x) }'
    with QueryWorker(store, timeout=30, memory=400 << 20) as worker:
        with pytest.raises(LimitError, match=r"more than 0\.391 GiB"):
            csv(worker, greedy)
        assert csv(worker, "ASK {}") == ["true"]


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ FILTER({'!' * 20000}true) }}",
        f"SELECT * {{ ?s ?p {'<<( <urn:s> <urn:p> ' * 20000}1{' )>>' * 20000} }}",
        f"ASK {'{' * 20000}{'}' * 20000}",
    ],
    ids=["not", "triple terms", "groups"],
)
def test_a_crash_of_the_engine_is_contained(worker: QueryWorker, query: str) -> None:
    with pytest.raises(LimitError, match="nested too deeply"):
        csv(worker, query)
    assert csv(worker, "ASK {}") == ["true"]


def test_a_process_that_was_killed_is_replaced(worker: QueryWorker) -> None:
    csv(worker, "ASK {}")
    os.kill(pid_of(worker), signal.SIGKILL)
    time.sleep(0.1)
    assert csv(worker, "ASK {}") == ["true"]


def test_a_process_that_is_killed_in_the_midst_is_reported(worker: QueryWorker) -> None:
    csv(worker, "ASK {}")
    threading.Timer(0.2, os.kill, (pid_of(worker), signal.SIGKILL)).start()
    with pytest.raises(QueryError, match="ended unexpectedly, with code -9"):
        csv(worker, PRODUCT)
    assert csv(worker, "ASK {}") == ["true"]


def test_an_interrupt_ends_the_process(worker: QueryWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    csv(worker, "ASK {}")
    pid = pid_of(worker)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(worker, "_receive", interrupt)
    with pytest.raises(KeyboardInterrupt):
        csv(worker, PRODUCT)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    monkeypatch.undo()
    assert csv(worker, "ASK {}") == ["true"]


def test_no_process_is_left_behind(store: Path) -> None:
    with QueryWorker(store) as worker:
        csv(worker, "ASK {}")
        pid = pid_of(worker)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_threads_share_a_worker(worker: QueryWorker) -> None:
    answers: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda i=i: answers.append(csv(worker, f"SELECT ({i} AS ?n) {{}}"))) for i in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(answer[1]) for answer in answers) == list(range(20))


def test_a_query_that_does_not_parse(worker: QueryWorker) -> None:
    with pytest.raises(ParseFailure, match="error at 1:10"):
        csv(worker, "SELCT * {}")
    with pytest.raises(ParseFailure, match="error at 1:10"):
        worker.parse("SELCT * {}", {})
    worker.parse("SELECT * { ?s a:b ?o }", {"a": "https://example.org/"})


def test_a_query_that_cannot_be_evaluated(worker: QueryWorker) -> None:
    with pytest.raises(QueryError, match="urn:f"):
        csv(worker, "SELECT (<urn:f>(1) AS ?x) {}")


@pytest.mark.parametrize("made", [True, False], ids=["not a store", "missing"])
def test_a_directory_that_is_no_store(tmp_path: Path, *, made: bool) -> None:
    path = tmp_path / "store"
    if made:
        path.mkdir()
        (path / "CURRENT").write_text("nonsense")
    with QueryWorker(path) as worker, pytest.raises(GraphDirectoryError, match="store cannot be read"):
        csv(worker, "ASK {}")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process give up sockets")
def test_the_process_cannot_open_a_socket_even_if_the_guard_errs(worker: QueryWorker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        with pytest.raises(QueryError, match="Permission denied"):
            csv(worker, f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}")
        assert csv(worker, f"ASK {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}") == ["true"]
        with pytest.raises(BlockingIOError):
            listener.accept()
