"""The page as text: one file, a policy that allows its own parts alone, the same bytes each time."""

import json
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stancegraph.errors import ExportError
from stancegraph.render.page import render_page
from stancegraph.render.page_data import PageData, PageEvidence, PageNode, PageReading
from stancegraph.render.page_html import to_json

REFERRING = {"src", "href", "srcset", "action", "data", "poster", "background", "style"}


class Tags(HTMLParser):
    """Collects the tags of a page, and what stands in its scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.texts:
            self.texts[self._inside].append(data)


@pytest.fixture(scope="module")
def tags(page_html: str) -> Tags:
    parsed = Tags()
    parsed.feed(page_html)
    return parsed


def policy_of(tags: Tags) -> dict[str, list[str]]:
    """Return the directives of the policy, each with its sources."""
    [text] = [attributes["content"] or "" for _, attributes in tags.tags if "http-equiv" in attributes]
    return {name: sources for name, *sources in (directive.split() for directive in text.split(";"))}


def test_the_policy_allows_the_parts_of_the_page_by_hash_and_nothing_else(tags: Tags) -> None:
    policy = policy_of(tags)
    data = next(number for number, text in enumerate(tags.texts["script"]) if text.startswith('{"nodes"'))
    scripts = [text for number, text in enumerate(tags.texts["script"]) if number != data]
    for name, texts in (("script-src", scripts), ("style-src", tags.texts["style"])):
        hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in texts]
        assert policy.pop(name) == [f"'sha256-{one}'" for one in hashes]
    assert policy == {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "require-trusted-types-for": ["'script'"],
    }


def test_the_policy_and_the_encoding_come_before_all_else(tags: Tags) -> None:
    assert [(tag, sorted(attributes)) for tag, attributes in tags.tags[2:4]] == [
        ("meta", ["charset"]),
        ("meta", ["content", "http-equiv"]),
    ]


def test_nothing_refers_outside(tags: Tags, page_html: str) -> None:
    references = [
        (tag, name, value) for tag, attributes in tags.tags for name, value in attributes.items() if name in REFERRING
    ]
    assert references == [("a", "href", "#view-table")]
    assert not any(name.startswith("on") for _, attributes in tags.tags for name in attributes)
    assert "sourceMappingURL" not in page_html
    assert "@import" not in page_html
    assert "url(" not in "".join(tags.texts["style"])


def test_every_stance_is_in_the_table_with_its_words(page_data: PageData, page_html: str) -> None:
    for reading in page_data.readings:
        row = re.search(f'<tr data-id="{re.escape(reading.id)}">(.*?)</tr>', page_html, re.DOTALL)
        assert row
        assert reading.evidence[0].exact in unescape(row[1])


def test_the_footer_says_what_it_is_made_of_and_how(page_html: str) -> None:
    footer = page_html[page_html.index("<footer>") : page_html.index("</footer>")]
    for part in (
        "Tolls cloud the talks on Quay Island",
        "The Daily",
        "2 March 2031",
        "stancegraph 0.1.0",
        "Layout seed",
    ):
        assert part in footer


def test_the_header_says_from_whom_and_when(page_data: PageData, page_html: str) -> None:
    header = "<p>31 stances of 13 actors on 11 matters, from 2 sources of {}, 2 March 2031 to 11 April 2031.</p>"
    assert header.format("<bdi>The Daily</bdi> and <bdi>The Herald</bdi>") in page_html
    one = render_page(replace(page_data, sources=page_data.sources[:1]))
    assert "on 11 matters, from <bdi>The Daily</bdi>, 2 March 2031." in one


def test_alternatives_count_once(page_data: PageData) -> None:
    assert len(page_data.stances()) == 32
    assert page_data.number_of_stances() == 31


def test_another_seed_moves_the_picture(page_data: PageData, page_html: str) -> None:
    assert render_page(page_data, seed=8) != page_html


def test_the_bytes_are_the_same_for_every_hash_seed(tmp_path: Path, root: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import conftest\n"
        "open(sys.argv[2], 'wb').write(conftest.render_page(conftest.corpus()).encode())"
    )
    pages = []
    for seed in ("0", "1", "4711"):
        file = tmp_path / f"{seed}.html"
        command = [sys.executable, "-c", program, str(root / "tests" / "render"), str(file)]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""})
        pages.append(file.read_bytes())
    assert pages[0] == pages[1] == pages[2]


def test_what_names_no_node_is_named(page_data: PageData) -> None:
    stray = PageReading(id="stance:x", kind="stance", holder="actor:nobody", source="source:x", target="prop:none")
    with pytest.raises(ExportError, match=r"stance:x names actor:nobody, which is no node; .* names prop:none"):
        render_page(replace(page_data, readings=(*page_data.readings, stray)))
    with pytest.raises(ExportError, match="node actor:arland is there twice"):
        render_page(replace(page_data, nodes=(*page_data.nodes, page_data.nodes[0])))


def test_an_empty_graph_is_a_page_too() -> None:
    page = render_page(PageData(title="Nothing yet", nodes=(), readings=()))
    assert "0 stances of 0 actors on 0 matters, from 0 sources." in page


def test_hidden_words_leave_their_hash() -> None:
    evidence = (
        PageEvidence(exact="", sha256="ab12", start=3, end=9),
        PageEvidence(exact="", record="row 7 of votes.csv"),
    )
    nodes = (PageNode(id="actor:a", label="A", kind="state"), PageNode(id="prop:p", label="P", kind="proposition"))
    reading = PageReading(id="stance:s", kind="stance", holder="actor:a", source="", target="prop:p", evidence=evidence)
    page = render_page(PageData(title="", nodes=nodes, readings=(reading,)))
    assert "<code>sha256 ab12</code>" in page
    assert "<code>row 7 of votes.csv</code>" in page


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "a\u2028b", "\ud800", "\x00", "&amp;", "é😀"])
def test_json_comes_back_as_it_was_and_closes_no_element(text: str) -> None:
    written = to_json([text])
    assert json.loads(written) == [text]
    assert not re.search("[<>&\u2028\u2029\x00\ud800-\udfff]", written)
