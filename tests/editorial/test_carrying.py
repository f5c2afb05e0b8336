"""Words that stand several times in a text stand where their passage says, if paragraphs are counted alike."""

from typing import Any

import pytest

from archive.editorial.capturing import capture
from archive.models import Article, CaptureText, Passage
from tests.factories import appearance, make_article, make_claim, make_source, someone, step

pytestmark = pytest.mark.django_db

PARTS = (
    ("title", "The port is closed"),
    ("body", "The port is closed to ships, said the harbour master, and the ferries wait."),
    ("body", "Traders said that the port is closed for them alone."),
    ("caption", "The ferries wait outside."),
)
TEXT = "\n\n".join(words for _, words in PARTS)


def layout(*numbers: int) -> list[list[Any]]:
    """What each part is; ``numbers`` are those of the paragraphs."""
    places = [TEXT.index(words) for _, words in PARTS]
    return [
        [kind, start, start + len(words), start, number]
        for (kind, words), start, number in zip(PARTS, places, numbers, strict=True)
    ]


def placed(passages: list[dict[str, Any]], counted: list[list[Any]]) -> list[str | None]:
    """The paragraph in which each passage is placed by a first text; None for an orphan."""
    article, source = make_article(PARTS[0][1]), make_source()
    make_claim(claimant=source, appearances=[appearance(article, step(source), passages=passages)])
    article = Article.objects.get(pk=article.pk)
    capture(article, TEXT, by=someone(), captured_at="2022-11-08", base=article.revision, layout=counted)
    assert CaptureText.objects.get(capture__article=article).layout == counted
    found: list[str | None] = []
    for row in Passage.objects.order_by("position"):
        words = TEXT[row.start : row.end] if row.start is not None else None
        assert (words is None) == row.is_orphaned
        assert words in (None, row.exact)
        found.append(TEXT[: row.end].rsplit("\n\n", 1)[-1][:12] if words else None)
    return found


SURE = {"part": "body", "paragraph": 1, "exact": "harbour master"}
TWICE = {"part": "body", "paragraph": 2, "exact": "port is closed"}
IN_TITLE = {"part": "title", "exact": "port is closed"}
IN_CAPTION = {"part": "caption", "paragraph": 1, "exact": "ferries wait"}


def test_words_that_stand_twice_stand_in_the_paragraph_that_is_named() -> None:
    found = placed([SURE, TWICE, IN_TITLE, IN_CAPTION], layout(1, 1, 2, 1))
    assert found == ["The port is ", "Traders said", "The port is ", "The ferries "]
    title, body = Passage.objects.filter(exact="port is closed").order_by("start")
    assert (title.part, body.part) == ("title", "body")


def test_nothing_is_placed_by_paragraphs_that_are_counted_otherwise() -> None:
    assert placed([SURE, TWICE, IN_TITLE], layout(1, 2, 3, 1)) == ["The port is ", None, None]


def test_without_a_passage_that_is_sure_nobody_knows_how_they_are_counted() -> None:
    assert placed([TWICE], layout(1, 1, 2, 1)) == [None]


def test_a_paragraph_that_does_not_hold_the_words_leaves_them_to_a_person() -> None:
    assert placed([SURE, {**TWICE, "paragraph": 9}, {**TWICE, "part": "note"}], layout(1, 1, 2, 1))[1:] == [None, None]
