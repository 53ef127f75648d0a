"""StanceGraph: a built graph as Python sees it. Layer: the facade, below the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from .building import build
from .iris import Names
from .queries.answer import Answer, Term
from .queries.door import Door, Graphs
from .store.directory import GraphDirectory

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa
    import rdflib

    from .queries.context import Context
    from .queries.counting import Statistics
    from .queries.describe import Description
    from .queries.explain import Explanation
    from .queries.named_answer import NamedAnswer
    from .queries.reviewing import Review
    from .queries.stances import Stance


class StanceGraph:
    """A built graph, open for reading.

    It stays at the version that was published when it was opened. Close it, or use it as a context manager, to end the
    process that evaluates its queries.
    """

    def __init__(self, directory: GraphDirectory, *, graphs: str = Graphs.PRIMARY) -> None:
        self.directory = directory
        self.graphs = Graphs(graphs)
        self.names = Names(directory.manifest.base)
        self._door: Door | None = None
        self._context: Context | None = None

    @classmethod
    def open(cls, path: Path | str, *, graphs: str = Graphs.PRIMARY) -> Self:
        """Return the graph that was built into a directory.

        Queries see the registry, the sources, the primary readings and what rules derived from them; with
        ``graphs="all"`` the readings of second annotators too.

        Raises:
            GraphDirectoryError: there is none, or a newer version of stancegraph wrote it.
        """
        return cls(GraphDirectory.open(Path(path)), graphs=graphs)

    @classmethod
    def build(
        cls,
        inputs: Sequence[Path | str],
        output: Path | str,
        *,
        base: str | None = None,
        texts: Path | str | None = None,
        shapes: bool = True,
    ) -> Self:
        """Build a graph into a directory and open it: see :func:`stancegraph.building.build`."""
        folder = Path(texts) if texts else None
        build([Path(one) for one in inputs], Path(output), base=base, texts=folder, shapes=shapes)
        return cls.open(output)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process that evaluates queries."""
        if self._door:
            self._door.close()
            self._door = self._context = None

    def _repr_html_(self) -> str:
        from .queries.notebook import html_table

        statistics = self.stats()
        rows = [[name, f"{count:,}"] for name, count in statistics.counts.items()]
        return html_table(["what", "how many"], rows, [f"stancegraph, build {statistics.manifest.build}"])

    @property
    def door(self) -> Door:
        """The door that queries go through; opened with the first."""
        self._door = self._door or Door(self.directory.store, self.names, graphs=self.graphs)
        return self._door

    @property
    def context(self) -> Context:
        """What named questions know of the graph; read with the first."""
        from .queries.context import Context

        self._context = self._context or Context.of(self.directory, self.door)
        return self._context

    def ask(
        self, question: str, *, at: str | None = None, known_by: str | None = None, **parameters: str | Sequence[str]
    ) -> NamedAnswer:
        """Return the answer to a named question: see ``stancegraph ask --list``.

        ``graph.ask("position-of", actor="iran", on="missiles-on-agenda")`` has the same rows, evidence and missing
        parts as on the command line; parameters are ids, CURIEs, IRIs, or labels and aliases of one thing alone.

        Raises:
            UnknownNameError: there is no such question or parameter, or the graph has nothing of a name that is given.
            QueryError: a required parameter is missing, or a date cannot be read.
        """
        from .queries.asking import ask_in

        return ask_in(self.context, question, parameters, at=at, known_by=known_by)

    def stances(self, *, holder: str | None = None, about: str | None = None, at: str | None = None) -> list[Stance]:
        """Return stances as values, each with the words it rests on; for very many, :meth:`statements` is faster.

        See :func:`stancegraph.queries.stances.find_stances` for what the parameters mean.
        """
        from .queries.stances import find_stances

        primary = self.graphs is Graphs.PRIMARY
        return find_stances(self.context, holder=holder, about=about, at=at, primary=primary)

    def show(self, name: str) -> Description:
        """Return all that the graph says of whatever a name stands for."""
        from .queries.describe import describe_node

        return describe_node(self.context, name)

    def explain(self, name: str) -> Explanation:
        """Return why something is in the graph: its rule, its premises, and in the end the words it rests on."""
        from .queries.explain import explain_node

        return explain_node(self.context, name)

    def review(self) -> Review:
        """Return where annotators differ, how far they agree, and what needs a second reader.

        It looks at the readings of all annotators, whatever queries see.
        """
        from .queries.context import Context
        from .queries.reviewing import review_graph

        if self.graphs is Graphs.ALL:
            return review_graph(self.context)
        with Door(self.directory.store, self.names, graphs=Graphs.ALL) as door:
            return review_graph(Context.of(self.directory, door))

    def stats(self) -> Statistics:
        """Return how much of what the graph holds."""
        from .queries.counting import count_graph

        return count_graph(self.directory, self.door)

    def query(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Return the answer to any SPARQL query that only reads."""
        return self.door.run(sparql, bindings=bindings)

    def select(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> list[dict[str, str]]:
        """Return the rows of a SELECT query, each the values by variable: IRIs and literals as text."""
        variables, rows = self.query(sparql, bindings=bindings).to_rows()
        return [
            {
                name: getattr(term, "value", str(term))
                for name, term in zip(variables, row, strict=True)
                if term is not None
            }
            for row in rows
        ]

    def statements(self) -> pa.Table:
        """Return the statement table: one row a stance, see ``docs/python.md`` for the columns."""
        import pyarrow.parquet as pq

        return pq.read_table(self.directory.table("statements"))

    def to_rdflib(self) -> rdflib.Graph:
        """Return registry, sources, primary readings and what rules concluded, as an rdflib graph."""
        from .queries.solving import lookups
        from .rules.checking import to_rdflib

        return to_rdflib(self.query(lookups()["everything"]).to_triples())

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the network of actors and what they take stances on: see :mod:`stancegraph.networks.graphs`."""
        from .networks.graphs import to_networkx

        return to_networkx(self.directory, primary=self.graphs is Graphs.PRIMARY)

    def draw(self, path: Path | str, *, quotes: str = "full", seed: int = 7) -> None:
        """Write a page of the graph, to be opened in a browser: who stands where on what, down to the words."""
        from .files import write_whole
        from .render.page import render_page
        from .render.page_source import read_page
        from .render.quotes import Quotes

        write_whole(Path(path), render_page(read_page(self.directory, quotes=Quotes(quotes)), seed=seed))

    def write(
        self,
        path: Path | str,
        *,
        format: str | None = None,  # noqa: A002  as on the command line
        layer: str | None = None,
        quotes: str = "full",
    ) -> None:
        """Write the graph to a file, in the format that its suffix names: see :mod:`stancegraph.render.export`."""
        from .render.dataset import Layer
        from .render.export import Format, write_export
        from .render.quotes import Quotes

        wanted, part = Format(format) if format else None, Layer(layer) if layer else None
        write_export(self.directory, Path(path), format=wanted, layer=part, quotes=Quotes(quotes))
