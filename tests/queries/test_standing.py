"""What readings stand at a date: known by then, held then, and not superseded, corrected, retracted or disputed."""

import pytest

from stancegraph.errors import QueryError
from stancegraph.queries.context import Context
from stancegraph.queries.standing import Moment, Standing

LATEST = "2031-09-29"


def standing(context: Context, at: str | None = None, known_by: str | None = None) -> Standing:
    moment = Moment.parse(at, known_by, context.graph.manifest.latest)
    return Standing.of(context.facts, moment, context.replies)


def node(context: Context, name: str) -> str:
    kind, _, reading = f"stance {name}".rpartition(" ")
    source, _, local = reading.partition(".")
    return context.facts.names.expand(f"{kind.split()[-1]}:{source}.reader-1.{local}")


@pytest.mark.parametrize(
    ("name", "day", "status"),
    [
        ("gazette-2031-02-03.ruin", LATEST, "superseded"),
        ("gazette-2031-02-03.ruin", "2031-04-30", "superseded"),
        ("gazette-2031-02-03.ruin", "2031-03-31", "active"),
        ("gazette-2031-04-18.offer", "2031-04-30", "active"),  # it superseded others, and is superseded later
        ("gazette-2031-04-18.offer", LATEST, "superseded"),
        ("gazette-2031-04-18.esker-zone", "2031-06-02", "active"),
        ("gazette-2031-04-18.esker-zone", "2031-06-03", "corrected"),
        ("claim gazette-2031-04-18.filling", "2031-05-31", "active"),
        ("claim gazette-2031-04-18.filling", "2031-06-30", "retracted"),
        ("claim wire-2031-03-24.seizure", "2031-03-31", "disputed"),
        ("digest-2031-06-25.ruled-out", "2031-07-31", "disputed"),
        ("digest-2031-06-25.ruled-out", LATEST, "superseded"),  # which says more than that it was disputed
        ("gazette-2031-09-29.offer", LATEST, "active"),
    ],
)
def test_the_status_of_a_reading_on_a_day(context: Context, name: str, day: str, status: str) -> None:
    assert standing(context, day, day).status(node(context, name)) == status


@pytest.mark.parametrize(
    ("at", "known_by", "status"),
    [
        ("2031-05-31", "2031-05-31", "active"),  # nobody could know of the correction
        ("2031-05-31", None, "corrected"),  # it was said on April 16, and is known since June
        ("2031-04-10", None, "active"),  # before the correction was said
        (None, "2031-05-31", "active"),
        (None, None, "corrected"),
    ],
)
def test_what_was_known_by_when(context: Context, at: str | None, known_by: str | None, status: str) -> None:
    assert standing(context, at, known_by).status(node(context, "gazette-2031-04-18.esker-zone")) == status


@pytest.mark.parametrize(
    ("at", "known_by", "held"),
    [
        ("2031-08-03", None, False),
        ("2031-08-04", None, True),
        ("2031-08-04", "2031-08-03", False),
        ("2031-08-03", "2031-08-03", False),
        (None, None, True),
    ],
)
def test_a_reading_is_held_from_its_utterance_and_known_from_its_publication(
    context: Context, at: str | None, known_by: str | None, *, held: bool
) -> None:
    name = node(context, "wire-2031-08-04.settle")
    known = known_by is None or known_by >= "2031-08-04"
    assert standing(context, at, known_by).is_known(name) is known
    assert standing(context, at, known_by).holds(name) is (held if known else False)


@pytest.mark.parametrize(("at", "held"), [("2031-02-28", False), ("2031-03-10", None), ("2031-03-20", True)])
def test_a_time_that_does_not_decide_leaves_it_undecided(quarrel: Context, at: str, *, held: bool | None) -> None:
    assert standing(quarrel, at).holds(node(quarrel, "one.vague")) is held


def test_an_undecided_reading_takes_no_place(quarrel: Context) -> None:
    sealed = node(quarrel, "one.unsealed")
    assert standing(quarrel, "2031-03-10").status(sealed) == "active"
    assert standing(quarrel, "2031-03-20").status(sealed) == "superseded"


def test_readings_that_supersede_each_other_come_to_an_end(quarrel: Context) -> None:
    for names in (("one.sealed", "one.unsealed"), ("one.unsealed", "one.sealed")):
        now = standing(quarrel)
        assert [now.status(node(quarrel, name)) for name in names] == ["superseded", "superseded"]


def test_what_takes_the_place_of_another_loses_it_when_it_is_taken_back(context: Context) -> None:
    first, second, third = (node(context, f"wire-2031-0{month}.x") for month in (2, 3, 4))
    moment = Moment.parse(None, None, "2031-09-29T06:00:00Z")
    context.facts.load([first, second, third], ["source"])
    replies = [(second, "superseded", first), (third, "retracted", second)]
    now = Standing.of(context.facts, moment, replies)
    assert [now.status(one) for one in (first, second, third)] == ["active", "retracted", "active"]
    chain = Standing.of(context.facts, moment, [(second, "superseded", first), (third, "superseded", second)])
    assert [chain.status(one) for one in (first, second, third)] == ["superseded", "superseded", "active"]


def test_all_that_is_needed_is_loaded_in_few_requests(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    from stancegraph.queries.facts import Facts

    facts = Facts(context.door, context.facts.names)
    now = Standing.of(facts, Moment.parse(None, None, context.graph.manifest.latest), context.replies)
    names = [node(context, name) for name in ("gazette-2031-02-03.ruin", "gazette-2031-02-03.rate")]
    now.load(names)
    monkeypatch.setattr(context.door, "look_up", None)  # anything that is still to be looked up fails
    assert [now.status(name) for name in names] == ["superseded", "superseded"]
    assert [now.holds(name) for name in names] == [True, True]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2031-04", "2031-04-30T23:59:59Z"),
        ("2031", "2031-12-31T23:59:59Z"),
        ("2031-03-02T08:00Z", "2031-03-02T08:00:00Z"),
        ("2031-02/2031-03", "2031-03-31T23:59:59Z"),
    ],
)
def test_a_moment_is_the_end_of_what_is_typed(text: str, end: str) -> None:
    assert Moment.parse(text, text, "") == Moment(at=end, known_by=end)


@pytest.mark.parametrize(
    ("at", "known_by", "message"),
    [
        ("yesterday", None, "at: 'yesterday'"),
        (None, "2031-02-30", "known-by: '2031-02-30'"),
        ("2031-02/..", None, "at: '2031-02/..' has no end"),
        ("", None, "at: ''"),
    ],
)
def test_what_is_no_date(at: str | None, known_by: str | None, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        Moment.parse(at, known_by, "2031-09-29")
    assert "2031-03-02" in caught.value.hint
