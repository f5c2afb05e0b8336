"""W3C Web Annotations (Recommendation of 2017): what editors marked in an article, for programs that show it there.

An appearance of a claim is an annotation that links its passages to the claim; a public note is one
of its own. A passage is told by the words that may be quoted and nothing else: neither the text
around them nor where in it they stand is public.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from archive.formats import told
from archive.formats.citing import percent
from archive.formats.entries import identity

Json = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
PARTS = {"title": "Title", "standfirst": "Standfirst", "caption": "Caption", "note": "Note"}


class Page(NamedTuple):
    """A page of a collection: absolute addresses, its own and those beside it (empty at an end).

    ``is_first``: the public notes stand on it too, and it comes within the collection itself.
    """

    collection: str
    own: str
    next: str = ""
    previous: str = ""
    is_first: bool = True


def web_annotations(article: Json, claims: Sequence[Json], page: Page, *, site: str) -> str:
    """The collection of an article with its first page, or another page of it. ``claims`` are documents."""
    items = [*(_notes(article, site) if page.is_first else ()), *_appearances(article, claims, site)]
    about = _filled({"id": page.own, "type": "AnnotationPage", "next": page.next, "prev": page.previous})
    if not page.is_first:
        return _text({"@context": CONTEXT, **about, "partOf": page.collection, "items": items})
    collection = {
        "@context": CONTEXT,
        "id": page.collection,
        "type": "AnnotationCollection",
        "label": f"{told.ARCHIVE}: {told.name(article)}",
        "creator": _archive(site),
        "rights": article["license"],
        # Nobody counts what is on other pages.
        **({} if page.next else {"total": len(items)}),
        "first": {**about, "partOf": page.collection, "startIndex": 0, "items": items},
        **({} if page.next else {"last": page.own}),
    }
    return _text(collection)


def _notes(article: Json, site: str) -> Iterator[Json]:
    """The public notes on an article. A note has no name, so it goes by what it says."""
    seen: dict[str, int] = {}
    for note in article["annotations"]:
        name = hashlib.sha256(json.dumps(note, sort_keys=True).encode()).hexdigest()[:16]
        seen[name] = seen.get(name, 0) + 1
        again = f"-{seen[name]}" if seen[name] > 1 else ""
        body = {"type": "TextualBody", "value": note["body"], "format": "text/plain", "purpose": note["motivation"]}
        yield _filled(
            {
                "id": f"{identity('article', article['uid'], site)}#note-{name}{again}",
                "type": "Annotation",
                "motivation": note["motivation"],
                "creator": _archive(site),
                "rights": article["license"],
                "body": body if note["body"] else None,
                "target": _target(article, note["exact"], site),
            }
        )


def _appearances(article: Json, claims: Iterable[Json], site: str) -> Iterator[Json]:
    for claim in claims:
        found = [each for each in claim["appearances"] if each["article"]["uid"] == article["uid"]]
        for number, appearance in enumerate(found, start=1):
            name = f"{identity('claim', claim['uid'], site)}#in-{article['uid']}"
            yield {
                "id": name if number == 1 else f"{name}-{number}",
                "type": "Annotation",
                "motivation": "linking",
                "created": _whole_seconds(claim["published_at"]),
                "modified": _whole_seconds(claim["modified_at"]),
                "creator": _archive(site),
                "rights": claim["license"],
                "body": list(_bodies(claim, appearance, site)),
                "target": _targets(article, appearance, site),
            }


def _bodies(claim: Json, appearance: Json, site: str) -> Iterator[Json]:
    """The claim, what it says, and how it is judged."""
    yield {"type": "SpecificResource", "source": f"{site}{percent(claim['url'])}", "purpose": "linking"}
    yield _words(told.name(claim), "describing", claim["language"] or "en")
    yield _words(told.judgements(claim), "assessing")
    yield _words(str(appearance["stance"]), "tagging")
    yield from (_words(each, "commenting") for each in _places(appearance["passages"]))


def _places(passages: Iterable[Json]) -> Iterator[str]:
    """Where in the article it stands, as far as no words may be quoted."""
    for each in passages:
        if not each["quote"]:
            number = f" {each['n']}" if each["n"] else ""
            yield f"{PARTS.get(each['part'], 'Paragraph')}{number}"


def _words(text: str, purpose: str, language: str = "en") -> Json:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "language": language, "purpose": purpose}


def _targets(article: Json, appearance: Json, site: str) -> Json | list[Json]:
    """The quoted passages; the article as a whole when there are none."""
    quotes = dict.fromkeys(each["quote"] for each in appearance["passages"] if each["quote"])
    targets = [_target(article, quote, site) for quote in quotes]
    return targets if len(targets) > 1 else next(iter(targets), _target(article, None, site))


def _target(article: Json, quote: str | None, site: str) -> Json:
    found: Json = {
        "type": "SpecificResource",
        "source": told.plain(article["original_url"]) or f"{site}{percent(article['url'])}",
    }
    if quote:
        found["selector"] = {"type": "TextQuoteSelector", "exact": quote}
    return found


def _archive(site: str) -> Json:
    return {"id": f"{site}/#archive", "type": "Organization", "name": told.ARCHIVE, "homepage": f"{site}/"}


def _whole_seconds(moment: str) -> str:
    """An instant as every reader of the format takes it."""
    return f"{moment[:19]}Z"


def _filled(value: Json) -> Json:
    """Without what is not known."""
    return {name: each for name, each in value.items() if each not in (None, "", [])}


def _text(value: Json) -> str:
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"
