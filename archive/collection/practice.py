"""An invented article to practise on: suggestions to judge, a submission to sign, an anchor to place.

It is loaded beside the first collection where people try the desk on their own machine, and is
in no export until somebody publishes it.
"""

import json
from pathlib import Path

from archive.collection.files import contents
from archive.collection.loading import load, silent
from archive.editorial.capturing import capture
from archive.editorial.submitting import submit
from archive.models import RECORDS, Article, LedgerEntry, Record, Suggestion, User

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
    suggestions = json.loads((directory / "suggestions.json").read_text("utf-8"))
    Suggestion.objects.bulk_create(Suggestion(article=article, **each) for each in suggestions)
    submit([_record(type, uid) for type, uid in SUBMITTED], by=by)


def _record(type: str, uid: str) -> Record:
    return RECORDS[type]._default_manager.get(uid=uid)


def unpublished(directory: Path) -> set[str]:
    """The uids of what is only there to practise on: nobody has published it."""
    uids = {record.uid for record in contents(directory / COLLECTION, silent).records}
    return uids - set(LedgerEntry.objects.filter(uid__in=uids).values_list("uid", flat=True))
