"""Where a verb of saying stands in a line, how it is inflected, and whether something is attributed by it at all."""

from collections.abc import Iterator
from typing import NamedTuple

from archive.ingest.proposing.lines import SPEECH, Line
from archive.ingest.proposing.parties import is_plural

_FARTHEST = 8  # words of a verb group before the verb


class Cue(NamedTuple):
    """A verb of the rules: its token, where its group of auxiliaries begins, and how it is used."""

    at: int
    start: int
    end: int
    lemma: str
    use: str  # finite, passive, gerund, quoted ("as saying"), reduced ("reported by"), infinitive
    negated: bool
    base: bool
    third: bool


def verbs(line: Line) -> Iterator[Cue]:
    """The verbs of the rules by which something may be attributed, in order."""
    for at in range(len(line)):
        if at in line.scare or at in line.speech:
            continue
        form = line.form(at)
        if form is not None and (cue := _used(line, at, form.lemma, form.forms)) is not None:
            yield cue


def _used(line: Line, at: int, lemma: str, forms: frozenset[str]) -> Cue | None:
    start, words = _group(line, at)
    negated = any(word in line.lexicon.classes["negations"] for word in words)
    use = "passive" if not words and _is_headline(line, at, lemma, forms) else _use(line, at, start, words, forms)
    return Cue(at, start, at + 1, lemma, use, negated, "base" in forms, "s" in forms) if use else None


def _is_headline(line: Line, at: int, lemma: str, forms: frozenset[str]) -> bool:
    """Whether "to be" was left out, as headlines do: "Port expected to close"."""
    if "participle" not in forms or not line.isa(at + 1, "to_words") or not line.is_headline:
        return False
    return any("to" in rule.takes for rule in line.lexicon.passives.get(lemma, ()))


def _group(line: Line, at: int) -> tuple[int, list[str]]:
    """Where auxiliaries and adverbs before a verb begin, and what they are."""
    start = at
    words: list[str] = []
    while start > 0 and at - start < _FARTHEST and start - 1 not in line.speech:
        before = _before_time(line, start - 1)
        if not (
            line.isa(before, "auxiliaries")
            or line.isa(before, "negations")
            or line.adverb(before)
            or _contracted(line, before)
            or _seems(line, before)
        ):
            break
        words.append(line.low(before))
        start = before
    while start < at and line.adverb(start) and line.kind(start - 1) in ("", "mark"):
        start += 1
    return start, words


def _before_time(line: Line, at: int) -> int:
    """The "had" of "had in January claimed"; else ``at`` itself."""
    before = at
    while before > 0 and (line.isa(before, "time_words") or line.isa(before, "time_openers")):
        before -= 1
    return before if line.isa(before, "having") else at


def _seems(line: Line, at: int) -> bool:
    """Of "appears to show": both words."""
    return line.isa(at, "seeming") or (line.isa(at, "to_words") and line.isa(at - 1, "seeming"))


def _contracted(line: Line, at: int) -> bool:
    return line.kind(at) == "possessive" and line.finite(at)


def _use(line: Line, at: int, start: int, words: list[str], forms: frozenset[str]) -> str:
    """How a verb is used with the auxiliaries before it; empty if it attributes nothing."""
    copula, having, modal, doing = (
        any(word in line.lexicon.classes[name] for word in words) for name in ("copulas", "having", "modals", "doing")
    )
    if "ing" in forms:
        return _gerund(line, start, copula=copula)
    if modal:
        return ""
    if "participle" in forms and (copula or having):
        return "passive" if copula else "finite"
    if "base" in forms and doing:
        return "finite"
    if "participle" in forms and line.isa(at + 1, "by_words"):
        return "reduced"
    return _plain(line, start, forms)


def _gerund(line: Line, start: int, *, copula: bool) -> str:
    if copula and start > 0:
        return "finite"
    before = line.low(start - 1)
    if line.isa(start - 1, "as_words") or line.isa(start - 2, "overheard"):
        return "quoted"
    if before in (",", "—", "–") or line.isa(start - 1, "before_gerund") or line.kind(start - 1) == SPEECH:
        return "gerund"
    return ""


def _plain(line: Line, start: int, forms: frozenset[str]) -> str:
    """A verb without auxiliaries: it must not be a noun or an adjective."""
    before = start - 1
    if line.isa(before, "to_words") and "base" in forms:
        return "infinitive"
    if line.isa(before, "noun_openers") or line.isa(before, "possessives") or line.kind(before) == "possessive":
        return ""
    if line.isa(before, "prepositions") or (
        line.kind(before) == "number" and "past" not in forms and not line.capital(before - 1)
    ):
        return ""
    if not forms.isdisjoint(("past", "s")) or "base" in forms:
        return "finite"
    return ""


def agrees(line: Line, cue: Cue, last: int, *, several: bool) -> bool:
    """Whether a verb in the present agrees with the last word of its subject, so that it is no noun."""
    form = line.form(cue.at)
    if form is None or "past" in form.forms or cue.use != "finite" or (cue.start != cue.at and _aided(line, cue)):
        return True
    plural = several or line.isa(last, "counts") or is_plural(line.low(last))
    if cue.third and not cue.base:
        return not plural or line.capital(last) or line.isa(last, "things") or line.isa(last, "any_number")
    return plural or (line.capital(last) and not line.isa(cue.at, "also_nouns"))  # "Albion deny it"


def _aided(line: Line, cue: Cue) -> bool:
    return any(line.isa(at, "auxiliaries") or line.isa(at, "seeming") for at in range(cue.start, cue.at))
