"""Stretches of a captured text: verified, found by their words, and as much of them as may be quoted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import transaction

from archive.editorial.rules import MOST_QUOTED_WORDS
from archive.editorial.saving import Refused
from archive.models import Article, CaptureText

MOST_SELECTED = 5_000  # code points; more is no passage
LONGEST_QUOTE = 120  # characters, for scripts that are written without spaces

UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

MOVED = "These words do not stand there in the text. Select them anew; what you typed is kept."
NEWER = "The article has a newer text than the one you marked. Reload the page and select the words in it."


class Selected(NamedTuple):
    """A stretch of a capture's text, in code points, and the words that stand there."""

    capture: str
    start: int
    end: int
    words: str


def newest_text(article: Article) -> CaptureText | None:
    """The text of the article's newest capture, with the capture (one query)."""
    texts = CaptureText.objects.filter(capture__article=article).select_related("capture")
    return texts.order_by("-capture__position", "-capture__pk").first()


def hold(article: Article) -> None:
    """Let nobody take in a text of the article before this transaction ends. Comes before locking its claims."""
    list(Article.objects.filter(pk=article.pk).held().values_list("pk"))


@contextmanager
def held_text(article: Article, capture: str) -> Iterator[CaptureText]:
    """The article's newest text, which stays that meanwhile, in a transaction.

    Raises Refused when it is not the one of ``capture``, the hash that a person saw.
    """
    with transaction.atomic():
        hold(article)
        text = newest_text(article)
        if text is None or text.capture.sha256 != capture:
            raise Refused([NEWER])
        yield text


def selected(text: CaptureText, capture: str, start: int, end: int, words: str) -> Selected:
    """The stretch from ``start`` to ``end`` if it reads ``words``, blanks aside. Raises Refused."""
    if capture != text.capture.sha256:
        raise Refused([NEWER])
    if not 0 <= start < end <= len(text.text) or _plain(text.text[start:end]) != _plain(words):
        raise Refused([MOVED])
    return _stretch(text, start, end)


def sought(text: CaptureText, words: str) -> Selected:
    """The one place where ``words`` stand. Raises Refused when there is none, or not just one."""
    words = words.strip()
    count = text.text.count(words) if words else 0
    if count != 1:
        many = f"They stand in the text {count} times: write more of them."
        raise Refused([many if count else "These words do not stand in the text. Copy them from it as they are."])
    start = text.text.index(words)
    return _stretch(text, start, start + len(words))


def _stretch(text: CaptureText, start: int, end: int) -> Selected:
    whole = text.text[start:end]
    start += len(whole) - len(whole.lstrip())
    end -= len(whole) - len(whole.rstrip())
    if start >= end:
        raise Refused(["Select at least one word."])
    if end - start > MOST_SELECTED:
        raise Refused([f"Select {MOST_SELECTED:,} characters at most; these are {end - start:,}."])
    return Selected(text.capture.sha256, start, end, text.text[start:end])


def first_words(words: str) -> str:
    """As much of the beginning as may be quoted."""
    quote = " ".join(words.split()[:MOST_QUOTED_WORDS])
    return quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE].rstrip()


def public_quote(words: str, quote: str) -> str:
    """``quote`` if it is a short run of words out of ``words``; their beginning if it is empty. Raises Refused."""
    quote, whole = _plain(quote), _plain(words)
    if not quote:
        return first_words(words)
    if len(quote.split()) > MOST_QUOTED_WORDS:
        raise Refused([f"Quote {MOST_QUOTED_WORDS} words at most; these are {len(quote.split())}."])
    if len(quote) > LONGEST_QUOTE:
        raise Refused([f"Quote {LONGEST_QUOTE} characters at most; these are {len(quote)}."])
    if not _stands_in(whole, quote):
        raise Refused(["The public quote is a run of words out of the selection, as they stand there."])
    return quote


def _stands_in(whole: str, quote: str) -> bool:
    """Whether ``quote`` is whole words of it; any characters, in scripts that are written without spaces."""
    if UNSPACED.search(quote):
        return quote in whole
    return re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", whole) is not None


def _plain(words: str) -> str:
    return " ".join(words.split())
