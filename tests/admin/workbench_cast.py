"""An article with a captured text, and what is marked in it."""

import hashlib
from typing import Any

from django.urls import reverse

from archive.models import Annotation, Capture, CaptureText, User
from tests.factories import appearance, make_article, make_claim, make_source, step

TEXT = """Shells on the way

🚂 A train with 10,000 shells crossed the border on Tuesday, the ministry said. Nobody saw it.

“We sent nothing,” a spokesman for Ruritania told reporters. The spokesman 👩‍👩‍👧 did not say who did.

Сухопутные поезда ходят по вторникам. 기차는 화요일에 다닌다.
"""


LONG = "A train with 10,000 shells crossed the border on Tuesday, the ministry said"


def capture(article: Any, text: str = TEXT) -> CaptureText:
    """A capture of ``article`` with ``text``, after the ones there are."""
    row = Capture.objects.create(
        article=article,
        captured_at="2026-11-22",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        position=article.captures.count(),
    )
    return CaptureText.objects.create(capture=row, text=text)


def captured_article(text: str = TEXT, **data: Any) -> Any:
    outlet = make_source("The Daily Paper", kind="outlet")
    article = make_article("Shells on the way", publisher=outlet.uid, **data)
    capture(article, text)
    return article


def anchor(article: Any, words: str) -> dict[str, Any]:
    """The private names of a passage or note on ``words``, which stand once in the newest text."""
    text = article.captures.order_by("-position").first()
    start = text.content.text.index(words)
    return {"capture": text.sha256, "start": start, "end": start + len(words)}


def marked_claim(article: Any, words: str, statement: str, claimant: Any = None) -> Any:
    """A claim that stands in ``article`` at ``words``."""
    claimant = claimant or make_source()
    claim = make_claim(
        statement,
        claimant=claimant,
        appearances=[appearance(article, step(article.publisher), step(claimant))],
    )
    passages = claim.appearances.get().passages
    passages.create(part="body", paragraph=1, exact=" ".join(words.split()[:8]), **anchor(article, words))
    return claim


def note(article: Any, words: str, by: User | None = None, **data: Any) -> Annotation:
    defaults = {"motivation": "commenting", "body": "Look at this.", "exact": words, "author": by}
    return Annotation.objects.create(
        article=article, position=article.annotations.count(), **{**defaults, **anchor(article, words), **data}
    )


def stretch(article: Any, words: str) -> dict[str, str]:
    """What a form says of ``words``."""
    found = anchor(article, words)
    return {**{name: str(found[name]) for name in ("capture", "start", "end")}, "selected": words}


def at(article: Any, page: str = "", *args: Any, **query: str) -> str:
    """The address of a page of the workbench."""
    name = "_".join(filter(None, ("admin:archive_article_workbench", page)))
    return reverse(name, args=[article.pk, *args], query=query or None)
