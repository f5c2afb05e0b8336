"""What people at the desk wait for: pages that only somebody who is logged in gets."""

import hashlib
import random
from itertools import islice
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from archive.models import (
    Annotation,
    Appearance,
    Article,
    Capture,
    CaptureText,
    ChainStep,
    Claim,
    Claimant,
    Document,
    Passage,
    Source,
    StepSource,
    User,
)
from tests.bench import reading

CHARACTERS = 50_000
ANCHORS = 300
SOURCES = 40
AT_ONCE = 5_000
MARKED = (20, 200)  # characters of a passage
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def pages(site: reading.Site) -> list[dict[str, Any]]:
    """The desk over as many claims as were published: its first page, their list, and a long article's workbench."""
    settings.SECOND_FACTOR_REQUIRED = False  # not what is measured
    headers = {"HTTP_COOKIE": cookie_of(User.objects.create_superuser("bench at the desk"))}
    rows_of_the_published()
    article = long_article(random.Random(1))
    claims = reverse("admin:archive_claim_changelist")
    asked = [
        ("desk, first page", reverse("admin:index")),
        ("desk, list of claims", claims),
        ("desk, claims that differ", f"{claims}?state=unpublished"),
        ("desk, claims to assess", f"{claims}?queue=not_assessed"),
        ("desk, a word in claims", f"{claims}?q=thing"),
        ("workbench, 300 marks", reverse("admin:archive_article_workbench", args=[article.pk])),
    ]
    return [reading.measured(site, reading.Asked(name, [url], headers)) for name, url in asked]


def rows_of_the_published() -> None:
    """The desk's rows of the published claims; one of a thousand was changed since."""
    known = set(Claim.objects.values_list("uid", flat=True))
    published = Document.objects.filter(type="claim").order_by("uid").values_list("uid", "title")
    rows = (
        Claim(uid=uid, statement=title, kind="assertion", public_state="public", differs=number % 1_000 == 0)
        for number, (uid, title) in enumerate(published.iterator())
        if uid not in known
    )
    while some := list(islice(rows, AT_ONCE)):
        Claim.objects.bulk_create(some)


def cookie_of(person: User) -> str:
    """What the browser of somebody who is logged in sends."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return f"{cookie.key}={cookie.value}"


def long_article(chance: random.Random) -> Article:
    """An article of ``CHARACTERS`` with ``ANCHORS``, half of them passages of claims with chains."""
    article = Article.objects.create(title="A very long article", language="en")
    text = prose(chance)
    digest = hashlib.sha256(text.encode()).hexdigest()
    capture = Capture.objects.create(article=article, captured_at="2026-11-22", sha256=digest, text_sha256=digest)
    CaptureText.objects.create(capture=capture, text=text)
    claims(chance, article, digest, text)
    Annotation.objects.bulk_create(
        Annotation(
            article=article,
            motivation=chance.choice(["commenting", "questioning", "tagging", "highlighting"]),
            body="Is that so?",
            position=position,
            **place(chance, digest, text),
        )
        for position in range(ANCHORS // 2)
    )
    return article


def prose(chance: random.Random) -> str:
    """Words in sentences and paragraphs, of a newspaper's lengths."""
    text = ""
    while len(text) < CHARACTERS:
        for _ in range(chance.randint(2, 6)):
            words = ("".join(chance.choices(LETTERS, k=chance.randint(2, 10))) for _ in range(chance.randint(6, 25)))
            text += " ".join(words).capitalize() + ". "
        text += "\n\n"
    return text[:CHARACTERS]


def claims(chance: random.Random, article: Article, digest: str, text: str) -> None:
    """Claims of one appearance and one passage each, in chains of three steps."""
    sources = Source.objects.bulk_create(
        Source(kind="person", name=f"Desk person {number}") for number in range(SOURCES)
    )
    made = Claim.objects.bulk_create(
        Claim(statement=f"Thing {number} of the long article is so", kind="assertion") for number in range(ANCHORS // 2)
    )
    Claimant.objects.bulk_create(Claimant(claim=claim, source=chance.choice(sources)) for claim in made)
    appearances = Appearance.objects.bulk_create(
        Appearance(claim=claim, article=article, stance="reports", attribution="reported") for claim in made
    )
    Passage.objects.bulk_create(
        Passage(appearance=each, part="body", **place(chance, digest, text)) for each in appearances
    )
    steps = ChainStep.objects.bulk_create(
        ChainStep(appearance=each, position=position, verb="said") for each in appearances for position in range(3)
    )
    StepSource.objects.bulk_create(StepSource(step=step, source=chance.choice(sources)) for step in steps)


def place(chance: random.Random, digest: str, text: str) -> dict[str, Any]:
    """A stretch of the text, and its first words."""
    start = chance.randrange(CHARACTERS - MARKED[1])
    end = start + chance.randint(*MARKED)
    return {"capture": digest, "start": start, "end": end, "exact": " ".join(text[start:end].split()[:8])}
