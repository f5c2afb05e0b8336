"""The language of the text: by its script and words; what the page says of itself is often a template's."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from archive.ingest.describing.page import Page
from archive.ingest.describing.tables import primary, table
from archive.ingest.shapes import Confidence, Guess

LONGEST = 6_000  # characters that are looked at
FEW = 20  # letters; fewer tell nothing
SHORT = 200  # letters; fewer tell little
CLEAR = 0.9
# Of the small words, for them to decide: their share of all words, and how far behind the next language stays.
ENOUGH = 0.15
BEHIND = 0.7

_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_][A-Za-z0-9-]*)?")
# A script that is one language's own as a rule; others are left to the words.
_SCRIPTS = {"HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "GREEK": "el", "HEBREW": "he", "THAI": "th",
            "GEORGIAN": "ka", "ARMENIAN": "hy", "KHMER": "km", "LAO": "lo", "MYANMAR": "my", "ETHIOPIC": "am"}  # fmt: skip


def language(page: Page) -> list[Guess]:
    """The language as a BCP 47 tag; none for a text without letters."""
    text, hints = page.found.text[:LONGEST], page.hints("language")
    letters = [character for character in text if character.isalpha()]
    said = next(((tag, hint) for hint in hints if (tag := tag_of(hint.value))), None)
    if len(letters) < FEW:
        return (
            [Guess("language", said[0], Confidence.LOW, f"The document says so itself ({said[1].where}).")]
            if said
            else []
        )
    heard, sure, how = _heard(text, letters)
    confidence = Confidence.LOW if len(letters) < SHORT or not sure else Confidence.MODERATE
    if not said:
        higher = Confidence.HIGH if confidence is Confidence.MODERATE and len(letters) >= 2 * SHORT else confidence
        return [Guess("language", heard, higher, how)]
    tag, hint = said
    if primary(tag) == heard:
        return [
            Guess(
                "language",
                tag,
                Confidence.HIGH if sure else confidence,
                f"{how} So says the document itself ({hint.where}).",
            )
        ]
    if confidence is Confidence.LOW:
        return [
            Guess(
                "language",
                tag,
                Confidence.LOW,
                f"The document says so itself ({hint.where}); its few words might be {heard}.",
            )
        ]
    return [
        Guess(
            "language",
            heard,
            Confidence.MODERATE,
            f"{how} The document says “{tag}” of itself ({hint.where}), as templates may.",
        )
    ]


def tag_of(value: str) -> str:
    """Language and script of what a format says ("en_GB" is "en"); empty when it is no tag."""
    match = _TAG.fullmatch(value.strip())
    if not match or match[1].lower() in ("und", "mul", "zxx"):
        return ""
    return f"{match[1].lower()}-{match[2].capitalize()}" if match[2] else match[1].lower()


def _heard(text: str, letters: list[str]) -> tuple[str, bool, str]:
    """The language by the text alone, whether that is sure, and how it is known."""
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    common, count = scripts.most_common(1)[0]
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana * 10 > len(letters):
        return "ja", True, "It is written in Japanese letters."
    if common in _SCRIPTS and count * 2 > len(letters):
        return _SCRIPTS[common], count * 10 > len(letters) * 6, "Its letters are those of this language."
    by_words = _by_small_words(text, common.casefold())
    if by_words:
        return by_words, True, "Its small words are those of this language."
    code, share = identifier().classify(text)
    return str(code), float(share) >= CLEAR, "Its words are those of this language."


def _by_small_words(text: str, script: str) -> str:
    """The language that most of the small words are of; empty when that leaves doubt."""
    words = _WORD.findall(text.casefold())
    counted = Counter(words)
    shares = sorted(
        ((sum(counted[word] for word in small) / max(1, len(words)), code) for code, small in _small(script).items()),
        reverse=True,
    )
    if len(shares) < 2 or shares[0][0] < ENOUGH or shares[1][0] > BEHIND * shares[0][0]:
        return ""
    return shares[0][1]


@cache
def _small(script: str) -> Mapping[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in table("tongues").get(script, {}).items()}


@cache
def identifier() -> Any:
    """The model, which takes a moment to load and is therefore loaded when first asked."""
    langid = import_module("py3langid.langid")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
