"""What may be published of a record never changes behind its revision: whoever signs is told that the desk moved on."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from archive.editorial import annotating, capturing, importing, many, mirroring
from archive.editorial.annotating import Heard, Place, Stated
from archive.editorial.assessing import assess
from archive.editorial.closing import suppress, withdraw
from archive.editorial.merging import merge_into
from archive.editorial.publishing import Changed, sign
from archive.editorial.restoring import restore
from archive.editorial.saving import Refused
from archive.editorial.sourcing import save_source
from archive.editorial.stretches import newest_text, sought
from archive.editorial.submitting import submit
from archive.editorial.uncontested import assess_uncontested
from archive.ledger.verify import faults
from archive.models import RECORDS, Annotation, Claim, LedgerEntry, Revision, Source, Submission, Topic, User
from archive.records.walk import dump, prefetched
from archive.text.ids import new_uid
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db

TEXT = "The ministry sent ten shells. Nobody asked, then or on any of the days after, the neighbours about them."
LATER = "On Monday the ministry sent two shells. Nobody asked the neighbours about them, then or on the days after."
STATED = Stated("Ten shells were sent", "assertion", "background", [(None, "a ministry")])


def desk() -> dict[str, tuple[int, Any]]:
    """Of every record its revision, and what may be published of it."""
    rows = [row for model in RECORDS.values() for row in prefetched(model._default_manager.all())]
    return {row.uid: (row.revision, dump(row, frozen=False)) for row in rows}


class Cast:
    """The records that every act is about, public all of them, and who does it."""

    def __init__(self) -> None:
        self.by: User = make_user("chief")
        self.outlet = make_source("The paper", kind="outlet")
        self.speaker = make_source("A speaker", kind="person")
        self.other = make_source("A speaker, again", kind="person", aliases=["Speaker"])
        self.body = make_source("The ministry")
        self.article = make_article(publisher=self.outlet.uid)
        self.take(TEXT)
        self.event = make_event(participants=[{"source": self.speaker.uid}])
        said = [appearance(self.article, step(self.outlet), step(self.speaker))]
        subjects = [self.speaker.uid]
        self.claim = make_claim(claimants=[{"source": self.speaker.uid, "label": "an official"}], appearances=said)
        self.about = make_claim(claimant=self.outlet, appearances=said, subjects=subjects, events=[self.event.uid])
        self.background = make_claim(
            claimant=self.outlet, appearances=[appearance(self.article, step(self.outlet))], weight="background"
        )
        publish_all(self.claim, self.about, self.background, self.other, self.body)

    def now(self, row: Any) -> Any:
        return type(row).objects.get(pk=row.pk)

    def base(self, row: Any) -> dict[str, Any]:
        return {"base": self.now(row).revision, "by": self.by}

    def take(self, text: str) -> None:
        capturing.capture(self.article, text, captured_at="2022-11-08", **self.base(self.article))

    def place(self, words: str) -> Place:
        text = newest_text(self.article)
        assert text is not None
        return Place(self.now(self.article), sought(text, words), words, "body", 1)

    def note(self) -> Annotation:
        return Annotation.objects.get(article=self.article)


HEARD = Heard("asserts", "own_voice", lambda row: None)


def notes(cast: Cast) -> None:
    at = cast.place("the neighbours").selected
    said = {"motivation": "commenting", "visibility": "public"}
    annotating.annotate(cast.now(cast.article), at, body="Who?", **said, **cast.base(cast.article))


def imported(cast: Cast) -> None:
    row = cast.now(cast.event)
    data = {**dump(row, private=True, frozen=False), "place": "Minsk"}
    importing.bring_in(type(row), [importing.Incoming(row.uid, row.revision, data)], by=cast.by)
    importing.bring_in(Source, [importing.Incoming(new_uid(), 0, {"kind": "group", "name": "New"})], by=cast.by)


def gives_up(cast: Cast) -> None:
    for orphan in capturing.orphans(cast.article)[:1]:
        row, last = capturing.record_of(orphan), capturing.newest(cast.article)
        assert last is not None
        capturing.give_up(orphan, capture=last.sha256, **cast.base(row))


def tied(cast: Cast) -> None:
    said = dump(cast.now(cast.speaker), private=True, frozen=False)
    ties = [{"body": cast.body.uid, "type": "speaks_for"}]
    save_source(cast.now(cast.speaker), {**said, "affiliations": ties}, **cast.base(cast.speaker))


def together(cast: Cast) -> None:
    row = cast.now(cast.background)
    [result] = assess_uncontested(
        {row.uid: row.revision}, by=cast.by, as_of=date(2022, 11, 18), rationale="Known.", today=date(2026, 1, 1)
    )
    assert not result.why_not


def topics(cast: Cast) -> None:
    topic = Topic.objects.create(slug="shells", label="Shells")
    many.change_many(
        Claim, {cast.claim.uid: cast.base(cast.claim)["base"]}, many.add_topic(topic), by=cast.by, reason=""
    )


ACTS: dict[str, Callable[[Cast], Any]] = {
    "a form": lambda cast: change(cast.now(cast.claim), hedge="perhaps", by=cast.by),
    "a note": notes,
    "a note changed": lambda cast: annotating.revise(
        cast.note(), motivation="questioning", body="Who, then?", visibility="public", **cast.base(cast.article)
    ),
    "a note resolved": lambda cast: annotating.resolve(cast.note(), resolved=True, **cast.base(cast.article)),
    "read": lambda cast: annotating.mark_read(cast.now(cast.article), is_read=True, **cast.base(cast.article)),
    "stated": lambda cast: annotating.state_claim(STATED, cast.place("ten shells"), HEARD, by=cast.by),
    "linked": lambda cast: annotating.link_claim(
        cast.now(cast.claim), cast.place("ten shells"), None, **cast.base(cast.claim)
    ),
    "a text taken in": lambda cast: cast.take(LATER),
    "given up": gives_up,
    "a note deleted": lambda cast: annotating.delete(cast.note(), **cast.base(cast.article)),
    "assessed": lambda cast: assess(cast.now(cast.claim), assessment("uncorroborated"), **cast.base(cast.claim)),
    "assessed together": together,
    "a topic added": topics,
    "a topic reworded": lambda cast: Topic.objects.filter(slug="shells").update(label="Shells and mines"),
    "many changed": lambda cast: many.change_many(
        Claim,
        {cast.claim.uid: cast.base(cast.claim)["base"]},
        many.set_field(Claim, "weight", "background"),
        by=cast.by,
        reason="",
    ),
    "imported": imported,
    "a tie": tied,
    "restored": lambda cast: restore(cast.now(cast.event), 1, **cast.base(cast.event)),
    "merged": lambda cast: merge_into(
        cast.now(cast.other), cast.now(cast.speaker), note="They are one.", gather=True, **cast.base(cast.speaker)
    ),
    "the merge undone": lambda cast: restore(cast.now(cast.speaker), 2, **cast.base(cast.speaker)),
    "withdrawn": lambda cast: withdraw("claim", cast.about.uid, by=cast.by, note="Wrong."),
    "protected": lambda cast: suppress("source", cast.speaker.uid, by=cast.by, rule="protection"),
    "protected no more": lambda cast: change(cast.now(cast.speaker), protected=False, by=cast.by),
    "suppressed": lambda cast: suppress("article", cast.article.uid, by=cast.by, rule="law"),
}
# These say nothing else in public than before.
PRIVATE = {"a note resolved", "read", "given up", "a topic reworded", "withdrawn"}

# Words of a vocabulary are logged by their own page.
UNLOGGED = {"a topic reworded"}


def test_no_act_changes_what_may_be_published_behind_the_revision_and_each_stands_in_the_log() -> None:
    cast = Cast()
    for name, act in ACTS.items():
        before, lines = desk(), set(LogEntry.objects.values_list("pk", flat=True))
        act(cast)
        after = desk()
        moved = {uid for uid, (_, said) in after.items() if uid not in before or before[uid][1] != said}
        behind = {uid for uid in moved if uid in before and before[uid][0] == after[uid][0]}
        assert not behind, name
        assert bool(moved) == (name not in PRIVATE), name
        assert not list(mirroring.faults()), name
        logged = LogEntry.objects.filter(user=cast.by).exclude(pk__in=lines)
        saved = {uid for uid, (revision, _) in after.items() if revision != before.get(uid, (0,))[0]}
        told = set(logged.values_list("object_repr", flat=True))
        assert {uid for uid in saved if not any(uid in line for line in told)} == set(), name
        assert told or name in UNLOGGED, name
    assert not list(faults())
    # What names the source was told both times, by whoever turned its protection.
    retold = Revision.objects.filter(reason__startswith="A source that it names", user=cast.by)
    assert {cast.claim.uid, cast.about.uid, cast.event.uid} <= set(retold.values_list("uid", flat=True))


# -- what waits for a signature meanwhile --------------------------------------------------------


@pytest.fixture
def secret() -> Source:
    row: Source = make_source("Deep Throat", kind="person")
    return row


def refused(submission: Submission, words: str) -> None:
    with pytest.raises(Refused, match=words):
        sign(submission, by=make_user("chief"))
    assert not LedgerEntry.objects.filter(uid__in=submission.items.values("uid")).exists()


def test_a_source_protected_after_it_was_submitted_is_not_published(secret: Source) -> None:
    submission = submit([secret], by=make_user())
    change(secret, protected=True)
    refused(submission, "protected source")


def test_nor_is_it_with_what_names_it(secret: Source) -> None:
    article, outlet = make_article(), make_source(kind="outlet")
    publish_all(article, outlet)
    said = [appearance(article, step(outlet))]
    claim = make_claim(claimants=[{"source": secret.uid, "label": "an official"}], appearances=said)
    submission = submit([secret, claim], by=make_user())
    change(secret, protected=True)
    with pytest.raises(Changed) as told:
        sign(submission, by=make_user("chief"))
    assert [uid for uid, _, _ in told.value.changes] == [claim.uid]


def test_nor_is_its_name_in_the_words_of_another_record(secret: Source) -> None:
    submission = submit([make_event("A meeting with Deep Throat")], by=make_user())
    change(secret, protected=True)
    refused(submission, "holds the name of a protected source")


def test_to_protect_a_source_leaves_alone_what_does_not_name_it(secret: Source) -> None:
    other = make_claim()
    named = make_claim(claimants=[{"source": secret.uid, "label": "an official"}])
    change(secret, protected=True)
    assert (Claim.objects.get(pk=named.pk).revision, Claim.objects.get(pk=other.pk).revision) == (2, 1)
    change(secret, internal_note="Careful.")
    assert Claim.objects.get(pk=named.pk).revision == 2
