"""What a document becomes: an article, its text, what is proposed of both, and nothing twice."""

import contextlib
import hashlib
from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection

from archive.admin.workbench.proposals import proposed
from archive.editorial import machines
from archive.editorial.saving import Refused
from archive.editorial.suggesting import judge
from archive.ingest import recognising
from archive.ingest.recognising import Answer, Recognition, Verdict
from archive.ingest.shapes import Confidence, Extent, Guess, Refusal
from archive.ingest.taking import Brought, decide, drafting, leave_out
from archive.models import (
    Article,
    ArticleKey,
    Blob,
    Capture,
    CaptureText,
    IntakeItem,
    Passage,
    Revision,
    Suggestion,
    User,
)
from tests.factories import appearance, change, make_article, make_claim, make_source, someone, step
from tests.ingest.documents import BODY, TITLE, URL, document
from tests.ingest.taking.conftest import AT, Cut, Cutting, nothing, rows

pytestmark = pytest.mark.django_db

State = IntakeItem.State
UPDATED = (BODY[0].replace("12 million", "14 million"), *BODY[1:], "The council votes on it again on Friday evening.")


# -- a new article -----------------------------------------------------------------------------


def test_a_new_article_says_what_is_certain_and_proposes_the_rest(taken):
    given = document(published="2024-03-04", publisher="The Elphberg Gazette")
    outcome = taken(given, url=URL)
    article = outcome.article
    assert (outcome.state, article.title, article.original_url, article.language) == (State.NEW, TITLE, URL, "en")
    assert (article.published, article.publisher, article.authors.count()) == ("", None, 0)
    capture = Capture.objects.get(article=article)
    content = CaptureText.objects.get(capture=capture)
    assert content.text == given.found.text
    assert [kind for kind, *_ in content.layout] == ["title", "body", "body", "body", "body"]
    assert all(
        content.text[start:end] == given.read.text[raw : raw + end - start] for _, start, end, raw, _ in content.layout
    )
    assert (capture.captured_at, capture.captured_at_basis, content.fetched_from) == ("2024-03-05", "", URL)
    assert capture.sha256 == hashlib.sha256(given.read.data).hexdigest()
    assert bytes(Blob.objects.get(pk=capture.sha256).data) == given.read.data
    about = Suggestion.objects.filter(article=article, about="article")
    assert {name for row in about for name in row.proposal if not name.endswith("_basis")} == {
        *("title", "language", "authors", "published", "publisher")
    }
    assert outcome.proposed == Suggestion.objects.filter(article=article).count() == 8


def test_whoever_brought_it_is_named_for_it(taken):
    article = taken(document()).article
    people = set(Revision.objects.filter(uid=article.uid).values_list("user__username", flat=True))
    assert people == {"some-researcher"}
    assert LogEntry.objects.filter(object_repr=f"article {article.uid}").count() == 1


def test_what_was_handed_over_says_that_its_day_is_not_known(taken):
    capture = Capture.objects.get(article=taken(document()).article)
    assert "handed over" in capture.captured_at_basis


def test_the_machine_takes_in_and_nobody_else_without_the_right(taken):
    assert taken(document(), by=machines.account(machines.INTAKE)).state == State.NEW
    guest = User.objects.create_user("nobody", is_staff=True)
    before = rows()
    with pytest.raises(PermissionDenied):
        taken(document(UPDATED), by=guest)
    assert rows() == before
    User.objects.filter(username=machines.INTAKE).update(is_active=True)
    with pytest.raises(Refused, match="must be inactive"):
        machines.account(machines.INTAKE)


def test_without_a_title_an_article_is_called_after_its_file(taken):
    given = document(name="letter.txt")
    layout = [each for each in given.found.layout if each.kind != "title"]
    bare = replace(given, guesses=[], found=replace(given.found, layout=layout))
    assert taken(bare).article.title == "[No title: letter.txt]"
    long = replace(document(BODY[::-1], url=""), guesses=[Guess("title", "word " * 100, Confidence.LOW, "So.")])
    title = drafting.title(long)
    assert len(title) <= 300
    assert title.endswith("word…")


# -- suggestions -------------------------------------------------------------------------------


def test_a_claim_is_proposed_in_the_words_that_the_desk_reads(taken):
    article = taken(document(publisher="The Elphberg Gazette")).article
    row = Suggestion.objects.filter(article=article, about="claim").order_by("pk")[0]
    said = proposed(row.proposal)
    assert (said.statement, said.kind, said.stance) == (BODY[0].rstrip("."), "assertion", "reports")
    assert (said.attribution, said.claimants) == ("on_record", [("", "Tomas Brandt")])
    assert [step["sources"][0]["label"] for step in said.chain] == ["The Elphberg Gazette", "Tomas Brandt"]
    text = CaptureText.objects.get(capture__article=article).text
    assert said.words in text
    assert len(said.words.split()) <= 8
    assert text[row.start : row.end] == BODY[0]
    figure = {"low": "12000000", "unit": "crowns", "qualifier": "at_least", "as_printed": "12 million crowns"}
    assert row.proposal["figures"] == [figure]
    assert (row.confidence, row.findings["rule"], row.findings["hedge"]) == ("high", "said", "perhaps")
    assert row.findings["cue_words"] == text[slice(*row.findings["cue"])]


def test_evidence_is_marked_in_the_text_or_quoted_where_it_is_no_part_of_it(taken):
    article = taken(document()).article
    title, author = (
        Suggestion.objects.get(article=article, about="article", findings__field=field)
        for field in ("title", "authors")
    )
    text = CaptureText.objects.get(capture__article=article).text
    assert text[title.start : title.end] == title.findings["evidence"]["words"] == TITLE
    assert (author.start, author.findings["evidence"]["words"]) == (None, "Ada Lindqvist")
    assert author.findings["evidence"]["before"].endswith("By ")
    assert author.proposal == {"authors": ["Ada Lindqvist"], "authors_basis": author.reason}


def test_what_the_article_says_or_gives_a_reason_for_is_not_proposed_again(taken):
    words = " ".join(BODY[1].split()[:5])
    article = make_article(TITLE, original_url=URL, authors_basis="Nobody is named.", published="")
    source = make_source()
    said = appearance(article, step(make_source(kind="outlet")), step(source))
    make_claim(claimant=source, appearances=[{**said, "passages": [{"part": "body", "paragraph": 2, "exact": words}]}])
    outcome = taken(document(published="2024-03-04"), url=URL)
    assert (outcome.state, outcome.article.pk, outcome.carried) == (State.CHANGED, article.pk, 1)
    anchor = Passage.objects.get(appearance__article=article)
    assert CaptureText.objects.get(capture__article=article).text[anchor.start : anchor.end] == words
    found = Suggestion.objects.filter(article=article)
    assert [row.proposal for row in found.filter(about="article")] == [
        {"published": "2024-03-04", "published_basis": "published as printed."}
    ]
    assert {proposed(row.proposal).statement for row in found.filter(about="claim")} == {
        each.rstrip(".") for each in (BODY[0], BODY[2])
    }


# -- again -------------------------------------------------------------------------------------


def test_the_same_bytes_again_change_nothing(taken):
    article = taken(document(), url=URL).article
    before = rows()
    again = taken(document(), url="https://elsewhere.example.net/copy")
    assert (again.state, again.article, rows()) == (State.DUPLICATE, article, before)


def test_a_newer_text_proposes_only_what_is_new_and_judgements_stay(taken):
    article = taken(document(), url=URL).article
    first, second, third = Suggestion.objects.filter(article=article, about="claim").order_by("pk")
    judge(second, state=Suggestion.State.REJECTED, by=someone("researcher"))
    assert (third.capture, third.proposal["claimants"]) == (document().sha256, [{"label": "Tomas Brandt"}])
    mayor = make_source("Tomas Brandt", kind="person")
    outcome = taken(document(UPDATED), url=URL)
    assert (outcome.state, outcome.article, outcome.proposed) == (State.CHANGED, article, 1)
    newest = CaptureText.objects.filter(capture__article=article).order_by("-pk")[0]
    for row in (first, second, third):
        row.refresh_from_db()
    assert second.state == Suggestion.State.REJECTED
    assert (third.capture, third.proposal["claimants"]) == (newest.capture.sha256, [{"source": mayor.uid}])
    assert second.proposal["claimants"] == [{"label": "Tomas Brandt"}]
    assert newest.text[third.start : third.end] == BODY[2]
    assert first.capture != newest.capture.sha256
    assert Article.objects.count() == 1


def test_two_that_bring_an_article_at_once_make_one(taken, monkeypatch):
    """The second looked before the first had written: it looks again."""
    article = taken(document(), url=URL).article
    seen = iter([True])

    def recognise(*given):
        known = recognising.recognise(*given)
        return Recognition(Verdict.NEW, "Nothing like it is here.", known.keys) if next(seen, False) else known

    monkeypatch.setattr("archive.ingest.taking.storing.recognise", recognise)
    assert taken(document(UPDATED), url=URL).article == article
    assert (Article.objects.count(), Capture.objects.count()) == (1, 2)


@pytest.mark.parametrize("is_known", [False, True], ids=["new", "known"])
@pytest.mark.parametrize("stride", [11, pytest.param(1, marks=pytest.mark.thorough)])
def test_cut_at_any_statement_nothing_stands_and_the_next_run_is_a_clean_one(taken, is_known, stride):
    if is_known:
        taken(document(), url=URL)
    given, by = document(UPDATED), someone("researcher")
    before, number, outcome = rows(), 0, None
    while outcome is None:
        with connection.execute_wrapper(Cutting(number)), contextlib.suppress(Cut):
            outcome = taken(given, url=URL, by=by)
        assert outcome or rows() == before
        number += stride
    assert number > 30
    assert outcome.state == (State.CHANGED if is_known else State.NEW)
    assert Suggestion.objects.count() == (7 if is_known else 6)


def test_what_settles_it_belongs_to_the_same_transaction(taken):
    def settle(outcome):
        assert Article.objects.filter(pk=outcome.article.pk).exists()
        raise Cut

    by = someone("researcher")
    before = rows()
    with pytest.raises(Cut):
        taken(document(), settle=settle, by=by)
    assert rows() == before


# -- what a person decides ---------------------------------------------------------------------

REPRINTED = tuple(each.replace("the", "the said", 1) for each in BODY[:1]) + BODY[1:]


def alike(taken):
    first = taken(document(), url=URL).article
    given = document(REPRINTED, title="Elphberg's harbour", url="https://post.example.com/a", publisher="The Post")
    return first, given


def test_what_is_only_like_an_article_waits_and_writes_nothing(taken):
    first, given = alike(taken)
    before = rows()
    outcome = taken(given, url="https://post.example.com/a")
    assert (outcome.state, rows()) == (State.UNDECIDED, before)
    assert [each["uid"] for each in outcome.findings["alike"]] == [first.uid]


@pytest.mark.parametrize(
    ("answer", "state", "articles", "captures"),
    [
        (Answer.NEW_VERSION, State.CHANGED, 1, 2),
        (Answer.REPRINT, State.NEW, 2, 2),
        (Answer.OTHER, State.NEW, 2, 2),
    ],
)
def test_a_person_says_what_it_is(taken, answer, state, articles, captures):
    first, given = alike(taken)
    brought, by = Brought(AT, "https://post.example.com/a", is_fetched=True), someone("researcher")
    outcome = decide(given, brought, answer, by=by, settle=nothing)
    assert (outcome.state, Article.objects.count(), Capture.objects.count()) == (state, articles, captures)
    if answer is Answer.REPRINT:
        assert first.uid in outcome.article.internal_note
    # From now on its address, too, is that of the article that it is.
    named = ArticleKey.objects.filter(key="url:post.example.com/a").values_list("article", flat=True)
    assert list(named) == [outcome.article.pk]
    before = rows()
    assert decide(given, brought, answer, by=by, settle=nothing).state == State.DUPLICATE
    assert rows() == before


def test_a_reprint_shares_the_agency_of_what_it_reprints(taken):
    first, given = alike(taken)
    change(first, agency=make_source("Ruritanian Wire", kind="outlet").uid)
    brought = Brought(AT, "https://post.example.com/a", is_fetched=True)
    outcome = decide(given, brought, Answer.REPRINT, uid=first.uid, by=someone("researcher"), settle=nothing)
    row = Suggestion.objects.get(article=outcome.article, findings__field="agency")
    assert row.proposal["agency"] == "Ruritanian Wire"
    assert first.title in row.reason


def test_an_answer_is_one_of_those_and_about_one_of_those(taken):
    _, given = alike(taken)
    other = make_article()
    brought = Brought(AT)
    guest, by = User.objects.create_user("guest"), someone("researcher")
    before = rows()
    for answer, uid in (("maybe", ""), (Answer.REPRINT, other.uid), (Answer.NEW_VERSION, "nosuchuidx")):
        with pytest.raises((Refused, Refusal)):
            decide(given, brought, answer, uid=uid, by=by, settle=nothing)
    with pytest.raises(PermissionDenied):
        decide(given, brought, Answer.OTHER, by=guest, settle=nothing)
    with pytest.raises(PermissionDenied):
        leave_out(by=guest, settle=nothing)
    assert rows() == before


def test_what_is_left_out_leaves_nothing(taken):
    alike(taken)
    before = rows()
    assert leave_out(by=someone("researcher"), settle=nothing).state == State.DROPPED
    assert rows() == before


def test_a_text_that_the_desk_refuses_is_refused_before_it_is_compared(taken, monkeypatch):
    monkeypatch.setattr("archive.ingest.taking.storing.recognise", None)
    long, by = document(("A very long line of words. " * 90_000,)), someone("researcher")
    before = rows()
    with pytest.raises(Refusal, match="bytes at most"):
        taken(long, by=by)
    assert rows() == before


def test_evidence_across_two_stretches_is_quoted_and_not_marked(taken):
    given = document()
    whole = Extent(0, len(given.read.text) - 1)
    across = replace(given, guesses=[*given.guesses, Guess("genre", "news", Confidence.LOW, "All of it.", whole)])
    row = Suggestion.objects.get(article=taken(across).article, findings__field="genre")
    assert row.start is None
    assert len(row.findings["evidence"]["words"]) == 300
