"""What the page of a record shows beside its document: the same for readers and for a reviewer's preview."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext

from archive.reading_room.projecting.timeline import Moment
from archive.reading_room.showing.speaking import Speaking
from archive.reading_room.telling import drawings, happenings, judgements, origins, relations, speakers, trees, words
from archive.reading_room.telling.chains import STANCES, sentence
from archive.reading_room.telling.strip import strip
from archive.text.paragraphs import paragraphs

Json = dict[str, Any]
# Of a longer text a page shows the beginning: so many characters.
MOST_SHOWN = 100_000
PARTS = ("title", "standfirst", "body", "caption", "note")


def told(
    type: str,
    document: Json,
    *,
    moments: Sequence[Moment] = (),
    last: date,
    speaking: Speaking | None = None,
    text: str = "",
) -> Json:
    """The context of ``archive/<type>_detail.html`` for a public document.

    ``moments`` are those of a claim, drawn up to the day ``last``; ``speaking`` is that of a source, None where
    it was not counted; ``text`` is that of an article, empty where it may not be shown.
    """
    match type:
        case "claim":
            return _claim(document, moments, last)
        case "source":
            return _source(document, speaking)
        case "article":
            return _article(document, text)
    return _event(document)


def _claim(claim: Json, moments: Sequence[Moment], last: date) -> Json:
    """A claim document in sentences, a tree and a drawing."""
    appearances = claim["appearances"]
    tree = trees.tree(appearances, claim["origins"])
    return {
        "said": judgements.said(claim),
        "so": judgements.so(claim),
        "origins": origins.sentence(claim["origins"]),
        "all_of_them": origins.all_of_them(claim["origins"]),
        "own_cause": origins.own_cause(claim["origins"]),
        "tree": tree,
        "drawing": drawings.provenance(tree, claim["origins"]),
        "appearances": [(each, sentence(each)) for each in appearances],
        "only_mentioned": not any(each["stance"] in trees.COUNTING for each in appearances),
        "relations": relations.groups(claim["relations"]),
        "assessments": sorted(claim["assessments"], key=lambda each: (each["as_of"], each["decided_at"]), reverse=True),
        "strip": strip(list(moments), last),
        "forces": words.translated(words.FORCES),
        "conditions": words.translated(words.CONDITIONS),
        "qualifiers": words.translated(words.QUALIFIERS),
        "evidence_words": words.translated(words.EVIDENCE),
        "reliability_words": words.translated(words.RELIABILITY),
        "credibility_words": words.translated(words.CREDIBILITY),
    }


def _article(article: Json, text: str) -> Json:
    """The article's claims with where they stand in it, and what we may show of its text."""
    found = paragraphs(text[:MOST_SHOWN], article["title"])
    rows = [(each, [_in_order(found) for found in each["appearances"]]) for each in article["claims"]]
    return {
        "rows": sorted(rows, key=lambda row: place(row[1])),
        "stances": words.translated(STANCES),
        "rights": gettext(words.RIGHTS[article["rights"]]),
        "paragraphs": [each for each in found if each.number],
        "is_cut": len(text) > MOST_SHOWN,
    }


def place(appearances: list[Json]) -> tuple[int, int]:
    """Where in the article a claim stands first: the part, then the paragraph; last when not stated."""
    return min((_place(passage) for each in appearances for passage in each["passages"]), default=(len(PARTS), 0))


def _place(passage: Json) -> tuple[int, int]:
    return PARTS.index(passage["part"]), passage["n"] or 0


def _in_order(appearance: Json) -> Json:
    """An appearance with its passages in the order of the article."""
    return {**appearance, "passages": sorted(appearance["passages"], key=_place)}


def _event(event: Json) -> Json:
    """What the status of the event means, and its claims by how they are judged."""
    return {"status": gettext(words.STATUSES[event["status"]["value"]]), "judged": happenings.judged(event["claims"])}


def _source(source: Json, speaking: Speaking | None) -> Json:
    """An outlet is read by what it publishes, everybody else by what they claim."""
    told: Json = {"is_outlet": source["kind"] == "outlet", "groups": speakers.groups(source["claims"], speaking)}
    if speaking is None:
        return told
    return {
        **told,
        "speaking": speaking,
        "came_out": speakers.came_out(speaking),
        "neighbours": speakers.neighbours(source, speaking),
    }
