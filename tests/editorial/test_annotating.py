"""Marks in a text: stretches verified, one save for each act, nothing by halves."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from archive.editorial import annotating, stretches, suggesting
from archive.editorial.annotating import Heard, Place, Stated
from archive.editorial.saving import Conflict, Refused
from archive.models import Annotation, Appearance, Capture, CaptureText, Claim, Passage, Revision, Suggestion, User
from tests.admin.workbench_cast import TEXT, capture, captured_article, marked_claim
from tests.factories import change, make_article, make_user

WORDS = "A train with 10,000 shells crossed the border on Tuesday"


def text_of(words, sha256="a" * 64):
    return CaptureText(capture=Capture(sha256=sha256), text=words)


def found(words, within=TEXT):
    start = within.index(words)
    return stretches.selected(text_of(within), "a" * 64, start, start + len(words), words)


# -- stretches ---------------------------------------------------------------------------------


def test_a_stretch_says_where_its_words_stand():
    stretch = found("Nobody saw it")
    assert TEXT[stretch.start : stretch.end] == stretch.words == "Nobody saw it"


def test_a_stretch_ends_at_its_words_and_ignores_blanks_between():
    text = text_of("One  two\n\nthree four")
    stretch = stretches.selected(text, "a" * 64, 3, 16, "two three ")
    assert (stretch.start, stretch.end, stretch.words) == (5, 15, "two\n\nthree")


@pytest.mark.parametrize(
    ("capture", "start", "end", "words", "sentence"),
    [
        ("b" * 64, 0, 3, "One", stretches.NEWER),
        ("a" * 64, 0, 3, "Two", stretches.MOVED),
        ("a" * 64, 1, 4, "One", stretches.MOVED),
        ("a" * 64, 3, 3, "", stretches.MOVED),
        ("a" * 64, -4, 3, "One", stretches.MOVED),
        ("a" * 64, 5, 99, "two", stretches.MOVED),
        ("a" * 64, 3, 4, " ", "Select at least one word."),
    ],
)
def test_offsets_and_words_agree_or_nothing_is_taken(capture, start, end, words, sentence):
    with pytest.raises(Refused) as refused:
        stretches.selected(text_of("One two three"), capture, start, end, words)
    assert refused.value.reasons == [sentence]


@given(st.text(min_size=1, max_size=60), st.data())
def test_whatever_stands_there_can_be_selected(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    if words.strip():
        stretch = stretches.selected(text_of(text), "a" * 64, start, end, words)
        assert stretch.words == text[stretch.start : stretch.end] == words.strip()


def test_more_than_a_passage_is_refused():
    text = "word " * 2_000
    with pytest.raises(Refused, match="at most"):
        stretches.selected(text_of(text), "a" * 64, 0, len(text), text)


def test_words_are_sought_where_they_stand_once():
    assert stretches.sought(text_of("One two three two"), "three").start == 8
    for words in ("two", "four", " "):
        with pytest.raises(Refused):
            stretches.sought(text_of("One two three two"), words)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("", "A train with 10,000 shells crossed the border"),
        ("shells  crossed\nthe border", "shells crossed the border"),
        ("10,000 shells", "10,000 shells"),
    ],
)
def test_the_public_quote_is_a_short_run_of_the_words(quote, shown):
    assert stretches.public_quote(WORDS, quote) == shown


@pytest.mark.parametrize("quote", [WORDS, "rain with", "on Tues", "shells crossed a border", "word" * 40])
def test_no_other_quote_is_public(quote):
    with pytest.raises(Refused):
        stretches.public_quote(WORDS, quote)


# -- claims ------------------------------------------------------------------------------------

STATED = Stated("A train crossed", "assertion", "core", [(None, "a person")])


def heard(fault=None):
    def write_chain(appearance):
        if fault:
            raise fault
        appearance.chain.create(verb="said")

    return Heard("reports", "reported", write_chain)


def place(article, words="Nobody saw it"):
    text = stretches.newest_text(article)
    start = text.text.index(words)
    stretch = stretches.selected(text, text.capture.sha256, start, start + len(words), words)
    return Place(article, stretch, "", "body", 1)


@pytest.mark.django_db
def test_a_claim_is_stated_in_one_save():
    article, by = captured_article(), make_user()
    claim = annotating.state_claim(STATED, place(article), heard(), by=by)
    assert (claim.revision, claim.claimants.get().label) == (1, "a person")
    assert claim.appearances.get().chain.get().verb == "said"
    assert [each.user for each in Revision.objects.filter(uid=claim.uid)] == [by]


@pytest.mark.django_db
def test_a_claim_whose_chain_fails_was_never_stated():
    article = captured_article()
    suggestion = Suggestion.objects.create(article=article, proposal={}, reason="?")
    with pytest.raises(Refused):
        annotating.state_claim(STATED, place(article), heard(Refused(["No."])), by=make_user(), suggestion=suggestion)
    assert not Claim.objects.exists()
    assert Suggestion.objects.get().state == "open"


@pytest.mark.django_db
def test_a_claim_gets_a_place_only_as_it_was_seen():
    article, by = captured_article(), make_user()
    claim = marked_claim(article, WORDS, "A train crossed")
    with pytest.raises(Conflict):
        annotating.link_claim(claim, place(article), None, base=7, by=by)
    assert Passage.objects.count() == 1
    annotating.link_claim(claim, place(article), None, base=claim.revision, by=by)
    assert Passage.objects.filter(appearance__claim=claim).count() == 2
    other = captured_article()
    with pytest.raises(Refused, match="does not appear in this article yet"):
        annotating.link_claim(claim, place(other), None, base=claim.revision, by=by)
    assert Appearance.objects.count() == 1


@pytest.mark.django_db
def test_only_people_who_draft_mark_texts():
    article, reader = captured_article(), User.objects.create_user("reader")
    claim = marked_claim(article, WORDS, "A train crossed")
    suggestion = Suggestion.objects.create(article=article, proposal={}, reason="?")
    acts = [
        lambda: annotating.state_claim(STATED, place(article), heard(), by=reader),
        lambda: annotating.link_claim(claim, place(article), None, base=1, by=reader),
        lambda: noted(article, reader),
        lambda: annotating.mark_read(article, is_read=True, base=1, by=reader),
        lambda: suggesting.judge(suggestion, state="rejected", by=reader),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied, match="Only people who draft"):
            act()
    assert Revision.objects.filter(user=reader).count() == 0


# -- notes -------------------------------------------------------------------------------------


def noted(article, by, **data):
    given = {"motivation": "commenting", "body": "Really?", "visibility": "internal", "base": article.revision, **data}
    return annotating.annotate(article, place(article, given.pop("words", WORDS)).selected, by=by, **given)


@pytest.mark.django_db
def test_a_note_keeps_all_words_for_the_desk_and_eight_for_the_public():
    article, by = captured_article(), make_user()
    assert noted(article, by).exact == WORDS
    row = noted(article, by, visibility="public")
    assert row.exact == "A train with 10,000 shells crossed the border"
    said = {"motivation": "commenting", "body": "Really?", "by": by}
    annotating.revise(row, visibility="internal", base=article.revision, **said)
    row.refresh_from_db()
    assert row.exact == WORDS
    annotating.revise(row, visibility="public", base=article.revision, **said)
    row.refresh_from_db()
    assert row.exact == "A train with 10,000 shells crossed the border"


@pytest.mark.django_db
def test_a_note_goes_and_those_after_it_move_up():
    article, by = captured_article(), make_user()
    rows = [noted(article, by, body=body) for body in ("one", "two", "three")]
    annotating.delete(rows[1], base=article.revision, by=by)
    assert list(article.annotations.values_list("body", "position")) == [("one", 0), ("three", 1)]
    with pytest.raises(Refused, match="deleted this note meanwhile"):
        annotating.resolve(rows[1], resolved=True, base=article.revision, by=by)


@pytest.mark.django_db
def test_notes_belong_to_who_made_them():
    article, by = captured_article(), make_user()
    row = noted(article, by)
    with pytest.raises(PermissionDenied, match="Only its author"):
        annotating.delete(row, base=article.revision, by=make_user())
    Annotation.objects.update(author=None)
    annotating.delete(Annotation.objects.get(), base=article.revision, by=make_user())
    assert not Annotation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("motivation", ["commenting", "questioning", "tagging"])
def test_only_a_highlight_stands_without_words(motivation):
    article, by = captured_article(), make_user()
    with pytest.raises(Refused, match="Write something"):
        noted(article, by, motivation=motivation, body="")
    assert noted(article, by, motivation="highlighting", body="").body == ""


@pytest.mark.django_db
def test_what_somebody_else_saved_is_not_overwritten():
    article, by = captured_article(), make_user()
    base = article.revision
    change(article, summary="Summed up")
    with pytest.raises(Conflict):
        noted(article, by, base=base)
    with pytest.raises(Conflict):
        annotating.mark_read(article, is_read=True, base=base, by=by)
    article.refresh_from_db()
    assert (article.summary, article.is_read, article.annotations.count()) == ("Summed up", False, 0)


# -- articles and suggestions ------------------------------------------------------------------


@pytest.mark.django_db
def test_the_newest_text_is_that_of_the_last_capture():
    article = captured_article()
    newer = capture(article, "Anew.")
    assert stretches.newest_text(article) == newer
    assert stretches.newest_text(make_article()) is None


@pytest.mark.django_db
def test_a_suggestion_is_judged_once():
    suggestion = Suggestion.objects.create(article=captured_article(), proposal={}, reason="?")
    seen_by_another = Suggestion.objects.get()
    by = make_user()
    suggesting.judge(suggestion, state="rejected", by=by)
    with pytest.raises(Refused, match="meanwhile"):
        suggesting.judge(seen_by_another, state="accepted", by=make_user())
    assert (suggestion.state, suggestion.judged_by) == ("rejected", by)
    suggesting.judge(suggestion, state="open", by=by)
    assert (suggestion.judged_by, suggestion.judged_at) == (None, None)
