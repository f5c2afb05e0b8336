"""An invented article to practise on: suggestions to judge, a submission to sign, an anchor to place.

It is loaded beside the first collection where people try the desk on their own machine, and is
in no export until somebody publishes it.
"""

import json
from pathlib import Path
from typing import Any

from archive.collection.files import contents
from archive.collection.loading import load, silent
from archive.editorial.capturing import capture, newest
from archive.editorial.submitting import submit
from archive.models import RECORDS, Article, Capture, LedgerEntry, Record, Suggestion, User
from archive.text.anchors import find

ARTICLE = "practportx"
COLLECTION = "collection"
# A denial and what it names; the claim that is denied waits for its anchor to be placed.
SUBMITTED = (("source", "practgazet"), ("source", "practminis"), ("article", ARTICLE), ("claim", "practdenia"))
TEXTS = (("first.txt", "2024-03-03"), ("second.txt", "2024-03-05"))


def set_up(directory: Path, *, by: User) -> None:
    """Load the article from ``directory``; ``by``, an editor, takes its two texts in and submits a part of it."""
    load(directory / COLLECTION, publish=False, report=silent)
    for name, day in TEXTS:
        article = Article.objects.get(uid=ARTICLE)
        capture(article, (directory / name).read_text("utf-8"), by=by, captured_at=day, base=article.revision)
    text = newest(article)
    assert text is not None
    suggestions = json.loads((directory / "suggestions.json").read_text("utf-8"))
    Suggestion.objects.bulk_create(_suggested(text, each) for each in suggestions)
    submit([_record(type, uid) for type, uid in SUBMITTED], by=by)


def _suggested(text: Capture, said: dict[str, Any]) -> Suggestion:
    """What is said of the article of ``text``, placed where the words that it quotes stand in it."""
    [appearance] = said["proposal"]["appearances"]
    start, end = find(text.content.text, appearance["passages"][0]["exact"]) or (None, None)
    return Suggestion(article=text.article, capture=text.sha256, start=start, end=end, **said)


def _record(type: str, uid: str) -> Record:
    return RECORDS[type]._default_manager.get(uid=uid)


def unpublished(directory: Path) -> set[str]:
    """The uids of what is only there to practise on: nobody has published it."""
    uids = {record.uid for record in contents(directory / COLLECTION, silent).records}
    return uids - set(LedgerEntry.objects.filter(uid__in=uids).values_list("uid", flat=True))
