"""Names: the one place where IRIs are minted, expanded and shortened. Layer: foundation.

Inside the library a resource is known by its CURIE (``actor:iran``, ``sg:insist``), which does not depend on the base
under which a graph is published; :class:`Names` turns it into the IRI of one graph and back.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import NewType

import pyoxigraph as ox

Curie = NewType("Curie", str)
"""A prefixed name with one of our prefixes, or ``<IRI>`` for a resource elsewhere."""

DEFAULT_BASE = "https://w3id.org/stancegraph/data/"
ONTOLOGY = "https://w3id.org/stancegraph/ontology#"

# Each kind of resource is a folder below the base, and a prefix of the same name.
KINDS = (
    "actor", "post", "membership", "issue", "prop", "event",
    "source", "region", "mention", "annotator", "utterance", "report",
    "stance", "claim", "condition", "tenure", "representation", "participation", "causation", "pattern",
    "span", "record", "conclusion", "graph",
)  # fmt: skip

VOCABULARIES = {
    "sg": ONTOLOGY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "schema": "https://schema.org/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
}

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?\Z")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def is_id(text: str) -> bool:
    """Tell whether ``text`` can be the id of a registry entry.

    >>> is_id("united-states"), is_id("United States"), is_id("a--b")
    (True, False, False)
    """
    return _ID.match(text) is not None


def is_iri(text: str) -> bool:
    """Tell whether ``text`` is an absolute IRI that every RDF syntax can carry unescaped.

    >>> is_iri("https://example.org/a"), is_iri("https://example.org/a b"), is_iri("relative")
    (True, False, False)
    """
    try:
        return _NOT_IN_IRI.search(text) is None and ox.NamedNode(text).value == text
    except ValueError:
        return False


def slug(words: str) -> str:
    """Return ``words`` as an id: ASCII, lower case, hyphens between; words without any ASCII letter become a hash.

    >>> slug("a US official"), slug("Côte d'Ivoire")
    ('a-us-official', 'cote-d-ivoire')
    """
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii").lower()
    return _NOT_WORD.sub("-", ascii_words).strip("-") or fingerprint(words)


def fingerprint(*parts: str) -> str:
    """Return ``h`` and 12 hexadecimal digits that stand for ``parts``, the same on every machine.

    >>> fingerprint("actor:iran", "prop:talks"), fingerprint("actor:iranprop:talks")
    ('h0ad465355283', 'hc86a63352d39')
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return "h" + digest.hexdigest()[:12]


def mint(kind: str, *parts: str) -> Curie:
    """Return the name of the resource of ``kind`` whose local name is ``parts`` joined by dots.

    >>> mint("stance", "daily-2031-03-02", "reader-1", "s1")
    'stance:daily-2031-03-02.reader-1.s1'

    Raises:
        ValueError: the local name has a character that not every RDF syntax takes in a prefixed name.
    """
    local = ".".join(parts)
    if kind not in KINDS or _LOCAL.match(local) is None:
        message = f"{local!r} cannot be the local name of a {kind}: use letters, digits, '.', '_' and '-'"
        raise ValueError(message)
    return Curie(f"{kind}:{local}")


@dataclass(frozen=True, slots=True)
class Names:
    """The prefixes of one graph.

    >>> names = Names("https://example.org/")
    >>> names.expand(Curie("actor:iran"))
    'https://example.org/actor/iran'
    >>> names.shorten("https://example.org/actor/iran")
    'actor:iran'
    """

    base: str = DEFAULT_BASE
    prefixes: dict[str, str] = field(init=False, repr=False, compare=False)
    _by_namespace: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not is_iri(self.base) or self.base[-1] not in "/#":
            message = f"the base {self.base!r} must be an absolute IRI that ends with '/' or '#'"
            raise ValueError(message)
        prefixes = VOCABULARIES | {kind: f"{self.base}{kind}/" for kind in KINDS}
        object.__setattr__(self, "prefixes", prefixes)
        by_namespace = {namespace: prefix for prefix, namespace in reversed(prefixes.items())}
        object.__setattr__(self, "_by_namespace", by_namespace)

    def expand(self, name: str) -> str:
        """Return the IRI of a CURIE; an IRI, bare or in angle brackets, is returned as it is."""
        if name.startswith("<"):
            return name[1:-1]
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes and not local.startswith("//") else name

    def shorten(self, iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI itself where no prefix fits."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix, local = self._by_namespace.get(iri[:cut]), iri[cut:]
        return f"{prefix}:{local}" if prefix and _LOCAL.match(local) else iri
