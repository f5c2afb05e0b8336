"""Events in time, figures in a chart, articles in their order: the drawing, and the same in words."""

import csv
import io
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from archive.models import Quantity
from archive.reading_room.faceting.tallies import VALUES, tallies
from archive.reading_room.listing import lists
from tests.factories import appearance, make_article, make_claim, make_event, make_source, publish_all, step
from tests.public.html import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def queries(client):
    def number(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return number


@pytest.fixture(scope="module")
def events(cast):
    """Dates of all sorts, and a part of a whole."""
    war = make_event("War over the strait", status="under_way", date="2021/..", date_basis="No end is told.")
    others = [
        make_event("Landing", status="planned", date="2023-05~", date_basis="Soon, it says.", part_of=war.uid),
        make_event("Founding of Ruritania", status="hypothetical"),
        make_event("Old treaty", status="happened", date="1950/1953", date_basis="Both years are given."),
    ]
    publish_all(war, *others)
    return [war, *others]


@pytest.fixture(scope="module")
def figures(cast):
    """What three speakers said of one quantity, in two units and on known and unknown days."""
    Quantity.objects.create(slug="sailors", label="Sailors")
    outlet = make_source("Port Radio", kind="outlet")
    said = [
        ("2023-02-01", {"low": "300", "high": "500", "qualifier": "exact", "as_printed": "300 to 500 sailors"}),
        ("2023-08", {"high": "900", "qualifier": "up_to"}),
        ("2024-03-05", {"low": "20", "qualifier": "at_least", "unit": "crews"}),
        ("2024-04-01", {"qualifier": "words_only", "as_printed": "very many"}),
    ]
    claims = []
    for number, (day, figure) in enumerate(said):
        speaker = make_source(f"Speaker {number}", kind="person")
        article = make_article(
            f"Report {number}", publisher=outlet.uid, published=(f"{day}-05" if len(day) == 7 else day)
        )
        chain = [step(outlet), step(speaker)]
        claims.append(
            make_claim(
                f"There are sailors, told {number}",
                claimant=speaker,
                figures=[{"quantity": "sailors", **figure}],
                appearances=[appearance(article, *chain, asserted=day, asserted_basis="It says so.")],
            )
        )
    publish_all(*claims)
    return claims


def test_events_are_drawn_and_listed(client, events) -> None:
    answer = client.get("/events/")
    page, text = page_of(answer), answer.content.decode()
    assert page.complaints() == []
    assert "6 events, 1950 to 2024 and on, 1 of them without a date." in page.text
    # Drawn once, for every width, and listed with the same words.
    assert text.count('class="drawing chronology"') == 1
    for title in ("War over the strait", "Landing", "Old treaty", "Reported rocket deliveries"):
        assert len([words for _, words in page.links if title in words]) == 2, title
    told = re.findall(r"<title>([^<]+)</title>", text)
    assert (
        "Reported rocket deliveries. Between 1 and 13 November 2022. Reported. 4 claims: 3 open, 1 uncorroborated."
        in told
    )
    assert "War over the strait. Since 2021. Under way. No claims." in told
    assert "Founding of Ruritania. Date not stated. Hypothetical. No claims." in told
    assert {"day", "within", "whole", "sure"} <= set(" ".join(re.findall(r'<rect class="([^"]+)"', text)).split())
    assert "No date stated" in page.text
    assert "3 Open" in page.text
    # Nobody needs the script, and it is our own.
    assert re.findall(r"<script[^>]*>", text) == ['<script type="module" src="/static/archive/timeline.js">']


def test_the_drawing_follows_the_filters_the_page_and_the_day(client, events, cast) -> None:
    planned = page_of(client.get("/events/?status=planned"))
    assert "1 event, 2023." in planned.text
    assert "Old treaty" not in planned.text
    first = page_of(client.get("/events/?page_size=2"))
    assert "2 events, 1950 to 2021 and on." in first.text
    assert "The others are drawn on the pages before and after." in first.text
    then = client.get("/events/?as_of=2022-11-10")
    page = page_of(then)
    assert page.complaints() == []
    assert "Landing" not in page.text
    # By that day one claim was open, and nothing was drawn that was known only later.
    assert "3 open" not in page.text
    links = [href for href, words in page.links if "Old treaty" in words]
    assert links
    assert all(href.endswith("?as_of=2022-11-10") for href in links)
    assert page_of(client.get("/events/?status=reported&country=KP")).complaints() == []


@pytest.mark.parametrize("on", [None, date(2022, 11, 8), date(2022, 11, 17), date(2023, 6, 1), date(2020, 1, 1)])
def test_what_is_counted_at_an_event_is_what_its_list_holds(addresses, cast, on: date | None) -> None:
    tally = tallies("event", [cast.meeting.uid], on=on)[cast.meeting.uid]
    for column, value in VALUES:
        asked = {"event": cast.meeting.uid, column: value} | ({"as_of": on.isoformat()} if on else {})
        listed = lists.cards("claim", QueryDict(urlencode(asked)), path="/claims/").cards
        assert tally.get(value, 0) == len(listed), (value, on)
    assert bool(tally) is (on != date(2020, 1, 1))


def test_a_page_costs_the_same_however_much_is_drawn(client, addresses, events, figures, queries) -> None:
    within = {
        "/events/": 8,
        "/events/?as_of=2023-12-31": 8,
        "/figures/": 6,
        "/figures/sailors/": 6,
        "/figures/sailors/?as_of=2023-12-31": 6,
        addresses.meeting: 3,
        f"{addresses.meeting}?as_of=2023-12-31": 3,
        addresses.wire: 3,
        f"{addresses.wire}?as_of=2023-12-31": 3,
        "/": 8,
    }
    for address in within:
        client.get(address)
    assert {address: number for address, most in within.items() if (number := queries(address)) > most} == {}


def test_an_event_shows_its_claims_by_how_they_are_judged(client, addresses, events) -> None:
    page = page_of(client.get(addresses.meeting))
    assert page.complaints() == []
    headings = [words for level, words in page.headings if level == 3]
    assert headings == ["Open 3", "Uncorroborated 1"]
    assert ("#open", "3 Open") in page.links
    assert "said to have shipped" in page.text
    assert "One article says early November, another was printed on the 13th." in page.text
    war = next(href for href, words in page_of(client.get("/events/")).links if "War over the strait" in words)
    page = page_of(client.get(war))
    assert ("No public claim is about it." in page.text) is True
    assert "1 event" in [words for _, words in page.links]
    part = next(href for href, words in page_of(client.get("/events/")).links if "Landing" in words)
    assert "War over the strait" in [words for _, words in page_of(client.get(part)).links]


def test_the_first_page_draws_the_newest_events(client, events) -> None:
    answer = client.get("/")
    assert page_of(answer).complaints() == []
    assert "The collection in time" in page_of(answer).text
    assert answer.content.decode().count('class="drawing chronology"') == 1
    assert ("/figures/", "Figures: how many, by whom and when") in page_of(answer).links


def test_figures_are_a_chart_and_a_table_of_the_same(client, figures) -> None:
    answer = client.get("/figures/sailors/")
    page, text = page_of(answer), answer.content.decode()
    assert page.complaints() == []
    # One chart for each unit; what is words only stands in the table alone.
    assert text.count('class="drawing chart"') == 2
    drawn = re.findall(r"<title>(\d\. [^<]+)</title>", text)
    assert drawn == [
        "1. Speaker 0: 300 to 500, 1 February 2023. There are sailors, told 0",
        "2. Speaker 1: up to 900, August 2023. There are sailors, told 1",
        "3. Speaker 2: at least 20 crews, 5 March 2024. There are sailors, told 2",
    ]
    for words in ("300 to 500", "up to 900", "at least 20 crews", "very many", "August 2023", "Speaker 3"):
        assert words in page.text
    assert "Sailors" in [words for level, words in page.headings if level == 1]
    lines = list(csv.DictReader(io.StringIO(b"".join(client.get("/figures/sailors/?format=csv")).decode("utf-8-sig"))))
    assert [(each["low"], each["high"], each["unit"], each["qualifier"], each["claimants"]) for each in lines] == [
        ("", "", "", "words_only", "Speaker 3"),
        ("20", "", "crews", "at_least", "Speaker 2"),
        ("", "900", "", "up_to", "Speaker 1"),
        ("300", "500", "", "exact", "Speaker 0"),
    ]
    assert lines[0]["url"].startswith("http")
    claim = next(href for href, words in page.links if words == "There are sailors, told 1")
    assert "/figures/sailors/" in [href for href, _ in page_of(client.get(claim)).links]


def test_figures_are_those_of_a_day(client, figures) -> None:
    page = page_of(client.get("/figures/sailors/?as_of=2023-12-31"))
    assert page.complaints() == []
    assert "told 1" in page.text
    assert "told 2" not in page.text
    assert "As of 31 December 2023." in page.text
    assert (
        "No figure of it was claimed by 1 January 2020."
        in page_of(client.get("/figures/sailors/?as_of=2020-01-01")).text
    )
    text = b"".join(client.get("/figures/sailors/?as_of=2023-12-31&format=csv")).decode()
    assert text.count("are sailors, told") == 2
    listed = page_of(client.get("/figures/"))
    assert ("/figures/sailors/", "Sailors") in listed.links
    assert "in 4 claims" in listed.text
    assert "in 2 claims" in page_of(client.get("/figures/?as_of=2023-12-31")).text
    assert "No figure was claimed by then." in page_of(client.get("/figures/?as_of=2019-01-01")).text
    # Read by the clock, links stay with it.
    assert "/figures/sailors/?as_of=2023-12-31" in [
        href for href, _ in page_of(client.get("/figures/?as_of=2023-12-31")).links
    ]


def test_claims_are_narrowed_by_what_they_count(client, figures) -> None:
    page = page_of(client.get("/claims/?quantity=sailors"))
    assert "4 claims fit" in page.text
    assert "Figures of: Sailors" in page.text
    assert len(client.get("/api/v1/claims/?quantity=sailors").json()["results"]) == 4
    assert client.get("/api/v1/claims/?quantity=nothing").json()["results"] == []


@pytest.mark.parametrize(
    ("address", "status", "name"),
    [
        ("/figures/sailors/?as_of=soon", 400, "as_of"),
        ("/figures/sailors/?cursor=xxxxxxxxxxxx", 400, "cursor"),
        ("/figures/sailors/?format=xls", 400, "format"),
        ("/figures/sailors/?standing=open", 400, "standing"),
        ("/figures/sailors/?as_of=2023-01-01&as_of=2023-01-02", 400, "as_of"),
        ("/figures/?q=1", 400, "q"),
        ("/figures/pirates/", 404, ""),
    ],
)
def test_what_cannot_be_answered_is_said(client, figures, address: str, status: int, name: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert page_of(answer).complaints() == []
    assert name in page_of(answer).text


def test_figures_are_walked_by_pages(client, figures, monkeypatch) -> None:
    monkeypatch.setattr("archive.reading_room.showing.figures.CLAIMS_ON_A_PAGE", 3)
    first = page_of(client.get("/figures/sailors/"))
    following = next(href for href, words in first.links if words.startswith("Next"))
    assert following.startswith("/figures/sailors/?cursor=")
    second = page_of(client.get(following))
    assert "told 0" in second.text
    assert "told 3" not in second.text
    assert [words for _, words in second.links if words.endswith("Previous")]


def test_an_article_tells_where_each_claim_stands_and_what_is_held_of_it(client, addresses, cast) -> None:
    page = page_of(client.get(addresses.wire))
    assert page.complaints() == []
    assert "Title Paragraph 2" in page.text
    assert "The article reports it. said to arm" in page.text
    assert "As it came " + "ab" * 32 in page.text
    assert "Taken 2 January 2023" in page.text
    assert ("https://copies.example/2023/strait", "A copy in an archive") in page.links
    assert client.get(f"{addresses.wire[:-1]}.json").json()["captures"][0]["archived_url"].endswith("/2023/strait")
    assert "We may quote it briefly" in page.text
    order = [words for level, words in page.headings if level == 3]
    assert order == sorted(order, key=lambda words: "never sent" in words)


@pytest.mark.thorough
def test_an_article_with_many_claims_shows_all_of_them_in_order(client, cast) -> None:
    outlet = make_source("Long Read", kind="outlet")
    article = make_article("Everything", publisher=outlet.uid, published="2023-01-01")
    places = [{"part": "body", "paragraph": number} for number in range(1, 56)]
    claims = [
        make_claim(f"Claim in {place['paragraph']}", claimant=outlet, appearances=[appearance(article, step(outlet)) | {"passages": [place]}])
        for place in places
    ]  # fmt: skip
    publish_all(*claims)
    (address,) = {href for href, words in page_of(client.get("/articles/?q=everything")).links if words == "Everything"}
    page = page_of(client.get(address))
    found = [words.rpartition(" ")[2] for level, words in page.headings if level == 3 and "Claim in" in words]
    assert found == [str(place["paragraph"]) for place in places]
    assert len(client.get(f"/api/v1/articles/{article.uid}/").json()["claims"]) == 50
