"""From what is the same to what it means, the surest first: address, bytes and words, quotations, likeness."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from archive.ingest.recognising.comparing import (
    alike,
    contradicts,
    same_days,
    same_outlet,
    same_site,
    same_title,
    standing,
)
from archive.ingest.recognising.incoming import Incoming
from archive.ingest.recognising.known import Known, load, owners
from archive.ingest.recognising.verdicts import Alike, Recognition, Verdict
from archive.ingest.shapes import Found, Guess, Read
from archive.models.plain import Asked, asked_together, marks
from archive.text.sketch import Sketch, rough, roughly, shared
from archive.text.traits import LEAST_SHINGLES, SOUGHT, title_hash

# Of texts under one address: with so much in common they are versions of one article.
SAME_PAGE = 0.3
# Of other texts: with so much of both in common, or so much of one in the other, a person is asked.
LEAST_OF_BOTH = 0.15
LEAST_OF_ONE = 0.4
# Where the title is the same too.
LEAST_OF_NAMESAKE = 0.1
# What has less than this part of the least at a glance has less than the least itself, looked at closely.
GLANCE = 2 / 3
# So many of the quoted fragments have to stand in a text that is taken for the one that they are from.
LEAST_STANDING = 0.8
# So many articles are compared in full; of those with the same title, the newest ones.
MOST_READ = 6
MOST_NAMESAKES = 12

Owners = Mapping[str, int]

_SHARING = "SELECT article_id FROM archive_articlehash WHERE hash IN ({marks})"
_NAMESAKES = (
    "SELECT DISTINCT article_id FROM archive_articlehash WHERE hash IN ({marks}) ORDER BY article_id DESC LIMIT %s"
)


def recognise(read: Read, found: Found, guesses: Sequence[Guess], sketched: Sketch | None = None) -> Recognition:
    """What the text is, beside what the archive has (a few queries, whatever the archive holds; writes nothing).

    ``sketched`` is the sketch of the text, if somebody made it already.
    """
    new = Incoming(read, found, guesses, sketched)
    named = owners([*new.keys, *new.origin_keys])
    verdict = (
        _by_address(new, named)
        or _by_content(new, named)
        or _by_likeness(new, named)
        or _verdict(new, Verdict.NEW, "Nothing like it is here.")
    )
    return verdict._replace(own_keys=tuple(key for key in new.address_keys if key not in named))


def _verdict(new: Incoming, verdict: Verdict, reason: str, known: Known | None = None) -> Recognition:
    return Recognition(verdict, reason, new.keys, uid=known.uid if known is not None else "")


def _asked(new: Incoming, likely: Iterable[Alike]) -> Recognition | None:
    found = sorted(likely, key=lambda each: max(each.of_new, each.of_known), reverse=True)
    return Recognition(Verdict.ALIKE, found[0].reason, new.keys, alike=tuple(found)) if found else None


def _first(new: Incoming, named: Owners, keys: Iterable[str]) -> Known | None:
    number = next((named[key] for key in keys if key in named), None)
    return next(iter(load([number])), None) if number is not None else None


# -- the same address --------------------------------------------------------------------------


def _by_address(new: Incoming, named: Owners) -> Recognition | None:
    known = _first(new, named, new.address_keys)
    if known is None:
        return None
    here = f"Its address is that of “{known.article.title}”"
    if known.text is None:
        return _awaited_there(new, known, here)
    same = _same_content(new, known)
    if same is not None:
        return same
    found = shared(new.sketch, known.sketch)
    if max(found.of_first, found.of_second) >= SAME_PAGE:
        reason = f"{here}; {found.of_first:.0%} of it stands in the text that is here."
        return _verdict(new, Verdict.SAME_ADDRESS, reason, known)
    return _asked(new, [alike(new, known, f"{here}, but its words are others.")])


def _awaited_there(new: Incoming, known: Known, here: str) -> Recognition | None:
    quotes = known.quotes()
    stand = standing(new.text, quotes)
    if quotes and not stand and not same_title(new, known):
        return _asked(new, [alike(new, known, f"{here}, but nothing that is quoted from it stands in this text.")])
    return _verdict(new, Verdict.AWAITED, f"{here}, of which there is no text yet.", known)


def _same_content(new: Incoming, known: Known) -> Recognition | None:
    """The verdict on a text of which this article has the bytes or the words."""
    title = known.article.title
    sha256 = new.bytes_key.removeprefix("bytes:")
    if known.bytes_kept.get(sha256):
        return _verdict(new, Verdict.SAME_BYTES, f"“{title}” has a text from the very same bytes.", known)
    if sha256 in known.bytes_kept:
        return _verdict(new, Verdict.AWAITED, f"“{title}” is known to be made from these bytes.", known)
    if new.text_key.removeprefix("text:") in known.text_hashes and known.text is not None:
        return _verdict(new, Verdict.SAME_TEXT, f"“{title}” has this text.", known)
    if known.text is not None and new.sketch.words == known.sketch.words:
        return _verdict(new, Verdict.SAME_TEXT, f"“{title}” has a text with the same words.", known)
    return None


# -- the same bytes, the same words ------------------------------------------------------------


def _by_content(new: Incoming, named: Owners) -> Recognition | None:
    known = _first(new, named, [new.bytes_key, *new.words_keys])
    if known is None:
        return None
    # What is guessed out of the very same bytes speaks for nothing.
    elsewhere = same_site if new.bytes_key in named else same_outlet
    if known.text is not None and elsewhere(new, known) is False:
        return _asked(new, [alike(new, known, "It has the same words.")])
    return _same_content(new, known)


# -- alike -------------------------------------------------------------------------------------


def _by_likeness(new: Incoming, named: Owners) -> Recognition | None:
    counts, namesakes = _candidates(new)
    origins = {named[key] for key in new.origin_keys if key in named}
    ranked = sorted(counts, key=lambda number: (-counts[number], number))[:MOST_READ]
    known = load([*origins, *namesakes, *ranked])
    awaited = _awaited(new, [each for each in known if each.text is None])
    if awaited is not None and awaited.verdict is Verdict.AWAITED:
        return awaited
    likely = [each for each in (_likeness(new, one, origins) for one in known) if each is not None]
    return _asked(new, [*(awaited.alike if awaited else ()), *likely])


def _candidates(new: Incoming) -> tuple[Counter[int], list[int]]:
    """How many hashes articles share with the text; and the newest articles with its title (two queries)."""
    hashes, titles = new.sketch.smallest(SOUGHT), {title_hash(each) for each in new.titles}
    questions = [
        Asked(statement.format(marks=marks(values)), (*values, *limit))
        for statement, values, limit in ((_SHARING, hashes, ()), (_NAMESAKES, titles, (MOST_NAMESAKES,)))
        if values
    ]
    answers = iter(asked_together(questions))
    shared_by, namesakes = (next(answers) if values else [] for values in (hashes, titles))
    return Counter(number for (number,) in shared_by), [number for (number,) in namesakes]


def _likeness(new: Incoming, known: Known, origins: set[int]) -> Alike | None:
    if known.text is None:
        return None
    if known.article.pk not in origins and _is_far(new, known, known.text):
        return None
    found = shared(new.sketch, known.sketch)
    most, fewest = max(found.of_first, found.of_second), min(len(new.sketch.shingles), len(known.sketch.shingles))
    if known.article.pk in origins:
        return alike(new, known, "The page names that article's address as its original.")
    if found.of_both >= LEAST_OF_BOTH or (most >= LEAST_OF_ONE and fewest >= LEAST_SHINGLES):
        return alike(new, known)
    if most >= LEAST_OF_NAMESAKE and same_title(new, known) and same_days(new, known) is not False:
        return alike(new, known, "It has the same title.")
    return None


def _is_far(new: Incoming, known: Known, text: str) -> bool:
    """Whether so little is the same that it need not be counted."""
    least = LEAST_OF_NAMESAKE if same_title(new, known) else LEAST_OF_BOTH
    return roughly(new.runs, rough(text)) < GLANCE * least


# -- awaited -----------------------------------------------------------------------------------


def _awaited(new: Incoming, known: Sequence[Known]) -> Recognition | None:
    """Articles of which there is no text yet, and whose title this has."""
    sure, likely = [], []
    for each in known:
        quotes = each.quotes()
        stand = standing(new.text, quotes)
        against = contradicts(new, each)
        told = f"It has the title of “{each.article.title}”, of which there is no text yet"
        if not against and _is_proved(new, each, len(quotes), stand):
            sure.append((each, f"{told}; {stand} of {len(quotes)} fragments quoted from that stand in it."))
        else:
            likely.append(
                alike(new, each, f"{told}; {stand} of {len(quotes)} fragments stand in it. {against}".strip())
            )
    if len(sure) == 1:
        [(one, reason)] = sure
        return _verdict(new, Verdict.AWAITED, reason, one)
    return _asked(new, [*(alike(new, each, reason) for each, reason in sure), *likely])


def _is_proved(new: Incoming, known: Known, quotes: int, stand: int) -> bool:
    if quotes:
        return stand >= LEAST_STANDING * quotes
    return same_outlet(new, known) is True and same_days(new, known) is True
