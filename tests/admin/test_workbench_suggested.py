"""What a machine found, in the text of the workbench: the kinds of its stretches, sentences and cues."""

import re
import time

import pytest

from archive.admin.workbench.placing import Mark, paragraphs
from archive.models import Capture, CaptureText, Suggestion
from tests.admin.workbench_cast import TEXT, at, captured_article
from tests.factories import make_source

pytestmark = pytest.mark.django_db

LAYOUT = [["title", 0, 17, 0, 1], ["dateline", 19, 23, 19, 0], ["body", 24, 50, 24, 1], ["caption", 215, 400, 215, 1]]
SENTENCE, CUE = "A train with 10,000 shells crossed the border on Tuesday, the ministry said.", "said"


def suggest(article, **values):
    text = article.captures.get()
    start = TEXT.index(SENTENCE)
    cue = TEXT.index(CUE, start)
    given = {"capture": text.sha256, "start": start, "end": start + len(SENTENCE), "reason": "It is said."}
    found = {"cue": [cue, cue + len(CUE)], "cue_words": CUE}
    said = {"statement": "A train crossed the border"}
    return Suggestion.objects.create(article=article, proposal=said, **{**given, "findings": found, **values})


def test_a_sentence_and_its_cue_are_marked_and_lead_to_what_is_suggested(enter):
    article = captured_article()
    row, key = suggest(article), f"s{Suggestion.objects.get().pk}"
    html = enter("editor").get(at(article)).content.decode()
    before, after = SENTENCE.split(CUE)
    mark = f'<mark data-anchors="{key}" class="suggested">'
    assert f'{mark}{before}<span class="cue">{CUE}</span>{after}</mark>' in html
    assert html.count(f'id="at-{key}"') == html.count(f'href="#at-{key}"') == 1
    assert f'id="suggestion-{row.pk}" data-keys="{key}"' in html


@pytest.mark.parametrize("cue", [None, [], [0, 4], [30, 20], ["a", 1], [10**6, 10**6 + 4], {"start": 1}, [True, 60]])
def test_a_cue_that_does_not_stand_in_the_sentence_is_no_mark(enter, cue):
    article = captured_article()
    suggest(article, findings={"cue": cue})
    html = enter("editor").get(at(article)).content.decode()
    assert f'class="suggested">{SENTENCE}</mark>' in html
    assert not re.search('class="[^"]*cue', html)


def test_a_suggestion_from_another_text_has_no_place_in_this_one(enter):
    article = captured_article()
    row = suggest(article, capture="0" * 64)
    html = enter("editor").get(at(article)).content.decode()
    assert "<mark" not in html
    assert re.search(rf'id="suggestion-{row.pk}" tabindex="-1"', html)
    assert "not placed in this text" not in html  # since no words are quoted


def test_a_source_that_is_protected_by_now_is_told_to_those_alone_who_may_see_it(enter):
    article = captured_article()
    named, secret = make_source("Anna Field"), make_source("Deep Throat", protected=True)
    likely = [{"uid": each.uid, "label": each.name, "likeness": 1, "reason": "Its name."} for each in (named, secret)]
    suggest(article, findings={"speakers": [{"label": "the mayor", "sources": likely}], "negated": True})
    seen = enter("chief").get(at(article)).content.decode()
    hidden = enter("researcher").get(at(article)).content.decode()
    assert "100&nbsp;%: Its name." in hidden
    assert "There is one in the words" in hidden
    assert ("Deep Throat" in seen, "Deep Throat" in hidden, "Anna Field" in hidden) == (True, False, True)


def test_a_paragraph_says_what_it_is_unless_it_is_body(enter):
    article = captured_article()
    newest = Capture.objects.create(article=article, captured_at="2026-11-22", sha256="ab" * 32, position=1)
    CaptureText.objects.create(capture=newest, text=TEXT, layout=LAYOUT)
    html = enter("editor").get(at(article)).content.decode()
    assert re.findall(r'<p data-start="(\d+)"(?: class="([\w-]+)")?>', html) == [
        ("0", "is-title"),
        ("19", ""),
        (str(TEXT.index("“We sent")), ""),
        (str(TEXT.index("Сухопутные")), "is-caption"),
    ]


def test_many_stretches_and_marks_take_hardly_longer():
    """Every line has three stretches and three marks; what is done for each is bounded."""
    lines = 3_000
    text = "OSTRAVA - Words that somebody said here.\n" * lines
    layout, marks = [], []
    for at_line in range(0, len(text), 41):
        layout += [
            [kind, at_line + at_, at_line + to, 0, 0] for kind, at_, to in (("dateline", 0, 9), ("body", 10, 40))
        ]
        marks += [
            Mark(f"s{at_line}", kind, at_line + at_, at_line + 30) for kind, at_ in (("suggested", 10), ("cue", 20))
        ]
    began = time.process_time()
    found = paragraphs(text, marks, layout)
    assert time.process_time() - began < 2
    assert {each.kind for each in found} == {"body"}
    assert len(found) == lines
