"""A person says what a document is that is like an article of the archive."""

from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import PermissionDenied

from archive.editorial.capturing import FORBIDDEN, may_take
from archive.editorial.saving import Refused
from archive.ingest.recognising import Answer, Recognition, Verdict, origin_of, recognise
from archive.ingest.shapes import Refusal
from archive.ingest.taking.outcomes import Brought, Outcome, Settle, State
from archive.ingest.taking.storing import become, make, once, renew
from archive.ingest.understanding import Understood
from archive.models import Article, User

# Beside the answers of ``recognising``: to leave it out.
DROP = "drop"
DROPPED = "A person left it out."

SAID = {
    Answer.NEW_VERSION: "A person said that it is a new version of this article.",
    Answer.REPRINT: "A person said that it is a reprint of “{}”.",
    Answer.OTHER: "A person said that it is another article.",
}
NOTE = "Reprint of {}: the same report at another outlet, from the same origin."


def decide(
    understood: Understood, brought: Brought, answer: str, *, uid: str = "", by: User, settle: Settle
) -> Outcome:
    """Do what a person answered, a word of recognising.Answer; ``uid`` is the article that is meant.

    One transaction with ``settle``, as for ``take``. Raises PermissionDenied, Refused for what is no answer, Refusal.
    """
    if not may_take(by):
        raise PermissionDenied(FORBIDDEN)
    if answer not in set(Answer):
        raise Refused(["Say whether it is a new version, a reprint, another article, or to be left out."])
    return once(_work(understood, brought, Answer(answer), uid, by), settle)


def leave_out(*, by: User, settle: Settle) -> Outcome:
    """Take nothing in of a document, which need not even be read for it. Raises PermissionDenied."""
    if not may_take(by):
        raise PermissionDenied(FORBIDDEN)
    return once(lambda: Outcome(State.DROPPED, DROPPED), settle)


def _work(understood: Understood, brought: Brought, answer: Answer, uid: str, by: User) -> Callable[[], Outcome]:
    def work() -> Outcome:
        known = recognise(understood.read, understood.found, understood.guesses, understood.sketch)
        if known.verdict is not Verdict.ALIKE:  # it became certain meanwhile
            return become(understood, brought, known, by=by)
        article = _meant(known, uid)
        if answer is Answer.NEW_VERSION:
            return renew(article, understood, brought, known._replace(reason=SAID[answer]), by=by)
        note = NOTE.format(article.uid) if answer is Answer.REPRINT else ""
        document = _reprinted(understood, article) if answer is Answer.REPRINT else understood
        reason, findings = SAID[answer].format(article), {**known.as_json(), "answer": answer.value}
        return make(document, brought, known.own_keys, by=by, reason=reason, note=note, findings=findings)

    return work


def _reprinted(understood: Understood, article: Article) -> Understood:
    """With the agency whose text it is, unless it names one itself: so both articles have one origin."""
    origin = None if understood.guess("agency") else origin_of(article)
    return replace(understood, guesses=(*understood.guesses, origin)) if origin is not None else understood


def _meant(known: Recognition, uid: str) -> Article:
    """The article that the answer is about, the likest one if none is named. Raises Refusal."""
    uids = [each.uid for each in known.alike]
    article = Article.objects.filter(uid=uid or uids[0]).first() if uid in {"", *uids} else None
    if article is None:
        raise Refusal("It is not like that article: choose one that it is shown with.")
    return article
