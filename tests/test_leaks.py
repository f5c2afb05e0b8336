"""Two archives that differ only in private data give byte-identical public answers.

One archive, read twice: every address found by following links, and lists with each filter in
each order, page by page; in between everything private that an editor can make is made.
"""

import re
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from archive.editorial.annotating import annotate
from archive.editorial.assigning import Item, assign
from archive.editorial.capturing import capture
from archive.editorial.closing import suppress
from archive.editorial.originals import keep
from archive.editorial.stretches import Selected
from archive.editorial.submitting import give_back, submit
from archive.models import (
    Article,
    ArticleHash,
    ArticleKey,
    Intake,
    IntakeItem,
    SiteText,
    Subscription,
    Suggestion,
    User,
    Visit,
)
from tests.factories import (
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish_all,
)

pytestmark = pytest.mark.django_db

SECRET = "Xanadu"
REMOVED = "Ozymandias"
# More than there are; a walk that came to it would have lost its way.
MOST = 800
HREF = re.compile(r'(?:href="|(?:url|next|previous)":")(?:http://127\.0\.0\.1:8000|http://testserver)?(/[^"#]*)')
# What leads from page to page. Whatever else narrows a list is in the product below, once.
PLACES = {"cursor", "before", "after"}
FILTERS = {
    "claims": [
        "standing=open",
        "kind=denial",
        "attribution=reported",
        "contested=true",
        "min_origins=1",
        "weight=core",
    ],
    "articles": ["language=en"],
    "events": ["status=reported"],
    "sources": ["kind=government"],
}
ORDERINGS = ["-asserted", "asserted", "-published", "-changed"]
CLOCKS = ["as_of=2024-01-01"]
FIXED = [
    *("/", "/changes/", "/ledger/", "/method/", "/about/", "/changes/?action=correct", "/changes/?type=claim"),
    *("/robots.txt", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-1.xml", "/opensearch.xml", "/ledger/verify.py"),
    *("/.well-known/security.txt", "/ledger/checkpoint/", "/api/v1/", "/feeds/claimreview.json", "/nowhere/"),
    *("/feeds/claims.json", "/feeds/claims.atom", "/api/v1/changes/?page_size=3", "/api/v1/ledger/?page_size=3"),
    *(f"/search/?q={word}" for word in (SECRET, REMOVED, "Shells", "Xanad*")),
    *(f"/claims/?format={form}" for form in ("csv", "csvm", "json", "jsonl")),
]


def addresses() -> list[str]:
    """Where the walk begins: every list with each filter, order and clock, in pages of two."""
    found = list(FIXED)
    for path, filters in FILTERS.items():
        narrowed = [f"q={SECRET}", f"q={REMOVED}", *CLOCKS, *filters]
        orders = ORDERINGS if path == "claims" else ORDERINGS[:2]
        found += [
            f"{root}{path}/?{one}&ordering={order}&page_size=2"
            for root, one, order in product(("/", "/api/v1/"), narrowed, orders)
        ]
    return found


def crawl(client: Client) -> dict[str, tuple]:
    """Status, headers and body of every address that can be found."""
    waiting, answers = addresses(), {}
    while waiting:
        path = waiting.pop(0).replace("&amp;", "&")
        if path in answers or path.startswith(("/static/", "/admin/")):
            continue
        response = client.get(path)
        headers = {name: value for name, value in response.headers.items() if name != "Date"}
        body = b"".join(response.streaming_content) if response.streaming else response.content
        answers[path] = (response.status_code, headers, body)
        assert len(answers) < MOST
        waiting += [link for link in HREF.findall(body.decode()) if may_follow(path, link)]
    return answers


def may_follow(path: str, link: str) -> bool:
    """Everything from an address without parameters; from others, what has none and the pages beside them."""
    asked = parse_qs(urlsplit(link.replace("&amp;", "&")).query).keys()
    return not asked or "?" not in path or not PLACES.isdisjoint(asked)


def make_private_things(public_claim: object, public_source: object) -> None:
    editor = make_user(name=SECRET.lower())
    editor.email = f"{SECRET}@example.org"
    editor.save()
    hidden = make_source(f"{SECRET} informer", kind="person", protected=True)
    draft = make_source(f"{SECRET} ministry")
    make_event(f"{SECRET} meeting")
    article = make_article(f"{SECRET} gazette")
    secret_claim = make_claim(f"{SECRET} is near", claimant=draft, internal_note=f"told by {SECRET}")
    Suggestion.objects.create(article=article, proposal={"statement": SECRET}, reason=SECRET)
    change(public_source, by=editor, internal_note=f"met in {SECRET}")
    change(public_claim, by=editor, statement=f"Rewritten in {SECRET}", assessments=[assessment("uncorroborated")])
    waiting = submit([draft], by=editor, note=SECRET)
    give_back(waiting, by=make_user("reviewer"), reason=f"{SECRET} is not a source")
    change(secret_claim, claimants=[{"source": hidden.uid, "label": "an official"}])
    SiteText.objects.create(slug="people", title=SECRET, body=f"{SECRET} pays for it.")
    take_in_private_things(article, editor)


def take_in_private_things(article: Article, editor: User) -> None:
    """What ingest keeps: bytes, visits, things on their way, feeds, and by what an article is known again."""
    url, now = f"https://example.org/{SECRET}", timezone.now()
    blob = keep(f"<p>{SECRET}".encode())
    visit = Visit.objects.create(url=url, final_url=url, status=200, fetched_at=now, body=blob, warc=blob)
    feed = Subscription.objects.create(url=url, title=SECRET, next_at=now, added_by=editor)
    intake = Intake.objects.create(door="feed", by=editor, subscription=feed)
    IntakeItem.objects.create(
        intake=intake,
        position=0,
        name=SECRET,
        url=url,
        blob=blob,
        visit=visit,
        article=article,
        findings={"is": SECRET},
    )
    ArticleKey.objects.create(key=f"url:example.org/{SECRET}", article=article)
    ArticleHash.objects.create(hash=1, article=article)


def change_what_is_behind_public_things(claim: object, protected: object) -> None:
    """The same records as readers see them, with other private words: who an official is, texts, notes, work."""
    editor, article = make_user(), claim.appearances.get().article
    change(protected, name=f"The man from {SECRET}", aliases=[SECRET], internal_note=SECRET)
    text = f"Shells were sent, said {SECRET}."
    keep(text.encode())
    taken = capture(
        article, text, by=editor, captured_at="2022-11-18", base=article.revision, layout=[["body", 0, len(text), 0]]
    ).capture
    article.refresh_from_db()
    annotate(
        article,
        Selected(taken.sha256, 0, 6, text[:6]),
        motivation="questioning",
        body=f"Is it from {SECRET}?",
        visibility="internal",
        base=article.revision,
        by=editor,
    )
    assign([Item("claim", claim.uid)], to=editor, by=editor, note=f"Ask in {SECRET}")


@pytest.mark.thorough
def test_private_things_change_no_public_answer(client: Client) -> None:
    source = make_source("Ruritania")
    protected = make_source("A man", kind="person", protected=True)
    event = make_event("Reported delivery").uid
    claim = make_claim("Shells were sent", claimant=source, events=[event])
    denial = make_claim(
        "Nothing was sent", claimant=source, kind="denial", relations=[{"kind": "denies", "target": claim.uid}]
    )
    told = make_claim("Shells were old", claimants=[{"source": protected.uid, "label": "an official"}], events=[event])
    removed = make_claim(f"{REMOVED} sent them", claimant=source)
    publish_all(claim, denial, told, removed)
    suppress("claim", removed.uid, by=make_user("chief"), rule="law", note="By order of a court.")
    before = crawl(client)
    make_private_things(claim, source)
    change_what_is_behind_public_things(claim, protected)
    after = crawl(client)
    assert len(before) > 400
    assert sum("cursor=" in path for path in before) > 60
    # What was removed is gone in every language.
    gone = [path for path, (status, _, _) in before.items() if status >= 400 and "?" in path]
    assert gone == [f"/claims/{removed.uid}/?lang=uk"]
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == []
    # Whoever looked for the words finds them in the page that says nothing was found.
    said = {path for path, (_, _, body) in after.items() if SECRET in body.decode() or REMOVED in body.decode()}
    assert [path for path in said if "q=" not in path] == []
