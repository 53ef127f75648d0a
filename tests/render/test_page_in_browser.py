"""The page in a real browser: it draws, filters and finds, works without a mouse, and runs no text of a source."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stancegraph.render.page import render_page
from stancegraph.render.page_data import PageData

if TYPE_CHECKING:
    from tests.render.conftest import Opened

    Open = Callable[..., Opened]

DAILY = "stance:daily-2031-03-02.r1.s"
HERALD = "stance:herald-2031-04-11.r1.s"
HOSTILE: list[str] = json.loads(Path(__file__).with_name("hostile_labels.json").read_text(encoding="utf-8"))


def test_it_draws_the_story(opened: "Open", page_html: str, artifacts: Path) -> None:
    shown = opened(page_html)
    shown.page.screenshot(path=artifacts / "page-1280.png")
    assert shown.count() == "30 of 31 stances, 3 of 3 claims"
    assert all(shown.where(name) for name in ("actor:arland", "prop:tolls-end", f"{DAILY}6", f"{DAILY}18", "link:0"))
    painted = "c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size"
    assert shown.page.locator("#canvas canvas").evaluate(painted) > 100


def test_nothing_overlaps(opened: "Open", page_html: str) -> None:
    """The boxes that the browser measures, labels included, stand apart, and all are in the frame."""
    shown = opened(page_html)
    nodes = shown.page.evaluate("stancegraph.drawn()")
    width, height = shown.page.locator("#canvas").evaluate("e => [e.clientWidth, e.clientHeight]")
    assert len(nodes) == 22
    for node in nodes:
        assert node["left"] >= 0
        assert node["right"] <= width
        assert node["top"] >= 0
        assert node["bottom"] <= height
        for other in nodes:
            apart = (
                node["right"] <= other["left"]
                or other["right"] <= node["left"]
                or node["bottom"] <= other["top"]
                or other["bottom"] <= node["top"]
            )
            assert apart or node is other, (node, other)


def test_a_click_on_a_line_shows_its_words_and_where_they_are_from(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    shown.click(f"{HERALD}13")
    panel = shown.panel()
    assert "No foreign boot steps on a ship of mine" in panel
    for part in ("Tor Hale", "reject", "refuse", "The Herald → Tor Hale", "10 April 2031", "certain", "direct quote"):
        assert part in panel
    assert "‘No toll, no talk’: what Brin’s navy wants, The Herald, 11 April 2031, characters 1270–1309" in panel
    assert shown.page.evaluate("document.activeElement.tagName") == "H2"


def test_a_click_on_an_actor_lists_what_it_holds(opened: "Open", page_html: str, artifacts: Path) -> None:
    shown = opened(page_html)
    shown.click("actor:arland")
    shown.page.screenshot(path=artifacts / "page-panel.png")
    panel = shown.panel()
    assert panel.startswith("Close\nArland\nstate\nalso Republic of Arland, Port Ister\nStances it holds (7)")
    assert "Arland wants its sailors back" in panel
    assert "includes Lena Ost" in panel
    assert shown.page.locator("#panel article").count() == 7


def test_a_click_on_a_proposition_lists_who_stands_where(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    shown.click("prop:tolls-end")
    assert "Stances on it (5)" in shown.panel()


def test_ties_lead_to_their_claims(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    shown.click("link:0")
    assert "with Corvia going between the rooms" in shown.panel()


def test_parallel_stances_can_all_be_reached(opened: "Open", page_html: str) -> None:
    """Two ways to read one sentence are two lines, each of which can be clicked."""
    shown = opened(page_html)
    for number in (29, 30):
        shown.page.keyboard.press("Escape")
        shown.click(f"{DAILY}{number}")
        assert shown.page.locator("#panel article").first.get_attribute("data-reading") == f"{DAILY}{number}"
        assert shown.page.locator("#panel article").count() == 2
    shown.page.get_by_role("button", name="Arland: oppose – Tolls are on the agenda").click()
    assert shown.page.evaluate("stancegraph.state().selected.id") == f"{DAILY}29"


def test_escape_closes_the_panel(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    shown.click("actor:brin")
    shown.page.keyboard.press("Escape")
    assert not shown.page.locator("#panel").is_visible()


def test_belonging_is_drawn_for_a_chosen_actor_alone(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    belongs = "link:3"  # Lena Ost to Arland
    assert shown.where(belongs) is None
    shown.click("actor:lena-ost")
    assert shown.where(belongs)


@pytest.mark.parametrize(
    ("filter_by", "kept", "dropped"),
    [
        (lambda page: page.select_option("[name=issue]", "issue:security"), f"{HERALD}10", f"{DAILY}5"),
        (lambda page: page.select_option("[name=issue]", "issue:strait"), f"{DAILY}5", f"{DAILY}22"),
        (lambda page: uncheck(page, "Actors", "State"), f"{DAILY}2", f"{DAILY}5"),
        (lambda page: uncheck(page, "Position", "insist"), f"{DAILY}6", f"{DAILY}5"),
        (lambda page: uncheck(page, "Position", "no position stated"), f"{DAILY}23", f"{DAILY}18"),
        (lambda page: uncheck(page, "Ground", "inferred"), f"{DAILY}11", f"{DAILY}12"),
        (lambda page: page.fill("[name=query]", "LÉNA"), f"{DAILY}2", f"{DAILY}5"),
        (lambda page: page.fill("[name=query]", "kingdom of brin"), f"{DAILY}5", f"{DAILY}6"),
    ],
    ids=["issue", "broader-issue", "kind", "position", "no-position", "ground", "name", "alias"],
)
def test_filters_filter(
    opened: "Open", page_html: str, filter_by: Callable[[Any], None], kept: str, dropped: str
) -> None:
    shown = opened(page_html)
    filter_by(shown.page)
    assert shown.where(kept)
    assert shown.where(dropped) is None
    assert kept in shown.rows()
    assert dropped not in shown.rows()
    assert shown.count() != "30 of 31 stances, 3 of 3 claims"
    shown.page.keyboard.press("Escape")
    shown.page.click("[type=reset]")
    assert shown.count() == "30 of 31 stances, 3 of 3 claims"


def uncheck(page: Any, menu: str, label: str) -> None:
    """Take a box out of a menu, with the keyboard."""
    page.locator("summary", has_text=menu).focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name=label, exact=True).focus()
    page.keyboard.press("Space")


def test_dates_filter_by_when_it_may_have_been_said(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    shown.page.locator("summary", has_text="Dates").click()
    shown.page.fill("[name=from]", "2031-04-01")
    assert f"{HERALD}13" in shown.rows()
    assert f"{DAILY}5" not in shown.rows()
    shown.page.fill("[name=from]", "")
    shown.page.fill("[name=to]", "2031-02-26")
    assert shown.rows() == [f"{DAILY}2"]


def test_search_finds_by_name_and_enter_chooses(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    shown.page.fill("[name=query]", "quist")
    assert shown.where("actor:mara-quist")
    assert shown.where("actor:brin") is None
    shown.page.keyboard.press("Enter")
    assert "Mara Quist\nofficial, mediator, Envoy of Corvia" in shown.panel()


def test_nothing_found_is_said(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    shown.page.fill("[name=query]", "nobody of that name")
    assert shown.page.locator("#nothing").is_visible()
    assert shown.count() == "0 of 31 stances, 0 of 3 claims"


def test_what_is_off_story_is_hidden_and_can_be_shown(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    assert shown.where(f"{DAILY}27") is None
    assert shown.where("event:parade") is None
    assert f"{DAILY}27" not in shown.rows()
    shown.page.get_by_role("switch", name="Off-story (1)").check()
    assert shown.where(f"{DAILY}27")
    assert f"{DAILY}27" in shown.rows()


def test_outlets_are_hidden_unless_they_hold_a_stance(opened: "Open", page_html: str) -> None:
    shown = opened(page_html)
    assert shown.where("actor:the-daily")
    assert shown.where("actor:the-herald") is None
    shown.page.get_by_role("switch", name="Outlets (2)").check()
    assert shown.where("actor:the-herald")
    assert shown.where("link:9")


def test_what_was_superseded_is_hidden_until_the_time_before(opened: "Open", page_data: PageData) -> None:
    first, *rest = page_data.readings
    older = replace(first, ended="2031-04-11", relations=(("superseded by", rest[4].id),))
    shown = opened(render_page(replace(page_data, readings=(older, *rest))))
    assert shown.where(first.id) is None
    shown.page.get_by_role("switch", name="Earlier (1)").check()
    shown.click(first.id)
    assert "superseded" in shown.panel()
    shown.page.get_by_role("switch", name="Earlier (1)").uncheck()
    shown.page.locator("summary", has_text="Dates").click()
    shown.page.fill("[name=to]", "2031-04-10")
    assert shown.where(first.id)


def test_the_table_works_without_a_mouse(opened: "Open", page_html: str, artifacts: Path) -> None:
    shown = opened(page_html)
    page = shown.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the table
    assert page.locator("#view-table").is_visible()
    assert not page.locator("#view-network").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.screenshot(path=artifacts / "page-table.png")
    chosen = page.evaluate("stancegraph.state().selected")
    assert chosen == {"kind": "reading", "id": shown.rows()[0]}
    assert "characters" in shown.panel()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('tr').dataset.id") == shown.rows()[0]
    page.locator("#tab-table").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#view-network").is_visible()


def test_the_table_can_be_read_without_scripts(opened: "Open", page_html: str) -> None:
    shown = opened(page_html, java_script_enabled=False)
    text = shown.page.locator("body").inner_text()
    assert "Scripts are off" in text
    assert (
        "No foreign boot steps on a ship of mine ‘No toll, no talk’: what Brin’s navy wants, characters 1270–1309"
        in text
    )
    assert not shown.page.locator("#filters").is_visible()
    assert shown.page.locator("#view-table tr[data-id]").count() == 35


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_needs_no_scrolling_sideways(
    opened: "Open", page_html: str, artifacts: Path, scheme: str
) -> None:
    shown = opened(page_html, width=390, height=844, color_scheme=scheme, has_touch=True)
    page = shown.page
    wide = "document.documentElement.scrollWidth"
    page.screenshot(path=artifacts / f"page-390-{scheme}.png", full_page=True)
    assert page.evaluate(wide) == 390
    shown.click("actor:arland")
    assert "Arland wants its sailors back" in shown.panel()
    assert page.evaluate(wide) == 390
    page.keyboard.press("Escape")
    page.locator("#show-filters").click()
    assert page.locator("[name=issue]").is_visible()
    assert page.evaluate(wide) == 390
    page.locator("#tab-table").click()
    page.screenshot(path=artifacts / f"page-390-{scheme}-table.png")
    assert page.evaluate(wide) == 390


def test_dark_is_dark(opened: "Open", page_html: str, artifacts: Path) -> None:
    shown = opened(page_html, color_scheme="dark")
    shown.page.screenshot(path=artifacts / "page-dark.png")
    assert shown.page.locator("html").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(22, 24, 27)"


def test_hostile_text_runs_nothing_and_appears_as_it_is(opened: "Open", page_data: PageData) -> None:
    """Every text of the page is one that tries to break out, and each is found again character for character."""
    nodes = tuple(
        replace(node, label=label, aliases=(label,), offices=(label,), of=label)
        for node, label in zip(page_data.nodes, HOSTILE * 2, strict=False)
    )
    readings = tuple(
        replace(
            reading,
            text=label,
            basis=label,
            condition=label,
            uttered=label,
            held=label,
            note=label,
            chain=(label, label),
            evidence=tuple(
                replace(one, exact=label, prefix=label, suffix=label, region=label) for one in reading.evidence
            ),
            further=((label, label),),
        )
        for reading, label in zip(page_data.readings, HOSTILE * 2, strict=False)
    )
    sources = tuple(
        replace(source, title=label, publisher=label, url=label)
        for source, label in zip(page_data.sources, HOSTILE[2:], strict=False)
    )
    links = tuple(replace(link, label=label) for link, label in zip(page_data.links, HOSTILE, strict=False))
    for offset in (0, 24):
        turned = [replace(node, label=HOSTILE[(offset + place) % len(HOSTILE)]) for place, node in enumerate(nodes)]
        data = replace(
            page_data,
            title=HOSTILE[offset],
            nodes=tuple(turned),
            readings=readings,
            sources=sources,
            links=links,
            made_by={HOSTILE[1]: HOSTILE[3]},
        )
        shown = opened(render_page(data))
        page = shown.page
        found = page.evaluate("JSON.parse(document.querySelector('#data').textContent)")
        assert [node["label"] for node in found["nodes"]] == [node.label for node in turned]
        assert [one["evidence"][0]["exact"] for one in found["readings"]] == [one.evidence[0].exact for one in readings]
        for name in ("actor:arland", "prop:tolls-end"):
            shown.click(name)
            label = next(node.label for node in turned if node.id == name)
            assert page.locator("#panel h2").evaluate("e => e.textContent") == label
        assert page.locator("#panel script, #panel img, #panel svg[onload], #view-table img").count() == 0
