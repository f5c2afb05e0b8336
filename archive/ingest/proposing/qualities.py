"""What colours a claim: its kind, a hedge, a condition, a negation, the day it was said."""

from collections.abc import Sequence

from archive.ingest.describing import resolve
from archive.ingest.proposing.lexicon import Lexicon
from archive.ingest.proposing.tokens import Token

_LONGEST_CONDITION = 30  # words
_FEWEST_IN_CONDITION = 3
_NEAR = 16  # words in which the main verb is looked for
_FIRST_FEW = 5


def hedge(words: Sequence[Token], lexicon: Lexicon) -> str:
    """The first hedge as printed, or nothing."""
    marks = lexicon.marks["hedges"]
    for at, token in enumerate(words):
        length = marks.phrase_at(words, at) or (token.low in marks.words and not token.text[0].isupper())
        if length:
            return " ".join(each.text for each in words[at : at + length])
    return ""


def condition(text: str, words: Sequence[Token], lexicon: Lexicon) -> str:
    """The clause on which the claim depends, as printed; up to a comma."""
    for at in range(len(words)):
        if not _opens_condition(words, at, lexicon):
            continue
        last = at
        while last + 1 < len(words) and last - at < _LONGEST_CONDITION and words[last + 1].text not in ",;—–:":
            last += 1
        if last - at >= _FEWEST_IN_CONDITION - 1:
            return " ".join(text[words[at].start : words[last].end].rstrip(".!?").split())
    return ""


def _opens_condition(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    marks = lexicon.marks["conditions"]
    word = words[at].low
    if marks.phrase_at(words, at):
        return True
    if word in lexicon.classes["condition_first"]:
        return at == 0 or words[at - 1].text in ",;—" or lexicon.has("that_words", words[at - 1].low)
    following = words[at + 1].low if at + 1 < len(words) else ""
    return word in marks.words and not lexicon.has("negations", following)


def negated(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the main verb is denied: a negation near the beginning."""
    return any(token.low in lexicon.classes["negations"] for token in words[:_NEAR])


def kind(given: str, words: Sequence[Token], lexicon: Lexicon, *, otherwise: str = "assertion") -> str:
    """Which kind of statement: what the rule says, else a denial, a look ahead or a judgement by its words."""
    if given:
        return "denial" if given == "opinion" and _is_called_false(words, lexicon) else given
    if _own_denial(words, lexicon):
        return "denial"
    if _own_plan(words, lexicon):
        return "pledge"
    return _ahead(words, lexicon) or _judging(words, lexicon) or otherwise


def _own_plan(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether somebody tells what they will do: "he would lift the quota", but "it would be late"."""
    lows = [token.low for token in words[:4]]
    if len(lows) < 4 or not lexicon.has("singular_people", lows[0]) or not lexicon.has("planning", lows[1]):
        return False
    verb = lows[3] if lexicon.has("negations", lows[2]) else lows[2]
    return not lexicon.has("states", verb)


def _ahead(words: Sequence[Token], lexicon: Lexicon) -> str:
    """A prediction or, of "I will", a pledge: by a verb of the main clause."""
    for at, token in enumerate(words):
        if at > 1 and (lexicon.has("clause_ends", token.low) or _is_relative(words, at, lexicon)):
            break
        if token.low not in lexicon.marks["predictions"].words or (at and token.text[0].isupper()):
            continue
        following = words[at + 1].low if at + 1 < len(words) else ""
        if lexicon.has("pledging", token.low):
            return "pledge" if at and lexicon.has("authors", words[at - 1].low) else "prediction"
        if following not in lexicon.classes["no_predictions"]:
            return "prediction"
    return ""


def _is_relative(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether "that" opens a clause about the noun before it: "all that could be saved", "evidence that …"."""
    if not lexicon.has("that_words", words[at].low):
        return False
    following = words[at + 1].low if at + 1 < len(words) else ""
    return lexicon.has("finite", following) or lexicon.has("documents", words[at - 1].low)


def _judging(words: Sequence[Token], lexicon: Lexicon) -> str:
    return "opinion" if any(token.low in lexicon.marks["opinions"].words for token in words) else ""


def _is_called_false(words: Sequence[Token], lexicon: Lexicon) -> bool:
    falsities = lexicon.marks["falsities"]
    return any(token.low in falsities.words or falsities.phrase_at(words, at) for at, token in enumerate(words))


def _own_denial(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether somebody says of themselves that they did not, or of a claim that it is false."""
    if _is_called_false(words, lexicon):
        return any(token.low in lexicon.classes["copulas"] for token in words)
    if words and lexicon.has("bare_negations", words[-1].low):
        return True  # "… that they didn't"
    few = [token.low for token in words[:_FIRST_FEW]]
    if lexicon.classes["denying_subjects"].isdisjoint(few[:2]):
        return False
    denials = lexicon.marks["own_denials"]
    return any(word in denials.words for word in few) or any(denials.phrase_at(words, at) for at in range(len(few)))


def said_on(words: str, published: str, lexicon: Lexicon) -> tuple[str, str]:
    """The day that words of time beside the verb mean, and how that is known."""
    if not any(
        word.strip(".,").lower() in lexicon.classes["time_words"] or word[0].isdigit() for word in words.split()
    ):
        return "", ""
    return resolve(words, published, language=lexicon.language)
