"""One record as pages and answers get it: today, as of a day, as recorded."""

import json
from datetime import date

import pytest
from django.utils import timezone

from archive.editorial.closing import merge, suppress, withdraw
from archive.models import Link
from archive.reading_room.projecting.composing import part_of, text_of
from archive.reading_room.showing.details import detail
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db


def document(type: str, uid: str, **when: object) -> dict:
    found = detail(type, uid, **when)
    assert found is not None
    return json.loads(found.body)


def two_articles() -> tuple:
    claimant, outlet = make_source("Ruritania"), make_source("The Paper", kind="outlet")
    first = make_article(published="2022-11-17", publisher=outlet.uid)
    later = make_article(published="2024-11-05", publisher=outlet.uid)
    other = make_source("Grauland")
    claim = make_claim(
        claimant=claimant,
        appearances=[
            appearance(first, step(outlet), step(claimant)),
            appearance(later, step(outlet), step(other)),
        ],
        assessments=[assessment("uncorroborated", as_of="2022-11-17"), assessment("corroborated", as_of="2024-11-05")],
    )
    publish_all(claim)
    return claim, first, later


def test_as_of_a_day_knows_only_what_had_appeared(django_assert_max_num_queries) -> None:
    claim, first, _ = two_articles()
    with django_assert_max_num_queries(4):
        then = document("claim", claim.uid, on=date(2023, 1, 1))
    assert [each["article"]["uid"] for each in then["appearances"]] == [first.uid]
    assert then["origins"]["attributed"] == 1
    assert then["standing"]["value"] == "uncorroborated"
    now = document("claim", claim.uid)
    assert (now["origins"]["attributed"], now["standing"]["value"]) == (2, "corroborated")
    assert now["standing"]["since"] == "2024-11-05"
    assert detail("claim", claim.uid, on=date(2022, 11, 16)) is None


def test_recorded_gathers_claims_in_the_order_of_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever day they were moved to since, and whether they are still public."""
    speaker, outlet = make_source("Ruritania"), make_source("The Paper", kind="outlet")
    made = []
    for month in range(1, 7):
        article = make_article(published=f"2022-0{month}-01", publisher=outlet.uid)
        chain = appearance(article, step(outlet), step(speaker), asserted=f"2022-0{month}-01")
        made.append(make_claim(f"Number {month}", claimant=speaker, appearances=[chain]))
    publish_all(*made)
    then = timezone.now()
    newest_first = [each.uid for each in reversed(made)]
    # The oldest becomes the newest, the newest the oldest, and the next is gone.
    late = make_article(published="2024-01-01", publisher=outlet.uid)
    moved = appearance(late, step(outlet), step(speaker), asserted="2023-12-31")
    publish_all(change(made[0], appearances=[moved]))
    early = appearance(late, step(outlet), step(speaker), asserted="1999-01-01")
    publish_all(change(made[5], appearances=[early]))
    withdraw("claim", made[4].uid, by=make_user("chief"), note="an error of ours")
    for most in (50, 3):
        monkeypatch.setattr("archive.reading_room.showing.gathering.NEWEST", most)
        recorded = document("source", speaker.uid, at=then)
        assert [each["uid"] for each in recorded["claims"]] == newest_first[:most]
        assert recorded["claims_count"] == 6
    assert document("source", speaker.uid)["claims"][0]["uid"] == made[0].uid


def test_recorded_shows_what_the_archive_said_then() -> None:
    claim, _, later = two_articles()
    before = timezone.now()
    publish(change(claim, statement="Put in better words"), note="wording")
    assert document("claim", claim.uid, at=before)["statement"] == claim.statement
    assert document("claim", claim.uid)["statement"] == "Put in better words"
    assert document("article", later.uid, at=before)["claims_count"] == 1


def test_a_detail_takes_three_queries_at_most(django_assert_max_num_queries) -> None:
    claim, first, _ = two_articles()
    source = claim.claimants.first().source
    for type, uid in (("claim", claim.uid), ("article", first.uid), ("source", source.uid)):
        with django_assert_max_num_queries(3):
            found = document(type, uid)
        assert found.get("claims_count", 1) == 1


def test_withdrawn_suppressed_and_merged_records_say_so() -> None:
    claim, first, later = two_articles()
    chief = make_user("chief")
    before = timezone.now()
    merge("article", later.uid, into=first.uid, by=chief, note="the same text")
    found = detail("article", later.uid)
    assert found is not None
    assert found.state == "merged"
    assert found.successor == f"/articles/{first.uid}/-/"
    withdraw("claim", claim.uid, by=chief, note="an error of ours")
    tomb = document("claim", claim.uid)
    assert (tomb["state"], tomb["reason"], "statement" in tomb) == ("withdrawn", "an error of ours", False)
    assert document("article", first.uid)["claims_count"] == 0
    suppress("claim", claim.uid, by=chief, rule="law", note="by order")
    found = detail("claim", claim.uid, at=before)
    assert found is not None
    assert (found.state, found.rule) == ("suppressed", "law")
    assert claim.statement not in found.body


def test_a_suppressed_old_version_leaves_the_present_one_public() -> None:
    claim, _, _ = two_articles()
    before = timezone.now()
    publish(change(claim, statement="Said without the name"), note="clarified")
    suppress("claim", claim.uid, by=make_user("chief"), rule="privacy", version=1)
    assert document("claim", claim.uid)["statement"] == "Said without the name"
    found = detail("claim", claim.uid, at=before)
    assert found is not None
    assert found.state == "suppressed"


def test_a_count_as_of_a_day_is_of_all_that_had_appeared() -> None:
    speaker, outlet, talks = make_source("Ruritania"), make_source("The Paper", kind="outlet"), make_event("Talks")
    articles = [make_article(published=f"{year}-05-05", publisher=outlet.uid) for year in range(2016, 2024)]
    claims = [
        make_claim(claimant=speaker, events=[talks.uid], appearances=[appearance(each, step(outlet), step(speaker))])
        for each in articles
    ]
    publish_all(*claims)
    for day, count in ((date(2015, 1, 1), 0), (date(2016, 5, 5), 1), (date(2021, 1, 1), 5), (date(2025, 1, 1), 8)):
        for type, uid in (("source", speaker.uid), ("event", talks.uid)):
            then = document(type, uid, on=day, most=2)
            newest = [each.uid for each in claims[max(count - 2, 0) : count]][::-1]
            assert (then["claims_count"], [each["uid"] for each in then["claims"]]) == (count, newest)
        assert document("source", outlet.uid, on=day)["publishes_count"] == count
    assert document("source", speaker.uid, at=timezone.now())["claims_count"] == 8


def test_words_that_deny_are_shown_as_they_were_printed() -> None:
    """They are no record, however long, and nobody looks for one of that name."""
    outlet = make_source(kind="outlet")
    words = "two people in the delegation who asked not to be named in any way"
    denial = {"sources": [{"label": words, "naming": "unnamed"}], "verb": "said", "force": "denying"}
    article = make_article(publisher=outlet.uid)
    claim = make_claim(
        appearances=[
            appearance(article, step(outlet), {**denial, "force": "neutral"}),
            appearance(make_article(), denial, step(outlet), stance="denies"),
        ]
    )
    publish_all(claim)
    [contester] = document("claim", claim.uid)["contested_by"]
    assert (contester["uid"], contester["name"], contester["url"]) == (None, words, None)
    assert not Link.objects.filter(to_uid__startswith="label:").exists()


def test_one_part_of_a_document_is_read_without_the_rest() -> None:
    hostile = {
        "statement": 'It says "appearances":[1], and \\"appearances":[2]',
        "appearances": [{"note": "]"}],
        "more": {},
    }
    assert part_of(text_of(hostile), "appearances") == [{"note": "]"}]
    with pytest.raises(ValueError, match="substring not found"):
        part_of(text_of({"statement": '"appearances":[1]'}), "appearances")


def test_a_document_is_the_same_as_text_and_as_values() -> None:
    claim = make_claim(claimant=make_source("Ruritania"))
    publish_all(claim)
    uid = claim.claimants.get().source.uid
    for type, of in (("claim", claim.uid), ("source", uid)):
        found = detail(type, of)
        assert json.loads(found.body) == found.document
        assert list(json.loads(found.body)) == list(found.document)
