"""What had perhaps appeared by a day: whatever its dates allow by then and do not settle, and nothing else."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from archive.models import Document
from archive.reading_room.freshness import newest
from archive.reading_room.listing import lists, perhaps
from archive.reading_room.projecting.appearing import Appeared
from archive.text.dates import begun
from tests.factories import (
    appearance,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    publish,
    publish_all,
    step,
)
from tests.reading_room.history import History

pytestmark = pytest.mark.django_db
DAYS = ("1990-01-01", "2022-11-07", "2022-11-08", "2022-11-29", "2022-11-30", "2024-03-05", "2024-06-01", "2024-12-31")


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2022-11-08", "2022-11-08"),
        ("2022-11", "2022-11-30"),
        ("[2022-11-01..2022-11-13]", "2022-11-13"),
        ("1950/1953", "1950-12-31"),
        ("../1953", "1953-12-31"),
        ("1950/..", "1950-12-31"),
        ("", None),
    ],
)
def test_what_begins_surely_had_begun_by_a_day(edtf: str, expected: str | None) -> None:
    assert begun(edtf) == (date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize("days", [0, 1, 3, 4, 15, 16, 365, 40_000, date.max.toordinal()])
def test_vagueness_bounds_the_days_between(days: int) -> None:
    vague = Appeared(7, 7 + days).vague
    assert vague <= perhaps.VAGUEST
    assert days < 4**vague
    assert vague == 0 or days >= 4 ** (vague - 1)


def uids(type: str, query: str) -> list[str]:
    """The perhaps list of a page as readers ask for it."""
    wanted = lists.read(type, QueryDict(query))
    return [each.uid for each in perhaps.perhaps(type, wanted.values, wanted.on).records]


def listed(type: str, query: str) -> list[str]:
    return [each["uid"] for each in lists.cards(type, QueryDict(query), path="/").cards]


@pytest.mark.parametrize("seed", [3, 4])
def test_it_is_what_a_plain_reading_of_all_days_finds(seed: int) -> None:
    History(seed).live(25)
    rows = list(Document.objects.filter(state="public").order_by("-possible_from", "uid"))
    assert any(row.vague for row in rows)
    for day in DAYS:
        on = date.fromisoformat(day).toordinal()
        for type in ("claim", "article", "event", "source"):
            expected = [row.uid for row in rows if row.type == type and row.possible_from <= on < row.known_from]
            assert uids(type, f"as_of={day}") == expected[: perhaps.MOST]
            if type != "source":
                surely = {row.uid for row in rows if row.type == type and row.known_from <= on}
                # A list ends with the day, too: what is planned for a later one is not in it.
                assert set(listed(type, f"as_of={day}&page_size=100")) == surely


def test_claims_articles_and_events_of_uncertain_days(django_assert_num_queries) -> None:
    paper, body, other = make_source("Post", kind="outlet"), make_source("Valoria"), make_source("Grauland")
    vague = make_article("Month", publisher=paper.uid, published="2022-11", published_basis="The month stands on it.")
    exact = make_article("Day", publisher=paper.uid, published="2023-02-02")
    talks = make_event("Talks", date="[2022-11-05..2022-11-20]", date_basis="Between two reports.")
    first = make_claim(
        "Coal moved", claimant=body, events=[talks.uid], appearances=[appearance(vague, step(paper), step(body))]
    )
    both = make_claim(
        "Grain moved",
        kind="denial",
        claimant=other,
        appearances=[appearance(each, step(paper), step(other)) for each in (vague, exact)],
    )
    later = make_claim("Oil moved", claimant=body, appearances=[appearance(exact, step(paper), step(body))])
    publish_all(first, both, later)
    claims = sorted([first.uid, both.uid])
    table = [
        ("claim", "", claims),
        ("claim", "q=moved", claims),
        ("claim", "kind=denial", [both.uid]),
        ("claim", "standing=open&kind=assertion", [first.uid]),
        ("claim", f"claimant={body.uid}&q=coal", [first.uid]),
        ("claim", f"event={talks.uid}", [first.uid]),
        ("claim", "q=coal -moved", []),
        # In the later article it cannot have been by then.
        ("claim", f"article={exact.uid}", []),
        ("claim", f"article={vague.uid}", claims),
        ("claim", "asserted_to=2022-10-31", []),
        ("article", "", [vague.uid]),
        ("article", "q=day", []),
        ("event", "", [talks.uid]),
        ("source", "", []),
        ("any", "q=moved", claims),
        ("any", "q=month&type=article", [vague.uid]),
        ("any", "q=month&type=source", []),
    ]
    state = newest()
    for type, filters, expected in table:
        query = f"{filters}&as_of=2022-11-10".lstrip("&")
        wanted = lists.read(type, QueryDict(query), state=state)
        with django_assert_num_queries(0 if "source" in (type, filters[-6:]) else 1):
            found = perhaps.perhaps(type, wanted.values, wanted.on, state).records
        assert sorted(each.uid for each in found) == expected, (type, filters)
        assert not {each.uid for each in found} & set(listed(type, query))


def test_nobody_is_told_perhaps_once_the_day_is_known() -> None:
    paper = make_source("Post", kind="outlet")
    article = make_article("Month", publisher=paper.uid, published="2022-11", published_basis="The month stands on it.")
    claim = make_claim("Coal moved", claimant=paper, appearances=[appearance(article, step(paper))])
    publish_all(claim)
    assert uids("claim", "as_of=2022-11-10") == [claim.uid]
    assert uids("claim", "as_of=2022-10-31") == uids("claim", "as_of=2022-11-30") == []
    assert listed("claim", "as_of=2022-11-30") == [claim.uid]
    found = perhaps.uncertain("claim", claim.uid, date(2022, 11, 10))
    assert (found.earliest, found.latest) == (date(2022, 11, 1), date(2022, 11, 30))
    publish(change(article, published="2022-11-15"))
    assert uids("claim", "as_of=2022-11-10") == []
    assert perhaps.uncertain("claim", claim.uid, date(2022, 11, 10)) is None


def test_more_than_are_shown_are_said_to_be_more() -> None:
    paper = make_source("Post", kind="outlet")
    publish_all(
        *(
            make_article(
                f"Text {number}",
                publisher=paper.uid,
                published=f"{date(2020, 1, 1) + timedelta(number)}/2020-12",
                published_basis="Seen in the list of a year.",
            )
            for number in range(perhaps.MOST + 2)
        )
    )
    found = perhaps.perhaps("article", {}, date(2020, 6, 1))
    assert found.is_cut
    assert len(found.records) == perhaps.MOST
    assert found.records[0].earliest == date(2020, 1, perhaps.MOST + 2)
