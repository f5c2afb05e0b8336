"""A proposal's words: the bare statement, the few words to find it by, and the reason for people."""

import re

from archive.ingest.proposing.lexicon import Lexicon, Rule
from archive.ingest.shapes import Extent, Speaker

MOST_WORDS = 8
_FEWEST = 3
_TRIES = 12
_WORD = re.compile(r"[^\s\"“”«»„‘]+")
_EDGES = ' \t\n,;:—–-"“”«»„″'
_NOTES = re.compile(r"\[[0-9]{1,3}\]")
_LONGEST_STATEMENT = 600


def exact(text: str, start: int, end: int) -> Extent:
    """At most eight words in a row, near the beginning, that stand once in the text; the first eight if none do."""
    words = [
        match.span() for _, match in zip(range(MOST_WORDS + _TRIES), _WORD.finditer(text, start, end), strict=False)
    ]
    if not words:
        return Extent(start, end)
    for first in range(max(1, len(words) - _FEWEST)):
        for last in range(first + _FEWEST, min(first + MOST_WORDS, len(words)) + 1):
            found = _trimmed(text, words[first][0], words[last - 1][1])
            if _unique(text, found):
                widest = words[min(first + MOST_WORDS, len(words)) - 1][1]
                return _trimmed(text, found.start, _on_one_line(text, found, widest))
    return _trimmed(text, words[0][0], _on_one_line(text, Extent(*words[0]), words[min(MOST_WORDS, len(words)) - 1][1]))


def _on_one_line(text: str, found: Extent, end: int) -> int:
    """As far as the same quotation and line go on."""
    stop = re.compile(r"[\n\"“”«»„]").search(text, found.end, end)
    return stop.start() if stop else end


def _trimmed(text: str, start: int, end: int) -> Extent:
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
    return Extent(start, max(start, end - len(words) + len(words.rstrip(_EDGES + ".!?"))))


def _unique(text: str, found: Extent) -> bool:
    words = text[found.start : found.end]
    if not words or "\n" in words:
        return False
    first = text.find(words)
    return text.find(words, first + 1) < 0


def statement(content: str, how: str, rule: Rule, speakers: tuple[Speaker, ...], lexicon: Lexicon) -> str:
    """The content as a sentence of its own, as far as a machine can: a person will put it right."""
    words = _balanced(_opened(content, " ".join(_NOTES.sub("", content).split()).strip(_EDGES).rstrip(".!…")))
    shapes = lexicon.wordings["statements"]
    speaker = _names(speakers, lexicon)
    shape = _shape(how, rule)
    having, _, rest = words.partition(" ")
    if shape == "denied_gerund" and rest and having.lower() == lexicon.wordings["statements"]["having"]:
        shape, words = "denied_having", rest
    first = having.lower()
    if shape == "denied_noun" and (lexicon.has("determiners", first) or lexicon.has("pronouns_of_things", first)):
        shape = "disputed"
    if shape:
        words = shapes[shape].format(speaker=speaker, content=_small_first(words, lexicon))
    elif how in ("that", "clause", "finite", "trail") and len(speakers) == 1:
        words = _with_name(words, speaker, lexicon, is_named=speakers[0].naming == "named")
    return (words[:1].upper() + words[1:])[:_LONGEST_STATEMENT]


def _opened(content: str, words: str) -> str:
    """With the quotation mark at the beginning, if its closing mark still stands within."""
    first = content.lstrip()[:1]
    if first == '"' and words.count('"') % 2 and not content.rstrip(" ,.").endswith('"'):
        return first + words
    return first + words if first == "“" and words.count("”") > words.count("“") else words


def _balanced(words: str) -> str:
    """With the quotation mark that was cut off with the end of the sentence."""
    for opening, closing in (("“", "”"), ("«", "»"), ("„", "“")):
        if words.count(opening) > words.count(closing) and (opening != "“" or "„" not in words):
            return words + closing
    return words + '"' * (words.count('"') % 2)


def _names(speakers: tuple[Speaker, ...], lexicon: Lexicon) -> str:
    names = str(lexicon.wordings["statements"]["and"]).join(each.label for each in speakers if each.label)
    return names or str(lexicon.wordings["reasons"]["nobody"])


def _shape(how: str, rule: Rule) -> str:
    if rule.statement and rule.force == "denying" and how != "quote":
        return rule.statement
    if rule.force == "denying" and how != "quote" and (rule.kind == "denial" or how == "to"):
        return {"to": "refusal", "ing": "denied_gerund", "noun": "denied_noun"}.get(how, "denial")
    if rule.statement:
        return rule.statement
    return "pledge" if how == "to" and rule.force == "committing" else ""


def _with_name(words: str, speaker: str, lexicon: Lexicon, *, is_named: bool) -> str:
    """A pronoun at the beginning, which mostly means the speaker, as the speaker's name."""
    first, _, rest = words.partition(" ")
    classes = lexicon.classes
    if first.lower() in classes["singular_people"] and rest and is_named:
        return f"{speaker} {rest}"
    return words


def _small_first(words: str, lexicon: Lexicon) -> str:
    first = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if first.lower() in lexicon.classes["small"] else words


def reason(how: str, verb: str, speakers: tuple[Speaker, ...], lexicon: Lexicon) -> str:
    """Why it is proposed, as a sentence."""
    wordings = lexicon.wordings["reasons"]
    why = str(wordings[how].format(verb=verb, speaker=_names(speakers, lexicon)))
    return why + (wordings["inferred"] if any(each.inferred for each in speakers) else "")
