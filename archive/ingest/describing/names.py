"""Names in texts: what looks like a person's or an outlet's, and when two names are one."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from archive.ingest.describing.tables import GAP, any_of, table

LONGEST_NAME = 80
MOST_WORDS = 6

_SPACE = r"[^\S\n]"
_QUOTES = "\"'“”‘’«»„"


def squashed(name: str) -> str:
    """A name without case, accents, spaces and marks, and without the article before it."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(character for character in plain if character.isalnum())
    return letters[3:] if plain.startswith("the ") and len(letters) > 5 else letters


def same_name(one: str, other: str) -> bool:
    """Whether both are one name: spelt alike, or one the address of the other ("kyivpost.co.uk")."""
    ones, others = squashed(one), squashed(other)
    if ones == others:
        return True
    return ones in (label(other), squashed(label(other))) or others in (label(one), squashed(label(one)))


def label(host: str) -> str:
    """The word of a host by which people know it: "kyivpost" of "www.kyivpost.co.uk"; empty for other text."""
    parts = host.casefold().split(".")
    if len(parts) < 2 or " " in host or not all(parts):
        return ""
    short = (
        parts[-2] in ("co", "com", "org", "net", "ac", "gov", "or", "ne", "go", "edu", "gob", "gouv") and len(parts) > 2
    )
    return parts[-3] if short else parts[-2]


def site(host: str) -> str:
    """The host without what only says which machine it is."""
    host = host.casefold().strip(".").partition(":")[0]
    for prefix in ("www.", "m.", "amp.", "mobile.", "edition."):
        host = host.removeprefix(prefix)
    return host


@cache
def person(language: str) -> str:
    """A pattern for a person's name as it stands in a text: capitalised words with small ones between."""
    words = table("words", language)
    particles, after = any_of(words.get("particles", ())), any_of(words.get("after_name", ()))
    capital = r"(?:(?:al|el|ad|an|ar|as|at|ash|ul|d|l|t)[-’'])?[^\W\d_a-z][\w’'‑-]{0,30}\.?"
    return rf"{capital}(?:{GAP}(?:(?:{particles}){GAP}){{0,2}}(?!(?i:{after})(?!\w)){capital}){{1,4}}"


@cache
def outlet(language: str) -> str:
    """A pattern for the name of an outlet: "The Herald", "Kyiv Post", "24 Hours"."""
    capital = r"(?:[^\W\d_a-z][\w’'&-]{0,30}|[0-9]{1,3}(?=[^\S\n][A-Z]))"
    return rf"(?:The{_SPACE})?{capital}(?:{_SPACE}(?:of{_SPACE}(?:the{_SPACE})?|and{_SPACE}|&{_SPACE}|for{_SPACE})?{capital}){{0,4}}"


def people_in(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """The names that a byline lists ("A, B and C in Seoul"), each with its place; offices and places end the list."""
    words = table("words", language)
    name = re.compile(person(language))
    between = re.compile(
        rf"{_SPACE}*(?:[,;/|]|(?:,{_SPACE}*)?(?<![\w-])(?:{any_of(words.get('and', ()))})(?![\w-])){_SPACE}*"
    )
    title = re.compile(rf"(?:(?:{any_of(words.get('honorifics', ()))}){_SPACE}+){{0,2}}")
    at = _end(title, text, len(text) - len(text.lstrip()))
    while match := name.match(text, at):
        start, end = match.start(), _without_office(text, match, language)
        yield text[start:end], start, end
        follows = between.match(text, end)
        if not follows:
            return
        at = _end(title, text, follows.end())


def _without_office(text: str, match: re.Match[str], language: str) -> int:
    """Where the name ends: before the last word if that begins an office, as in "Ann Other Economy desk"."""
    makers = any_of(table("words", language).get("makers", ()))
    last = match[0].rfind(" ")
    if len(match[0].split()) > 2 and re.compile(rf"{GAP}(?:{makers})(?!\w)").match(text, match.end()):
        return match.start() + last
    return match.end()


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def is_outlet(name: str, language: str) -> bool:
    """Whether it looks like the name of an outlet rather than of a person."""
    words = table("words", language).get("outlet_words", ())
    return name.isupper() or any(
        part in words or part.endswith(tuple(words) if not part.isascii() else ()) for part in name.split()
    )


def is_person(name: str, language: str) -> bool:
    """Whether it may be the name of a person: not one of the names that templates and desks give."""
    boilerplate, words = table("boilerplate"), table("words", language)
    folded = " ".join(name.casefold().split())
    if not 2 < len(folded) <= LONGEST_NAME or "@" in folded or "/" in folded or folded in boilerplate["not_authors"]:
        return False
    parts = folded.split()
    if any(part.strip(".,") in boilerplate["author_words"] for part in parts) or re.fullmatch(
        r"[\w-]+(?:\.[\w-]+)+", folded
    ):
        return False
    if is_outlet(name, language) and not name.isupper():
        return False
    if parts[-1] in words.get("makers", ()):
        return False
    first = name.split()[0]
    if first in words.get("not_name_beginnings", ()) or len(parts) > MOST_WORDS:
        return False
    return any(character.isalpha() for character in name) and not any(character.isdigit() for character in name)


def shown(name: str) -> str:
    """A name in one line, without quotation marks around it; written wholly in capitals it is given ordinary ones."""
    name = " ".join(name.split()).strip(_QUOTES + " ,;:|-–—")
    if name.isupper() and " " in name:
        return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), name)
    return name
