"""A council whose votes are a table: what tests of tables change and read."""

from pathlib import Path

import pytest

from stancegraph.api import StanceGraph
from stancegraph.building import build, examine
from stancegraph.errors import Problem, Severity
from stancegraph.iris import Names
from stancegraph.model.records import Records

REGISTRY = """\
registry:
  actors:
  - {id: council, type: organization, label: The Council}
  - {id: arland, type: state, label: Arland, metonyms: Port City, codes: {iso2: QA}}
  - {id: brin, type: state, label: Brin}
  - {id: cassia, type: state, label: Cassia}
  issues: [{id: shipping, label: Shipping}, {id: peace, label: Peace, pole: no war}]
"""
MAPPING = """\
format: 1
table:
  file: votes.csv
  source: {id: council-votes, publisher: council, published: "{day}", title: Votes of the council}
  annotator: clerk
  make:
  - {kind: proposition, id: "council-{motion}", label: "The motion on {motion}", about: shipping}
  stance:
    id: "{motion}-{state}"
    holder: "{state}"
    target: "council-{motion}"
    position: {text: "{cast}", codes: {yes: yes, abstain: abstain, no: no}}
    act: vote
    time: "{day}"
"""
HEADER = "motion,state,cast,day"
ROWS = ["tolls,Arland,no,2031-03-02", "tolls,Brin,yes,2031-03-02", "ports,Port City,abstain,2031-04-05"]
EXPECTED = [
    ("stance:council-votes.clerk.tolls-arland", "actor:arland", "prop:council-tolls", "no", -1, "vote",
     "2031-03-02T00:00:00Z", "2031-03-02T23:59:59Z"),
    ("stance:council-votes.clerk.tolls-brin", "actor:brin", "prop:council-tolls", "yes", 1, "vote",
     "2031-03-02T00:00:00Z", "2031-03-02T23:59:59Z"),
    ("stance:council-votes.clerk.ports-port-city", "actor:arland", "prop:council-ports", "abstain", 0, "vote",
     "2031-04-05T00:00:00Z", "2031-04-05T23:59:59Z"),
]  # fmt: skip


class Council:
    """A folder with a registry, a table of votes and its mapping, which a test changes."""

    REGISTRY, MAPPING, HEADER, ROWS, EXPECTED = REGISTRY, MAPPING, HEADER, ROWS, EXPECTED

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rejects = folder / "out" / "rejects.csv"
        self.rejects.parent.mkdir()
        (folder / "registry.yaml").write_text(REGISTRY, encoding="utf-8")
        self.map(MAPPING)
        self.rows(*ROWS)

    def map(self, mapping: str) -> None:
        """Write the mapping."""
        (self.folder / "votes.yaml").write_text(mapping, encoding="utf-8")

    def change(self, old: str, new: str) -> None:
        """Change a place of the mapping."""
        mapping = (self.folder / "votes.yaml").read_text(encoding="utf-8")
        assert old in mapping
        self.map(mapping.replace(old, new, 1))

    def rows(self, *rows: str, header: str = HEADER, name: str = "votes.csv") -> None:
        """Write a table."""
        (self.folder / name).write_text("\n".join([header, *rows, ""]), encoding="utf-8")

    def problems(self) -> list[Problem]:
        """Return what is wrong."""
        return list(examine([self.folder], Names(), rejects=self.rejects).problems)

    def only_problem(self) -> Problem:
        """Return the one problem, the sum of refused rows and warnings left out."""
        errors = [one for one in self.problems() if one.severity is Severity.ERROR and one.code != "refused-rows"]
        assert len(errors) == 1, "\n".join(map(str, errors))
        return errors[0]

    def read(self) -> Records:
        """Return what the table holds; there must be no error."""
        checked = examine([self.folder], Names(), rejects=self.rejects)
        assert not [one for one in checked.problems if one.severity is Severity.ERROR], checked.problems
        return checked.inputs.tables[0]

    def graph(self, *inputs: Path) -> StanceGraph:
        """Build and open the graph."""
        output = self.folder / "out" / "g"
        build(inputs or [self.folder], output, rejects=self.rejects)
        return StanceGraph.open(output)

    @staticmethod
    def stances(records: Records) -> list[tuple[object, ...]]:
        """Return name, holder, target, position, value, act, and bounds of each stance."""
        fields = ("holder", "target", "position", "value", "act", "earliest", "latest")
        return list(zip(records.names, *(records.columns[name] for name in fields), strict=True))


@pytest.fixture
def council(tmp_path: Path) -> Council:
    return Council(tmp_path)
