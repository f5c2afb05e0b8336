"""Which source of the archive a name means: likely ones, each with a reason, and never merged by itself."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from archive.ingest.describing.names import label as label_of_host
from archive.ingest.matching.catalogue import Catalogue, Known, Terms, named
from archive.ingest.matching.differing import table
from archive.ingest.shapes import Match
from archive.text.words import terms

MOST = 5
LEAST = 0.45
LONGEST = 200  # characters of a label that are read

# How likely it is, by what speaks for it. From 0.95 on it is taken for the very source.
SAME, ALSO, WITH_TITLE, HERE, ROLE_AGREES = 1.0, 0.99, 0.97, 0.96, 0.9
ALONE, SEVERAL, ADDRESS, SPELT, BY_ROLE, HOLDS = 0.7, 0.5, 0.96, 0.85, 0.6, 0.55
_SEVERAL_SHARE = 0.9  # nobody is sure of a name that several have
_LEAST_ALIKE = 82
MOST_OF_A_WORD = 200
MOST_WORDS = 8  # of a name that is looked for within a label
_PEOPLE = ("person",)


class Asked(NamedTuple):
    """A name, what is said of its bearer, and the uids of those who speak in the same article."""

    label: str
    role: str = ""
    here: Collection[str] = ()


def sources_for(asked: Asked, known: Catalogue, *, kinds: Collection[str] = ()) -> list[Match]:
    """The sources that the name may mean, the likeliest first; of some kinds only, if any are given."""
    words = named(asked.label[:LONGEST])
    if not words:
        return []
    best: dict[int, tuple[float, str]] = {}
    for place, likeness, reason in _found(words, asked, known):
        if (not kinds or known.sources[place].kind in kinds) and likeness > best.get(place, (0.0, ""))[0]:
            best[place] = likeness, reason
    ranked = sorted(best.items(), key=lambda each: (-each[1][0], known.sources[each[0]].name))
    return _shared([_match(known.sources[place], *why) for place, why in ranked if why[0] >= LEAST][:MOST])


def _match(source: Known, likeness: float, reason: str) -> Match:
    return Match(source.uid, source.name, likeness, reason)


def _shared(matches: list[Match]) -> list[Match]:
    """Of several that are equally likely none is sure."""
    if len(matches) < 2 or matches[0].likeness < ROLE_AGREES or matches[1].likeness < matches[0].likeness:
        return matches
    top = matches[0].likeness
    return [
        each._replace(likeness=top * _SEVERAL_SHARE, reason=f"{each.reason} Others have it too.")
        if each.likeness == top
        else each
        for each in matches
    ]


def _found(words: Terms, asked: Asked, known: Catalogue) -> Iterator[tuple[int, float, str]]:
    yield from _called(words, known)
    yield from _with_title(words, known)
    yield from _by_surname(words, asked, known)
    yield from _by_address(asked.label, known)
    yield from _holding(words, asked.label, known)
    for place in known.by_role.get(words, ()):
        yield place, BY_ROLE, f"Its role is “{known.sources[place].role}”."
    # A surname that some have is no misspelt whole name.
    if words not in known.by_name and (len(words) > 1 or words[0] not in known.by_term):
        yield from _spelt(words, known)


def _called(words: Terms, known: Catalogue) -> Iterator[tuple[int, float, str]]:
    for place in known.by_name.get(words, ()):
        source = known.sources[place]
        if source.words[0] == words:
            yield place, SAME, "It has this name."
        else:
            other = next(name for name, spelt in zip(source.names, source.words, strict=True) if spelt == words)
            yield place, ALSO, f"It is also called “{other}”."


def _with_title(words: Terms, known: Catalogue) -> Iterator[tuple[int, float, str]]:
    """The whole name at the end of the label: "Foreign Minister Ann Other"."""
    for start in range(1, len(words) - 1):
        for place in known.by_name.get(words[start:], ()):
            if known.sources[place].kind in _PEOPLE:
                yield place, WITH_TITLE, "The label ends with its name."


def _holding(words: Terms, label: str, known: Catalogue) -> Iterator[tuple[int, float, str]]:
    """The name of a body within the label: "a recent report by the Institute" is by it, or of it."""
    if words in known.by_name:
        return
    for size in range(min(len(words) - 1, MOST_WORDS), 0, -1):
        for start in range(len(words) - size + 1):
            for place in known.by_name.get(words[start : start + size], ()):
                source = known.sources[place]
                if source.kind not in _PEOPLE and _is_written(source, label):
                    yield place, HOLDS, "The label holds its name."


def _is_written(source: Known, label: str) -> bool:
    """Whether one of its names stands in the label in capitals as it is written: "UN" is no "Un"."""
    return any(not name.isupper() or name.replace(".", "") in label.replace(".", "") for name in source.names)


def _by_surname(words: Terms, asked: Asked, known: Catalogue) -> Iterator[tuple[int, float, str]]:
    """One word of a person's name, after titles: surely only if the person speaks in this article."""
    *before, word = words
    if any(each not in _titles() for each in before):
        return
    alike = [
        place
        for place in known.by_term.get(word, ())
        if known.sources[place].kind in _PEOPLE and _is_surname(word, known.sources[place])
    ]
    here = [place for place in alike if known.sources[place].uid in asked.here]
    said = {*named(asked.role), *before}
    for place in here if len(here) == 1 else alike:
        source = known.sources[place]
        if len(here) == 1:
            yield place, HERE, "It is the only one of this surname in the article."
        elif said & ({*named(source.role)} - {"of", "the"}):
            yield place, ROLE_AGREES, f"It has this surname, and its role is “{source.role}”."
        elif len(alike) == 1:
            yield place, ALONE, "It is the only one of this surname in the archive."
        else:
            yield place, SEVERAL, "It has this surname."


def _is_surname(word: str, source: Known) -> bool:
    """Whether the word is the first or the last of a name of several: family names come first in much of the world."""
    return any(len(name) > 1 and word in (name[0], name[-1]) for name in source.words)


def _by_address(label: str, known: Catalogue) -> Iterator[tuple[int, float, str]]:
    """An outlet by the host of its site."""
    if host := label_of_host(label.strip()):
        for place in known.by_label.get(host.replace("-", ""), ()):
            yield place, ADDRESS, f"Its name is that of the host {label.strip()}."


def _spelt(words: Terms, known: Catalogue) -> Iterator[tuple[int, float, str]]:
    """Names that are written nearly so; compared with those that share a word, or one that is nearly the same."""
    near = {place for word in words for each in _words_like(word, known) for place in known.by_term[each]}
    whole = " ".join(words)
    for place in near:
        source = known.sources[place]
        alike = max(fuzz.ratio(whole, " ".join(name), score_cutoff=_LEAST_ALIKE) for name in source.words)
        if 0 < alike < 100:
            yield place, SPELT * alike / 100, f"Its name is written nearly so: {source.name}."


def _words_like(word: str, known: Catalogue) -> Iterable[str]:
    """The words of names that begin alike and are nearly the same; not those that very many names have."""
    near = known.by_beginning.get(word[:2], ())
    for other, _, _ in process.extract(word, near, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=MOST_WORDS):
        if len(known.by_term[other]) <= MOST_OF_A_WORD:
            yield other


@cache
def _titles() -> frozenset[str]:
    return frozenset(term for word in table()["titles"]["words"] for term in terms(word))
