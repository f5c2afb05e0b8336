"""What speaks for and against a text being, or being like, an article of the archive."""

import re
from collections.abc import Sequence

from archive.ingest.recognising.incoming import Incoming
from archive.ingest.recognising.known import Known
from archive.ingest.recognising.verdicts import Alike, Answer
from archive.ingest.shapes import Confidence
from archive.text.dates import Span
from archive.text.sketch import Shared, shared
from archive.text.traits import title_hash
from archive.text.words import terms

_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00ad": None})
_BLANKS = re.compile(r"\s+")


def same_site(new: Incoming, known: Known) -> bool | None:
    """Whether both are from one site; None when the address of one is not known."""
    return not new.sites.isdisjoint(known.sites) if new.sites and known.sites else None


def same_outlet(new: Incoming, known: Known) -> bool | None:
    """Whether both are from one outlet, by their addresses, else by its name; None when nothing tells."""
    by_site = same_site(new, known)
    if by_site is not None:
        return by_site
    guess = new.guess("publisher")
    if guess is None or guess.confidence is Confidence.LOW or not known.publisher_names:
        return None
    return any(_same_name(guess.value, name) for name in known.publisher_names)


def _same_name(one: str, other: str) -> bool:
    """Whether one name's words are among the other's: "Example Times" and "The Example Times"."""
    ours, theirs = set(terms(one)), set(terms(other))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def same_days(new: Incoming, known: Known) -> bool | None:
    """Whether both may have been published on one day; None when one of the dates is not known."""
    ours, theirs = new.published, known.published
    if ours is None or not (_is_told(ours) and _is_told(theirs)):
        return None
    return not (_is_before(ours, theirs) or _is_before(theirs, ours))


def known_first(new: Incoming, known: Known) -> bool | None:
    """Whether the article of the archive was published on an earlier day, or on a later one; None if unknown."""
    ours, theirs = new.published, known.published
    if ours is None or same_days(new, known) is not False:
        return None
    return _is_before(theirs, ours)


def _is_told(days: Span) -> bool:
    return days.earliest is not None and days.latest is not None


def _is_before(one: Span, other: Span) -> bool:
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest


def contradicts(new: Incoming, known: Known) -> str:
    """A sentence on what is surely different, or "": who published it, or when."""
    publisher, published = new.guess("publisher"), new.guess("published")
    if publisher is not None and publisher.confidence is Confidence.HIGH and same_outlet(new, known) is False:
        return f"It is from {publisher.value}, the article is not."
    if published is not None and published.confidence is Confidence.HIGH and same_days(new, known) is False:
        return f"It is of {published.value}, the article is of {known.article.published}."
    return ""


def same_title(new: Incoming, known: Known) -> bool:
    """Whether the titles have the same words."""
    return title_hash(known.article.title) in {title_hash(each) for each in new.titles}


def standing(text: str, quotes: Sequence[str]) -> int:
    """How many of the quotes stand in the text, typography aside."""
    plain = _plain(text)
    return sum(_plain(each) in plain for each in quotes)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text.translate(_SAME)).strip()


def alike(new: Incoming, known: Known, why: str = "") -> Alike:
    """How the text is like the article, with what a person probably answers."""
    found = shared(new.sketch, known.sketch) if known.text is not None else Shared(0.0, 0.0, 0.0)
    outlet, first = same_outlet(new, known), known_first(new, known)
    proposed = {True: Answer.NEW_VERSION, False: Answer.REPRINT, None: None}[outlet]
    sentences = [why, _share(found, known), _OUTLETS[outlet], _FIRSTS[first]]
    reason = " ".join(filter(None, sentences))
    return Alike(known.uid, known.article.title, found.of_first, found.of_second, first, proposed, reason)


_OUTLETS = {
    True: "Both are from the same outlet: probably a newer version.",
    False: "They are from different outlets: probably a reprint.",
    None: "Nothing tells whether they are from the same outlet.",
}
_FIRSTS = {True: "That article is the earlier one.", False: "This text is the earlier one.", None: ""}


def _share(found: Shared, known: Known) -> str:
    if known.text is None:
        return ""
    return (
        f"{found.of_first:.0%} of it stands in “{known.article.title}”, "
        f"and {found.of_second:.0%} of that article stands in it."
    )
