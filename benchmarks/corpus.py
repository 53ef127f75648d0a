"""A made-up corpus of annotated articles: the same for the same numbers, whatever the machine.

    python benchmarks/corpus.py [FOLDER [ARTICLES [READINGS]]]

Without a FOLDER, it says how the corpus grows. A corpus is a registry, and for each article its text and a file of
readings (30). Who and what is written about grows as in real corpora: the n-th mention brings somebody new ever more
rarely (Heaps' law, exponents below); who was mentioned often is mentioned again, most of all if that was lately, since
stories come and go. The articles of a shorter corpus are the first ones of a longer corpus, which so grows by some.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

SEED = 20310101
READINGS = 30
FIRST_DAY = date(2031, 1, 1)
ARTICLES_A_DAY = 3
LATELY = 900
"""Mentions that count as lately: those of about a fortnight."""

# Kind of thing → factor and exponent of Heaps' law: after n mentions, factor * n ** exponent are known.
GROWTH = {
    "state": (4, 0.25),
    "person": (2, 0.6),
    "outlet": (1, 0.35),
    "issue": (1, 0.4),
    "prop": (1.5, 0.7),
    "event": (1.5, 0.7),
}
POSITIONS = ("reject", "oppose", "lean-against", "neutral", "lean-for", "support", "insist")
ACTS = ("assert", "warn", "demand", "request", "propose", "accept", "refuse", "endorse", "prefer", "predict", "offer")
ATTRIBUTIONS = ("direct-quote", "indirect-speech", "reported-attitude")
CERTAINTIES = ("certain", "probable", "possible")
EVENT_KINDS = ("meeting", "talks", "statement", "visit", "deployment", "agreement", "negotiation", "mediation")
ROLES = ("party", "host", "attendee", "observer", "mediator", "facilitator", "go-between")
WORDS = (
    *("harbour", "treaty", "border", "council", "envoy", "tariff", "river", "signal", "minister", "grain", "escort"),
    *("valley", "paper", "winter", "quota", "bridge", "convoy", "rail", "ballot", "terms", "charter", "delta"),
    *("inquiry", "lantern", "market", "fleet", "pledge", "record", "summit", "tunnel", "village"),
)


@dataclass(slots=True)
class World:
    """Everyone and everything that was mentioned so far, as registry entries, and what was said about it."""

    chance: random.Random
    entries: dict[str, list[dict[str, object]]] = field(default_factory=lambda: {kind: [] for kind in GROWTH})
    posts: list[dict[str, object]] = field(default_factory=list)
    tenures: list[dict[str, object]] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    """Person → the state that the person belongs to."""
    mentions: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in GROWTH})
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    """Holder and proposition → the stance that was taken last."""

    def pick(self, kind: str) -> dict[str, object]:
        """Return something of a kind: new, or mentioned before."""
        factor, exponent = GROWTH[kind]
        mentions, entries = self.mentions[kind], self.entries[kind]
        if len(entries) < factor * (len(mentions) + 1) ** exponent:
            mentions.append(len(entries))
            entries.append(getattr(self, f"new_{kind}")(len(entries)))
        else:
            lately = mentions[-LATELY:] if self.chance.random() < 0.8 else mentions  # noqa: PLR2004  four of five
            mentions.append(self.chance.choice(lately))
        return entries[mentions[-1]]

    def id(self, kind: str) -> str:
        """Return the id of something of a kind."""
        return str(self.pick(kind)["id"])

    def happens(self, percent: int) -> bool:
        """Tell whether something happens that does so in ``percent`` of all cases."""
        return self.chance.randrange(100) < percent

    def new_state(self, number: int) -> dict[str, object]:
        """Return a state."""
        return {"id": f"state-{number}", "type": "state", "label": f"State {number}", "metonyms": f"Capital {number}"}

    def new_outlet(self, number: int) -> dict[str, object]:
        """Return an outlet."""
        return {"id": f"outlet-{number}", "type": "media-outlet", "label": f"The Outlet {number}"}

    def new_person(self, number: int) -> dict[str, object]:
        """Return a person of some state; most hold a post, and most of these may speak for their state."""
        state = self.states[f"person-{number}"] = self.id("state")
        if self.happens(80):
            post = f"post-{len(self.posts)}"
            speaks = {"speaksFor": state} if self.happens(70) else {}
            self.posts.append({"id": post, "label": f"Minister {post} of {state}", "postOf": state} | speaks)
            self.tenures.append({"person": f"person-{number}", "post": post, "held": "2029-05/.."})
        return {"id": f"person-{number}", "type": "person", "label": f"Person {number}"}

    def new_issue(self, number: int) -> dict[str, object]:
        """Return an issue, which may be part of another."""
        above = {"broader": f"issue-{self.chance.randrange(number)}"} if number and self.happens(60) else {}
        return {"id": f"issue-{number}", "label": f"Issue {number}", "pole": f"Issue {number} is settled."} | above

    def new_prop(self, number: int) -> dict[str, object]:
        """Return a proposition; some exclude an earlier one on the same issue."""
        issue, bearing = self.id("issue"), self.chance.choice(("advances", "hinders", "about"))
        others = [str(one["id"]) for one in self.entries["prop"] if issue in one.values()]
        excludes = {"excludes": others[-1]} if others and self.happens(40) else {}
        return {"id": f"prop-{number}", "label": f"It happens that {number}", bearing: issue} | excludes

    def new_event(self, number: int) -> dict[str, object]:
        """Return an event, with a date as sources give it: of a day, a month, about a day, or open."""
        day = FIRST_DAY + timedelta(days=number // 2)
        month, after = f"{day:%Y-%m}", self.chance.randrange(number) if number else 0
        relative = {"edtf": f"{month}/..", "after": f"event.event-{after}"} if number else month
        time = self.chance.choice(
            (f"{day}", month, f"{day}~", f"{month}/..", f"{day}/{day + timedelta(days=3)}", relative)
        )
        part = {"partOf": f"event-{self.chance.randrange(number)}"} if number and self.happens(20) else {}
        kind = self.chance.choice(EVENT_KINDS)
        return {
            "id": f"event-{number}",
            "label": f"Event {number}",
            "kind": kind,
            "about": self.id("issue"),
            "time": time,
        } | part


@dataclass(slots=True)
class Article:
    """One article as it is made up: its sentences, and the readings of them."""

    world: World
    id: str
    sentences: list[str] = field(default_factory=list)

    def quote(self) -> str:
        """Write a sentence, and some that nobody reads anything in; return the words that a reading rests on."""
        words = self.world.chance.choices(WORDS, k=18)
        start = f"{words[0].capitalize()} {len(self.sentences)}"
        self.sentences.append(f"{start} {' '.join(words[1:])}.")
        self.sentences.append(f"Meanwhile {' '.join(self.world.chance.choices(WORDS, k=24))}.")
        return f"{start} {words[1]} ... {words[-1]}." if self.world.happens(20) else f"{start} {' '.join(words[1:9])}"

    def group(self, readings: int) -> Iterator[str]:
        """Yield the lines of what one utterance holds."""
        via, holder = self.chain()
        yield f"- via: {flow(via)}\n"
        if via:
            yield f"  attribution: {self.world.chance.choice(ATTRIBUTIONS)}\n"
        claims = [self.world.happens(30) for _ in range(readings)]
        for section, wanted in (("stances", False), ("claims", True)):
            if wanted in claims:
                yield f"  {section}:\n"
            for _ in range(claims.count(wanted)):
                yield f"  - {flow(self.claim() if wanted else self.stance(holder))}\n"

    def chain(self) -> tuple[list[object], str]:
        """Return the chain behind the outlet, and who speaks where that is an actor of the registry."""
        happens, id_of = self.world.happens, self.world.id
        if happens(20):
            return [], ""
        steps: list[object] = [id_of("outlet")] if happens(25) else []
        if happens(15):
            state = id_of("state")
            return [*steps, {"anon": f"an official of {state}", "of": state}], ""
        speaker = id_of("person") if happens(75) else id_of("state")
        return [*steps, speaker], speaker

    def reading(self) -> dict[str, object]:
        """Return what stances and claims have in common."""
        own: dict[str, object] = {"id": f"r{len(self.sentences)}", "quote": self.quote()}
        if self.world.happens(10):
            own["certainty"] = self.world.chance.choice(CERTAINTIES)
        if self.world.happens(5):
            own["basis"] = "Two sentences before, the same is said of somebody else."
        return own

    def stance(self, speaker: str) -> dict[str, object]:
        """Return a stance: of the speaker, or of somebody of whom the outlet tells."""
        world, own = self.world, self.reading()
        holder = speaker or world.id("person" if world.happens(50) else "state")
        target = world.id("prop")
        own |= {"holder": holder, "target": f"prop.{target}", "act": world.chance.choice(ACTS)}
        if world.happens(85):
            own["position"] = world.chance.choice(POSITIONS)
        if world.happens(10):
            own["condition"] = {world.chance.choice(("if", "unless", "only-if")): f"prop.{world.id('prop')}"}
        if world.happens(10):
            own["addressee"] = world.id("state")
        if world.happens(8):
            own["concerns"] = {"actor": world.id("state"), "role": "obliged"}
        if world.happens(8):
            own["onBehalfOf"] = world.id("state")
        return own | self.succession(holder, target, str(own["id"]))

    def succession(self, holder: str, target: str, local: str) -> dict[str, object]:
        """Return which earlier stance this one takes the place of, as annotators say it in half of all cases."""
        before = self.world.said.get((holder, target))
        self.world.said[holder, target] = f"stance.{self.id}.reader-1.{local}"
        return {"supersedes": before} if before and self.world.happens(50) else {}

    def claim(self) -> dict[str, object]:
        """Return a claim: of a participation in half of all cases, or of something else."""
        id_of, chance = self.world.id, self.world.chance
        asserted: dict[str, object]
        if self.world.happens(50):
            role = chance.choice(ROLES)
            between = {"between": [id_of("state"), id_of("state")]} if role in ROLES[4:] else {}
            asserted = {"participant": id_of("state"), "in": f"event.{id_of('event')}", "role": role} | between
        else:
            tenure = chance.choice(self.world.tenures) if self.world.tenures else {}
            asserted = chance.choice((
                {"event": f"event.{id_of('event')}"},
                {"cause": f"event.{id_of('event')}", "effect": f"prop.{id_of('prop')}"},
                self.representation(id_of("person")),
                {**tenure, "held": "2030-11/.."} if tenure else {"event": f"event.{id_of('event')}"},
            ))  # fmt: skip
        factuality = {"factuality": chance.choice(("prospective", "hypothetical"))} if self.world.happens(20) else {}
        return {"asserts": asserted} | self.reading() | factuality

    def representation(self, person: str) -> dict[str, object]:
        """Return that a person speaks for the state of the person, heads something of it, or passes on what it says."""
        capacity = self.world.chance.choice(("heads", "speaks-for", "relays"))
        return {"representative": person, "represents": self.world.states[person], "capacity": capacity}


def flow(value: object) -> str:
    """Return a value as annotators type it: in the flow style of YAML, quoted where it is prose."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    text = str(value)
    return json.dumps(text) if " " in text else text


def write_corpus(folder: Path, articles: int, readings: int = READINGS) -> World:
    """Write a corpus into a folder, its texts into ``texts`` below that; return its world."""
    world = World(random.Random(SEED))  # noqa: S311  nothing secret
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for number in range(articles):
        day = FIRST_DAY + timedelta(days=number // ARTICLES_A_DAY)
        article = Article(world, f"article-{number:05d}")
        source = {
            "id": article.id,
            "publisher": world.id("outlet"),
            "published": day,
            "title": f"Article {number}",
            "language": "en",
        }
        lines = [f"format: 1\nsource: {flow(source)}\nannotator: reader-1\nreadings:\n"]
        left = readings
        while left:
            size = min(left, world.chance.randrange(1, 5))
            lines += article.group(size)
            left -= size
        (folder / f"{article.id}.yaml").write_text("".join(lines), encoding="utf-8")
        (folder / "texts" / f"{article.id}.txt").write_text(" ".join(article.sentences), encoding="utf-8")
    (folder / "registry.yaml").write_text("".join(registry(world)), encoding="utf-8")
    return world


def registry(world: World) -> Iterator[str]:
    """Yield the lines of the registry of a corpus."""
    yield "registry:\n"
    actors = [*world.entries["state"], *world.entries["outlet"], *world.entries["person"]]
    events, props, issues = (world.entries[kind] for kind in ("event", "prop", "issue"))
    sections = {"actors": actors, "posts": world.posts, "issues": issues, "propositions": props, "events": events}
    for name, entries in (sections | {"tenures": world.tenures}).items():
        if entries:
            yield f"  {name}:\n"
        yield from (f"  - {flow(entry)}\n" for entry in entries)


def main(folder: Path | None, articles: int, readings: int) -> None:
    """Write a corpus, or say how it grows."""
    if folder:
        write_corpus(folder, articles, readings)
        return
    print(f"{'articles':>9}" + "".join(f"{kind:>9}" for kind in GROWTH) + f"   seed {SEED}, {readings} readings each")
    for count in (1, 10, 100, 1000):
        with tempfile.TemporaryDirectory() as temporary:
            world = write_corpus(Path(temporary), count, readings)
        print(f"{count:9}" + "".join(f"{len(world.entries[kind]):9}" for kind in GROWTH))


if __name__ == "__main__":
    given = sys.argv[1:]
    numbers = [int(text) for text in given[1:]]
    main(Path(given[0]) if given else None, *[*numbers, *(100, READINGS)[len(numbers) :]])
