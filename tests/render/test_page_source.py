"""The page of a real graph says what the graph says: chains, times, roles, what ended, who mediates on what ground."""

from importlib.resources import files
from pathlib import Path

import pytest

from stancegraph.api import StanceGraph
from stancegraph.building import build
from stancegraph.errors import LimitError
from stancegraph.render import page_source
from stancegraph.render.page import render_page
from stancegraph.render.page_data import PageData, PageLink, PageNode, PageReading
from stancegraph.render.page_source import read_page
from stancegraph.render.quotes import Quotes
from stancegraph.store.directory import GraphDirectory


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> GraphDirectory:
    """Return the graph of the tutorial."""
    folder = Path(str(files("stancegraph.data"))) / "tutorial"
    path = tmp_path_factory.mktemp("page") / "graph"
    build([folder], path, texts=folder / "texts", shapes=False)
    return GraphDirectory.open(path)


@pytest.fixture(scope="module")
def data(graph: GraphDirectory) -> PageData:
    """Return the page of the tutorial."""
    return read_page(graph)


def reading(data: PageData, name: str) -> PageReading:
    """Return the reading of that source and id."""
    source, _, local = name.partition(" ")
    kinds = (f"{kind}:{source}.reader-1.{local}" for kind in ("stance", "claim"))
    known = {one.id: one for one in data.readings}
    return next(known[kind] for kind in kinds if kind in known)


def node(data: PageData, name: str) -> PageNode:
    """Return a node."""
    return next(one for one in data.nodes if one.id == name)


def link(data: PageData, kind: str, source: str, target: str) -> PageLink:
    """Return a tie."""
    return next(one for one in data.links if (one.kind, one.source, one.target) == (kind, source, target))


def test_a_stance_has_all_that_the_graph_says_of_it(data: PageData) -> None:
    sign = reading(data, "wire-2031-08-04 sign")
    assert (sign.holder, sign.target) == ("actor:zoe-brandt", "prop:agreement-signed")
    assert (sign.position, sign.value, sign.act) == ("support", 0.67, "offer")
    assert sign.condition == "if “The Marigold is returned” and “Arland halves the tolls”"
    assert sign.chain == ("Brin Wire", "Jon Hask", "Zoë Brandt")
    assert (sign.uttered, sign.published) == ("4 August 2031", "2031-08-04T19:45:00Z")
    [evidence] = sign.evidence
    assert evidence.exact == "Brin will sign if the tolls are halved and the Marigold is returned"
    assert (evidence.start, evidence.end) == (276, 343)


def test_words_stand_where_the_offsets_say(data: PageData) -> None:
    texts = files("stancegraph.data") / "tutorial" / "texts"
    for one in data.readings:
        text = (texts / f"{one.source.removeprefix('source:')}.txt").read_bytes().decode()
        for evidence in one.evidence:
            assert text[evidence.start : evidence.end] == evidence.exact


def test_a_chain_of_three_steps_keeps_the_doubt_of_each(data: PageData) -> None:
    hearsay = reading(data, "digest-2031-03-05 filling-from-april")
    assert hearsay.chain == ("Strait Digest", "Radio Cassa", "Brin Wire (probable)", "a Brinish naval officer")
    assert hearsay.certainty == "probable"
    assert hearsay.factuality == "prospective"
    assert hearsay.held == "April 2031"


def test_times_are_told_in_words(data: PageData) -> None:
    assert reading(data, "gazette-2031-02-03 ruin").uttered == "before Lena Ost leaves for Cassa"


def test_claims_are_told_in_words(data: PageData) -> None:
    told = {
        "gazette-2031-02-03 dorn-heads": "Ilya Dorn heads Brinish delegation",
        "wire-2031-08-04 hask-relays": "Jon Hask relays the words of Zoë Brandt",
        "wire-2031-08-04 vask-in-office": "Eleni Vask is Foreign Minister of Cassia",
        "wire-2031-08-04 not-begun": "Not so: The filling of the Vessen dam begins",
    }
    assert {name: reading(data, name).text for name in told} == told
    mediates = reading(data, "wire-2031-02-06 verel-mediates").text
    assert mediates.endswith("between Arland and Brin with others who are not named")


def test_what_is_no_longer_held_says_since_when_and_by_what(data: PageData) -> None:
    offer, agenda = reading(data, "gazette-2031-04-18 offer"), reading(data, "gazette-2031-06-03 agenda")
    assert offer.ended == agenda.published == "2031-06-03T06:00:00Z"
    assert ("superseded by", agenda.id) in offer.relations
    assert ("supersedes", offer.id) in agenda.relations
    assert not agenda.ended
    assert reading(data, "gazette-2031-04-18 filling").ended  # retracted
    denied = reading(data, "digest-2031-06-25 ruled-out")
    assert ("disputed by", reading(data, "digest-2031-06-25 denial").id) in denied.relations


def test_only_the_readings_of_the_first_reader_are_shown(data: PageData) -> None:
    assert {one.id.split(".")[1] for one in data.readings} == {"reader-1"}


def test_a_caption_of_another_story_is_off_story(data: PageData) -> None:
    assert [one.id for one in data.readings if one.off_story] == ["claim:digest-2031-03-05.reader-1.regatta"]


def test_who_mediates_only_by_inference_says_so(data: PageData) -> None:
    roles = {name: node(data, f"actor:{name}").roles for name in ("cassia", "tomas-verel", "halmar", "lena-ost")}
    assert roles == {
        "cassia": ("mediator",),
        "tomas-verel": ("mediator", "official"),
        "halmar": ("mediator", "inferred"),
        "lena-ost": ("official",),
    }
    mediation = "event:gannet-mediation"
    assert link(data, "mediates", "actor:halmar", mediation).ground == "inferred"
    cassia = link(data, "mediates", "actor:cassia", mediation)
    assert (cassia.ground, cassia.factuality, len(cassia.readings)) == ("stated", "actual", 4)


def test_a_merged_actor_is_one_node_under_both_names(data: PageData) -> None:
    assert "actor:thomas-verell" not in {one.id for one in data.nodes}
    assert "Thomas Verell" in node(data, "actor:tomas-verel").aliases


def test_officials_say_what_they_belong_to(data: PageData) -> None:
    ost = node(data, "actor:lena-ost")
    assert (ost.offices, ost.of) == (("Foreign Minister of Arland",), "Arland")
    unnamed = node(data, "actor:holder-of-foreign-minister-brin")
    assert (unnamed.label, unnamed.of) == ("Foreign Minister of Brin", "")
    assert link(data, "organ-of", "actor:presidency-brin", "actor:brin").registered


def test_what_is_denied_is_a_node_with_its_words(data: PageData) -> None:
    [target] = [one for one in data.nodes if one.id == "stance:digest-2031-06-25.reader-1.ruled-out"]
    assert (target.kind, target.label) == ("reading", "Marit Sole: reject – Arland halves the tolls")


@pytest.mark.parametrize(
    ("quotes", "shown"), [(Quotes.SHORT, "Brin will sign ... Marigold is returned"), (Quotes.HASH, "")]
)
def test_quotes_can_be_shortened_or_hidden(graph: GraphDirectory, quotes: Quotes, shown: str) -> None:
    data = read_page(graph, quotes=quotes)
    [evidence] = reading(data, "wire-2031-08-04 sign").evidence
    assert (evidence.exact, evidence.prefix, evidence.suffix) == (shown, "", "")
    assert bool(evidence.sha256) is (quotes is Quotes.HASH)
    page = render_page(data)
    assert "Brin will sign if the tolls are halved" not in page
    assert data.made_by["Quotes"] == quotes.value


def test_python_draws_the_same_page(graph: GraphDirectory, data: PageData, tmp_path: Path) -> None:
    with StanceGraph.open(graph.path) as opened:
        opened.draw(tmp_path / "page.html", seed=3)
    assert (tmp_path / "page.html").read_bytes() == render_page(data, seed=3).encode()


def test_too_many_stances_are_refused(graph: GraphDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_source, "MOST_STANCES", 50)
    with pytest.raises(LimitError, match=r"stances are too many for one page, which holds 50\n  hint: "):
        read_page(graph)
