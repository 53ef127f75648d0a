"""An annotated source: one YAML file to the nodes of one source, read by one annotator. Layer: sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..iris import Curie, is_id, mint
from ..model.node import Node, Text, Values
from ..model.registry import Registry
from ..times import Interval
from .anchoring import Anchors, digest, read_anchors
from .claims import claim_nodes
from .evidence import Evidence
from .fields import Filled, read_form
from .located import Item, Mapping, Scalar, Sequence, read_text
from .problems import Mark, Problems
from .registering import read_registry
from .resolving import Resolver, split_kind
from .stances import stance_nodes
from .utterances import Group, Speech, utterance_nodes


@dataclass(slots=True, kw_only=True)
class Fragment:
    """What one file yields: the nodes of the source, those of the readings, and where each reading stands.

    ``registry`` answers for every name that the nodes use. What a file yields depends on that file, its text or
    anchors, and the registry alone.
    """

    file: str
    source: Curie
    annotator: Curie
    registry: Registry
    shared: list[Node] = field(default_factory=list)
    readings: list[Node] = field(default_factory=list)
    marks: dict[Curie, Mark] = field(default_factory=dict)
    evidence: Evidence


def read_document(
    document: Mapping,
    path: Path,
    registry: Registry,
    problems: Problems,
    *,
    texts: Path | None = None,
    text: Path | None = None,
) -> Fragment | None:
    """Read an annotated source; None where it cannot be read at all, everything else that is wrong is noted.

    Quotes are looked up in ``text``, else in the text that ``texts`` or the source itself names, else in the anchors
    file beside the source.
    """
    identity = _identity(document, problems)
    if identity is None:
        return None
    source, annotator = identity
    resolver = Resolver(
        registry=Registry(below=registry),
        problems=problems,
        source=source,
        annotator=annotator,
        readings=_reading_ids(document, problems),
    )
    if "new" in document.entries:
        read_registry([document.entries["new"]], resolver, attested=mint("source", source))
    rest = {key: item for key, item in document.entries.items() if key != "new"}
    filled = read_form("document", Mapping(rest, document.keys, document.mark), resolver)
    if filled is None or not isinstance(filled.get("source"), Filled):
        return None
    _check_format(filled, problems)
    found = text or find_text(path, filled.get("source").get("text"), source, texts)
    anchors = _anchors(path, source, found, problems, anew=text is not None)
    evidence = Evidence(source=source, anchors=anchors, problems=problems)
    evidence.warn_if_unanchored(filled.mark)
    fragment = Fragment(
        file=str(path),
        source=mint("source", source),
        annotator=mint("annotator", annotator),
        registry=resolver.registry,
        evidence=evidence,
    )
    fragment.marks[fragment.source] = filled.where("source")
    _fill(fragment, filled, resolver)
    return fragment


def _identity(document: Mapping, problems: Problems) -> tuple[str, str] | None:
    """Return the ids of source and annotator: every other name in the file is built on them."""
    source = document.entries.get("source")
    inside = source if isinstance(source, Mapping) else document
    source_id = _typed_id(inside, "id", "source: id", problems)
    annotator = _typed_id(document, "annotator", "annotator", problems)
    return (source_id, annotator) if source_id and annotator else None


def _typed_id(section: Mapping, key: str, what: str, problems: Problems) -> str:
    """Return an id as it stands in the file, empty where it stands not or is none."""
    item = section.entries.get(key)
    text = split_kind(item.text)[1] if isinstance(item, Scalar) else ""
    if is_id(text):
        return text
    hint = f"write {what}: lower case letters, digits and single hyphens"
    if text and item:
        problems.error("bad-id", item.mark, f"{text!r} cannot be an id", hint=hint, id=what)
    else:
        problems.error("missing-field", section.mark, f"the file has no {what}", hint=hint, id=what)
    return ""


def _check_format(filled: Filled, problems: Problems) -> None:
    if filled.get("format") not in (None, 1):
        problems.error(
            "unknown-format",
            filled.where("format"),
            f"format {filled.get('format')} is not known",
            hint="this version reads format: 1",
        )


def _reading_ids(document: Mapping, problems: Problems) -> dict[str, set[str]]:
    """Return the ids that readings have in the file, so that they may refer to each other in any order."""
    ids: dict[str, set[str]] = {"stance": set(), "claim": set()}
    seen: dict[tuple[str, str], Mark] = {}
    for group in _items(document.entries.get("readings")):
        for kind, section in (("stance", "stances"), ("claim", "claims")):
            for reading in _items(group.entries.get(section)):
                item = reading.entries.get("id")
                if not isinstance(item, Scalar):
                    continue
                local = split_kind(item.text)[1]
                if (kind, local) in seen:
                    message = f"the {kind} id {local!r} is given twice (first on line {seen[kind, local].line})"
                    problems.error(
                        "duplicate-id", item.mark, message, hint="give each reading an id of its own", id=local
                    )
                seen[kind, local] = item.mark
                ids[kind].add(local)
    return ids


def _items(item: Item | None) -> Iterator[Mapping]:
    for below in item.items if isinstance(item, Sequence) else (item,):
        if isinstance(below, Mapping):
            yield below


def _anchors(path: Path, source: str, text_path: Path | None, problems: Problems, *, anew: bool) -> Anchors:
    """Return where quotes are looked up: the text if it is at hand, else the anchors file, else nothing."""
    held = anchors_path(path)
    known = read_anchors(held, source) if held.exists() and not anew else Anchors()
    text = read_text(text_path, problems, exact=True) if text_path else None
    if text is None:
        return known
    if known.sha256 and known.sha256 != digest(text):
        message = f"the text is not the one that {held.name} was made from"
        hint = "get the right text, or run `stancegraph anchor` again"
        problems.error("text-changed", Mark(str(text_path)), message, hint=hint, id=source)
    return Anchors.of_text(text)


def anchors_path(path: Path) -> Path:
    """Return where the anchors of a source file are: ``a.yaml`` → ``a.anchors.json``."""
    return path.with_name(path.stem + ".anchors.json")


def find_text(path: Path, named: str | None, source: str, texts: Path | None) -> Path | None:
    """Return the file of a source's text: in the texts folder by its id, else where the source itself says."""
    places = [texts / f"{source}.txt"] if texts else []
    places += [path.parent / named] if named else []
    return next((place for place in places if place.exists()), None)


def _fill(fragment: Fragment, filled: Filled, resolver: Resolver) -> None:
    about: Filled = filled.get("source")
    published = about.get("published").interval if about.get("published") else Interval()
    reader = Node("Annotator", fragment.annotator, {"label": Text(resolver.annotator, "")})
    fragment.shared += [_source_node(fragment, about, filled.get("note"), published), reader]
    fragment.shared += [_region_node(fragment, region) for region in filled.many("regions") if region.get("id")]
    mentions = (mention for mention in filled.many("mentions") if mention.get("surface"))
    fragment.shared += [_mention_node(fragment, mention) for mention in mentions]
    spans = len(fragment.evidence.nodes)
    fragment.shared += fragment.evidence.nodes.values()
    publisher, evidence = about.get("publisher"), fragment.evidence
    speech = Speech(fragment.source, fragment.annotator, publisher, published, resolver, evidence, fragment.marks)
    for section in filled.many("readings"):
        fragment.readings += _group_nodes(Group(section, speech))
    fragment.readings += list(evidence.nodes.values())[spans:]
    fragment.readings += resolver.made.values()


def _group_nodes(group: Group) -> Iterator[Node]:
    """Yield the utterance of a group, the reports that lead to it, and every reading expressed in it."""
    yield from utterance_nodes(group)
    for stance in group.filled.many("stances"):
        yield from stance_nodes(stance, group)
    for claim in group.filled.many("claims"):
        yield from claim_nodes(claim, group)


def _source_node(fragment: Fragment, about: Filled, note: str | None, published: Interval) -> Node:
    url = about.get("url")
    values: dict[str, Values] = {name: about.get(name) for name in ("publisher", "title", "language", "creator")}
    anchors = fragment.evidence.anchors
    values |= {
        "published": published.earliest or None,
        "edtf": published.edtf or None,
        "url": f"<{url}>" if url else None,
        "note": tuple(text for text in (about.get("note"), note) if text),
        "sha256": anchors.sha256 or None,
        "length": anchors.length,
    }
    return Node("Source", fragment.source, values)


def _region_node(fragment: Fragment, region: Filled) -> Node:
    name = mint("region", fragment.source.partition(":")[2], region.get("id"))
    quotes = region.get("quote")
    evidence = fragment.evidence.add_region(name, quotes, region.get("near") or "") if quotes else None
    relevance = region.get("relevance") or "on-story"
    return Node(
        "Region",
        name,
        {"source": fragment.source, "regionKind": region.get("kind"), "relevance": relevance, "evidence": evidence},
    )


def _mention_node(fragment: Fragment, mention: Filled) -> Node:
    surface: Scalar = mention.get("surface")
    evidence = fragment.evidence.locate(surface, mention.get("near") or "", first=True)
    local = (evidence or "span:unknown").rpartition(".")[2]
    name = mint("mention", fragment.source.partition(":")[2], local)
    values: dict[str, Values] = {"source": fragment.source, "surface": surface.text, "refersTo": mention.get("actor")}
    return Node("Mention", name, values | {"resolution": mention.get("resolution"), "evidence": evidence})
