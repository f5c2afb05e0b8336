"""The pages of claims."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

from archive.public.answers import Answer, page
from archive.public.clock import Clock
from archive.public.listing import list_page
from archive.public.records import history_page, record_page
from archive.public.telling import chains
from archive.reading_room.details import Detail
from archive.reading_room.telling import judgements, origins, relations, words
from archive.reading_room.telling.chains import sentence
from archive.reading_room.telling.strip import strip
from archive.reading_room.timeline import timeline

Json = dict[str, Any]


@page
def claim_list(request: HttpRequest) -> Answer:
    """Every claim, filtered, newest first."""
    return list_page(request, "claim", "archive/claim_list.html", "claims")


@page
def claim_detail(request: HttpRequest, uid: str, slug: str | None = None) -> Answer:
    """One claim: both judgements of it, and how they are known."""
    return record_page(request, "claim", uid, slug, told)


@page
def claim_history(request: HttpRequest, uid: str, slug: str) -> Answer:
    """Every act on a claim, and what each version changed, word by word."""
    return history_page(request, "claim", uid, slug)


def told(claim: Json, clock: Clock, found: Detail) -> Json:
    """A claim document in sentences, a tree and a drawing (one query, none as recorded)."""
    last = clock.on or (clock.at or datetime.now(UTC)).date()
    appearances = claim["appearances"]
    return {
        "said": judgements.said(claim),
        "so": judgements.so(claim),
        "origins": origins.sentence(claim["origins"]),
        "all_of_them": origins.all_of_them(claim["origins"]),
        "own_cause": origins.own_cause(claim["origins"]),
        "tree": chains.tree(appearances, claim["origins"]),
        "appearances": [(each, sentence(each)) for each in appearances],
        "only_mentioned": not any(each["stance"] in chains.COUNTING for each in appearances),
        "relations": relations.groups(claim["relations"]),
        "assessments": sorted(claim["assessments"], key=lambda each: (each["as_of"], each["decided_at"]), reverse=True),
        "strip": strip(found.moments or timeline(claim["uid"], on=clock.on), last),
        "forces": words.FORCES,
        "conditions": words.CONDITIONS,
        "qualifiers": words.QUALIFIERS,
        "evidence_words": words.EVIDENCE,
        "reliability_words": words.RELIABILITY,
        "credibility_words": words.CREDIBILITY,
    }
