"""Was it said? The scale on which each appearance of a claim is judged.

It says how firmly the text ties the words to a speaker, and nothing about their truth: a lie
told before cameras is on record.
"""

from collections.abc import Iterable, Sequence

from archive.provenance.chains import LABEL, Step, StepSource, World
from archive.text.marking import gettext_noop as _

# From the best to the worst, each with its meaning; a claim shows the best of its appearances.
MEANINGS = {
    "on_record": _("named in the text and quoted in their own words"),
    "reported": _("named and not quoted, or known only by the office or the body"),
    "anonymous": _("somebody in the line that passed it on has no name"),
    "own_voice": _("the article says it itself and cites nobody"),
    "contested": _("the speaker denies having said it"),
    "misattributed": _("shown to be somebody else's words"),
}
ORDER = tuple(MEANINGS)


def propose(chain: Sequence[Step], quoted: bool, world: World) -> str:
    """The attribution that a chain suggests; an editor decides.

    A chain is as strong as its weakest step after the first: one relay without a name makes
    the whole of it anonymous. Of several who speak side by side in a step the best known counts.
    `contested` and `misattributed` need knowledge from elsewhere and are never proposed; nor is
    `own_voice` for a chain nobody has entered yet, which is anonymous.
    """
    if len(chain) == 1:
        return "own_voice"
    steps = [best([_known(source, world) for source in step.sources]) for step in chain[1:]]
    weakest = max((step or "anonymous" for step in steps), key=ORDER.index, default="anonymous")
    if weakest == "on_record" and not (quoted and _in_own_words(chain[-1], world)):
        return "reported"
    return weakest


def _in_own_words(step: Step, world: World) -> bool:
    """Whether a person or a text stands there: a body is reported, however it is quoted."""
    actors = [world(source.key) for source in step.sources if source.key is not None]
    return any(actor is None or actor.kind in ("person", "document") for actor in actors)


def best(values: Iterable[str]) -> str | None:
    """The attribution a claim shows: the best of its appearances', None without any.

    A misattributed appearance is left out when there is another one. Raises `ValueError` for a
    word that is not on the scale.
    """
    # Being the last of the scale, `misattributed` already gives way to everything else.
    return min(values, key=ORDER.index, default=None)


def _known(source: StepSource, world: World) -> str:
    """How well the text makes this source known, if it also quotes it."""
    if source.key is None or source.naming in ("unnamed", "not_stated"):
        return "anonymous"
    actor = world(source.key)
    if actor is not None and actor.kind == "unnamed":
        return "anonymous"
    if source.naming != "by_role":
        return "on_record"
    # "The foreign minister" is one person and "the ministry" one body; "an official" is nobody, and
    # words without a record are no more than that.
    return "anonymous" if source.key.startswith(LABEL) else "reported"
