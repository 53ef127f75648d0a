"""What is drawn can be told apart: by shape without colour, and by contrast with the paper, in light and dark."""

from itertools import combinations

import pytest

from stancegraph.render.page_data import PageData, PageLink, PageReading
from stancegraph.render.page_legend import legend
from stancegraph.render.palette import ACTORS, DASHES, NO_POSITION, STEPS, SURFACES, TARGETS, mark_of, step_of

THEMES = {"light": 0, "dark": 1}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours: 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_the_paper(theme: str) -> None:
    paper = SURFACES["paper"][THEMES[theme]]
    marks = {mark.name: (mark.light, mark.dark)[THEMES[theme]] for mark in (*ACTORS, *TARGETS, *STEPS, NO_POSITION)}
    marks |= {name: SURFACES[name][THEMES[theme]] for name in ("edge", "tie", "focus")}
    faint = {name: contrast(colour, paper) for name, colour in marks.items() if contrast(colour, paper) < 3}
    assert faint == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("words", ["ink", "soft"])
@pytest.mark.parametrize("ground", ["paper", "panel", "card"])
def test_words_can_be_read(theme: str, words: str, ground: str) -> None:
    colours = [SURFACES[name][THEMES[theme]] for name in (words, ground)]
    assert contrast(*colours) >= 4.5


def test_kinds_of_actors_differ_in_shape() -> None:
    for one, other in combinations(ACTORS, 2):
        assert (one.shape, one.hollow) != (other.shape, other.hollow)


def test_sides_of_the_scale_differ_in_the_head_of_the_line_and_steps_in_its_width() -> None:
    against, for_it = STEPS[:3], STEPS[4:]
    assert {step.head for step in against}.isdisjoint(step.head for step in for_it)
    for side in (against, for_it):
        assert len({step.width for step in side}) == 3
    assert NO_POSITION.head not in {step.head for step in STEPS}


@pytest.mark.parametrize(
    ("value", "name"),
    [(-1, "reject"), (-0.6, "oppose"), (-0.2, "lean-against"), (0, "neutral"), (0.67, "support"), (None, "none")],
)
def test_values_fall_on_the_nearest_step(value: float | None, name: str) -> None:
    assert step_of(value).name == name


def test_inferred_and_derived_are_never_drawn_like_stated() -> None:
    assert "stated" not in DASHES
    assert DASHES["inferred"] != DASHES["derived"]


def test_words_mark_what_is_not_plainly_so() -> None:
    stance = {"id": "stance:b", "kind": "stance", "holder": "actor:a", "source": ""}
    assert mark_of(PageReading(**stance)) == ""  # type: ignore[arg-type]
    assert mark_of(PageReading(**stance, condition="if x", factuality="prospective")) == "if, expected"  # type: ignore[arg-type]
    assert mark_of(PageReading(**stance, alternative_to=("stance:a",))) == "or"  # type: ignore[arg-type]
    assert mark_of(PageLink(source="a", target="b", kind="mediates", factuality="hypothetical")) == "hypothetical"


def test_the_legend_holds_what_the_page_shows_and_no_more(page_data: PageData) -> None:
    shown = legend(page_data)
    for label in (
        "State",
        "Official",
        "Mediator",
        "Outlet",
        "Unnamed source",
        "reject",
        "insist",
        "none stated",
        "derived",
    ):
        assert f">{label}<" in shown
    for word in ("if", "expected", "or"):
        assert f'<i class="word">{word}</i>' in shown
    assert "hypothetical" not in shown
    assert ">Issue<" not in shown
