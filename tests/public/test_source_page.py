"""The page of a source: what became of its word, counted exactly on every day, and who cites whom around it."""

import json
import re
from datetime import date

import pytest

from archive.models import Document
from archive.reading_room.freshness import newest
from archive.reading_room.showing import speaking as speaking_of
from archive.reading_room.showing.details import known
from archive.reading_room.showing.speaking import speaking
from tests.factories import appearance, make_article, make_claim, make_source, publish_all, step
from tests.public.html import page_of

pytestmark = pytest.mark.django_db
DAYS = (date(2022, 11, 1), date(2022, 11, 17), date(2023, 6, 1), date(2024, 6, 19), date(2024, 11, 5), None)


def source_of(name):
    return Document.objects.get(type="source", title=name)


def address(name, query=""):
    found = source_of(name)
    return f"/sources/{found.uid}/{found.slug}/{query}"


def documents(day):
    uids = list(Document.objects.filter(type="claim", state="public").values_list("uid", flat=True))
    if day is None:
        return [json.loads(body) for body in Document.objects.filter(uid__in=uids).values_list("body", flat=True)]
    return list(known(uids, day.toordinal()).values())


def counted(uid, claims):
    """The same numbers, one claim at a time."""
    own = [claim for claim in claims if uid in [each["uid"] for each in claim["claimants"]]]
    origin = [claim for claim in claims if uid in [each["uid"] for each in claim["origins"]["sources"]]]
    chains = {
        claim["uid"]
        for claim in claims
        for each in claim["appearances"]
        for one in each["chain"]
        if uid in [named["uid"] for named in one["sources"]]
    }
    by_kind = {}
    for claim in own:
        key = (claim["kind"], (claim["outcome"] or {"value": ""})["value"])
        by_kind[key] = by_kind.get(key, 0) + 1
    return by_kind, len(origin), len(chains - {claim["uid"] for claim in (*own, *origin)})


def cites(uid, claims):
    """(who cites it, whom it cites), each with the number of claims."""
    before, after = {}, {}
    for claim in claims:
        pairs = {
            (one["uid"] or "", two["uid"] or "")
            for each in claim["appearances"]
            for first, second in zip(each["chain"], each["chain"][1:], strict=False)
            if first["force"] != "denying"
            for one in first["sources"]
            for two in second["sources"]
        }
        for one in {one for one, two in pairs if two == uid} - {uid}:
            before[one] = before.get(one, 0) + 1
        for two in {two for one, two in pairs if one == uid} - {uid}:
            after[two] = after.get(two, 0) + 1
    return before, after


@pytest.mark.parametrize("day", DAYS)
def test_numbers_are_exact_on_every_day(cast, day):
    claims = documents(day)
    for uid in Document.objects.filter(type="source", state="public").values_list("uid", flat=True):
        found = speaking(uid, day, newest())
        assert (found.claims, found.origins, found.echoes) == counted(uid, claims), uid
        assert ({each.uid: each.number for each in found.citing}, {each.uid: each.number for each in found.cited}) == (
            cites(uid, claims)
        ), uid
        assert not found.is_cut


def test_what_was_said_denied_foretold_and_promised_stands_apart(client, cast, addresses):
    page = page_of(client.get(addresses.government))
    assert page.complaints() == []
    headings = [words for level, words in page.headings if level == 2]
    assert headings[:6] == [
        "Own word",
        "As an origin",
        "As an echo",
        "How predictions and pledges came out",
        "Statements",
        "Denials",
    ]
    assert "Ruritania has never sent rockets across the strait" in page.text
    assert "Own word 3 claims Claims made in this source’s name." in page.text
    assert "1 pledge Broken 1" in page.text
    assert (f"/claims/?claimant={cast.government.uid}&kind=pledge&outcome=broken", "1") in page.links
    assert (f"/claims/?origin={cast.government.uid}", "See them") in page.links
    assert "Pledges" in headings
    assert "Predictions" not in headings


def test_a_link_leads_to_as_many_as_it_says(client, cast, addresses):
    for query in ("", "?as_of=2024-06-19"):
        links = page_of(client.get(addresses.expert + query)).links
        told = {href: int(words) for href, words in links if "outcome=" in href}
        assert list(told.values()) == [1]
        for href, number in told.items():
            assert client.get(href).content.decode().count('<article class="claim">') == number


def test_statements_that_differ_stand_side_by_side_with_dates_and_words(client, cast):
    outlet, speaker = make_source("Gazette", kind="outlet"), make_source("Nils Ohm", kind="person")
    texts = [
        make_article(f"Interview {year}", publisher=outlet.uid, published=f"{year}-03-01") for year in (2023, 2025)
    ]
    said = [
        appearance(text, step(outlet), step(speaker), stance="quotes", passages=[{"part": "body", "exact": words}])
        for text, words in zip(texts, ("it will end", "it has not ended"), strict=True)
    ]
    early = make_claim("The quarrel will end in 2024", kind="prediction", claimant=speaker, appearances=said[:1])
    contradicts = {"kind": "contradicts", "target": early.uid, "strength": "plain", "confirmed": True}
    late = make_claim(
        "The quarrel has no end",
        kind="prediction",
        claimant=speaker,
        appearances=said[1:],
        relations=[contradicts | {"note": "The talks failed."}],
    )
    publish_all(early, late)
    page = page_of(client.get(f"/sources/{speaker.uid}/", follow=True))
    assert "Earlier Prediction · 1 March 2023 Nils Ohm: The quarrel will end in 2024" in page.text
    assert "it will end Interview 2023 Later Prediction · 1 March 2025" in page.text
    assert "it has not ended Interview 2025 The talks failed." in page.text
    assert "2 predictions Pending 2" in page.text
    before = page_of(client.get(f"/sources/{speaker.uid}/?as_of=2024-01-01", follow=True)).text
    assert "1 prediction Pending 1" in before
    assert "Two statements that differ" not in before


def test_who_cites_whom_is_drawn_and_listed(client, cast):
    answer = client.get(address("The Harbour Post"))
    page, text = page_of(answer), answer.content.decode()
    assert page.complaints() == []
    drawn = text[text.index('<svg class="drawing cited"') : text.index('<div class="sides">')]
    listed = text[text.index('<div class="sides">') :]
    for name in ("Ivo Klee", "Ada Brandt", "Ruritania"):
        assert drawn.count(f">{name}</text>") == 1
        assert f'{source_of(name).slug}/">{name}</a>' in listed
    # The port officials have no name: neither theirs nor a page of theirs is in it.
    assert "People without" in drawn
    assert "port officials" not in drawn + listed
    assert '<title id="cited-title">Who cites whom around The Harbour Post</title>' in drawn
    assert re.search(r"<desc id=\"cited-desc\">The Harbour Post is cited by 0 sources and cites \d sources", drawn)
    assert "style=" not in drawn
    kept = client.get(address("The Harbour Post", "?as_of=2023-01-01")).content.decode()
    assert re.findall(r'<a class="neighbour" href="([^"]+)"', kept)
    assert all("?as_of=2023-01-01" in href for href in re.findall(r'<a class="neighbour" href="([^"]+)"', kept))
    assert "port officials" not in kept


def test_a_moment_of_the_archive_shows_what_it_can_tell(client, cast):
    moment = Document.objects.latest("changed_at").changed_at.isoformat().replace("+00:00", "Z")
    found = source_of("Ruritania")
    page = page_of(client.get(f"/sources/{found.uid}/{found.slug}/", {"recorded": moment}))
    headings = [words for _, words in page.headings]
    assert "Denials" in headings
    assert "As an echo" not in headings
    assert "is counted for today and for a day, not for what this archive said at a moment" in page.text


def test_only_so_many_chains_are_read_and_the_page_says_so(client, cast, monkeypatch):
    outlet, speaker = make_source("Long Paper", kind="outlet"), make_source("Talker")
    made = [
        make_claim(
            f"Word number {number}",
            kind="prediction",
            claimant=speaker,
            appearances=[appearance(make_article(f"Text {number}", publisher=outlet.uid), step(outlet), step(speaker))],
        )
        for number in range(4)
    ]
    publish_all(*made)
    monkeypatch.setattr(speaking_of, "_SPOKEN", speaking_of._SPOKEN.replace(f"LIMIT {speaking_of.NEWEST}", "LIMIT 3"))
    monkeypatch.setattr(speaking_of, "NEWEST", 3)
    speaking.cache_clear()
    found = client.get(f"/sources/{outlet.uid}/", follow=True)
    assert "As the chains of the newest 3 claims with this source in them have it" in page_of(found).text
    # What is counted is counted whole.
    assert "As an echo 4 claims" in page_of(found).text
    speaking.cache_clear()


def test_a_source_costs_three_queries_and_then_two(client, cast, addresses, django_assert_max_num_queries):
    speaking.cache_clear()
    for query, most in (("", 3), ("", 2), ("?as_of=2024-06-19", 3), ("?as_of=2024-06-19", 2)):
        with django_assert_max_num_queries(most):
            assert client.get(addresses.expert + query).status_code == 200
