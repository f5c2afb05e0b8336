"""The words of the closed lists that documents store, as a page in another language says them."""

from django.utils.functional import Promise, lazy
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from archive.reading_room.wording.languages import is_translated

# By the list, and by the word as English pages write it.
WORDS: dict[str, dict[str, Promise | str]] = {
    "standing": {
        "open": pgettext_lazy("standing", "open"),
        "uncontested": pgettext_lazy("standing", "uncontested"),
        "uncorroborated": pgettext_lazy("standing", "uncorroborated"),
        "corroborated": pgettext_lazy("standing", "corroborated"),
        "confirmed": pgettext_lazy("standing", "confirmed"),
        "disputed": pgettext_lazy("standing", "disputed"),
        "refuted": pgettext_lazy("standing", "refuted"),
        "unverifiable": pgettext_lazy("standing", "unverifiable"),
    },
    "outcome": {
        "pending": pgettext_lazy("outcome", "pending"),
        "came true": pgettext_lazy("outcome", "came true"),
        "kept": pgettext_lazy("outcome", "kept"),
        "partly": pgettext_lazy("outcome", "partly"),
        "did not come true": pgettext_lazy("outcome", "did not come true"),
        "broken": pgettext_lazy("outcome", "broken"),
        "moot": pgettext_lazy("outcome", "moot"),
        "untestable": pgettext_lazy("outcome", "untestable"),
    },
    "attribution": {
        "on record": pgettext_lazy("attribution", "on record"),
        "reported": pgettext_lazy("attribution", "reported"),
        "anonymous": pgettext_lazy("attribution", "anonymous"),
        "own voice": pgettext_lazy("attribution", "own voice"),
        "contested": pgettext_lazy("attribution", "contested"),
        "misattributed": pgettext_lazy("attribution", "misattributed"),
    },
    "kind": {
        "assertion": pgettext_lazy("kind", "assertion"),
        "denial": pgettext_lazy("kind", "denial"),
        "prediction": pgettext_lazy("kind", "prediction"),
        "pledge": pgettext_lazy("kind", "pledge"),
        "opinion": pgettext_lazy("kind", "opinion"),
        "person": pgettext_lazy("kind", "person"),
        "group": pgettext_lazy("kind", "group"),
        "organisation": pgettext_lazy("kind", "organisation"),
        "government": pgettext_lazy("kind", "government"),
        "intergovernmental": pgettext_lazy("kind", "intergovernmental"),
        "intergovernmental body": pgettext_lazy("kind", "intergovernmental body"),
        "outlet": pgettext_lazy("kind", "outlet"),
        "document": pgettext_lazy("kind", "document"),
        "unnamed": pgettext_lazy("kind", "unnamed"),
    },
    "weight": {
        "core": pgettext_lazy("weight", "core"),
        "background": pgettext_lazy("weight", "background"),
    },
    "status": {
        "happened": pgettext_lazy("status", "happened"),
        "reported": pgettext_lazy("status", "reported"),
        "planned": pgettext_lazy("status", "planned"),
        "under way": pgettext_lazy("status", "under way"),
        "hypothetical": pgettext_lazy("status", "hypothetical"),
    },
    "genre": {
        "news": pgettext_lazy("genre", "news"),
        "wire": pgettext_lazy("genre", "wire"),
        "wire report": pgettext_lazy("genre", "wire report"),
        "explainer": pgettext_lazy("genre", "explainer"),
        "analysis": pgettext_lazy("genre", "analysis"),
        "opinion": pgettext_lazy("genre", "opinion"),
    },
    "stance": {
        "asserts": pgettext_lazy("stance", "asserts"),
        "reports": pgettext_lazy("stance", "reports"),
        "quotes": pgettext_lazy("stance", "quotes"),
        "endorses": pgettext_lazy("stance", "endorses"),
        "denies": pgettext_lazy("stance", "denies"),
        "doubts": pgettext_lazy("stance", "doubts"),
        "mentions": pgettext_lazy("stance", "mentions"),
    },
    "affiliation": {
        "speaks for": pgettext_lazy("affiliation", "speaks for"),
        "organ of": pgettext_lazy("affiliation", "organ of"),
        "state media of": pgettext_lazy("affiliation", "state media of"),
        "works at": pgettext_lazy("affiliation", "works at"),
        "member of": pgettext_lazy("affiliation", "member of"),
        "funded by": pgettext_lazy("affiliation", "funded by"),
    },
    "part": {
        "title": pgettext_lazy("part", "title"),
        "standfirst": pgettext_lazy("part", "standfirst"),
        "body": pgettext_lazy("part", "body"),
        "caption": pgettext_lazy("part", "caption"),
        "note": pgettext_lazy("part", "note"),
    },
    "confidence": {
        "low": pgettext_lazy("confidence", "low"),
        "moderate": pgettext_lazy("confidence", "moderate"),
        "high": pgettext_lazy("confidence", "high"),
    },
    "class": {
        "correction": pgettext_lazy("class", "correction"),
        "clarification": pgettext_lazy("class", "clarification"),
        "update": pgettext_lazy("class", "update"),
        "editor’s note": pgettext_lazy("class", "editor’s note"),
    },
    "type": {
        "claim": pgettext_lazy("type", "claim"),
        "article": pgettext_lazy("type", "article"),
        "event": pgettext_lazy("type", "event"),
        "source": pgettext_lazy("type", "source"),
        "record": pgettext_lazy("type", "record"),
    },
    "evidence": {
        "supports": pgettext_lazy("evidence", "supports"),
        "undermines": pgettext_lazy("evidence", "undermines"),
        "context": pgettext_lazy("evidence", "context"),
    },
    "reliability": {
        "a: completely reliable": pgettext_lazy("reliability", "A: completely reliable"),
        "b: usually reliable": pgettext_lazy("reliability", "B: usually reliable"),
        "c: fairly reliable": pgettext_lazy("reliability", "C: fairly reliable"),
        "d: not usually reliable": pgettext_lazy("reliability", "D: not usually reliable"),
        "e: unreliable": pgettext_lazy("reliability", "E: unreliable"),
        "f: cannot be judged": pgettext_lazy("reliability", "F: cannot be judged"),
    },
    "credibility": {
        "1: confirmed by other sources": pgettext_lazy("credibility", "1: confirmed by other sources"),
        "2: probably true": pgettext_lazy("credibility", "2: probably true"),
        "3: possibly true": pgettext_lazy("credibility", "3: possibly true"),
        "4: doubtful": pgettext_lazy("credibility", "4: doubtful"),
        "5: improbable": pgettext_lazy("credibility", "5: improbable"),
        "6: cannot be judged": pgettext_lazy("credibility", "6: cannot be judged"),
    },
    "condition": {
        "open": pgettext_lazy("condition", "open"),
        "met": pgettext_lazy("condition", "met"),
        "failed": pgettext_lazy("condition", "failed"),
    },
    "qualifier": {
        "exactly": pgettext_lazy("qualifier", "exactly"),
        "about": pgettext_lazy("qualifier", "about"),
        "up to": pgettext_lazy("qualifier", "up to"),
        "at least": pgettext_lazy("qualifier", "at least"),
        "in words only": pgettext_lazy("qualifier", "in words only"),
    },
    "naming": {
        "named": pgettext_lazy("naming", "named"),
        "by role": pgettext_lazy("naming", "by role"),
        "unnamed": pgettext_lazy("naming", "unnamed"),
        "by credit": pgettext_lazy("naming", "by credit"),
        "not stated": pgettext_lazy("naming", "not stated"),
    },
    "force": {
        "neutral": pgettext_lazy("force", "neutral"),
        "affirming": pgettext_lazy("force", "affirming"),
        "distancing": pgettext_lazy("force", "distancing"),
        "denying": pgettext_lazy("force", "denying"),
        "committing": pgettext_lazy("force", "committing"),
    },
    "strength": {
        "plain": pgettext_lazy("strength", "plain"),
        "soft": pgettext_lazy("strength", "soft"),
    },
    "rights": {
        "link only": pgettext_lazy("rights", "link only"),
        "short quotation": pgettext_lazy("rights", "short quotation"),
        "full text": pgettext_lazy("rights", "full text"),
    },
    "motivation": {
        "commenting": pgettext_lazy("motivation", "commenting"),
        "questioning": pgettext_lazy("motivation", "questioning"),
        "highlighting": pgettext_lazy("motivation", "highlighting"),
        "tagging": pgettext_lazy("motivation", "tagging"),
        "classifying": pgettext_lazy("motivation", "classifying"),
    },
    "action": {
        "published": pgettext_lazy("action", "published"),
        "corrected": pgettext_lazy("action", "corrected"),
        "withdrawn": pgettext_lazy("action", "withdrawn"),
        "suppressed": pgettext_lazy("action", "suppressed"),
        "merged": pgettext_lazy("action", "merged"),
    },
    "section": {
        "what is selected": pgettext_lazy("section", "what is selected"),
        "people and money": pgettext_lazy("section", "people and money"),
        "corrections": pgettext_lazy("section", "corrections"),
        "replies": pgettext_lazy("section", "replies"),
        "contact": pgettext_lazy("section", "contact"),
    },
    "truth": {
        "yes": pgettext_lazy("truth", "yes"),
        "no": pgettext_lazy("truth", "no"),
    },
}


def spoken(words: str, of: str) -> str:
    """A word of the list ``of`` in the language of the page, with a capital if it came with one; as it is in English."""
    found = WORDS.get(of, {}).get(words[:1].lower() + words[1:]) if is_translated() else None
    if found is None:
        return words
    return capfirst(str(found)) if words[:1].isupper() else str(found)


# The same, said when it is shown.
lazily_spoken = lazy(spoken, str)
