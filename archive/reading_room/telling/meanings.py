"""What each stored word means, with an example, for the page about the method. All examples are invented.

Each table is for one closed list of words in the models and holds every word of it: a test walks the lists.
"""

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from archive.provenance.attribution import MEANINGS
from archive.provenance.relations import KINDS
from archive.provenance.standing import STANDINGS
from archive.reading_room.telling.words import CONDITIONS, CREDIBILITY, OUTCOME, RELIABILITY, STATUSES, as_sentence

# Word: what it means, and an example (empty where none is needed).
Table = dict[str, tuple[Promise | str, Promise | str]]
_sentence = lazy(as_sentence, str)


def _without(sentences: dict[str, str]) -> Table:
    return {value: (_(sentence), "") for value, sentence in sentences.items()}


_ATTRIBUTION_EXAMPLES = {
    "on_record": _("“We have shipped nothing,” Ada Brandt told the paper."),
    "reported": _("The minister denied the shipments, the paper writes, without a word of his own."),
    "anonymous": _("An official who asked not to be named said that ships had left."),
    "own_voice": _("“The ships left in May,” writes the paper, and does not say how it knows."),
    "contested": _("The minister says that he was never asked, and that the interview did not take place."),
    "misattributed": _("The words turn out to come from a parody that was taken for earnest."),
}
ATTRIBUTIONS: Table = {
    value: (_sentence(words), _ATTRIBUTION_EXAMPLES.get(value, "")) for value, words in MEANINGS.items()
}
STANDING: Table = _without({standing.value: standing.sentence for standing in STANDINGS})
OUTCOMES: Table = _without(OUTCOME)
CONFIDENCE: Table = {
    "low": (_("The judgement could well turn out otherwise; little evidence is at hand."), ""),
    "moderate": (_("The evidence points one way, and something that could be found might still change it."), ""),
    "high": (_("It would take a surprise to change it."), ""),
}
EVIDENCE: Table = {
    "supports": (_("It makes it likelier that the claim is so."), _("A port register that lists the ship.")),
    "undermines": (_("It makes it less likely."), _("A picture of the same ship elsewhere on that day.")),
    "context": (
        _("It helps to understand the claim and speaks neither for nor against it."),
        _("The treaty it refers to."),
    ),
}
RELIABILITIES: Table = {grade: (_sentence(words), "") for grade, words in RELIABILITY.items()}
CREDIBILITIES: Table = {grade: (_sentence(words), "") for grade, words in CREDIBILITY.items()}

KIND: Table = {
    "assertion": (_("Somebody says that something is so."), _("“Ruritania shipped rockets.”")),
    "denial": (_("Somebody says that something is not so."), _("“We have never shipped rockets.”")),
    "prediction": (_("Somebody says what will be."), _("“They will sign a treaty within a year.”")),
    "pledge": (_("Somebody says what they will do."), _("“We shall let inspectors in.”")),
    "opinion": (
        _("Somebody values or interprets. It is nobody’s to rate; we say who holds it."),
        _("“It is a marriage of convenience.”"),
    ),
}
WEIGHT: Table = {
    "core": (_("It is what the dispute is about."), ""),
    "background": (_("It helps to understand the dispute and is not its matter."), ""),
}
CONDITION: Table = _without(CONDITIONS)
QUALIFIER: Table = {
    "exact": (_("This number and no other."), _("“12 ships”")),
    "about": (_("Near this number."), _("“some 12 ships”")),
    "up_to": (_("This number or fewer."), _("“up to 12 ships”")),
    "at_least": (_("This number or more."), _("“more than a dozen ships” is at least 13")),
    "words_only": (_("A quantity without a number; we invent none."), _("“a great many ships”")),
}
STANCE: Table = {
    "asserts": (_("The article says itself that it is so."), _("“The ships left in May,” writes the paper.")),
    "reports": (_("It passes on in its own words what somebody said."), _("The ministry says the ships left.")),
    "quotes": (_("It passes on the speaker’s own words."), _("“The ships left,” said the minister.")),
    "endorses": (
        _("It passes on what somebody said and takes it as so."),
        _("As the minister rightly pointed out, the ships left."),
    ),
    "denies": (_("The article itself says that it is not so."), _("No ship left, whatever was written.")),
    "doubts": (_("The article itself doubts it."), _("It is hard to see how ships could have left.")),
    "mentions": (
        _("It speaks of the claim, often by way of somebody’s denial, and takes no stance."),
        _("The minister rejected the accusation that ships had left."),
    ),
}
FORCE: Table = {
    "neutral": (_("The verb gives nothing away."), _("said, told, stated")),
    "affirming": (_("The verb takes the words as true."), _("pointed out, confirmed, revealed")),
    "distancing": (_("The verb keeps its distance."), _("claimed, alleged, purported")),
    "denying": (_("The verb rejects what it passes on."), _("denied, dismissed, refuted the report")),
    "committing": (_("The verb binds the speaker."), _("promised, vowed, pledged")),
}
NAMING: Table = {
    "named": (_("By name."), _("Ada Brandt said …")),
    "by_role": (
        _("By office or function only. With a known body behind it, it may count."),
        _("The ministry’s spokeswoman said …"),
    ),
    "unnamed": (_("As somebody whose name is held back. It never counts as an origin."), _("An official said …")),
    "by_credit": (_("By a line above or below the text."), _("(Nordwire)")),
    "not_stated": (_("Not at all: the text only shows that there is somebody."), _("It is said that …")),
}
PASSAGE: Table = {
    "title": (_("The headline of the article."), ""),
    "standfirst": (_("The lines between headline and text."), ""),
    "body": (_("The text, its paragraphs counted from one."), ""),
    "caption": (_("The words under a picture."), ""),
    "note": (_("A note of the editors above or below the text."), ""),
}
SOURCE: Table = {
    "person": (
        _("A human being who speaks for themselves, unless a tie below says otherwise."),
        _("Ivo Klee, historian"),
    ),
    "group": (_("Several people without a body of their own."), _("The villagers of Port Ivo")),
    "organisation": (_("A body that is no state."), _("The University of Port Ivo")),
    "government": (_("A state, or what rules it."), _("Ruritania")),
    "intergovernmental": (_("A body whose members are states."), _("The Council of the Strait")),
    "outlet": (_("A paper, an agency, a broadcaster."), _("The Harbour Post")),
    "document": (_("A text that is cited as a source."), _("The port register of 2022")),
    "unnamed": (_("People whom one article does not name. They stay with that article."), _("Officials at the port")),
}
AFFILIATION: Table = {
    "speaks_for": (
        _("Its words are the body’s words: both are one origin."),
        _("A spokeswoman speaks for her ministry."),
    ),
    "organ_of": (_("A part of the body: both are one origin."), _("A ministry is an organ of its government.")),
    "state_media_of": (
        _("A medium that a state runs: both are one origin."),
        _("A state agency is counted as its state."),
    ),
    "works_at": (
        _("Employed there, and still a voice of its own."),
        _("A professor at a state university is not the state."),
    ),
    "member_of": (_("Belongs to it, and still a voice of its own."), _("A member of a party is not the party.")),
    "funded_by": (
        _("Paid by it, and still a voice of its own; readers should know."),
        _("An institute with a state’s grant."),
    ),
}
GENRE: Table = {
    "news": (_("A report of what happened or was said."), ""),
    "wire": (_("The text of an agency, often printed by many."), ""),
    "explainer": (_("A text that explains how things stand."), ""),
    "analysis": (_("A text that weighs and interprets."), ""),
    "opinion": (_("A text that argues for its author’s view."), ""),
}
RIGHTS: Table = {
    "link": (_("We link to the text and quote nothing."), ""),
    "quote": (_("We quote a few words to show where a claim stands."), ""),
    "full": (_("The whole text may be shown."), ""),
}
MOTIVATION: Table = {
    "commenting": (_("A remark of the editors."), ""),
    "questioning": (_("A question the text leaves open."), ""),
    "highlighting": (_("A passage worth a look."), ""),
    "tagging": (_("A word to find it by."), ""),
    "classifying": (_("What sort of passage it is."), ""),
}
STATUS: Table = _without(STATUSES)
_RELATED = {
    "denies": _("It denies another claim."),
    "contradicts": _("It contradicts another claim."),
    "doubts": _("It doubts another claim."),
    "supports": _("It supports another claim."),
    "repeats": _("It repeats another claim."),
    "narrows": _("It narrows another claim."),
    "updates": _("It updates another claim."),
    "depends_on": _("It depends on another claim."),
}
RELATION: Table = {kind: (_RELATED[kind], _(each.example)) for kind, each in KINDS.items()}
STRENGTH: Table = {
    "plain": (_("Both cannot be so."), _("“No ship left” and “three ships left”.")),
    "soft": (
        _("They differ in degree or wording; both may be so in part."),
        _("“Few ships left” and “many ships left”."),
    ),
}
ACTION: Table = {
    "publish": (_("A record becomes public, signed by two people."), ""),
    "correct": (_("A new version stands in place of the one before, which stays readable. Signed by two people."), ""),
    "withdraw": (_("The record is taken back. Its page says why, without its words."), ""),
    "suppress": (_("Words are removed for good, from old versions too, under a rule that is named."), ""),
    "merge": (_("Two records were about one thing; the address of one leads to the other."), ""),
}
CLASS: Table = {
    "correction": (_("What stood here was wrong."), _("The ship had been given the wrong name.")),
    "clarification": (
        _("What stood here was right and could be misread."),
        _("“Shipped” meant that the ships left, not arrived."),
    ),
    "update": (_("Something has become known since."), _("The port register was opened.")),
    "editors_note": (
        _("Readers are told something beside the text."),
        _("Two requests for a reply stayed without an answer."),
    ),
}
RULE: Table = {
    "law": (_("A court or an authority ordered it. The page answers 451."), ""),
    "privacy": (_("It concerned somebody’s private life and bore on nothing public."), ""),
    "protection": (_("It could have put a source in danger."), ""),
    "error": (_("It should never have been published, and harms while it can be read."), ""),
}
