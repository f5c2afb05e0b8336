"""What the scales mean, in sentences for readers who have not read the method."""

from archive.provenance.attribution import MEANINGS
from archive.provenance.standing import STANDINGS

ATTRIBUTIONS = {value: f"{meaning[0].upper()}{meaning[1:]}." for value, meaning in MEANINGS.items()}
STANDING = {standing.value: standing.sentence for standing in STANDINGS}
OUTCOME = {
    "pending": "It is not decided yet.",
    "came_true": "What was foretold has come about.",
    "kept": "What was promised was done.",
    "partly": "Some of it came about and some of it did not.",
    "did_not": "What was foretold has not come about.",
    "broken": "What was promised was not done.",
    "moot": "Its condition failed or its matter fell away, so nothing is left to come true.",
    "untestable": "Nothing that can be observed would decide it.",
}
NOT_RATED = "A judgement is nobody’s to rate: we say who holds it and what speaks for and against it."
LABELS = {"did_not": "Did not come true"}

# What a verb other than a neutral one gives away.
FORCES = {
    "affirming": "takes it as so",
    "distancing": "keeps its distance",
    "denying": "denies it",
    "committing": "commits the speaker to it",
}
NAMINGS = {
    "by_role": "known by role only",
    "unnamed": "not named",
    "by_credit": "credited",
    "not_stated": "not stated",
}
NATURES = {
    "outlet": "a publication, as far as the text shows",
    "document": "a document",
    "author": "the article’s own author",
}
CONDITIONS = {
    "open": "Whether it holds is not known yet.",
    "met": "The condition was met.",
    "failed": "The condition failed.",
}
EVIDENCE = {"supports": "For it", "undermines": "Against it", "context": "Context"}
RELIABILITY = {
    "A": "completely reliable source",
    "B": "usually reliable source",
    "C": "fairly reliable source",
    "D": "not usually reliable source",
    "E": "unreliable source",
    "F": "source cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by others",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
QUALIFIERS = {"exact": "", "about": "about", "up_to": "up to", "at_least": "at least", "words_only": ""}
STATUSES = {
    "happened": "It happened: this is not in dispute.",
    "reported": "It was reported; whether it happened is what the claims below are about.",
    "planned": "It was planned; nothing here says that it took place.",
    "under_way": "It goes on.",
    "hypothetical": "It is spoken of as a possibility.",
}
ACTIONS = {
    "publish": "Published",
    "correct": "Corrected",
    "withdraw": "Withdrawn",
    "suppress": "Text removed",
    "merge": "Merged",
}
RULES = {
    "law": "a legal order",
    "privacy": "the protection of somebody’s private life",
    "protection": "the protection of a source",
    "error": "an error of ours",
}
