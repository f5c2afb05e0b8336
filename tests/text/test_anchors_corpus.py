"""Edits of articles, each with what has to come of an anchor: placed exactly here, or orphaned.

``[[…]]`` marks the anchor in the old text and its only right place in the new one; a new text
without marks is one in which the anchor must not be placed.
"""

import unicodedata

import pytest

from archive.text.anchors import Carrying
from archive.text.canonical import clean

HEAD = "Shells on a train\n\nBy a correspondent in the capital, who has followed the matter since spring.\n\n"
FIRST = "The ministry of Ruritania said on Monday that it had sent 10,000 shells to the border. It gave no proof.\n\n"
SECOND = "A spokesman for the neighbours denied the report, and called it an invention of the press.\n\n"
THIRD = "Two officials, who asked not to be named, confirmed the shipment but not its size or its date.\n\n"
LAST = "The agency could not verify any of these statements by the time it went to press.\n"
TEXT = HEAD + FIRST + SECOND + THIRD + LAST


def marked(whole: str, words: str) -> str:
    """``whole`` with the only place of ``words`` in it marked."""
    assert whole.count(words) == 1, words
    return whole.replace(words, f"[[{words}]]")


def bare(text: str) -> str:
    """``text`` without its marks."""
    return text.replace("[[", "").replace("]]", "")


SENT = marked(TEXT, "it had sent 10,000 shells")
DENIED = marked(TEXT, "denied the report")
ONE_WORD = marked(TEXT, "denied")
CONFIRMED = marked(TEXT, "confirmed the shipment")
WHOLE = marked(TEXT, SECOND.strip())
AT_START = marked(TEXT, "The ministry of Ruritania said")
AT_END = marked(TEXT, "by the time it went to press.")

# Two sentences to the letter alike, told apart by their neighbours only.
TWINS = (
    "Anna spoke first, at length.\nHe denied it.\nThen Boris took the floor.\n[[He denied it.]]\nThe hall was empty.\n"
)
TWINS_APART = TWINS.replace("floor.", "floor, to which he had waited for hours on end.")
COMBINED = unicodedata.normalize(
    "NFD", "Der Sprecher in Győr sagte, [[die Lieferung käme später]], wie schon früher geübt."
)
EMOJI = "🚂🚃 𝔗rain of the day 👩‍👩‍👧. The ministry of 𝔗rains said [[it had sent the shells]] by rail, not by sea, as planned."
CURLY = "The minister said: [[we never “sent” anything]], and left the room without another word to us."
KOREAN = "대변인은 월요일 기자회견에서 [[포탄을 보낸 적이 없다고]] 밝혔으며 다른 질문에는 답하지 않았다. 기자들은 오랫동안 자리를 떠나지 않았다. 회견은 곧 끝났다."

CASES = {
    "nothing changed": (SENT, SENT),
    "typo far away": (SENT, SENT.replace("correspondent", "corespondent")),
    "typo in the next paragraph": (SENT, SENT.replace("an invention", "an inventoin")),
    "typo in the quotation": (SENT, TEXT.replace("had sent", "had snet")),
    "typo just before it": (SENT, TEXT.replace("Monday that", "Monday taht")),
    "typo mended just after it": (DENIED, TEXT.replace("the report, and", "the report; and")),
    "case changed": (DENIED, TEXT.replace("denied the report", "Denied the report")),
    "paragraph added before": (SENT, SENT.replace(FIRST[:5], "An added paragraph stands here.\n\n" + FIRST[:5])),
    "paragraph added right before the first words": (
        AT_START,
        AT_START.replace("[[The", "A whole new paragraph now stands here, before the old one.\n\n[[The"),
    ),
    "paragraph added at the end": (AT_END, AT_END + "\nThis article was updated on Tuesday.\n"),
    "paragraph added at the beginning": (SENT, "Update: more below.\n\n" + SENT),
    "sentence appended to the paragraph of the last words": (AT_END, TEXT.rstrip() + " It will try again.\n"),
    "paragraph before it deleted": (DENIED, DENIED.replace(FIRST, "")),
    "paragraph after it deleted": (DENIED, DENIED.replace(THIRD, "")),
    "its paragraph deleted": (DENIED, TEXT.replace(SECOND, "")),
    "quotation deleted": (DENIED, TEXT.replace("denied the report, and ", "")),
    "everything deleted": (DENIED, ""),
    "only the quotation is left": (DENIED, "denied the report"),
    "only the sentence is left": (DENIED, marked(SECOND, "denied the report")),
    "its paragraph moved to the end": (DENIED, TEXT.replace(SECOND, "") + "\n" + SECOND),
    "its paragraph moved into a correction": (
        DENIED,
        TEXT.replace(SECOND, "Nobody denied a report.\n\n") + "\nCorrection: we had written:\n\n" + SECOND,
    ),
    "its sentence moved within its paragraph": (SENT, TEXT.replace(FIRST.strip(), "It gave no proof. " + FIRST[:86])),
    "other paragraphs swapped far below": (
        marked(TEXT, "followed the matter"),
        marked(HEAD + FIRST + THIRD + SECOND + LAST, "followed the matter"),
    ),
    "paragraph duplicated elsewhere, the old one intact": (DENIED, TEXT + "\nAgain:\n\n" + SECOND),
    "paragraph duplicated with all its neighbours": (DENIED, TEXT + TEXT),
    "sentence duplicated right after itself": (WHOLE, TEXT.replace(SECOND, SECOND + SECOND)),
    "own sentence gone, a look-alike elsewhere": (
        DENIED,
        TEXT.replace(SECOND, "") + "A spokesman for the farmers denied the report, and called it an invention.\n",
    ),
    "look-alike added, the old one intact": (
        DENIED,
        DENIED + "A spokesman for the neighbours denied the report, and called it an invention by the press.\n",
    ),
    "twin: nothing changed": (TWINS, TWINS),
    "twin: the other one deleted, close by": (TWINS, bare(TWINS).replace("He denied it.\nThen", "Then")),
    "twin: the other one deleted, far off": (TWINS_APART, TWINS_APART.replace("He denied it.\nThen", "Then")),
    "twin: its own deleted, far off": (TWINS_APART, TWINS_APART.replace("[[He denied it.]]\n", "")),
    "twin: its own deleted": (TWINS, TWINS.replace("[[He denied it.]]\n", "")),
    "twin: both swapped their speakers": (
        TWINS,
        "Then Boris took the floor.\nHe denied it.\nAnna spoke first, at length.\nHe denied it.\nThe hall was empty.\n",
    ),
    "one word: nothing changed": (ONE_WORD, ONE_WORD),
    "one word: far edit": (ONE_WORD, ONE_WORD.replace("Two officials", "Three officials")),
    "one word: what was denied is something else": (ONE_WORD, TEXT.replace("denied the report", "denied the talks")),
    "one word: who denied is somebody else": (ONE_WORD, TEXT.replace("the neighbours denied", "the farmers denied")),
    "one word: the speaker at the head of the sentence is somebody else": (
        ONE_WORD,
        TEXT.replace("A spokesman for", "The minister of trade, who once was for"),
    ),
    "number in it swapped": (SENT, TEXT.replace("10,000", "12,000")),
    "number in it with another separator": (SENT, TEXT.replace("10,000", "10.000")),
    "number next to it swapped": (
        marked(TEXT, "shells to the border"),
        TEXT.replace("10,000", "12,000"),
    ),
    "negation in it": (CONFIRMED, TEXT.replace("confirmed the shipment", "confirmed not the shipment")),
    "negation before it": (CONFIRMED, TEXT.replace("confirmed the shipment", "never confirmed the shipment")),
    "negation at the head of its sentence": (
        CONFIRMED,
        TEXT.replace("Two officials, who asked", "It is not so that two officials, who asked"),
    ),
    "negation in the sentence before it": (
        marked(TEXT, "It gave no proof."),
        marked(TEXT.replace("ministry of Ruritania said", "ministry of Ruritania never said"), "It gave no proof."),
    ),
    "decomposed letters, composed at the door": (COMBINED, unicodedata.normalize("NFC", COMBINED)),
    "composed letters, decomposed at the source": (unicodedata.normalize("NFC", COMBINED), COMBINED),
    "another accent in it": (COMBINED, bare(clean(COMBINED)).replace("käme", "kame")),
    "full-width digits in it": (SENT, TEXT.replace("10,000", "１０,０００")),
    "full-width letters around it": (SENT, TEXT.replace("on Monday", "on Ｍonday")),
    "quotation marks in it straightened": (CURLY, bare(CURLY).replace("“", '"').replace("”", '"')),
    "quotation marks around it straightened": (
        DENIED.replace("the neighbours", "“the neighbours”"),
        DENIED.replace("the neighbours", '"the neighbours"'),
    ),
    "no-break space in it": (SENT, TEXT.replace("10,000 shells", "10,000\u00a0shells")),
    "no-break space around it": (SENT, SENT.replace("on Monday", "on\u00a0Monday")),
    "hyphens around it": (
        DENIED.replace("A spokesman", "A well-known spokesman"),
        DENIED.replace("A spokesman", "A well\u2011known spokesman"),
    ),
    "dash in it": (
        marked(TEXT.replace("the shipment", "the ship-ment"), "ship-ment"),
        TEXT.replace("the shipment", "the ship–ment"),
    ),
    "soft hyphen in it": (CONFIRMED, TEXT.replace("shipment", "ship\u00adment")),
    "soft hyphen around it": (CONFIRMED, CONFIRMED.replace("officials", "offi\u00adcials")),
    "emoji and astral letters before it": (EMOJI, "🎉🎉🎉 𝕳ot news! " + EMOJI.replace("🚂🚃 ", "🚂🚃 𝒩ews: ")),
    "emoji put into it": (EMOJI, bare(EMOJI).replace("had sent", "had 🚀 sent")),
    "line ends of another system": (SENT, SENT.replace("\n", "\r\n")),
    "line ends of an old system": (SENT, SENT.replace("\n", "\r")),
    "fewer blank lines": (SENT, SENT.replace("\n\n", "\n")),
    "trailing blanks": (SENT, SENT.replace("\n\n", "  \n \n")),
    "paragraph split right after it": (DENIED, TEXT.replace("the report, and", "the report,\n\nand")),
    "paragraph split in it": (SENT, TEXT.replace("had sent", "had\n\nsent")),
    "paragraph split far away": (SENT, SENT.replace("correspondent in", "correspondent\n\nin")),
    "paragraphs joined": (AT_START, TEXT.replace("spring.\n\nThe", "spring. The")),
    "lines broken anew within it": (SENT, TEXT.replace("it had", "it\nhad")),
    "context before it rewritten": (SENT, TEXT.replace("said on Monday that", "announced this week that")),
    "context after it cut off": (SENT, TEXT[: TEXT.index("shells to") + 6]),
    "translated": (DENIED, "Ein Sprecher der Nachbarn bestritt den Bericht."),
    "Korean: far edit": (KOREAN, KOREAN.replace("회견은 곧 끝났다", "회견은 오래 걸렸다")),
    "Korean: negation removed": (KOREAN, bare(KOREAN).replace("없다고", "있다고")),
}


def read(text: str) -> tuple[str, tuple[int, int] | None]:
    """The text as a capture keeps it, and the place that is marked in it."""
    text = clean(text)
    start, end = text.find("[["), text.find("]]")
    return bare(text), None if start < 0 else (start, end - 2)


@pytest.mark.parametrize(("old", "new"), CASES.values(), ids=CASES)
def test_an_anchor_is_placed_exactly_there_or_orphaned(old: str, new: str) -> None:
    before, place = read(old)
    after, expected = read(new)
    assert place is not None
    assert Carrying(before, after)(*place) == expected
    if expected is not None:
        assert after[slice(*expected)] == before[slice(*place)]


def test_the_corpus_is_large_and_has_both_outcomes() -> None:
    placed = [name for name, (_, new) in CASES.items() if "[[" in new]
    assert len(CASES) >= 60
    assert len(placed) >= 20
    assert len(CASES) - len(placed) >= 30
