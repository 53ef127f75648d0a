"""The shipped registry: one entry a line, unambiguous names, references that resolve, facts that are true."""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

import pytest
from ruamel.yaml import YAML

Value = str | list[str] | dict[str, str]
Entry = dict[str, Value]

FILES: Final = ("states.yaml", "organizations.yaml", "posts.yaml", "issues.yaml")
FIELDS: Final = {
    "actors": {"id", "type", "label", "aliases", "metonyms", "codes", "organOf", "wikidata", "definition"},
    "posts": {"id", "label", "aliases", "postOf", "speaksFor"},
    "issues": {"id", "label", "aliases", "broader", "definition"},
}
TYPES: Final = {
    "state",
    "organization",
    "government-body",
    "military-body",
    "media-outlet",
    "intergovernmental-organization",
    "non-state-armed-group",
    "actor-group",
}
OUTSIDE_THE_UN: Final = {"holy-see", "palestine", "kosovo", "taiwan"}

# Names as tables of votes in the General Assembly write them, where they are not the label.
NAMES_IN_VOTES: Final = {
    "Antigua & Barbuda": "antigua-and-barbuda",
    "Bosnia & Herzegovina": "bosnia-and-herzegovina",
    "Congo - Brazzaville": "republic-of-the-congo",
    "Congo - Kinshasa": "democratic-republic-of-the-congo",
    "Côte d’Ivoire": "cote-d-ivoire",
    "Federal Republic of Germany": "west-germany",
    "German Democratic Republic": "east-germany",
    "Micronesia (Federated States of)": "micronesia",
    "Myanmar (Burma)": "myanmar",
    "St. Kitts & Nevis": "saint-kitts-and-nevis",
    "St. Lucia": "saint-lucia",
    "St. Vincent & Grenadines": "saint-vincent-and-the-grenadines",
    "São Tomé & Príncipe": "sao-tome-and-principe",
    "Trinidad & Tobago": "trinidad-and-tobago",
    "Yemen Arab Republic": "north-yemen",
    "Yemen People's Republic": "south-yemen",
}
FACTS: Final = [
    ("france", "wikidata", "Q142"),
    ("united-states", "wikidata", "Q30"),
    ("iran", "wikidata", "Q794"),
    ("iran", "codes", "IRN"),
    ("iran", "metonyms", "Tehran"),
    ("united-states", "metonyms", "Washington"),
    ("oman", "metonyms", "Muscat"),
    ("namibia", "codes", "NA"),
    ("norway", "codes", "NO"),
    ("united-kingdom", "codes", "GBR"),
    ("south-korea", "label", "Corée du Sud"),
    ("germany", "label", "Allemagne"),
    ("turkey", "aliases", "Türkiye"),
    ("myanmar", "aliases", "Burma"),
    ("eswatini", "aliases", "Swaziland"),
    ("democratic-republic-of-the-congo", "metonyms", "Kinshasa"),
    ("soviet-union", "aliases", "USSR"),
    ("north-atlantic-treaty-organization", "aliases", "NATO"),
    ("international-atomic-energy-agency", "aliases", "IAEA"),
    ("international-atomic-energy-agency", "wikidata", "Q41984"),
    ("white-house", "organOf", "united-states"),
    ("al-bawaba", "aliases", "Albawaba"),
    ("wall-street-journal", "wikidata", "Q164746"),
    ("islamic-republic-of-iran-broadcasting", "aliases", "Iranian state television"),
    ("foreign-minister-oman", "postOf", "oman"),
    ("commander-united-states-central-command", "postOf", "united-states-central-command"),
    ("spokesperson-white-house", "speaksFor", "united-states"),
    ("uranium-enrichment", "broader", "nuclear-programme"),
]


def texts(value: Value | None) -> list[str]:
    if isinstance(value, dict):
        return list(value.values())
    return [value] if isinstance(value, str) else list(value or ())


def source_of(name: str) -> str:
    return files("stancegraph.data").joinpath("registry", name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lists() -> dict[str, list[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for name in FILES:
        for key, entries in YAML(typ="safe", pure=True).load(source_of(name))["registry"].items():
            found[key] += entries
    return found


@pytest.fixture(scope="module")
def entries(lists: dict[str, list[Entry]]) -> dict[str, Entry]:
    return {str(entry["id"]): entry for listed in lists.values() for entry in listed}


@pytest.fixture(scope="module")
def states(lists: dict[str, list[Entry]]) -> list[Entry]:
    return [actor for actor in lists["actors"] if actor["type"] == "state"]


def names_of(entry: Entry) -> Iterator[str]:
    for key in ("label", "aliases", "metonyms"):
        yield from texts(entry.get(key))


def owners(lists: dict[str, list[Entry]]) -> dict[str, set[str]]:
    """Return who answers to each id and each name, of whatever kind."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in (entry for listed in lists.values() for entry in listed):
        for name in (*names_of(entry), str(entry["id"])):
            found[" ".join(name.casefold().split())].add(str(entry["id"]))
    return found


def test_ids_are_well_formed_and_unique(lists: dict[str, list[Entry]]) -> None:
    ids = [str(entry["id"]) for listed in lists.values() for entry in listed]
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert not any(name.startswith("the-") for name in ids)


def test_fields_and_types_are_those_of_the_form(lists: dict[str, list[Entry]]) -> None:
    assert set(lists) == set(FIELDS)
    for key, listed in lists.items():
        for entry in listed:
            assert set(entry) <= FIELDS[key], entry["id"]
            assert entry["label"], entry["id"]
    assert {str(actor["type"]) for actor in lists["actors"]} == TYPES


def test_no_name_stands_for_two_entries(lists: dict[str, list[Entry]]) -> None:
    assert {name: ids for name, ids in owners(lists).items() if len(ids) > 1} == {}


def test_no_entry_repeats_a_name_or_has_an_empty_one(lists: dict[str, list[Entry]]) -> None:
    for entry in (entry for listed in lists.values() for entry in listed):
        more = [name.casefold() for key in ("aliases", "metonyms") for name in texts(entry.get(key))]
        labels = {name.casefold() for name in texts(entry["label"])}
        assert len(more) == len({*more} - labels), entry["id"]
        assert all(name == " ".join(name.split()) != "" for name in names_of(entry)), entry["id"]


def test_references_resolve(lists: dict[str, list[Entry]]) -> None:
    known = {key: {str(entry["id"]) for entry in listed} for key, listed in lists.items()}
    for key, field, target in (
        ("actors", "organOf", "actors"),
        ("posts", "postOf", "actors"),
        ("posts", "speaksFor", "actors"),
        ("issues", "broader", "issues"),
    ):
        wrong = {ref for entry in lists[key] for ref in texts(entry.get(field)) if ref not in known[target]}
        assert wrong == set(), f"{key}.{field}"
    assert all(post.get("postOf") for post in lists["posts"])


@pytest.mark.parametrize(("key", "field"), [("actors", "organOf"), ("issues", "broader")])
def test_hierarchies_have_no_cycle(key: str, field: str, lists: dict[str, list[Entry]]) -> None:
    above = {str(entry["id"]): texts(entry.get(field)) for entry in lists[key]}
    for start, nearest in above.items():
        seen, waiting = set[str](), nearest
        while waiting:
            assert start not in waiting
            seen.update(waiting)
            waiting = [ref for name in waiting for ref in above[name] if ref not in seen]


def test_all_members_of_the_united_nations_are_there(states: list[Entry]) -> None:
    present = [state for state in states if "codes" in state and "definition" not in state]
    assert len(present) == 193 + len(OUTSIDE_THE_UN)
    assert {str(state["id"]) for state in present} > OUTSIDE_THE_UN


def test_states_have_names_in_english_and_french(states: list[Entry]) -> None:
    for state in states:
        label = state["label"]
        assert isinstance(label, dict), state["id"]
        assert set(label) == {"en", "fr"}, state["id"]


def test_codes_are_well_formed_and_unique(states: list[Entry]) -> None:
    seen: Counter[str] = Counter()
    for state in states:
        codes = state.get("codes", {})
        assert isinstance(codes, dict)
        for key, code in codes.items():
            assert re.fullmatch({"iso2": "[A-Z]{2}", "iso3": "[A-Z]{3}"}[key], code), state["id"]
        seen.update(codes.values())
        if "definition" not in state:
            assert set(codes) == {"iso2", "iso3"}, state["id"]
    assert [code for code, times in seen.items() if times > 1] == []


def test_wikidata_ids_are_well_formed_and_unique(lists: dict[str, list[Entry]]) -> None:
    ids = [str(actor["wikidata"]) for actor in lists["actors"] if "wikidata" in actor]
    assert [found for found in ids if not re.fullmatch(r"Q[1-9][0-9]*", found)] == []
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("name", "expected"), NAMES_IN_VOTES.items())
def test_names_in_tables_of_votes_resolve(name: str, expected: str, lists: dict[str, list[Entry]]) -> None:
    assert owners(lists)[name.casefold()] == {expected}


@pytest.mark.parametrize(("name", "field", "value"), FACTS)
def test_spot_checks(name: str, field: str, value: str, entries: dict[str, Entry]) -> None:
    assert value in texts(entries[name].get(field))


def test_ambiguous_seats_stand_for_nobody(lists: dict[str, list[Entry]]) -> None:
    ambiguous = {"brussels", "the hague", "geneva", "sanaa", "aden", "congo", "korea"}
    assert ambiguous & set(owners(lists)) == set()


@pytest.mark.parametrize("name", FILES)
def test_there_is_one_entry_a_line(name: str) -> None:
    lines = source_of(name).splitlines()
    head = re.compile(r"#.*|registry:|  (actors|posts|issues):|  # .*")
    assert [line for line in lines if not head.fullmatch(line) and not line.startswith("  - {id: ")] == []
    assert all(line.endswith("}") for line in lines if line.startswith("  - "))


def test_how_long_it_takes_to_parse() -> None:
    sources = [source_of(name) for name in FILES]
    start = time.perf_counter()
    for source in sources:
        assert YAML(typ="safe", pure=False).compose(source) is not None
    print(f"registry composed in {time.perf_counter() - start:.2f} s")  # noqa: T201  shown by pytest -s
