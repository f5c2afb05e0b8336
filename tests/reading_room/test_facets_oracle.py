"""On archives that lived through anything, every count is that of a plain list: today, and as of any day."""

import json
import random
from collections import Counter
from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from archive.models import Link
from archive.reading_room.faceting import facets, inverted
from archive.reading_room.listing import lists
from archive.reading_room.listing.whole import whole as walked
from tests.reading_room.history import History
from tests.seeds import first_of

DAYS = ("", "2022-11-07", "2022-11-08", "2022-12-01", "2023-01-05", "2024-06-01", "2025-02-03", "2026-01-01")
READ = {
    "standing": lambda claim: [claim["standing"]["value"]] if claim["standing"] else [],
    "outcome": lambda claim: [claim["outcome"]["value"]] if claim["outcome"] else [],
    "attribution": lambda claim: [claim["attribution"]["value"]] if claim["attribution"] else [],
    "kind": lambda claim: [claim["kind"]],
    "topic": lambda claim: [each["slug"] for each in claim["topics"]],
}
pytestmark = pytest.mark.django_db


def whole(type: str, values: dict[str, str]) -> list[dict]:
    """The list itself, by the walk that readers take."""
    wanted = lists.read(type, QueryDict(urlencode(values)))
    pieces = walked(wanted, lambda texts: "".join(f"{text}\n" for text in texts).encode())
    return [json.loads(line) for piece in pieces for line in piece.splitlines()]


def draw(chance: random.Random, type: str, offered: dict[str, list[str]], day: str) -> dict[str, str]:
    """Up to three filters at random, with values that occur."""
    values = {name: chance.choice(offered[name]) for name in chance.sample(sorted(offered), chance.randint(0, 3))}
    if day:
        values["as_of"] = day
    return {name: value for name, value in values.items() if value}


def offered_of(type: str) -> dict[str, list[str]]:
    named = {}
    for relation, to_uid in Link.objects.filter(until_seq=None).values_list("relation", "to_uid").distinct():
        named.setdefault(relation, []).append(to_uid)
    words = {
        "claim": {
            "standing": ["open", "uncontested"],
            "kind": ["assertion", "denial", "pledge"],
            "attribution": ["reported", "own_voice"],
            "contested": ["true", "false"],
            "min_origins": ["0", "1", "2"],
            "asserted_from": ["2022-11-08"],
            "asserted_to": ["2023-12-31"],
            "q": ["thing", "renamed", "so -thing"],
        },
        "article": {"q": ["article"], "published_from": ["2023-01-01"]},
        "event": {"q": ["thing"], "date_to": ["2023-01-01"]},
        "source": {"q": ["body"]},
    }[type]
    relations = {
        "claim": ("claimant", "subject", "source", "origin", "event", "article", "topic"),
        "article": ("publisher", "language"),
        "event": ("status", "country"),
        "source": ("kind", "country", "affiliation"),
    }[type]
    return words | {name: sorted(set(named[name]) - {"unnamed"}) for name in relations if name in named}


def check(type: str, values: dict[str, str]) -> int:
    """Every number against the list it leads to; how many were compared."""
    on = date.fromisoformat(values["as_of"]) if "as_of" in values else None
    found = facets.facets(type, values, on=on)
    assert found.number == len(whole(type, values)), values
    assert found.today == len(whole(type, {name: each for name, each in values.items() if name != "as_of"}))
    compared = 0
    for name in values.keys() & found.without.keys():
        rest = {other: values[other] for other in values if other != name}
        assert found.without[name] == len(whole(type, rest)), (values, name)
    for facet in found.facets:
        rest = {name: each for name, each in values.items() if name not in facet.parameters}
        told = {option.value: option.number for option in facet.options}
        expected = plain(type, facet, rest)
        # What is chosen stands there with none, too.
        assert {value: number for value, number in told.items() if number} == expected, (values, facet.name)
        compared += len(expected)
    return compared


def plain(type: str, facet: facets.Facet, rest: dict[str, str]) -> dict[str, int]:
    """The counts of a facet, by reading the documents of the list, or by asking for the list of each value."""
    if type == "claim" and facet.name in READ:
        return dict(Counter(value for claim in whole(type, rest) for value in READ[facet.name](claim)))
    if facet.name == facets.YEAR:
        asked = {str(year): (f"{year}-01-01", f"{year}-12-31") for year in range(2020, 2028)}
    else:
        values = Link.objects.filter(relation=facet.name, until_seq=None).values_list("to_uid", flat=True)
        # Unnamed sources are in no list.
        asked = {value: (value,) for value in set(values) - {"unnamed"}}
    numbers = {}
    for value, given in asked.items():
        # A year narrows what the list has within other bounds, if only one of both was set.
        numbers[value] = len(whole(type, {**rest, **dict(zip(facet.parameters, given, strict=True))}))
    return {value: number for value, number in numbers.items() if number}


@pytest.mark.parametrize("seed", first_of(range(3)))
def test_every_count_is_the_length_of_its_list(seed: int, monkeypatch) -> None:
    monkeypatch.setattr(facets, "MOST", 1_000)
    history, chance = History(seed), random.Random(seed)
    history.live(40)
    compared = 0
    for type, draws in (("claim", 14), ("article", 2), ("event", 2), ("source", 2)):
        offered = offered_of(type)
        for number in range(draws):
            compared += check(type, draw(chance, type, offered, DAYS[number % len(DAYS)]))
    assert compared > 10, history.told


def test_bits_that_are_few_and_many_count_the_same(monkeypatch) -> None:
    history = History(7)
    history.live(20)
    expected = facets.facets("claim", {})
    for worth, reading in ((0, 0), (0, 10**6), (1_000, 10**6), (1_000, 0)):
        monkeypatch.setattr("archive.reading_room.faceting.named.READING", reading)
        monkeypatch.setattr("archive.reading_room.faceting.bits._WORTH", worth)
        monkeypatch.setattr("archive.reading_room.faceting.inverted._kept", {})
        assert facets.facets("claim", {}) == expected


@pytest.mark.parametrize("larger", first_of((2, 0)))
def test_an_index_brought_up_to_date_counts_as_one_read_anew(larger: int, monkeypatch) -> None:
    """Whatever happens between two questions, and however many segments there come to be."""
    monkeypatch.setattr(inverted, "LARGER", larger)
    history, chance, most_parts = History(11 + larger), random.Random(3), 0
    history.live(12)
    for _ in range(6):
        kept = {type: inverted.index(type) for type in READ_TYPES}
        history.live(3)
        for type in READ_TYPES:
            asked = [draw(chance, type, offered_of(type), chance.choice(DAYS))]
            found = [counted(type, values) for values in ({}, *asked)]
            assert inverted.index(type) is not kept[type]
            most_parts = max(most_parts, len(inverted.index(type).parts))
            with monkeypatch.context() as anew:
                anew.setattr(inverted, "_kept", {})
                assert [counted(type, values) for values in ({}, *asked)] == found, (type, asked, history.told[-3:])
    assert most_parts > 1


READ_TYPES = ("claim", "article", "event", "source")


def counted(type: str, values: dict[str, str]) -> facets.Facets:
    return facets.facets(type, values, on=date.fromisoformat(values["as_of"]) if "as_of" in values else None)
