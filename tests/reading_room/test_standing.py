"""A page whose positions the index of facets knows is the page that a walk comes to."""

import random
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from archive.editorial.closing import withdraw
from archive.reading_room.faceting import bits, facets, inverted
from archive.reading_room.faceting.facets import standing
from archive.reading_room.listing import lists
from tests.factories import make_claim, make_user, publish_all
from tests.reading_room.history import History
from tests.reading_room.test_facets_oracle import DAYS, draw, offered_of
from tests.seeds import first_of

TYPES = ("claim", "claim", "claim", "article", "event", "source")
ORDERS = ("asserted", "-asserted", "-changed")
pytestmark = pytest.mark.django_db


def turned(type: str, values: dict[str, str], among=lambda wanted: None) -> list[lists.Cards]:
    """All pages forth, and back from the last."""
    found, way = [lists.cards(type, QueryDict(urlencode(values)), path="/", among=among)], "next"
    while len(found) < 100:
        following = getattr(found[-1], way)
        if following is None and way == "previous":
            break
        if following is None:
            way = "previous"
            continue
        found.append(lists.cards(type, QueryDict(urlsplit(following).query), path="/", among=among))
    return found


@pytest.mark.parametrize("seed", first_of(range(4)))
def test_looked_up_and_walked_to_are_the_same_pages(seed: int, monkeypatch) -> None:
    monkeypatch.setattr(inverted, "LARGER", seed % 2 * 2)  # also with many segments
    history, chance = History(seed), random.Random(seed)
    asked = []

    def among(wanted: lists.Wanted) -> tuple[int, ...] | None:
        asked.append(standing(wanted))
        return asked[-1]

    for _ in range(3):
        history.live(12)
        drawn = [(type, draw(chance, type, offered_of(type), chance.choice(DAYS))) for type in TYPES]
        for type, values in [*drawn, ("claim", {"min_origins": "0"}), ("claim", {"q": "thing"})]:
            values |= {"ordering": chance.choice(ORDERS), "page_size": str(chance.choice((1, 3, 50)))}
            assert turned(type, values, among) == turned(type, values), values
    assert {each is None for each in asked} == {True, False}
    assert any(asked)


def test_nothing_is_asked_of_the_database_when_there_is_nothing(django_assert_num_queries) -> None:
    publish_all(make_claim("The ferry sank"))
    facets.facets("claim", {"standing": "refuted"})
    wanted = lists.read("claim", QueryDict("standing=refuted"))
    assert standing(wanted) == ()
    state = wanted.selections[0].state
    with django_assert_num_queries(0):
        found = lists.cards("claim", QueryDict("standing=refuted"), path="/", state=state, among=lambda wanted: ())
    assert (found.cards, found.next, found.previous) == ([], None, None)


def test_what_is_withdrawn_meanwhile_ends_no_list_early() -> None:
    claims = [make_claim(f"The ferry sank, said witness {number}") for number in range(6)]
    publish_all(*claims)
    query = QueryDict("kind=assertion&page_size=3")
    known = standing(lists.read("claim", query))
    assert len(known) == 6
    newest = lists.cards("claim", query, path="/").cards[0]
    withdraw("claim", newest["uid"], note="It was made up.", by=make_user("chief"))
    found = lists.cards("claim", query, path="/", among=lambda wanted: known)
    assert found == lists.cards("claim", query, path="/")
    assert found.next is not None
    assert parse_qs(urlsplit(found.next).query)["kind"] == ["assertion"]


@given(st.sets(st.integers(0, 100_000), max_size=50), st.integers(0, 60))
def test_the_first_rows_and_the_last(rows: set[int], most: int) -> None:
    found = bits.bits_of(rows, 12_501)
    assert bits.next_rows(found, most) == sorted(rows)[:most]
    assert bits.next_rows(found, most, descending=True) == sorted(rows, reverse=True)[:most]
