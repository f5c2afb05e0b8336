"""What the scales mean, in sentences for readers who have not read the method.

Everything here is English; who says it on a page in another language translates it there.
"""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from archive.provenance.attribution import MEANINGS
from archive.provenance.standing import STANDINGS

ATTRIBUTIONS = MEANINGS
STANDING = {standing.value: standing.sentence for standing in STANDINGS}
OUTCOME = {
    "pending": _("It is not decided yet."),
    "came_true": _("What was foretold has come about."),
    "kept": _("What was promised was done."),
    "partly": _("Some of it came about and some of it did not."),
    "did_not": _("What was foretold has not come about."),
    "broken": _("What was promised was not done."),
    "moot": _("Its condition failed or its matter fell away, so nothing is left to come true."),
    "untestable": _("Nothing that can be observed would decide it."),
}
NOT_RATED = _("A judgement is nobody’s to rate: we say who holds it and what speaks for and against it.")
LABELS = {"did_not": "Did not come true"}

# What a verb other than a neutral one gives away.
FORCES = {
    "affirming": _("takes it as so"),
    "distancing": _("keeps its distance"),
    "denying": _("denies it"),
    "committing": _("commits the speaker to it"),
}
NAMINGS = {
    "by_role": _("known by role only"),
    "unnamed": _("not named"),
    "by_credit": _("credited"),
    "not_stated": _("not stated"),
}
# Who stands at the far end of a chain, by the shape it has in the drawing.
ENDS = {
    "origin": _("origin"),
    "end": _("the last whom the text names"),
    "unnamed": _("counts as none"),
    "aside": _("counts nowhere"),
}
NATURES = {
    "outlet": _("a publication, as far as the text shows"),
    "document": _("a document"),
    "author": _("the article’s own author"),
}
CONDITIONS = {
    "open": _("Whether it holds is not known yet."),
    "met": _("The condition was met."),
    "failed": _("The condition failed."),
}
EVIDENCE = {"supports": _("For it"), "undermines": _("Against it"), "context": _("Context")}
RELIABILITY = {
    "A": _("completely reliable source"),
    "B": _("usually reliable source"),
    "C": _("fairly reliable source"),
    "D": _("not usually reliable source"),
    "E": _("unreliable source"),
    "F": _("source cannot be judged"),
}
CREDIBILITY = {
    "1": _("confirmed by others"),
    "2": _("probably true"),
    "3": _("possibly true"),
    "4": _("doubtful"),
    "5": _("improbable"),
    "6": _("truth cannot be judged"),
}
QUALIFIERS = {"exact": "", "about": _("about"), "up_to": _("up to"), "at_least": _("at least"), "words_only": ""}
STATUSES = {
    "happened": _("It happened: this is not in dispute."),
    "reported": _("It was reported; whether it happened is what the claims below are about."),
    "planned": _("It was planned; nothing here says that it took place."),
    "under_way": _("It goes on."),
    "hypothetical": _("It is spoken of as a possibility."),
}
RIGHTS = {
    "link": _("We may only lead to it: none of its text is shown here."),
    "quote": _("We may quote it briefly: the words shown here are all of its text that is public."),
    "full": _("Its text may be shown whole; what is public here are the words quoted beside the claims."),
}
ACTIONS = {
    "publish": gettext_lazy("Published"),
    "correct": gettext_lazy("Corrected"),
    "withdraw": gettext_lazy("Withdrawn"),
    "suppress": gettext_lazy("Text removed"),
    "merge": gettext_lazy("Merged"),
}
RULES = {
    "law": gettext_lazy("a legal order"),
    "privacy": gettext_lazy("the protection of somebody’s private life"),
    "protection": gettext_lazy("the protection of a source"),
    "error": gettext_lazy("an error of ours"),
}


def translated(words: Mapping[str, str]) -> dict[str, str]:
    """The same in the language of the page."""
    return {value: gettext(each) for value, each in words.items()}


def as_sentence(words: str) -> str:
    """Words in the language of the page, with a capital and a full stop."""
    return f"{capfirst(gettext(words))}."
