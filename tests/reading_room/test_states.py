"""What was known on each day: rows of ClaimState, and how the desk's later acts move them."""

import json
from datetime import date

import pytest

from archive.editorial.closing import merge, withdraw
from archive.models import FOREVER, ClaimState, Document, Link
from archive.reading_room.projecting import project
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db


def rows(uid: str) -> list[tuple]:
    found = ClaimState.objects.filter(uid=uid).order_by("valid_from")
    return [
        (date.fromordinal(row.valid_from).isoformat(), row.standing, row.attributed, row.is_contested) for row in found
    ]


def test_a_row_for_every_day_on_which_something_changed() -> None:
    outlet, one, other = make_source(kind="outlet"), make_source(), make_source()
    first, later = (
        make_article(published="2022-11-17"),
        make_article(published="[2024-11-04..2024-11-10]", published_basis="It tells of the 4th."),
    )
    claim = make_claim(
        claimant=one,
        appearances=[appearance(first, step(outlet), step(one)), appearance(later, step(outlet), step(other))],
        assessments=[assessment("uncorroborated", as_of="2022-12-01"), assessment("corroborated", as_of="2024-11-10")],
    )
    publish_all(claim)
    assert rows(claim.uid) == [
        ("2022-11-17", "open", 1, False),
        ("2022-12-01", "uncorroborated", 1, False),
        ("2024-11-10", "corroborated", 2, False),
    ]
    states = list(ClaimState.objects.filter(uid=claim.uid).order_by("valid_from"))
    assert [row.valid_to for row in states[:-1]] == [row.valid_from - 1 for row in states[1:]]
    assert states[-1].valid_to == FOREVER


def test_a_bare_denial_contests_from_its_day_and_changes_no_standing() -> None:
    claim = make_claim()
    publish_all(claim)
    denier = make_source("Grauland")
    article, outlet = make_article(published="2023-02-01"), make_source(kind="outlet")
    denial = make_claim(
        "Nothing was sent",
        claimant=denier,
        kind="denial",
        appearances=[appearance(article, step(outlet), step(denier))],
        relations=[{"kind": "denies", "target": claim.uid}],
    )
    publish_all(denial)
    assert [(day, standing, contested) for day, standing, _, contested in rows(claim.uid)] == [
        ("2022-11-17", "open", False),
        ("2023-02-01", "open", True),
    ]
    document = json.loads(Document.objects.get(uid=claim.uid).body)
    assert [each["name"] for each in document["contested_by"]] == ["Grauland"]
    assert [(each["kind"], each["direction"]) for each in document["relations"]] == [("denies", "in")]
    withdraw("claim", denial.uid, by=make_user("chief"), note="an error")
    assert rows(claim.uid) == [("2022-11-17", "open", 1, False)]


def test_an_affiliation_of_a_source_moves_the_counts_of_its_claims() -> None:
    outlet, ministry, state = make_source(kind="outlet"), make_source("Ministry"), make_source("State")
    article = make_article()
    claim = make_claim(claimant=state, appearances=[appearance(article, step(outlet), step(ministry, state))])
    publish_all(claim)
    before = Document.objects.get(uid=claim.uid)
    assert rows(claim.uid)[-1][2] == 2
    publish(change(ministry, affiliations=[{"body": state.uid, "type": "organ_of"}]), note="an organ")
    assert rows(claim.uid)[-1][2] == 1
    after = Document.objects.get(uid=claim.uid)
    assert after.change > before.change
    assert after.seq == before.seq
    origins = Link.objects.filter(from_uid=claim.uid, relation="origin", until_seq=None)
    assert list(origins.values_list("to_uid", flat=True)) == [state.uid]
    publish(change(ministry, affiliations=[{"body": state.uid, "type": "organ_of", "end": "2020"}]), note="until 2020")
    assert rows(claim.uid)[-1][2] == 2, "an affiliation that had ended by the utterance does not collapse"


def test_an_undated_article_counts_from_the_day_of_its_first_publication() -> None:
    outlet, one = make_source(kind="outlet"), make_source()
    article = make_article(published="")
    claim = make_claim(claimant=one, appearances=[appearance(article, step(outlet), step(one))])
    entries = publish_all(claim)
    assert rows(claim.uid)[0][0] == entries[0].at.date().isoformat()


def test_links_close_when_a_version_drops_them() -> None:
    topic_of, other = make_source(), make_source()
    claim = make_claim(subjects=[topic_of.uid])
    publish_all(claim, topic_of, other)
    first = Document.objects.get(uid=claim.uid).seq
    [entry] = publish(change(claim, subjects=[other.uid]), note="another")
    intervals = Link.objects.filter(from_uid=claim.uid, relation="subject").order_by("since_seq")
    assert list(intervals.values_list("to_uid", "since_seq", "until_seq")) == [
        (topic_of.uid, first, entry.seq),
        (other.uid, entry.seq, None),
    ]


def test_a_reversal_is_the_same_persons_and_confirmed() -> None:
    person, outlet = make_source("Dr Who", kind="person"), make_source(kind="outlet")
    chains = [
        appearance(make_article(published=day), step(outlet), step(person)) for day in ("2024-11-05", "2025-04-01")
    ]
    earlier = make_claim("It will end", claimant=person, kind="prediction", appearances=[chains[0]])
    later = make_claim(
        "It will last",
        claimant=person,
        kind="prediction",
        appearances=[chains[1]],
        relations=[{"kind": "contradicts", "target": earlier.uid, "strength": "plain", "confirmed": True}],
    )
    publish_all(earlier, later)
    reversed_from = ClaimState.objects.filter(uid=earlier.uid).order_by("valid_from").values_list("is_reversed")
    assert list(reversed_from) == [(False,), (True,)]
    assert set(Link.objects.filter(relation="reversal", to_uid=person.uid).values_list("from_uid", flat=True)) == {
        earlier.uid,
        later.uid,
    }


def test_origins_of_a_merged_source_are_counted_as_its_successor() -> None:
    outlet, one, same = make_source(kind="outlet"), make_source("Ministry"), make_source("The Ministry")
    first, second = make_article(), make_article()
    claim = make_claim(
        claimant=one,
        appearances=[appearance(first, step(outlet), step(one)), appearance(second, step(outlet), step(same))],
    )
    publish_all(claim)
    assert rows(claim.uid)[-1][2] == 2
    merge("source", same.uid, into=one.uid, by=make_user("chief"), note="the same ministry")
    assert rows(claim.uid)[-1][2] == 1


@pytest.mark.django_db(transaction=True)
def test_more_dependents_than_fit_the_transaction_are_composed_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "AT_ONCE", 2)
    source = make_source("Old name")
    claims = [make_claim(f"Thing {number}", claimant=source) for number in range(4)]
    publish_all(*claims)
    publish(change(source, name="New name"), note="renamed")
    assert project.waiting() == 0
    titles = Document.objects.filter(type="claim").values_list("title", flat=True)
    assert all(title.startswith("New name: ") for title in titles)
