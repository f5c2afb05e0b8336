"""The rules of a language, read once from the tables of its folder beside this file.

``words``          classes of words              ``verbs``      by which somebody says something
``abbreviations``  whose stop ends no sentence   ``passives``   "is believed to"
``nouns``          that hold a claim             ``phrases``    "according to"
``amounts``        numbers, units, qualifiers    ``wordings``   sentences for people, shapes of statements

A language is a folder with these tables. Each rule has an example and what must come of it; the tests run them all.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.ingest.describing.agencies import one_word_names
from archive.ingest.describing.printed import names
from archive.ingest.describing.tables import table as describing_table
from archive.ingest.proposing.tokens import Token

_HERE = Path(__file__).parent
ENGLISH = "en"
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a table of rules. ``group`` is the table, ``form`` how the word that was met is inflected."""

    name: str
    group: str
    force: str
    kind: str = ""
    otherwise: str = "assertion"
    stance: str = ""
    takes: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    speakers: str = ""
    particle: str = ""
    statement: str = ""
    negatable: bool = False
    verb: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """An inflected form of a verb: base, s, past, participle or ing. One spelling may be several."""

    lemma: str
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """Words and phrases that colour a claim; the phrases by their first word."""

    words: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]

    def phrase_at(self, words: Sequence[Token], at: int) -> int:
        """How many words of a phrase begin at an index; 0 if none does."""
        for phrase in self.phrases.get(words[at].low, ()):
            if tuple(token.low for token in words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0


@dataclass(frozen=True)
class Lexicon:
    """All that is known of a language here."""

    language: str
    classes: Mapping[str, frozenset[str]]
    abbreviations: frozenset[str]  # that never end a sentence
    endings: frozenset[str]  # that end one before one of ``starters``
    numbered: frozenset[str]  # that end one unless a number follows
    starters: frozenset[str]
    forms: Mapping[str, Form]
    verbs: Mapping[str, tuple[Rule, ...]]  # by lemma
    passives: Mapping[str, tuple[Rule, ...]]  # by lemma
    nouns: Mapping[str, Rule]  # by word
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Rule], ...]]  # by the first word
    possessives: Mapping[str, str]  # to the pronoun that is a subject
    adverbs: Mapping[str, Rule]
    punctuation: Mapping[str, Rule]
    marks: Mapping[str, Marks]  # tables of words.toml beside the classes
    wordings: Mapping[str, Any]
    amounts: Mapping[str, Any]

    def has(self, name: str, word: str) -> bool:
        """Whether a word, in lower case, is of a class."""
        return word in self.classes[name]


def languages() -> tuple[str, ...]:
    """The languages that have rules."""
    return tuple(sorted(file.parent.name for file in _HERE.glob("*/verbs.toml")))


def table(language: str, name: str) -> dict[str, Any]:
    """A table as it is written; empty if the language has none of that name."""
    file = _HERE / language / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def lexicon(language: str) -> Lexicon | None:
    """The rules of a language; None if there are none."""
    if language not in languages():
        return None
    words = table(language, "words")
    short = {name: frozenset(row.split()) for name, row in table(language, "abbreviations")["abbreviations"].items()}
    verbs, passives, phrases = (table(language, name) for name in ("verbs", "passives", "phrases"))
    irregular = verbs["irregular"]
    rows = [*verbs["verb"], *passives["passive"]]
    return Lexicon(
        language=language,
        classes=_classes(words["classes"], language),
        abbreviations=short["never"],
        endings=short["endings"],
        numbered=short["numbered"],
        starters=short["starters"],
        forms=_forms((lemma for row in rows for lemma in row["verbs"].split()), irregular),
        verbs=_by_word(verbs["verb"], "verb", "verbs"),
        passives=_by_word(passives["passive"], "passive", "verbs"),
        nouns=_first(_by_word(table(language, "nouns")["noun"], "noun", "nouns")),
        phrases=_phrases(phrases["phrase"]),
        possessives=words["possessors"],
        adverbs=_first(_by_word(phrases["adverb"], "adverb", "words")),
        punctuation=_first(_by_word(phrases["mark"], "phrase", "marks")),
        marks={name: _marks(row) for name, row in words.items() if name not in ("classes", "possessors")},
        wordings=table(language, "wordings"),
        amounts=table(language, "amounts"),
    )


# Words that are written small anywhere but at the beginning of a sentence.
_SMALL = (
    *("determiners", "pronouns", "prepositions", "conjunctions", "subordinators", "openers", "adverbs"),
    *("auxiliaries", "time_openers", "unnamed", "documents", "bodies", "possessives", "clause_starts"),
)


def _classes(rows: Mapping[str, str], language: str) -> dict[str, frozenset[str]]:
    """The classes of the table, and with them those whose words are in the tables of describing."""
    found = {name: frozenset(row.split()) for name, row in rows.items()}
    for name in ("roles", "bodies"):
        found[name] |= {f"{word}s" for word in found[name]}
    found["months"] = frozenset(word.lower().rstrip(".") for word in names(language, "months"))
    found["time_words"] |= found["months"]
    for name in ("finite", "auxiliaries"):
        found[name] |= found["contracted"]
    found["particles"] = frozenset(word.rstrip(".") for word in describing_table("words", language)["particles"])
    found["agencies"] = found["broadcasters"] | one_word_names()
    return found | {"small": frozenset().union(*(found[name] for name in _SMALL))}


def _marks(row: Mapping[str, Any]) -> Marks:
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in row.get("phrases", ()):
        words = tuple(phrase.split())
        phrases[words[0]] = (*phrases.get(words[0], ()), words)
    return Marks(frozenset(row["words"].split()), phrases)


def _rule(row: Mapping[str, Any], group: str) -> Rule:
    return Rule(
        name=row["name"],
        group=group,
        force=row["force"],
        kind=row.get("kind", ""),
        otherwise=row.get("otherwise", "assertion"),
        stance=row.get("stance", ""),
        takes=frozenset(row.get("takes", ())),
        links=frozenset(row.get("links", "").split()),
        speakers=row.get("speakers", ""),
        particle=row.get("particle", ""),
        statement=row.get("statement", ""),
        negatable=row.get("negatable", False),
        verb=row.get("verb", ""),
        alone=row.get("alone", False),
    )


def _by_word(rows: list[dict[str, Any]], group: str, column: str) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for row in rows:
        rule = _rule(row, group)
        for word in row[column].split():
            found[word] = (*found.get(word, ()), rule)
    return {word: tuple(sorted(rules, key=lambda rule: not rule.particle)) for word, rules in found.items()}


def _first(rules: Mapping[str, tuple[Rule, ...]]) -> dict[str, Rule]:
    return {word: found[0] for word, found in rules.items()}


def _phrases(rows: list[dict[str, Any]]) -> dict[str, tuple[tuple[tuple[str, ...], Rule], ...]]:
    found: dict[str, tuple[tuple[tuple[str, ...], Rule], ...]] = {}
    for row in rows:
        for start in row["starts"]:
            words = tuple(start.split())
            found[words[0]] = (*found.get(words[0], ()), (words, _rule(row, "phrase")))
    return found


def _forms(lemmas: Iterator[str], irregular: Mapping[str, str]) -> dict[str, Form]:
    """Every inflected form, to its lemma."""
    found: dict[str, Form] = {}
    for lemma in dict.fromkeys(lemmas):
        for form, name in _inflected(lemma, irregular.get(lemma, "")):
            known = found.get(form)
            if known is None or known.lemma == lemma:
                found[form] = Form(lemma, (known.forms if known else frozenset()) | {name})
    return found


def _inflected(lemma: str, irregular: str) -> Iterator[tuple[str, str]]:
    """The forms of an English verb: (form, base | s | past | participle | ing)."""
    past, *participle = irregular.split() or [_past(lemma)]
    yield lemma, "base"
    yield _third(lemma), "s"
    yield past, "past"
    yield participle[0] if participle else past, "participle"
    yield _ing(lemma, past), "ing"
    if lemma[-1] == "l" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS:  # "signalled" beside "signaled"
        yield f"{lemma}led", "past"
        yield f"{lemma}led", "participle"
        yield f"{lemma}ling", "ing"


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if _consonant_y(lemma) else lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if _consonant_y(lemma) else lemma + "ed"


def _ing(lemma: str, past: str) -> str:
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return lemma[:-1] + "ing"
    doubled = lemma + lemma[-1]
    unchanged = past == lemma and lemma[-1] == "t" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS
    return (doubled if past.startswith(doubled) or unchanged else lemma) + "ing"


def _consonant_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2] not in _VOWELS
