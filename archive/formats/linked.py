"""Documents in the words of schema.org.

The speaker of a claim is its author, never the outlet that reported it. A rating has a number only
where an assertion or a denial was confirmed or refuted: anything between would be read as a grade of
truth that nobody gave. Dates that are not quite known are left out, since there is no way to say so.
"""

import re
from typing import Any

from archive.formats import told
from archive.formats.citing import percent
from archive.formats.entries import identity

Json = dict[str, Any]
CONTEXT = "https://schema.org"
PLURALS = {"claim": "claims", "article": "articles", "event": "events", "source": "sources"}
RATED = {"confirmed": "5", "refuted": "1"}
BEST, WORST = "5", "1"
# What is no body and no person, as far as the text shows, stays a Thing.
SPEAKERS = {
    "person": "Person",
    "group": "Organization",
    "organisation": "Organization",
    "government": "GovernmentOrganization",
    "intergovernmental": "Organization",
    "outlet": "NewsMediaOrganization",
    "document": "CreativeWork",
}
GENRES = {
    "explainer": "BackgroundNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
}
# What stands where a text names nobody.
NOBODY = (None, "Not stated", "not stated")
MEMBERSHIPS = {"speaks_for": "affiliation", "works_at": "worksFor", "member_of": "memberOf"}
_PLAIN_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_SEASON = re.compile(r"[0-9]{4}-2[1-4]")


def linked(document: Json, *, site: str) -> Json | None:
    """What the page of a public document says of it; None when it has nothing to say."""
    made = _LINKED[document["type"]](document, site)
    return {"@context": CONTEXT, **made} if made else None


def breadcrumbs(document: Json, *, site: str) -> Json:
    """The way from the first page to a record's."""
    plural = PLURALS[document["type"]]
    steps = (
        (told.ARCHIVE, f"{site}/"),
        (plural.capitalize(), f"{site}/{plural}/"),
        (told.name(document), _page(document, site)),
    )
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }


def archive(site: str) -> Json:
    """Whoever keeps this archive, as the author of its reviews."""
    return {"@type": "Organization", "@id": f"{site}/#archive", "name": told.ARCHIVE, "url": f"{site}/"}


def claim_review(claim: Json, site: str) -> Json | None:
    """A ClaimReview without its context; None for background that a text says in its own voice.

    Such background is context an article gives and nobody's contested word.
    """
    if claim["weight"] == "background" and (claim["attribution"] or {}).get("value") == "own_voice":
        return None
    page = _page(claim, site)
    return _filled(
        {
            "@type": "ClaimReview",
            "@id": f"{identity('claim', claim['uid'], site)}#review",
            "url": page,
            "claimReviewed": told.plain(claim["statement"]),
            "datePublished": claim["published_at"],
            "dateModified": claim["modified_at"],
            "version": claim["version"],
            "inLanguage": "en",
            "author": archive(site),
            "publisher": archive(site),
            "license": claim["license"],
            "sdPublisher": archive(site),
            "sdLicense": claim["license"],
            "reviewBody": told.judgements(claim),
            "reviewRating": _rating(claim),
            "itemReviewed": _claim(claim, site),
        }
    )


def _rating(claim: Json) -> Json:
    judged = claim["standing"] or claim["outcome"] or {}
    number = RATED.get(judged.get("value", "")) if claim["kind"] in ("assertion", "denial") else None
    return _filled(
        {
            "@type": "Rating",
            "alternateName": told.judged(claim),
            "reviewAspect": told.question(claim),
            "ratingExplanation": told.plain(judged.get("rationale")),
            "ratingValue": number,
            "bestRating": number and BEST,
            "worstRating": number and WORST,
        }
    )


def _claim(claim: Json, site: str) -> Json:
    appearances = {each["article"]["uid"]: each["article"] for each in claim["appearances"]}
    return _filled(
        {
            "@type": "Claim",
            "@id": f"{identity('claim', claim['uid'], site)}#claim",
            "name": told.name(claim),
            "text": told.plain(claim["statement"]),
            "author": [
                _speaker(each, site) for each in claim["claimants"] if each["uid"] or each["name"] not in NOBODY
            ],
            "datePublished": _date(claim["asserted"]),
            "about": [_speaker(each, site) for each in claim["subjects"]],
            "appearance": [_appearance(each, site) for each in appearances.values()],
            "firstAppearance": [_appearance(each, site) for each in claim["first_appearance"]],
        }
    )


def _appearance(article: Json, site: str) -> Json:
    """An article's card: where it was printed when that is known, else its page here."""
    if article.get("withdrawn"):
        return _filled({"@type": "CreativeWork", "url": _page(article, site)})
    return _filled(
        {
            "@type": "CreativeWork",
            "@id": f"{identity('article', article['uid'], site)}#article",
            "name": told.plain(article["title"]),
            "url": told.plain(article["original_url"]) or _page(article, site),
            "publisher": _speaker(article["publisher"], site) if article["publisher"] else None,
            "datePublished": _date(article["published"]),
        }
    )


def _speaker(card: Json, site: str) -> Json:
    """A source's card. A withdrawn one has an address and no name."""
    return _filled(
        {
            "@type": SPEAKERS.get(card.get("kind") or "", "Thing"),
            "@id": card["url"] and f"{identity('source', card['uid'], site)}#source",
            "name": told.plain(card.get("name")),
            "url": _page(card, site),
        }
    )


def _web_page(document: Json, site: str, main: Json) -> Json:
    """A record's page is about a thing that is not ours."""
    page = _page(document, site)
    return {
        "@type": "WebPage",
        "@id": identity(document["type"], document["uid"], site),
        "url": page,
        "name": told.name(document),
        "datePublished": document["published_at"],
        "dateModified": document["modified_at"],
        "version": document["version"],
        "publisher": archive(site),
        "license": document["license"],
        "mainEntity": _filled(main),
    }


def _article(article: Json, site: str) -> Json:
    publisher = article["publisher"] or article["agency"]
    main = {
        "@type": GENRES.get(article["genre"] or "", "NewsArticle"),
        "@id": f"{identity('article', article['uid'], site)}#article",
        "headline": told.plain(article["title"]),
        "url": article["original_url"],
        "publisher": _speaker(publisher, site) if publisher else None,
        "author": [_speaker(each, site) for each in article["authors"]],
        "datePublished": _date(article["published"]),
        "inLanguage": article["language"],
    }
    return _web_page(article, site, main)


def _event(event: Json, site: str) -> Json:
    start, _, end = (event["date"]["edtf"] or "").partition("/")
    place, country = event["place"], (event["country"] or {}).get("name")
    address = {"@type": "PostalAddress", "addressCountry": country} if country else None
    main = {
        "@type": "Event",
        "@id": f"{identity('event', event['uid'], site)}#event",
        "name": told.plain(event["title"]),
        "description": told.description(event),
        "startDate": _plain(start),
        "endDate": _plain(end or start),
        "location": _filled({"@type": "Place", "name": place or country, "address": address})
        if place or country
        else None,
        "contributor": [_speaker(each, site) for each in event["participants"]],
        "superEvent": _whole(event["part_of"], site) if event["part_of"] else None,
    }
    return _web_page(event, site, main)


def _whole(card: Json, site: str) -> Json:
    return _filled(
        {
            "@type": "Event",
            "@id": card["url"] and f"{identity('event', card['uid'], site)}#event",
            "name": told.plain(card.get("title")),
            "url": _page(card, site),
        }
    )


def _source(source: Json, site: str) -> Json:
    bodies: dict[str, list[Json]] = {}
    is_person = source["kind"] == "person"
    for each in source["affiliations"]:
        name = MEMBERSHIPS.get(each["type"]["value"]) if is_person else None
        if name and each["body"]:
            bodies.setdefault(name, []).append(_speaker(each["body"], site))
    wikidata = source["wikidata"]
    main = {
        "@type": SPEAKERS.get(source["kind"], "Thing"),
        "@id": f"{identity('source', source['uid'], site)}#source",
        "name": told.plain(source["name"]),
        "alternateName": source["aliases"],
        "description": told.plain(source["note"]),
        "jobTitle": told.plain(source["role"]) if is_person else None,
        "sameAs": wikidata and f"https://www.wikidata.org/entity/{wikidata}",
        **bodies,
    }
    return _web_page(source, site, main)


def _page(document: Json, site: str) -> str:
    """The address of a record's page; empty for what has none."""
    return f"{site}{percent(document['url'])}" if document["url"] else ""


def _date(world: Json) -> str | None:
    return _plain(world["edtf"] or "")


def _plain(edtf: str) -> str | None:
    """A day, month or year that is known, as ISO 8601 has it."""
    return edtf if _PLAIN_DATE.fullmatch(edtf) and not _SEASON.fullmatch(edtf) else None


def _filled(value: Json) -> Json:
    """Without what is not known."""
    return {name: each for name, each in value.items() if each not in (None, "", [])}


_LINKED = {"claim": claim_review, "article": _article, "event": _event, "source": _source}
