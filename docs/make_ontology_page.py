"""Writes docs/ontology.md from the vocabulary: classes and fields by section, schemes with their values, two pictures.

Run it after a change of the vocabulary: ``python docs/make_ontology_page.py``. A test holds the page against it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import pyoxigraph as ox

from stancegraph.iris import Names
from stancegraph.query_files import read_query_files
from stancegraph.vocabulary import Concept, ontology_bytes, vocabulary

PAGE: Final = Path(__file__).resolve().parent / "ontology.md"
NAMES: Final = Names()
HEADING: Final = re.compile(r"# -{3,} (.+)")
TERM: Final = re.compile(
    r"([a-z]+:[A-Za-z0-9-]+) a (owl|sg):(Class|ObjectProperty|DatatypeProperty|AnnotationProperty)\b"
)
# What stays out of the picture of the model: it would tie every class to every other.
EVERYWHERE: Final = frozenset({"sg:before", "sg:after", "sg:during", "dcterms:isReplacedBy"})
# The property that is drawn to each class that it leads to, and not only to the first.
BRANCHING: Final = "sg:asserts"

INTRODUCTION: Final = """\
# The vocabulary

<!-- made by docs/make_ontology_page.py from ontology/stancegraph.ttl and schemes.ttl: change these, not this page -->

Every graph is written in this vocabulary: `sg:` is `https://w3id.org/stancegraph/ontology#`. The page is made from
[`stancegraph.ttl`](../ontology/stancegraph.ttl) and [`schemes.ttl`](../ontology/schemes.ttl), which a reader of RDF can
open instead. Beside them, [`shapes.ttl`](../ontology/shapes.ttl) says what a node must have, and
[`alignments.ttl`](../ontology/alignments.ttl) how the terms relate to those of other vocabularies.

A graph holds all classes of a node and all properties above a property, so a query needs no reasoner:
`?x a sg:Actor` finds states, persons and outlets alike.
"""

LAST: Final = {"rules": "must not conclude", "checks": "hint"}
GLANCE: Final = """\
A thin arrow is a property, from the class that has it to its usual value; a thick arrow leads to a kind of a class.
"""


@dataclass(slots=True)
class Section:
    """A section of the vocabulary: its remark, its classes and its properties, in the order of the file."""

    title: str
    remark: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    properties: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the vocabulary says of its terms, by CURIE."""

    values: dict[tuple[str, str], list[str]]

    @classmethod
    def read(cls) -> Self:
        """Read the two files."""
        values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for name in ("stancegraph.ttl", "schemes.ttl"):
            for quad in ox.parse(ontology_bytes(name), format=ox.RdfFormat.TURTLE):
                subject, value = quad.subject, quad.object
                if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                    shown = NAMES.shorten(value.value) if isinstance(value, ox.NamedNode) else value.value
                    values[NAMES.shorten(subject.value), NAMES.shorten(quad.predicate.value)].append(shown)
        return cls(values)

    def all(self, term: str, *names: str) -> list[str]:
        """Return the values of a term for the properties named."""
        return [value for name in names for value in self.values.get((term, name), ())]

    def text(self, term: str, name: str) -> str:
        """Return the one text that a property of a term has."""
        return " ".join(self.all(term, name)[:1])


def read_sections() -> list[Section]:
    """Return the sections of stancegraph.ttl: the comments are part of it."""
    sections: list[Section] = []
    for line in ontology_bytes("stancegraph.ttl").decode("utf-8").splitlines():
        heading, term = HEADING.match(line), TERM.match(line)
        if heading:
            sections.append(Section(heading[1]))
        elif term:
            (sections[-1].classes if term[3] == "Class" else sections[-1].properties).append(term[1])
        elif sections and line.startswith("# ") and not (sections[-1].classes or sections[-1].properties):
            sections[-1].remark.append(line[2:])
    return sections


def render_page() -> str:
    """Return the page."""
    terms, sections = Terms.read(), read_sections()
    parts = [INTRODUCTION, "## The model at a glance\n", GLANCE, _picture_of_model(terms, sections)]
    parts += ["All classes below others:\n", _picture_of_kinds(terms, sections)]
    parts += [_section(section, terms) for section in sections]
    parts += [
        "## Schemes\n",
        "The concepts that a property with a scheme takes. In YAML they are written as they stand here.\n",
    ]
    parts += [_scheme(name, terms) for name in _in_order_of_use(sections, terms)]
    parts += ["## Rules\n", "What follows from what. Each concludes into a graph of its own.\n", _queries("rules")]
    parts += [
        "## Checks\n",
        "What several nodes together must not say; a build stops at an error.\n",
        _queries("checks"),
    ]
    return "\n".join(parts)


def _section(section: Section, terms: Terms) -> str:
    parts = [f"## {section.title}\n"]
    if section.remark:
        parts.append(" ".join(section.remark) + "\n")
    parts += [_class(name, terms) for name in section.classes]
    if section.properties:
        rows = "".join(_property(name, terms) for name in section.properties)
        parts.append(f"| property | of | values | meaning |\n|---|---|---|---|\n{rows}")
    return "\n".join(parts)


def _class(name: str, terms: Terms) -> str:
    above = ", ".join(f"`{upper}`" for upper in terms.all(name, "rdfs:subClassOf"))
    lines = [f"### `{name}`\n", _paragraph(name, terms) + (f" Below {above}." if above else "") + "\n"]
    lines += [f"After {source}.\n" for source in terms.all(name, "dcterms:source")]
    lines.append(f"```turtle\n{terms.text(name, 'skos:example')}\n```\n")
    return "\n".join(lines)


def _property(name: str, terms: Terms) -> str:
    of = ", ".join(_short(domain) for domain in terms.all(name, "rdfs:domain", "schema:domainIncludes"))
    return f"| `{name}`{_field(name, terms)} | {of} | {_values(name, terms)} | {_cell(_paragraph(name, terms))} |\n"


def _field(name: str, terms: Terms) -> str:
    other = terms.text(name, "sg:yamlName") or terms.text(name, "sg:field")
    return f" (`{other}`)" if other and other != name.partition(":")[2] else ""


def _values(name: str, terms: Terms) -> str:
    schemes = terms.all(name, "sg:scheme")
    if schemes:
        return ", ".join(f"[{_short(scheme)}](#{_anchor(scheme)})" for scheme in schemes)
    return ", ".join(_short(value) for value in terms.all(name, "rdfs:range", "schema:rangeIncludes"))


def _paragraph(name: str, terms: Terms) -> str:
    return f"{terms.text(name, 'skos:definition')} {terms.text(name, 'skos:scopeNote')}".strip()


def _scheme(name: str, terms: Terms) -> str:
    concepts = list(vocabulary().schemes[name].values())
    graded = any(concept.value is not None for concept in concepts)
    head = (
        f"| concept |{' value |' if graded else ''} meaning | for example |\n|---|{'---|' if graded else ''}---|---|\n"
    )
    rows = "".join(_concept(concept, terms, graded=graded) for concept in concepts)
    sources = "".join(f"After {source}.\n\n" for source in terms.all(f"sg:{name}", "dcterms:source"))
    return f"### {name}\n\n{terms.text(f'sg:{name}', 'skos:definition')}\n\n{sources}{head}{rows}"


def _concept(concept: Concept, terms: Terms, *, graded: bool) -> str:
    value = f" {concept.value} |" if graded else ""
    below = f" Below `{concept.broader}`." if concept.broader else ""
    example = _cell(terms.text(concept.name, "skos:example"))
    return f"| `{concept.notation}` |{value} {_cell(concept.definition)}{below} | {example} |\n"


def _queries(folder: str) -> str:
    last = LAST[folder]
    rows = "".join(
        f"| [`{name}`](../ontology/{folder}/{name}.rq) | {_cell(query.one('title'))} | {_cell(query.one(last))} |\n"
        for name, query in read_query_files("stancegraph.ontology", folder).items()
    )
    return f"| name | says | {last} |\n|---|---|---|\n{rows}"


def _in_order_of_use(sections: list[Section], terms: Terms) -> list[str]:
    used = [scheme for section in sections for name in section.properties for scheme in terms.all(name, "sg:scheme")]
    return [scheme.removeprefix("sg:") for scheme in dict.fromkeys(used)]


def _short(name: str) -> str:
    return name.removeprefix("sg:")


def _anchor(scheme: str) -> str:
    return _short(scheme).lower()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _picture_of_model(terms: Terms, sections: list[Section]) -> str:
    """Return a Mermaid picture: an arrow from each class to each that its properties lead to."""
    labels: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in (name for section in sections for name in section.properties if name not in EVERYWHERE):
        for source, target in _ends(name, terms):
            labels[_short(source), _short(target)].append(name.partition(":")[2])
    arrows = [f"    {source} -->|{'<br/>'.join(names)}| {target}" for (source, target), names in labels.items()]
    drawn = {end for ends in labels for end in ends}
    kinds = [(upper, name) for upper, name in _kinds(terms, sections) if {upper, name} <= drawn]
    return _mermaid([*arrows, *(f"    {upper} ==> {name}" for upper, name in kinds)])


def _ends(name: str, terms: Terms) -> Iterator[tuple[str, str]]:
    """Yield where a property leads from and to: the first class that has it, the first other class among its values.

    What is special about another property, and what takes concepts of a scheme, is not drawn.
    """
    if terms.all(name, "sg:scheme") or any(upper.startswith("sg:") for upper in terms.all(name, "rdfs:subPropertyOf")):
        return
    sources = [known for known in terms.all(name, "rdfs:domain", "schema:domainIncludes") if known.startswith("sg:")]
    found = terms.all(name, "rdfs:range", "schema:rangeIncludes")
    targets = [known for known in found if known.startswith("sg:") and known not in sources[:1]]
    for target in targets if name == BRANCHING else targets[:1]:
        for source in sources[:1]:
            yield source, target


def _mermaid(arrows: list[str]) -> str:
    return "```mermaid\nflowchart LR\n" + "\n".join(arrows) + "\n```\n"


def _picture_of_kinds(terms: Terms, sections: list[Section]) -> str:
    """Return a Mermaid picture of the classes below others."""
    return _mermaid([f"    {upper} ==> {name}" for upper, name in _kinds(terms, sections)])


def _kinds(terms: Terms, sections: list[Section]) -> Iterator[tuple[str, str]]:
    for name in (name for section in sections for name in section.classes):
        for upper in terms.all(name, "rdfs:subClassOf"):
            if upper.startswith("sg:"):
                yield _short(upper), _short(name)


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
