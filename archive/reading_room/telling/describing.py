"""A record in a sentence or two, in the language of the page: for whoever shows a link to it."""

from typing import Any

from django.utils.translation import gettext

from archive.formats import told
from archive.reading_room.telling import judgements
from archive.reading_room.wording.closed_words import spoken
from archive.reading_room.wording.dating import shown
from archive.reading_room.wording.languages import is_translated

Json = dict[str, Any]


def description(document: Json) -> str:
    """At most ``told.LONGEST`` characters."""
    if not is_translated():
        return told.description(document)
    return told.shortened(_DESCRIBED[document["type"]](document))


def _claim(claim: Json) -> str:
    cards = (judgements.said(claim), judgements.so(claim))
    judged = " ".join(f"{card.question} {spoken(card.label, card.scale)}." for card in cards)
    return f"{told.name(claim)}. {judged}"


def _article(article: Json) -> str:
    day = shown(article["published"])
    return told.plain(article["summary"]) or gettext("An article (%(day)s), and what is claimed in it.") % {"day": day}


def _event(event: Json) -> str:
    return f"{spoken(event['status']['label'], 'status')}: {told.plain(event['summary']) or told.name(event)}"


def _source(source: Json) -> str:
    sentence = gettext("What %(name)s said, as the articles in this archive report it.")
    return sentence % {"name": told.name(source)}


_DESCRIBED = {"claim": _claim, "article": _article, "event": _event, "source": _source}
