"""The columns of tables: for each its name, what it holds, and where that stands in a document.

They are stable: a new one is put at the end of its kind and none is renamed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from archive.formats.skimming import Skimmer

Json = dict[str, Any]
Cell = Callable[[Json], Any]


# Not a key of a claim but what ``read`` finds in its appearances, which are the half of every document.
ARTICLES = "articles"
_ARTICLES = re.compile(r'\{"article":\{"uid":"([^"]+)"')


class Column(NamedTuple):
    """``keys`` of a document make the cell. ``type`` is a datatype of CSV on the Web. ``is_list``: of several values."""

    keys: tuple[str, ...]
    cell: Cell
    text: str
    type: str = "string"
    is_list: bool = False


def _at(*names: str) -> Cell:
    """What stands at the end of a way of names; None where it ends early."""
    first, rest = names[0], names[1:]

    def cell(document: Json) -> Any:
        found: Any = document.get(first)
        for name in rest:
            found = found.get(name) if found else None
        return found

    return cell


def _one(text: str, *names: str, type: str = "string") -> Column:
    return Column(names[:1], _at(*names), text, type)


def _each(text: str, key: str, name: str) -> Column:
    """One name of every member of a list."""
    return Column((key,), lambda document: [each.get(name) for each in document[key]], text, is_list=True)


def _dated(text: str, key: str) -> Iterator[tuple[str, Column]]:
    yield key, _one(f"{text}, as EDTF (ISO 8601-2) has it.", key, "edtf")
    yield f"{key}_earliest", _one("The first day that can be.", key, "earliest", type="date")
    yield f"{key}_latest", _one("The last day that can be.", key, "latest", type="date")


def _judged(text: str, name: str, type: str = "string") -> Column:
    """Of whichever of the two judgements the claim has."""
    judgements = ("standing", "outcome")
    return Column(judgements, lambda claim: (claim["standing"] or claim["outcome"] or {}).get(name), text, type)


_RECORD: dict[str, Column] = {
    "version": _one("How often it was published, counted from 1.", "version", type="integer"),
    "published_at": _one("When this archive first published it.", "published_at", type="dateTime"),
    "modified_at": _one("When this archive last published it.", "modified_at", type="dateTime"),
}
_UID = _one("Its permanent name.", "uid")
_URL = _one("Its page.", "url", type="anyURI")
_STATEMENT = _one("What is claimed, as one bare proposition.", "statement")
_KIND = _one("assertion, denial, prediction, pledge or opinion.", "kind")
_CLAIMANTS = _each("Who claims it.", "claimants", "name")
_STANDING = _one("Is it so? Empty where the claim is not on this scale.", "standing", "value")
_OUTCOME = _one("How it came out: predictions and pledges alone.", "outcome", "value")
_ATTRIBUTION = _one("Was it said? The best that any of its appearances shows.", "attribution", "value")

COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "claim": {
        "uid": _UID,
        "url": _URL,
        "statement": _STATEMENT,
        "kind": _KIND,
        "weight": _one("core or background.", "weight"),
        "claimants": _CLAIMANTS,
        **dict(_dated("When it was first made", "asserted")),
        "standing": _STANDING,
        "outcome": _OUTCOME,
        "evidence_as_of": _judged("The evidence date of the judgement.", "as_of", "date"),
        "confidence": _judged("low, moderate or high.", "confidence"),
        "attribution": _ATTRIBUTION,
        "attributed_origins": _one(
            "Independent, attributed far ends: the number that counts.", "origins", "attributed", type="integer"
        ),
        "origins": Column(
            ("origins",),
            lambda claim: [each.get("name") for each in claim["origins"]["sources"]],
            "Their names.",
            is_list=True,
        ),
        "contested_by": _each("Who denies it, with evidence or without.", "contested_by", "name"),
        "subjects": _each("Whom it is about.", "subjects", "name"),
        "events": _each("The events it is about.", "events", "title"),
        "topics": _each("Slugs of its topics.", "topics", "slug"),
        "articles": Column((ARTICLES,), _at(ARTICLES), "Uids of the articles it appears in.", is_list=True),
        **_RECORD,
    },
    "article": {
        "uid": _UID,
        "url": _URL,
        "title": _one("Its title, as printed.", "title"),
        "original_url": _one("Where it was published.", "original_url", type="anyURI"),
        "publisher": _one("Who published it.", "publisher", "name"),
        "agency": _one("The agency whose text it is.", "agency", "name"),
        "authors": _each("Who wrote it.", "authors", "name"),
        **dict(_dated("When it was published", "published")),
        "language": _one("A language tag.", "language"),
        "genre": _one("news, wire, explainer, analysis or opinion.", "genre"),
        "summary": _one("In our own words.", "summary"),
        **_RECORD,
    },
    "event": {
        "uid": _UID,
        "url": _URL,
        "title": _one("Its name, neutrally.", "title"),
        "status": _one("happened, reported, planned, under_way or hypothetical.", "status", "value"),
        **dict(_dated("When it happened", "date")),
        "place": _one("Where.", "place"),
        "participants": _each("Who took part.", "participants", "name"),
        "summary": _one("In our own words.", "summary"),
        **_RECORD,
    },
    "source": {
        "uid": _UID,
        "url": _URL,
        "name": _one("Its name.", "name"),
        "kind": _one("person, group, organisation, government, intergovernmental, outlet or document.", "kind"),
        "aliases": Column(("aliases",), _at("aliases"), "Other names.", is_list=True),
        "role": _one("What a person is.", "role"),
        "affiliations": Column(
            ("affiliations",),
            lambda source: [each["body"].get("name") for each in source["affiliations"]],
            "Bodies it belongs to or speaks for.",
            is_list=True,
        ),
        "note": _one("A public note.", "note"),
        **_RECORD,
    },
    # Not of a record: what a claim says of one quantity.
    "figure": {
        "claim": _one("Uid of the claim.", "uid"),
        "url": _one("Page of the claim.", "url", type="anyURI"),
        "statement": _STATEMENT,
        "kind": _KIND,
        "claimants": _CLAIMANTS,
        **dict(_dated("When it was first claimed", "asserted")),
        "quantity": _one("Slug of what is counted.", "quantity", "slug"),
        "low": _one("The lowest number claimed.", "low", type="decimal"),
        "high": _one("The highest number claimed.", "high", type="decimal"),
        "unit": _one("What the numbers count.", "unit"),
        "qualifier": _one("exact, about, up_to, at_least or words_only.", "qualifier"),
        "as_printed": _one("The words of the text.", "as_printed"),
        "standing": _STANDING,
        "outcome": _OUTCOME,
        "attribution": _ATTRIBUTION,
    },
}


def reader(type: str) -> Callable[[str], Json]:
    """Reads JSON texts of documents of a type, as far as its columns need them."""
    skimmer = Skimmer({key for column in COLUMNS[type].values() for key in column.keys})
    if type != "claim":
        return skimmer
    return lambda text: {**skimmer(text), ARTICLES: _ARTICLES.findall(text)}
