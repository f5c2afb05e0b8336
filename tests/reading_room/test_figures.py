"""Figures are found by what claims state now: they follow corrections and withdrawals, and a rebuild finds them again."""

from datetime import date

import pytest

from archive.editorial.closing import withdraw
from archive.models import Link, Quantity
from archive.reading_room.projecting.rebuild import rebuild
from archive.reading_room.projecting.verify import faults
from archive.reading_room.showing import figures
from tests.factories import (
    appearance,
    change,
    make_article,
    make_claim,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)
from tests.reading_room.history import room

pytestmark = pytest.mark.django_db


def stated(slug: str, **query: object) -> list[tuple[str, str | None]]:
    return [(each["statement"], each["high"]) for each in figures.page(slug, **query).figures]


@pytest.fixture
def claims() -> list:
    Quantity.objects.create(slug="soldiers", label="Soldiers")
    Quantity.objects.create(slug="workers", label="Workers")
    outlet = make_source("Gazette", kind="outlet")
    found = []
    for number, (day, some) in enumerate(
        [
            ("2023-01-05", [{"quantity": "soldiers", "high": "100", "qualifier": "up_to"}]),
            (
                "2024-01-05",
                [
                    {"quantity": "soldiers", "high": "250", "low": "200", "qualifier": "exact"},
                    {"quantity": "workers", "high": "9", "qualifier": "about"},
                    {"quantity": "soldiers", "qualifier": "words_only", "as_printed": "many"},
                ],
            ),
            ("2024-02-05", []),
        ]
    ):
        article = make_article(f"Issue {number}", publisher=outlet.uid, published=day)
        told = [appearance(article, step(outlet))]
        found.append(make_claim(f"Counted {number}", claimant=outlet, appearances=told, figures=some))
    publish_all(*found)
    return found


def test_figures_are_those_of_the_claims_that_state_them(claims: list) -> None:
    assert stated("soldiers") == [("Counted 1", "250"), ("Counted 1", None), ("Counted 0", "100")]
    assert stated("workers") == [("Counted 1", "9")]
    assert [tuple(each) for each in figures.quantities()] == [("soldiers", "Soldiers", 2), ("workers", "Workers", 1)]
    assert figures.called("soldiers") == "Soldiers"
    assert figures.called("ships") == ""
    then = date(2023, 6, 1)
    assert stated("soldiers", on=then) == [("Counted 0", "100")]
    assert [tuple(each) for each in figures.quantities(on=then)] == [("soldiers", "Soldiers", 1)]
    assert figures.quantities(on=date(2020, 1, 1)) == []
    pieces = figures.whole("soldiers", lambda rows: b"".join(f"{each['high']} ".encode() for each in rows))
    assert b"".join(pieces) == b"250 None 100 "


def test_they_follow_corrections_and_withdrawals(claims: list) -> None:
    first, second, _ = claims
    publish(change(first, figures=[{"quantity": "workers", "high": "120", "qualifier": "up_to"}]))
    assert stated("soldiers") == [("Counted 1", "250"), ("Counted 1", None)]
    assert stated("workers") == [("Counted 1", "9"), ("Counted 0", "120")]
    # Since when it stood is kept, as of every other link.
    closed = Link.objects.get(relation="quantity", from_uid=first.uid, to_uid="soldiers")
    assert closed.until_seq is not None
    withdraw("claim", second.uid, by=make_user("chief"), note="It was counted twice.")
    assert stated("soldiers") == []
    assert [tuple(each) for each in figures.quantities()] == [("workers", "Workers", 1)]
    assert figures.called("soldiers") == ""


def test_a_rebuild_finds_the_same(claims: list) -> None:
    publish(change(claims[0], figures=[{"quantity": "workers", "high": "120", "qualifier": "up_to"}]))
    before = room()
    rebuild()
    assert room() == before
    assert stated("workers") == [("Counted 1", "9"), ("Counted 0", "120")]
    assert list(faults(deep=True)) == []
