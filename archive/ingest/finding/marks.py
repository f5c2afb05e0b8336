"""What a line is by itself, wherever it stands: a date, a byline, a credit, a note on the author."""

import re
from functools import cache
from itertools import takewhile

from archive.ingest.finding.folding import folded
from archive.ingest.finding.lines import Line
from archive.ingest.finding.tables import words_of

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_TIME_OR_DAY = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,4}[./\-]\d{1,2}|\d{4}|\d{1,2}\s?[年月日년월일]")
_UNSPACED_DATE = re.compile("[年月日時分秒년월일시분초]+")
_NUMERIC_DATE = re.compile(
    r"(?<![\w.])(?:\d{4}[./\-]\d{1,2}[./\-]\d{1,2}|\d{1,2}[./\-]\d{1,2}[./\-](?:\d{4}|\d{2}))(?!\w)"
)
_YEAR = re.compile(r"\d{4}")
_MOST_DATE_WORDS = 18
_MARKS = " ·|,-–—•:/"
# What pages count beside a date.
_COUNTED = re.compile(
    r"\b(?:reading time:? )?\d+[\d,.]* ?(?:comments?|views?|shares?|min(?:ute)?s?(?: read)?|words?)\b|\d+ ?(?:comments?|min)",
    re.IGNORECASE,
)
_MOST_SITE_WORDS = 9
_MOST_NAME_WORDS = 14
_MAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64}){1,4}")
_BEING = frozenset({"is", "was", "are"})
_DOING = frozenset(
    {
        "writes",
        "covers",
        "reports",
        "works",
        "teaches",
        "serves",
        "holds",
        "studies",
        "specialises",
        "specializes",
        "has",
    }
)
_ARTICLES = frozenset({"a", "an", "the", "also", "currently", "one"})
_MOST_NOTE_WORDS = 90
_LONGEST_SUBJECT = 200
_PARTS = re.compile("[·|•]")
_BY = re.compile(r"\b[Bb]y\s+(?=[A-ZÀ-Þ])")
_PHONE = re.compile(r"\+?\(?\d[\d\s()./\-]{6,24}\d")
_HANDLE = re.compile(r"@\w{2,30}")
_NAME_WORD = re.compile(r"[^\W\d_a-zß-öø-ÿа-яёіїєґ][\w'’.\-]*")
_UPPER = re.compile(r"[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ]")
_MOST_ROLE_WORDS = 6
_MOST_CREDIT_WORDS = 14
_CREDIT_PARTS = re.compile(
    r"\s*(?:/|\||,|-|–|—|;|\bvia\b|\bfor\b|\band\b|\bfrom\b|\bby\b|\bof\b|:|©|\(c\)|[()\[\]])\s*"
)


@cache
def _full_date() -> re.Pattern[str]:
    months = "|".join(sorted(words_of("month"), key=len, reverse=True))
    day = r"\d{1,2}(?:st|nd|rd|th|\.)?"
    return re.compile(
        rf"(?:(?:{months})\.?\s{{1,3}}{day},?\s{{1,3}}\d{{4}}|{day}\s{{1,3}}(?:de\s)?(?:{months})\.?,?\s{{1,3}}(?:de\s)?\d{{4}})",
        re.IGNORECASE,
    )


def is_date(line: Line) -> bool:
    """Whether the line only says when: "Published 3 hours ago", "March 3, 2031 - 3:15pm"."""
    if line.words > _MOST_DATE_WORDS or (line.is_ended and line.words > _MOST_SITE_WORDS):
        return False
    return is_date_text(line.text)


def is_date_text(text: str) -> bool:
    """Whether every word of ``text`` belongs to a date or to what is said of one."""
    if len(text) > 160:
        return False
    known, relative = words_of("date"), words_of("relative")
    words = [word.casefold() for word in _WORD.findall(text)]
    rests = []
    for word in words:
        rests.append(_DIGITS.sub("", word).strip(".'’"))
        if rests[-1] and rests[-1] not in known and not _UNSPACED_DATE.fullmatch(rests[-1]):
            return False
    if not words:
        return False
    has_number = any(word != rest for word, rest in zip(words, rests, strict=True))
    if any(word in relative for word in words):
        return has_number or len(words) <= 3
    return has_number and (_TIME_OR_DAY.search(text) is not None or any(rest in words_of("month") for rest in rests))


def full_date(text: str) -> re.Match[str] | None:
    """The first date with its year in ``text``, even where it is glued to the word before it."""
    return _full_date().search(text) if _YEAR.search(text) else None


def is_dated_label(line: Line) -> bool:
    """Whether names, labels and numbers stand with a date: "The Evening PostMarch 3, 2031 · 3:45 PM · 2 comments"."""
    if line.is_ended or line.words > _MOST_DATE_WORDS or "(@" in line.text:
        return False
    match = full_date(line.text) or _NUMERIC_DATE.search(line.text)
    if match is None:
        return False
    before = _COUNTED.sub(" ", line.text[: match.start()]).strip(_MARKS)
    after = _COUNTED.sub(" ", line.text[match.end() :]).strip(_MARKS)
    return _is_beside_date(before) and _is_beside_date(after)


def byline_beside_date(text: str) -> tuple[int, int]:
    """Where names stand in a line with a date, if they surely do: behind "by", or several, or with their work."""
    match = full_date(text) or _NUMERIC_DATE.search(text)
    if match is None:
        return 0, 0
    by = _BY.search(text)
    if by:
        rest = _COUNTED.sub("", text[by.start() : match.start() if by.start() < match.start() else len(text)])
        return by.start(), by.start() + len(rest.rstrip(_MARKS))
    names = text[: match.start()].rstrip(_MARKS)
    is_work = not words_of("role").isdisjoint(folded(names).split()) or " & " in names or "@" in names
    return (0, len(names)) if is_work else (0, 0)


def _is_beside_date(text: str) -> bool:
    words = [word for word in text.split() if _WORD.search(word) and not is_date_text(f"1 {word}")]
    return len(words) <= _MOST_SITE_WORDS and (len(words) <= 2 or name_like(" ".join(words), _MOST_NAME_WORDS))


def name_like(text: str, most: int = 5) -> bool:
    """Whether ``text`` can be the names of people: every word has a capital but for "and", "of", "van" …"""
    words = text.replace(",", " ").replace("&", " ").replace("|", " ").replace("/", " ").split()
    if not 1 <= len(words) <= most or any(character.isdigit() for character in text):
        return False
    names = [word for word in words if _NAME_WORD.match(word)]
    fillers = words_of("byline_filler") | words_of("workplace")
    return len(names) >= 1 and all(word in names or word.casefold() in fillers for word in words)


def is_full_name(text: str) -> bool:
    """Whether ``text`` looks as one person's name: two to four words with a capital."""
    words = text.split()
    return 2 <= len(words) <= 4 and name_like(text) and bool(_UPPER.match(text)) and not text.isupper()


def byline_end(line: Line) -> int:
    """Where a byline at the beginning of the line ends, counted within it; 0 where there is none.

    A date may follow the names in the same line.
    """
    text = line.text[len(line.bullet) :]
    if len(text) > 200:
        return 0
    match = full_date(text) or _NUMERIC_DATE.search(text)
    names = _COUNTED.sub("", text[: match.start()] if match else text)
    rest = text[match.end() :] if match else ""
    if not all(is_date_text(f"1 {part}") or _BY.search(part) for part in _PARTS.split(rest) if part.strip()):
        return 0
    if _is_names_line(names, _openings("byline", "byline_dated") if match else _openings("byline")):
        return len(line.bullet) + len(names.rstrip(" ·|,-–—•:"))
    return 0


def _is_names_line(text: str, openings: tuple[str, ...]) -> bool:
    lower = text.casefold()
    for opening in openings if lower.startswith(openings) else ():
        if lower.startswith(opening) and not lower[len(opening) : len(opening) + 1].isalnum():
            return _are_names(text[len(opening) :].strip(" :·|,-–—•"))
    if "@" not in text:
        return False
    plain = text.strip(" :·|,-–—•()")
    mail = _MAIL.search(plain)
    return mail is not None and _are_names(_MAIL.sub(" ", plain).strip(" :·|,-–—•()/<>"))


@cache
def _openings(*lists: str) -> tuple[str, ...]:
    return tuple(sorted((word for each in lists for word in words_of(each)), key=len, reverse=True))


def _are_names(text: str) -> bool:
    plain = _HANDLE.sub(" ", _MAIL.sub(" ", text)).strip(" .:·|,-–—•()/")
    names, _, role = plain.partition(", ")
    if role and is_role(role) and name_like(names, _MOST_NAME_WORDS):
        return True
    words = plain.split()
    if len(words) > 2 and is_role(" ".join(words[:-2])) and name_like(" ".join(words[-2:])):
        return True
    return name_like(plain, _MOST_NAME_WORDS)


@cache
def _credit_words() -> frozenset[str]:
    """A word of these is in every credit."""
    names = words_of("agency") | words_of("credit")
    return frozenset(word for name in names for word in _WORD.findall(name))


_OWN = ("staff", "file", "contributed", "submitted", "handout", "courtesy", "provided", "our")


def is_credit_line(line: Line) -> bool:
    """Whether the line only says whose a picture is."""
    plain = line.text[len(line.bullet) :]
    if (
        plain.startswith("(")
        and plain.endswith(")")
        and 2 <= line.words <= _MOST_ROLE_WORDS
        and name_like(plain[1:-1], 6)
    ):
        return True
    return is_credit_text(plain.strip("()[] ."))


def is_credit_text(text: str) -> bool:
    """Whether ``text`` only says whose a picture is: "A. Smith/AP/Pool", "Credit: Getty", "TASS-Yonhap"."""
    words = text.split()
    if len(words) > 2 and folded(words[0]) in _OWN and folded(words[1]) in words_of("credit"):
        words = words[1:]
        text = " ".join(words)
    if not 1 <= len(words) <= _MOST_CREDIT_WORDS or len(text) > 160:
        return False
    if _credit_words().isdisjoint(_WORD.findall(text.casefold())):
        return False
    parts = [folded(part) for part in _CREDIT_PARTS.split(text) if part.strip()]
    if not parts:
        return False
    agencies, labels = words_of("agency"), words_of("credit")
    first = folded(words[0].rstrip(":"))
    known = sum(part in agencies for part in parts)
    if known and (known == len(parts) or "/" in text or first in labels or "©" in text or "via " in text):
        return all(part in agencies or part in labels or name_like(part.title(), 6) for part in parts)
    if first not in labels or len(words) < 2:
        return False
    rest = text[text.index(words[0]) + len(words[0]) :]
    is_parted = (
        words[0].endswith(":")
        or folded(words[1]) in ("by", "courtesy", "credit", "via", "from")
        or rest[:3].strip() in (":", "/", "©")
    )
    maker = re.sub(r"^[\s:/|©]+(?:by|courtesy of|credit:?|via|from)?\s*", "", rest, count=1, flags=re.IGNORECASE)
    return is_parted and (name_like(maker, _MOST_CREDIT_WORDS) or folded(maker) in words_of("self"))


def is_contact(line: Line) -> bool:
    """Whether an address and a telephone number stand in the line."""
    return "@" in line.text and _MAIL.search(line.text) is not None and _PHONE.search(line.text) is not None


def is_author_with_role(line: Line) -> bool:
    """Whether a line names a person and their work: "X Y, science editor"."""
    name, comma, rest = line.text.partition(", ")
    words = rest.split()
    return (
        bool(comma)
        and 1 <= len(words) <= _MOST_ROLE_WORDS
        and not rest.endswith((".", "?", "!"))
        and is_full_name(name)
        and is_role(rest)
    )


def is_role(text: str) -> bool:
    """Whether a few words name the work of somebody who writes or speaks for an office."""
    words = [folded(word) for word in text.split()]
    return 1 <= len(words) <= _MOST_ROLE_WORDS and not words_of("role").isdisjoint(words)


def is_author_note(text: str) -> bool:
    """Whether the paragraph says who its author is: "X Y is a writer on …"."""
    words = text[:400].split()
    if not 4 <= len(text.split()) <= _MOST_NOTE_WORDS:
        return False
    at = next((at for at, word in enumerate(words[:9]) if word in _BEING or word in _DOING), None)
    if at is None or at + 1 >= len(words):
        return False
    subject = " ".join(words[:at]).strip(",")
    is_person = subject.casefold() in ("the author", "the writer", "he", "she", "they") or _is_named(subject)
    near = {folded(one) for one in words[at : at + 14]}
    after = folded(words[at + 1])
    is_said = words[at] in _DOING or after in _ARTICLES or after in words_of("role") or after in words_of("workplace")
    return is_person and is_said and not is_of_house(text) and not near.isdisjoint(words_of("role"))


def is_of_house(text: str) -> bool:
    """Whether a part of the site is the subject, and no person: "The Valley News Service covers …"."""
    names = list(takewhile(lambda word: word[:1].isupper(), text[:_LONGEST_SUBJECT].split()))
    return len(names) > 2 and names[0] == "The" and names[-1].casefold() in words_of("house")


def _is_named(subject: str) -> bool:
    for title in ("Dr. ", "Dr ", "Prof. ", "Professor ", "Sir "):
        subject = subject.removeprefix(title)
    return bool(subject) and name_like(subject, 8) and len(subject.split()) >= 2
