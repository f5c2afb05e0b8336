"""A document in a few plain words: for a description, a summary, a preview in somebody's letter."""

import re
from typing import Any

Json = dict[str, Any]
ARCHIVE = "Attest"
NAMES = {"claim": "headline", "article": "title", "event": "title", "source": "name"}
LONGEST = 300
# What no line, no XML and no reference manager may hold.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def name(document: Json) -> str:
    """What the record goes by; a claim always with its claimant."""
    return plain(document[NAMES[document["type"]]])


def plain(text: str | None) -> str:
    """``text`` on one line, blanks made single, nothing that cannot be printed."""
    return " ".join(_UNPRINTABLE.sub(" ", text or "").split())


def begun(text: str) -> str:
    """``text`` with a capital first, the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def description(document: Json) -> str:
    """One or two sentences about the record, at most ``LONGEST`` characters."""
    return shortened(_DESCRIBED[document["type"]](document))


def judgements(claim: Json) -> str:
    """Both judgements of a claim, one after the other and never as one."""
    said = claim["attribution"]["label"] if claim["attribution"] else "Not judged"
    return f"Was it said? {said}. {question(claim)} {judged(claim)}."


def question(claim: Json) -> str:
    """What the second judgement answers."""
    return {"prediction": "Has it come true?", "pledge": "Was it kept?"}.get(claim["kind"], "Is it so?")


def judged(claim: Json) -> str:
    """The second judgement in a word or two."""
    found = claim["standing"] or claim["outcome"]
    return str(found["label"]) if found else "An opinion: not rated"


def origins(claim: Json) -> str:
    """How many independent origins with a name stand behind a claim."""
    count = claim["origins"]["attributed"]
    return f"{count or 'No'} attributed origin{'' if count == 1 else 's'}."


def shortened(text: str) -> str:
    """``text``, cut between two words when it is long."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rpartition(' ')[0] or text[: LONGEST - 1]}…"


def _claim(claim: Json) -> str:
    return f"{name(claim)}. {judgements(claim)}"


def _article(article: Json) -> str:
    publisher = (article["publisher"] or {}).get("name")
    by = f"An article of {plain(publisher)}" if publisher else "An article"
    return plain(article["summary"]) or f"{by} ({article['published']['display']}), and what is claimed in it."


def _event(event: Json) -> str:
    status = event["status"]["label"]
    return f"{status}: {plain(event['summary']) or name(event)}"


def _source(source: Json) -> str:
    return f"What {name(source)} said, as the articles in this archive report it."


_DESCRIBED = {"claim": _claim, "article": _article, "event": _event, "source": _source}
