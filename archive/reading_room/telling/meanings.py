"""What each stored word means, with an example, for the page about the method. All examples are invented.

Each table is for one closed list of words in the models and holds every word of it: a test walks the lists.
"""

from archive.provenance.attribution import MEANINGS
from archive.provenance.relations import KINDS
from archive.provenance.standing import STANDINGS
from archive.reading_room.telling.words import CONDITIONS, CREDIBILITY, OUTCOME, RELIABILITY, STATUSES

# Word: what it means, and an example (empty where none is needed).
Table = dict[str, tuple[str, str]]


def _without(sentences: dict[str, str]) -> Table:
    return {value: (sentence, "") for value, sentence in sentences.items()}


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


_ATTRIBUTION_EXAMPLES = {
    "on_record": "“We have shipped nothing,” Ada Brandt told the paper.",
    "reported": "The minister denied the shipments, the paper writes, without a word of his own.",
    "anonymous": "An official who asked not to be named said that ships had left.",
    "own_voice": "“The ships left in May,” writes the paper, and does not say how it knows.",
    "contested": "The minister says that he was never asked, and that the interview did not take place.",
    "misattributed": "The words turn out to come from a parody that was taken for earnest.",
}
ATTRIBUTIONS: Table = {
    value: (_sentence(words), _ATTRIBUTION_EXAMPLES.get(value, "")) for value, words in MEANINGS.items()
}
STANDING: Table = {standing.value: (standing.sentence, "") for standing in STANDINGS}
OUTCOMES: Table = _without(OUTCOME)
CONFIDENCE: Table = {
    "low": ("The judgement could well turn out otherwise; little evidence is at hand.", ""),
    "moderate": ("The evidence points one way, and something that could be found might still change it.", ""),
    "high": ("It would take a surprise to change it.", ""),
}
EVIDENCE: Table = {
    "supports": ("It makes it likelier that the claim is so.", "A port register that lists the ship."),
    "undermines": ("It makes it less likely.", "A picture of the same ship elsewhere on that day."),
    "context": ("It helps to understand the claim and speaks neither for nor against it.", "The treaty it refers to."),
}
RELIABILITIES: Table = {grade: (_sentence(words), "") for grade, words in RELIABILITY.items()}
CREDIBILITIES: Table = {grade: (_sentence(words), "") for grade, words in CREDIBILITY.items()}

KIND: Table = {
    "assertion": ("Somebody says that something is so.", "“Ruritania shipped rockets.”"),
    "denial": ("Somebody says that something is not so.", "“We have never shipped rockets.”"),
    "prediction": ("Somebody says what will be.", "“They will sign a treaty within a year.”"),
    "pledge": ("Somebody says what they will do.", "“We shall let inspectors in.”"),
    "opinion": (
        "Somebody values or interprets. It is nobody’s to rate; we say who holds it.",
        "“It is a marriage of convenience.”",
    ),
}
WEIGHT: Table = {
    "core": ("It is what the dispute is about.", ""),
    "background": ("It helps to understand the dispute and is not its matter.", ""),
}
CONDITION: Table = _without(CONDITIONS)
QUALIFIER: Table = {
    "exact": ("This number and no other.", "“12 ships”"),
    "about": ("Near this number.", "“some 12 ships”"),
    "up_to": ("This number or fewer.", "“up to 12 ships”"),
    "at_least": ("This number or more.", "“more than a dozen ships” is at least 13"),
    "words_only": ("A quantity without a number; we invent none.", "“a great many ships”"),
}
STANCE: Table = {
    "asserts": ("The article says itself that it is so.", "“The ships left in May,” writes the paper."),
    "reports": ("It passes on in its own words what somebody said.", "The ministry says the ships left."),
    "quotes": ("It passes on the speaker’s own words.", "“The ships left,” said the minister."),
    "endorses": (
        "It passes on what somebody said and takes it as so.",
        "As the minister rightly pointed out, the ships left.",
    ),
    "denies": ("The article itself says that it is not so.", "No ship left, whatever was written."),
    "doubts": ("The article itself doubts it.", "It is hard to see how ships could have left."),
    "mentions": (
        "It speaks of the claim, often by way of somebody’s denial, and takes no stance.",
        "The minister rejected the accusation that ships had left.",
    ),
}
FORCE: Table = {
    "neutral": ("The verb gives nothing away.", "said, told, stated"),
    "affirming": ("The verb takes the words as true.", "pointed out, confirmed, revealed"),
    "distancing": ("The verb keeps its distance.", "claimed, alleged, purported"),
    "denying": ("The verb rejects what it passes on.", "denied, dismissed, refuted the report"),
    "committing": ("The verb binds the speaker.", "promised, vowed, pledged"),
}
NAMING: Table = {
    "named": ("By name.", "Ada Brandt said …"),
    "by_role": (
        "By office or function only. With a known body behind it, it may count.",
        "The ministry’s spokeswoman said …",
    ),
    "unnamed": ("As somebody whose name is held back. It never counts as an origin.", "An official said …"),
    "by_credit": ("By a line above or below the text.", "(Nordwire)"),
    "not_stated": ("Not at all: the text only shows that there is somebody.", "It is said that …"),
}
PASSAGE: Table = {
    "title": ("The headline of the article.", ""),
    "standfirst": ("The lines between headline and text.", ""),
    "body": ("The text, its paragraphs counted from one.", ""),
    "caption": ("The words under a picture.", ""),
    "note": ("A note of the editors above or below the text.", ""),
}
SOURCE: Table = {
    "person": ("A human being who speaks for themselves, unless a tie below says otherwise.", "Ivo Klee, historian"),
    "group": ("Several people without a body of their own.", "The villagers of Port Ivo"),
    "organisation": ("A body that is no state.", "The University of Port Ivo"),
    "government": ("A state, or what rules it.", "Ruritania"),
    "intergovernmental": ("A body whose members are states.", "The Council of the Strait"),
    "outlet": ("A paper, an agency, a broadcaster.", "The Harbour Post"),
    "document": ("A text that is cited as a source.", "The port register of 2022"),
    "unnamed": ("People whom one article does not name. They stay with that article.", "Officials at the port"),
}
AFFILIATION: Table = {
    "speaks_for": (
        "Its words are the body’s words: both are one origin.",
        "A spokeswoman speaks for her ministry.",
    ),
    "organ_of": ("A part of the body: both are one origin.", "A ministry is an organ of its government."),
    "state_media_of": (
        "A medium that a state runs: both are one origin.",
        "A state agency is counted as its state.",
    ),
    "works_at": (
        "Employed there, and still a voice of its own.",
        "A professor at a state university is not the state.",
    ),
    "member_of": ("Belongs to it, and still a voice of its own.", "A member of a party is not the party."),
    "funded_by": (
        "Paid by it, and still a voice of its own; readers should know.",
        "An institute with a state’s grant.",
    ),
}
GENRE: Table = {
    "news": ("A report of what happened or was said.", ""),
    "wire": ("The text of an agency, often printed by many.", ""),
    "explainer": ("A text that explains how things stand.", ""),
    "analysis": ("A text that weighs and interprets.", ""),
    "opinion": ("A text that argues for its author’s view.", ""),
}
RIGHTS: Table = {
    "link": ("We link to the text and quote nothing.", ""),
    "quote": ("We quote a few words to show where a claim stands.", ""),
    "full": ("The whole text may be shown.", ""),
}
MOTIVATION: Table = {
    "commenting": ("A remark of the editors.", ""),
    "questioning": ("A question the text leaves open.", ""),
    "highlighting": ("A passage worth a look.", ""),
    "tagging": ("A word to find it by.", ""),
    "classifying": ("What sort of passage it is.", ""),
}
STATUS: Table = _without(STATUSES)
RELATION: Table = {kind: (f"It {each.out} another claim.", each.example) for kind, each in KINDS.items()}
STRENGTH: Table = {
    "plain": ("Both cannot be so.", "“No ship left” and “three ships left”."),
    "soft": ("They differ in degree or wording; both may be so in part.", "“Few ships left” and “many ships left”."),
}
ACTION: Table = {
    "publish": ("A record becomes public, signed by two people.", ""),
    "correct": ("A new version stands in place of the one before, which stays readable. Signed by two people.", ""),
    "withdraw": ("The record is taken back. Its page says why, without its words.", ""),
    "suppress": ("Words are removed for good, from old versions too, under a rule that is named.", ""),
    "merge": ("Two records were about one thing; the address of one leads to the other.", ""),
}
CLASS: Table = {
    "correction": ("What stood here was wrong.", "The ship had been given the wrong name."),
    "clarification": (
        "What stood here was right and could be misread.",
        "“Shipped” meant that the ships left, not arrived.",
    ),
    "update": ("Something has become known since.", "The port register was opened."),
    "editors_note": (
        "Readers are told something beside the text.",
        "Two requests for a reply stayed without an answer.",
    ),
}
RULE: Table = {
    "law": ("A court or an authority ordered it. The page answers 451.", ""),
    "privacy": ("It concerned somebody’s private life and bore on nothing public.", ""),
    "protection": ("It could have put a source in danger.", ""),
    "error": ("It should never have been published, and harms while it can be read.", ""),
}
