"""Proposed claims → suggestions, in the names of the declarations, with what the machine found for people."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archive.ingest.shapes import Amount, Match, Matched, Proposal, Speaker, Step
from archive.ingest.understanding import Understood
from archive.models import Article, Suggestion

Json = dict[str, Any]

# A speaker that a source is so like is prefilled with it; less likely ones are shown beside.
SURE = 0.95
MOST_MATCHES = 5
LONGEST_LABEL, LONGEST_VERB = 120, 60

_WORDS = re.compile(r"\w+")


# By field and value of a guess, the sources that it may mean.
Makers = Mapping[tuple[str, str], Sequence[Match]]


def suggestions(
    article: Article, understood: Understood, matched: Iterable[Matched], makers: Makers
) -> Iterator[Suggestion]:
    """A row for each proposed claim, not saved; the same claim makes the same ``fingerprint`` in any capture."""
    text, sha256 = understood.found.text, understood.sha256
    first = _first_step(article, understood, makers)
    for each in matched:
        proposal = each.proposal
        yield Suggestion(
            article=article,
            about=Suggestion.About.CLAIM,
            proposal=_claim(article, text, each, first),
            reason=proposal.reason,
            confidence=str(proposal.confidence),
            capture=sha256,
            start=proposal.sentence.start,
            end=proposal.sentence.end,
            fingerprint=fingerprint("claim", _plain(text[slice(*proposal.content)]), *sorted(_labels(proposal))),
            findings=_findings(text, each),
        )


def fingerprint(*said: str) -> str:
    """One name for what was proposed, SHA-256 in lower hex."""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode(errors="replace")).hexdigest()


def _plain(words: str) -> str:
    """As it is compared: letters and digits alone."""
    return " ".join(_WORDS.findall(words.casefold()))


def _labels(proposal: Proposal) -> set[str]:
    return {_plain(speaker.label) for step in proposal.steps for speaker in step.speakers}


# -- the claim ---------------------------------------------------------------------------------


def _claim(article: Article, text: str, matched: Matched, first: Json) -> Json:
    proposal = matched.proposal
    claim = {
        "statement": proposal.statement,
        "kind": proposal.kind,
        "language": proposal.language,
        "claimants": _claimants(matched),
        "hedge": proposal.hedge,
        "condition_text": proposal.condition,
        "condition_state": "open" if proposal.condition else "",
        "figures": [_figure(each) for each in proposal.amounts],
        "appearances": [_appearance(article, text, matched, first)],
    }
    return _filled(claim)


def _appearance(article: Article, text: str, matched: Matched, first: Json) -> Json:
    proposal = matched.proposal
    passage = {"part": proposal.part, "paragraph": proposal.paragraph or None, "exact": text[slice(*proposal.exact)]}
    return _filled(
        {
            "article": article.uid,
            "stance": proposal.stance,
            "attribution": proposal.attribution,
            "asserted": proposal.asserted,
            "asserted_basis": proposal.asserted_basis,
            "passages": [_filled(passage)],
            "chain": [first, *(_step(step, matched) for step in proposal.steps)],
        }
    )


def _filled(data: Json) -> Json:
    """Without what is empty, as everywhere in the declarations."""
    return {name: value for name, value in data.items() if value not in ("", None, [], False)}


def _claimants(matched: Matched) -> list[Json]:
    """Who is said to know: the last step."""
    steps = matched.proposal.steps
    return [_named(speaker, matched) for speaker in (steps[-1].speakers if steps else ())]


def _named(speaker: Speaker, matched: Matched) -> Json:
    """The source it surely is, else the words for it."""
    uid = sure(matched.speakers.get(speaker.label, ()))
    return {"source": uid} if uid else {"label": speaker.label[:LONGEST_LABEL]}


def sure(matches: Sequence[Match]) -> str:
    """The one source that somebody surely is; empty where there is none, or a choice."""
    found = [each.uid for each in matches if each.likeness >= SURE]
    return found[0] if len(found) == 1 else ""


def _step(step: Step, matched: Matched) -> Json:
    speakers = [_named(each, matched) | {"naming": each.naming} for each in step.speakers]
    return _filled(
        {
            "sources": speakers or [{"naming": "not_stated"}],
            "verb": step.verb[:LONGEST_VERB],
            "force": step.force,
            "inferred": step.inferred,
        }
    )


def _first_step(article: Article, understood: Understood, makers: Makers) -> Json:
    """Who speaks to the reader: as the article says, else as it is guessed, else not stated."""
    speaker: Any = article.speaker
    if speaker is not None:
        return {"sources": [{"source": speaker.uid, "naming": "named"}]}
    guesses = ((field, understood.guess(field)) for field in ("publisher", "agency", "authors"))
    field, label = next((each for each in guesses if each[1]), ("", ""))
    if not label:
        return {"sources": [{"naming": "not_stated"}]}
    uid = sure(makers.get((field, label), ()))
    return {"sources": [({"source": uid} if uid else {"label": label[:LONGEST_LABEL]}) | {"naming": "named"}]}


def _figure(amount: Amount) -> Json:
    low, high = (None if bound is None else format(bound, "f") for bound in (amount.low, amount.high))
    return _filled(
        {
            "quantity": amount.quantity,
            "low": low,
            "high": high,
            "unit": amount.unit,
            "qualifier": amount.qualifier,
            "as_printed": amount.printed,
        }
    )


# -- what was found, for people ----------------------------------------------------------------


def _findings(text: str, matched: Matched) -> Json:
    proposal = matched.proposal
    return _filled(
        {
            "rule": proposal.rule,
            "cue": [*proposal.cue],
            "cue_words": text[slice(*proposal.cue)],
            "content": [*proposal.content],
            "hedge": proposal.hedge,
            "condition": proposal.condition,
            "negated": proposal.negated,
            "amounts": [[each.printed, *each.place] for each in proposal.amounts],
            "speakers": [_speaker(each, matched) for step in proposal.steps for each in step.speakers],
            "claims": [as_json(each) for each in matched.claims[:MOST_MATCHES]],
        }
    )


def _speaker(speaker: Speaker, matched: Matched) -> Json:
    return _filled(
        {
            "label": speaker.label,
            "printed": speaker.printed,
            "role": speaker.role,
            "inferred": speaker.inferred,
            "place": [*speaker.place] if speaker.place else None,
            "sources": [as_json(each) for each in matched.speakers.get(speaker.label, ())[:MOST_MATCHES]],
        }
    )


def as_json(match: Match) -> Json:
    return _filled({**match._asdict(), "differs": [*match.differs]})
