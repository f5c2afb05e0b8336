"""JSON-LD read by a processor of others, with contexts that know only what we mean to say.

The contexts published under the two addresses are not ours to keep a copy of, and the one of
schema.org takes any word. These name each word we write by what the vocabularies call it, and
nothing else: a word that is misspelt is dropped by the processor, and so found.
"""

from typing import Any

from pyld import jsonld

Json = dict[str, Any]
SCHEMA = "http://schema.org/"
OA, AS, DCTERMS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#", "http://purl.org/dc/terms/"
ADDRESSES = ("url", "license", "sdLicense", "sameAs", "item")
MOMENTS = ("dateCreated", "dateModified", "dateDeleted", "datePublished", "startDate", "endDate")
WORDS = (
    *("about", "address", "addressCountry", "affiliation", "alternateName", "appearance", "author", "bestRating"),
    *("claimReviewed", "contributor", "dataFeedElement", "description", "firstAppearance", "headline", "inLanguage"),
    *("itemListElement", "itemReviewed", "jobTitle", "location", "mainEntity", "memberOf", "name", "position"),
    *("publisher", "ratingExplanation", "ratingValue", "reviewAspect", "reviewBody", "reviewRating", "sdPublisher"),
    *("superEvent", "text", "version", "worksFor", "worstRating"),
)
TYPES = (
    *("AnalysisNewsArticle", "BackgroundNewsArticle", "BreadcrumbList", "Claim", "ClaimReview", "CreativeWork"),
    *("DataFeed", "DataFeedItem", "Event", "GovernmentOrganization", "ListItem", "NewsArticle"),
    *("NewsMediaOrganization", "OpinionNewsArticle", "Organization", "Person", "Place", "PostalAddress", "Rating"),
    *("Thing", "WebPage"),
)
OF_SCHEMA = {
    **{name: SCHEMA + name for name in (*WORDS, *TYPES)},
    **{name: {"@id": SCHEMA + name, "@type": "@id"} for name in ADDRESSES},
    **{name: {"@id": SCHEMA + name, "@type": f"{SCHEMA}Date"} for name in MOMENTS},
}
OF_ANNOTATIONS = {
    "id": "@id",
    "type": "@type",
    **{name: OA + name for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextualBody", "exact")},
    **{
        name: {"@id": f"{OA}has{name.capitalize()}", "@type": "@id"}
        for name in ("body", "target", "source", "selector")
    },
    **{name: OA + name for name in ("assessing", "commenting", "describing", "highlighting", "linking", "questioning")},
    **{name: OA + name for name in ("classifying", "tagging")},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    **{name: {"@id": AS + name, "@type": "@id"} for name in ("first", "last", "next", "prev", "partOf")},
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
    "total": f"{AS}totalItems",
    "startIndex": f"{AS}startIndex",
    **{name: {"@id": DCTERMS + name, "@type": "@id"} for name in ("creator", "rights")},
    **{name: DCTERMS + name for name in ("created", "modified")},
    "Organization": "http://xmlns.com/foaf/0.1/Organization",
    "name": "http://xmlns.com/foaf/0.1/name",
    "homepage": {"@id": "http://xmlns.com/foaf/0.1/homepage", "@type": "@id"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
}
CONTEXTS = {"https://schema.org": OF_SCHEMA, "http://www.w3.org/ns/anno.jsonld": OF_ANNOTATIONS}


def _load(url: str, options: Json) -> Json:
    document = {"@context": CONTEXTS[url]}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def expanded(document: Json) -> list[Json]:
    """What a processor understands of ``document``."""
    found: list[Json] = jsonld.expand(document, {"documentLoader": _load})
    return found


def dropped(document: Json) -> set[str]:
    """The names in ``document`` that the processor does not know, and the values of types it does not."""
    understood = _said(expanded(document))
    context = document["@context"] if isinstance(document["@context"], list) else [document["@context"]]
    known = {
        name: term for each in context for name, term in (CONTEXTS[each] if isinstance(each, str) else each).items()
    }
    called = {name: term["@id"] if isinstance(term, dict) else term for name, term in known.items()}
    names = {name for name in _said(document) if not name.startswith("@")}
    return {name for name in names if called.get(name) not in {*understood, "@id", "@type"}}


def _said(node: Any) -> set[str]:
    """Every name in a tree that has something under it, and every type."""
    if isinstance(node, list):
        return {name for each in node for name in _said(each)}
    if not isinstance(node, dict):
        return set()
    types = [node.get("@type", []), node.get("type", [])]
    found = {each for some in types for each in (some if isinstance(some, list) else [some]) if each}
    for name, value in node.items():
        if name not in ("@context", "@type", "type") and value not in (None, [], ""):
            found |= {name} | _said(value)
    return found - {f"{SCHEMA}Date"}


def triples(document: Json) -> set[tuple[str, str, str]]:
    """What ``document`` says as RDF."""
    quads = jsonld.to_rdf(document, {"documentLoader": _load})["@default"]
    return {(each["subject"]["value"], each["predicate"]["value"], each["object"]["value"]) for each in quads}
