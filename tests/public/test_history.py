"""Every act on a claim is on its history page, with its note and what it changed, word by word."""

import pytest

from archive.editorial.closing import suppress
from tests.factories import assessment, change, make_user, publish
from tests.public.html import page_of

pytestmark = pytest.mark.django_db


def test_a_correction_shows_its_note_and_the_words_that_changed(client, cast, addresses):
    publish(change(cast.denial, statement="Ruritania has never shipped rockets over the strait"), note="As printed.")
    answer = client.get(f"/claims/{cast.denial.uid}/x/history/", follow=True)
    page, text = page_of(answer), answer.content.decode()
    assert page.complaints() == []
    assert [words for level, words in page.headings if level == 2] == ["Corrected, version 2", "Published, version 1"]
    assert "As printed." in page.text
    assert "<del>sent</del><ins>shipped</ins> rockets <del>across</del><ins>over</ins> the strait" in text


def test_a_new_assessment_is_told_field_by_field(client, cast, addresses):
    fresh = assessment("unverifiable", as_of="2024-12-01", rationale="Nothing would settle it.")
    publish(change(cast.earlier, assessments=[fresh]), note="Assessed.")
    page = page_of(client.get(f"/claims/{cast.earlier.uid}/x/history/", follow=True))
    assert "Assessments 1" in [words for _, words in page.headings]
    assert "Standing unverifiable" in page.text
    assert "Rationale Nothing would settle it." in page.text


def test_a_record_that_is_named_anew_is_told_by_name(client, cast, addresses):
    publish(change(cast.opinion, subjects=[cast.government.uid]), note="About whom.")
    page = page_of(client.get(f"/claims/{cast.opinion.uid}/x/history/", follow=True))
    assert "Ruritania" in page.text
    assert cast.government.uid not in page.text


def test_every_version_can_be_read_again(client, cast, addresses):
    publish(change(cast.denial, statement="Put otherwise"), note="Wording.")
    page = page_of(client.get(f"/claims/{cast.denial.uid}/x/history/", follow=True))
    first = [href for href, words in page.links if words == "Read this version"][-1]
    answer = client.get(first, follow=True)
    assert answer.status_code == 200
    assert "Ruritania has never sent rockets" in page_of(answer).text
    assert "You read what this archive said on" in page_of(answer).text


def test_a_removed_version_says_so_and_keeps_its_place(client, cast, addresses):
    publish(change(cast.denial, statement="Put otherwise"), note="Wording.")
    suppress("claim", cast.denial.uid, by=make_user("chief"), rule="privacy", version=1)
    answer = client.get(f"/claims/{cast.denial.uid}/x/history/", follow=True)
    page = page_of(answer)
    assert page.headings[1] == (2, "Text removed")
    assert "The text of this version was removed" in page.text
    assert "never sent rockets" not in answer.content.decode()


def test_every_type_of_record_has_its_history(client, cast, addresses):
    publish(change(cast.meeting, place="Port Ivo, outer harbour"), note="More exactly.")
    page = page_of(client.get(f"{addresses.meeting}history/"))
    assert page.headings[0] == (1, "Reported rocket deliveries")
    assert "Place Port Ivo , outer harbour".replace(" ,", ",") in page.text
    for name in ("wire", "expert"):
        assert "Published, version 1" in page_of(client.get(f"{getattr(addresses, name)}history/")).text


def test_a_history_costs_the_same_however_long_it_is(client, cast, addresses, django_assert_max_num_queries):
    address = f"/claims/{cast.denial.uid}/"
    for number in range(4):
        publish(change(cast.denial, statement=f"Put otherwise {number} times"))
    address = client.get(address)["Location"] + "history/"
    with django_assert_max_num_queries(5):
        assert client.get(address).status_code == 200
