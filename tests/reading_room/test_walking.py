"""How a page is found: by an index from its first row to its last, whatever it is narrowed by."""

import re
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from archive.models import FOREVER, ClaimState, Document, Link
from archive.reading_room.listing import lists, walking
from archive.reading_room.searching import search

pytestmark = pytest.mark.django_db
DAY = 730_000
MANY, OLD = "manymanyma", "oldoldoldo"
CLAIMS, OTHER_SOURCES = 3_000, 1_500


@pytest.fixture(scope="module")
def archive(made_once):
    """Claims of as many days. All name one body, and the oldest hundred another, with a word of their own."""
    documents, states, links, entries = [], [], [], []
    for number in range(1, CLAIMS + 1):
        uid, position, is_old = uid_of(number), (DAY + number) << 32 | number, number <= 100
        text = f"coal number{number}" + (" quondam" if is_old else "")
        documents.append(document(uid, "claim", number, position))
        states.append(
            ClaimState(
                uid=uid,
                valid_from=DAY + number,
                valid_to=FOREVER,
                position=position,
                first_seq=number,
                change=number,
                standing="refuted" if is_old else "open",
                attribution="reported",
                kind="assertion",
                weight="core",
                attributed=3 if is_old else 1,
                is_contested=is_old,
                is_reversed=is_old,
            )
        )
        stated = {"relation": "claimant", "from_uid": uid, "position": position, "since_seq": number}
        links += [Link(to_uid=to_uid, **stated) for to_uid in ((MANY, OLD) if is_old else (MANY,))]
        shown = {"headline": text, "subjects": [], "events": [], "topics": [], "condition": None}
        entries.append(search.Indexed(uid, "claim", position, shown))
    source = (DAY + CLAIMS + 9_000) << 32 | CLAIMS + 1
    documents.append(document("sourcesour", "source", CLAIMS + 1, source))
    # As in an archive of what was said long ago, sources stand above all of it.
    others = range(CLAIMS + 2, CLAIMS + OTHER_SOURCES)
    documents += [document(f"s{number:09}", "source", number, source + number) for number in others]
    names = {"name": "Coal Office", "aliases": [], "role": None, "note": None, "affiliations": []}
    entries.append(search.Indexed("sourcesour", "source", source, names))
    for model, rows in ((Document, documents), (ClaimState, states), (Link, links)):
        model.objects.bulk_create(rows, batch_size=500)
    search.index(entries)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def uid_of(number: int) -> str:
    return f"c{number:09}".translate(str.maketrans("0123456789", "abcdefghij"))


def document(uid: str, type: str, number: int, position: int) -> Document:
    row = {"seq": number, "first_seq": number, "change": number, "changed_at": "2026-01-01T00:00:00Z"}
    text = f'{{"uid":"{uid}","type":"{type}"}}'
    return Document(uid=uid, type=type, position=position, slug="-", body=text, card=text, **row)


def uids(query: str, type: str = "claim") -> list[str]:
    wanted = lists.read(type, QueryDict(query))
    return [row.uid for row in lists._turn(wanted, "/", "card")[0]]


def newest(number: int, until: int = CLAIMS) -> list[str]:
    return [uid_of(until - each) for each in range(number)]


PAGES = [
    ("", newest(50)),
    ("standing=refuted", newest(50, 100)),
    ("min_origins=2", newest(50, 100)),
    ("contested=true", newest(50, 100)),
    ("reversed=true", newest(50, 100)),
    (f"claimant={MANY}", newest(50)),
    (f"claimant={OLD}", newest(50, 100)),
    (f"claimant={OLD}&contested=false", []),
    (f"claimant={MANY}&standing=refuted", newest(50, 100)),
    ("q=coal", newest(50)),
    ("q=quondam", newest(50, 100)),
    ("q=coal+-quondam", newest(50)),
    ("q=number7", [uid_of(7)]),
    (f"q=coal&claimant={OLD}", newest(50, 100)),
    (f"q=quondam&claimant={MANY}", newest(50, 100)),
    (f"q=number7&claimant={MANY}&standing=refuted", [uid_of(7)]),
    ("q=coal&reversed=true", newest(50, 100)),
]


@pytest.mark.parametrize("long", [10, 20_000])
@pytest.mark.parametrize("near", [10, 1_000])
def test_every_walk_finds_the_same(archive, monkeypatch, near: int, long: int) -> None:
    monkeypatch.setattr(walking, "NEAR", near)
    monkeypatch.setattr(walking, "NEAR_TIMES", 0)
    monkeypatch.setattr(walking, "LONG", long)
    for query, expected in PAGES:
        assert uids(query) == expected, query
        # Published, changed and said in the same order.
        assert uids(f"{query}&ordering=-changed") == expected, query
        assert uids(f"{query}&ordering=-published&as_of=2026-01-01") == expected, query
        end = uids(f"{query}&ordering=asserted&page_size=100")
        assert set(expected) <= set(end) or len(end) == 100, query


def test_as_of_a_day_the_walk_begins_there(archive) -> None:
    then = f"as_of={date.fromordinal(DAY + 13)}"
    known = newest(13, 13)
    for query in ("", "&q=coal", f"&claimant={MANY}", f"&q=coal&claimant={OLD}", "&ordering=-changed"):
        assert uids(f"{then}{query}") == known, query
    # Sources are of no day, so they stand before all that is.
    assert uids(f"{then}&q=coal", "any") == ["sourcesour", *known]
    assert uids(f"{then}&q=coal&ordering=asserted", "any") == [*reversed(known), "sourcesour"]
    assert uids(f"{then}&q=coal&type=claim", "any") == known
    assert uids("q=coal", "any") == ["sourcesour", *newest(49)]


def test_pages_of_everything_as_of_a_day_go_on_and_back(archive) -> None:
    path = "http://127.0.0.1:8000/?"
    first = lists.cards("any", QueryDict(f"as_of={date.fromordinal(DAY + 13)}&q=coal&page_size=1"), path="/")
    second = lists.cards("any", QueryDict(first.next.removeprefix(path)), path="/")
    assert [each["uid"] for each in first.cards] == ["sourcesour"]
    again = lists.cards("any", QueryDict(second.previous.removeprefix(path)), path="/")
    assert (again.cards, again.previous) == (first.cards, None)


def plan_of(query: str, type: str = "claim") -> list[str]:
    """The steps that were taken for the page itself."""
    with CaptureQueriesContext(connection) as captured:
        uids(query, type)
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, TIMING OFF) "
    with connection.cursor() as cursor:
        cursor.execute(explain + captured[-1]["sql"].replace("%", "%%"))
        return [row[-1] for row in cursor.fetchall() if "never executed" not in row[-1]]


@pytest.mark.parametrize("clock", ["", "&as_of=2020-01-01"])
def test_no_table_is_read_whole(archive, clock: str) -> None:
    whole = "SCAN archive" if connection.vendor == "sqlite" else "Seq Scan on archive"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # So few rows it would rather read whole; shown is that it need not.
            cursor.execute("SET LOCAL enable_seqscan = off")
    for query, _ in PAGES:
        plan = plan_of(query + clock)
        assert not [step for step in plan if whole in step and "INDEX" not in step], (query, plan)
        # PostgreSQL may sort the hits of a rare word; SQLite walks them.
        assert not [step for step in plan if "TEMP B-TREE" in step], (query, plan)


def test_what_few_claims_have_is_found_without_passing_the_others(archive) -> None:
    for query in ("min_origins=2", "min_origins=3", f"min_origins=2&claimant={MANY}"):
        plan = plan_of(query)
        assert [step for step in plan if "claimstate_corroborated_now" in step], (query, plan)


def test_the_search_over_everything_passes_no_source_on_its_way_to_what_is_dated(archive) -> None:
    """On SQLite it walks the words. PostgreSQL takes the nearest records first, of which none here is a source."""
    plan = plan_of("q=coal", "any")
    if connection.vendor == "postgresql":
        assert [step for step in plan if "document_dated" in step], plan
    removed = [int(found[1]) for step in plan if (found := re.search(r"Rows Removed by Filter: (\d+)", step))]
    assert sum(removed) < OTHER_SOURCES, plan
