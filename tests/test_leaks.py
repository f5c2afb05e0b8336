"""Two archives that differ only in private data give byte-identical public answers.

One archive, read twice: every address found by following links, and lists with each filter,
ordering and search; in between everything private that an editor can make is made.
"""

import re
from itertools import product

import pytest
from django.test import Client

from archive.editorial.submitting import give_back, submit
from archive.models import SiteText, Suggestion
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
MOST = 400
HREF = re.compile(r'(?:href="|url":")(?:http://127\.0\.0\.1:8000|http://testserver)?(/[^"#]*)')
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
ORDERINGS = ["asserted", "-published", "-changed"]


def addresses() -> list[str]:
    found = ["/", "/ledger/checkpoint/", "/api/v1/", "/api/v1/changes/", "/api/v1/ledger/", f"/search/?q={SECRET}"]
    found += ["/changes/", "/ledger/", "/method/", "/about/", "/changes/?action=correct", "/changes/?type=claim"]
    found += ["/robots.txt", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-1.xml", "/opensearch.xml"]
    found += ["/.well-known/security.txt", "/ledger/verify.py"]
    for path, filters in FILTERS.items():
        found += [f"{root}{path}/?{query}" for root in ("/", "/api/v1/") for query in (f"q={SECRET}", *filters)]
    found += [
        f"{root}claims/?{one}&ordering={order}"
        for root, one, order in product(("/", "/api/v1/"), FILTERS["claims"], ORDERINGS)
    ]
    return found


def crawl(client: Client) -> dict[str, tuple]:
    """Status, headers and body of every address that can be found."""
    waiting, answers = addresses(), {}
    while waiting and len(answers) < MOST:
        path = waiting.pop(0).replace("&amp;", "&")
        if path in answers or path.startswith(("/static/", "/admin/")):
            continue
        response = client.get(path)
        headers = {name: value for name, value in response.headers.items() if name != "Date"}
        body = b"".join(response.streaming_content) if response.streaming else response.content
        answers[path] = (response.status_code, headers, body)
        waiting += HREF.findall(body.decode())
    return answers


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


def test_private_things_change_no_public_answer(client: Client) -> None:
    source = make_source("Ruritania")
    claim = make_claim("Shells were sent", claimant=source, events=[make_event("Reported delivery").uid])
    denial = make_claim(
        "Nothing was sent", claimant=source, kind="denial", relations=[{"kind": "denies", "target": claim.uid}]
    )
    publish_all(claim, denial)
    before = crawl(client)
    make_private_things(claim, source)
    after = crawl(client)
    assert len(before) > 60
    assert all(status < 400 or "q=" not in path for path, (status, _, _) in before.items())
    assert before.keys() == after.keys()
    different = [path for path in before if before[path] != after[path]]
    assert different == []
    assert not [path for path, (_, _, body) in after.items() if b"told by Xanadu" in body]
