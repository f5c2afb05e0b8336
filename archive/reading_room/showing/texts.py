"""The text of an article, where its rights allow that it be shown."""

import hashlib
from typing import Any

from archive.models import Article, CaptureText

Json = dict[str, Any]


def shown_text(article: Json) -> str:
    """The text of the newest capture that a public article document names, if its rights are ``full``; else empty.

    Two persons signed the text's SHA-256, and this is that text or none. One query at most.
    """
    digests = [each["text_sha256"] for each in article["captures"] if each["text_sha256"]]
    if article["rights"] != Article.Rights.FULL or not digests:
        return ""
    rows = CaptureText.objects.filter(capture__article__uid=article["uid"], capture__text_sha256=digests[-1])
    text = rows.values_list("text", flat=True).first() or ""
    return text if hashlib.sha256(text.encode()).hexdigest() == digests[-1] else ""
