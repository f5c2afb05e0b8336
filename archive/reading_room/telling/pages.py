"""What the page of a record shows beside its document: the same for readers and for a reviewer's preview."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from archive.reading_room.telling import judgements, origins, relations, trees, words
from archive.reading_room.telling.chains import STANCES, sentence
from archive.reading_room.telling.strip import strip
from archive.reading_room.timeline import Moment

Json = dict[str, Any]
PARTS = ("title", "standfirst", "body", "caption", "note")


def told(type: str, document: Json, *, moments: Sequence[Moment] = (), last: date) -> Json:
    """The context of ``archive/<type>_detail.html`` for a public document.

    ``moments`` are those of a claim, drawn up to the day ``last``.
    """
    return _TOLD[type](document) if type in _TOLD else _claim(document, moments, last)


def _claim(claim: Json, moments: Sequence[Moment], last: date) -> Json:
    """A claim document in sentences, a tree and a drawing."""
    appearances = claim["appearances"]
    return {
        "said": judgements.said(claim),
        "so": judgements.so(claim),
        "origins": origins.sentence(claim["origins"]),
        "all_of_them": origins.all_of_them(claim["origins"]),
        "own_cause": origins.own_cause(claim["origins"]),
        "tree": trees.tree(appearances, claim["origins"]),
        "appearances": [(each, sentence(each)) for each in appearances],
        "only_mentioned": not any(each["stance"] in trees.COUNTING for each in appearances),
        "relations": relations.groups(claim["relations"]),
        "assessments": sorted(claim["assessments"], key=lambda each: (each["as_of"], each["decided_at"]), reverse=True),
        "strip": strip(list(moments), last),
        "forces": words.FORCES,
        "conditions": words.CONDITIONS,
        "qualifiers": words.QUALIFIERS,
        "evidence_words": words.EVIDENCE,
        "reliability_words": words.RELIABILITY,
        "credibility_words": words.CREDIBILITY,
    }


def _article(article: Json) -> Json:
    """The article's claims with where they stand in it."""
    rows = [(each, each["appearances"]) for each in article["claims"]]
    return {"rows": sorted(rows, key=lambda row: place(row[1])), "stances": STANCES}


def place(appearances: list[Json]) -> tuple[int, int]:
    """Where in the article a claim stands first: the part, then the paragraph; last when not stated."""
    passages = [passage for each in appearances for passage in each["passages"]]
    return min(((PARTS.index(each["part"]), each["n"] or 0) for each in passages), default=(len(PARTS), 0))


def _event(event: Json) -> Json:
    """What the status of the event means."""
    return {"status": words.STATUSES[event["status"]["value"]]}


def _source(source: Json) -> Json:
    """An outlet is read by what it publishes, everybody else by what they claim."""
    return {"is_outlet": source["kind"] == "outlet"}


_TOLD: dict[str, Callable[[Json], Json]] = {"article": _article, "event": _event, "source": _source}
