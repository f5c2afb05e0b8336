"""What the rooms of ingest hand to each other. Plain data; all offsets are code points, ends exclusive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple


class Refusal(Exception):
    """Something that cannot be taken in. ``sentence`` says why, in words an editor understands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Extent(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


# -- reading -----------------------------------------------------------------------------------


class Hint(NamedTuple):
    """What the format itself says of the document, as a page's JSON-LD or a PDF's information."""

    field: str  # title, publisher, author, published, modified, language, url, canonical_url, genre, section
    value: str
    where: str  # for people: "JSON-LD, author", "meta, og:title", "front matter"


class Block(NamedTuple):
    """A stretch of a text that its format names.

    ``role`` is a word of HTML (h1, p, figcaption, li, blockquote …), or byline, time, credit, standfirst or note.
    """

    start: int
    end: int
    role: str


@dataclass(frozen=True)
class Read:
    """One document out of some bytes.

    ``text`` is what a person would see of it: NFC, line feeds alone, no NUL and no other control
    character; never empty. Paragraphs stand on lines of their own. Offsets everywhere are into it until
    ``Found`` makes the article's own text. ``data`` are the original bytes of this document: of the file, or
    of its part in a WARC, a feed or a JSON Lines file.
    """

    name: str
    data: bytes
    media_type: str
    text: str
    encoding: str = ""
    reader: str = ""  # program and version that made the text
    url: str = ""  # where it is from, if that is known
    blocks: Sequence[Block] = ()
    hints: Sequence[Hint] = ()


# -- finding -----------------------------------------------------------------------------------


class Kind(StrEnum):
    """What a stretch of a document is. NOISE is left out of the article's text."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BODY = "body"
    CAPTION = "caption"
    NOTE = "note"  # about the text or its makers: credits, "Reporting by …", who the author is
    BYLINE = "byline"
    DATELINE = "dateline"  # "SEOUL (Reuters) –" before the first words
    DATE = "date"  # a line that says when it was published or changed
    CREDIT = "credit"  # whose picture
    HEADING = "heading"  # between paragraphs of the body
    NOISE = "noise"


class Piece(NamedTuple):
    """A stretch of ``Read.text``, what it is, and why that is thought."""

    kind: Kind
    start: int
    end: int
    reason: str


class Stretch(NamedTuple):
    """A stretch of the article's own text, and where it begins in ``Read.text`` (the words are the same).

    ``paragraph`` counts from 1 within title, standfirst, body, caption and note; 0 elsewhere.
    """

    kind: Kind
    start: int
    end: int
    raw_start: int
    paragraph: int


@dataclass(frozen=True)
class Found:
    """The article in a document: its text without noise, in the document's order, paragraphs on their own lines."""

    text: str
    layout: Sequence[Stretch]
    pieces: Sequence[Piece]  # of the whole document, noise among them


# -- describing --------------------------------------------------------------------------------


class Confidence(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Guess(NamedTuple):
    """What is probably so of the article. What nothing speaks for is not guessed at all.

    ``field`` is a field of Article (title, publisher, authors, published, language, genre, agency,
    canonical_url, original_url); ``value`` a name, an EDTF date, a BCP 47 tag, an address. ``evidence`` lies in
    ``Read.text`` (not in the article's own text, from which a byline may be missing); None when the format said it.
    """

    field: str
    value: str
    confidence: Confidence
    reason: str  # a sentence for people: 'The line "By Josh Smith" stands under the title.'
    evidence: Extent | None = None


# -- proposing ---------------------------------------------------------------------------------


class Speaker(NamedTuple):
    """Somebody to whom words are attributed, as the text names them.

    ``naming`` is a word of StepSource.Naming. ``label`` is the fullest name or description that the text gives
    ("Cho Han-bum"; "Western officials"), ``printed`` what stands in this sentence ("he"), ``role`` what the text
    says of them ("a senior researcher at …"), ``inferred`` whether label was found in another sentence.
    """

    label: str
    printed: str
    role: str
    naming: str
    inferred: bool
    place: Extent | None


class Step(NamedTuple):
    """A step of an attribution chain: who says it, by which verb. The first is nearest to the reader."""

    speakers: tuple[Speaker, ...]
    verb: str  # as printed
    force: str  # a word of ChainStep.Force
    inferred: bool = False


class Amount(NamedTuple):
    """A number with its unit: one of low and high may be None; qualifier is a word of Figure.Qualifier."""

    quantity: str  # code of the vocabulary, or empty
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: str
    printed: str
    place: Extent


@dataclass(frozen=True)
class Proposal:
    """A claim that a sentence seems to attribute to somebody. Offsets lie in ``Found.text``."""

    sentence: Extent
    content: Extent  # what is claimed, without "he said"
    exact: Extent  # at most eight words of it, to find it by
    statement: str  # the content as one bare proposition, as near to the text's words as need be
    kind: str  # a word of Claim.Kind
    stance: str  # a word of Appearance.Stance
    attribution: str  # a word of Appearance.Attribution
    steps: tuple[Step, ...]  # without the publisher: who speaks in the text
    part: str  # a word of Passage.Where
    paragraph: int
    cue: Extent  # the words that show that something is attributed
    rule: str  # name of the row of the rule table
    reason: str  # a sentence for people
    confidence: Confidence
    language: str = "en"
    hedge: str = ""
    condition: str = ""
    asserted: str = ""  # EDTF: when it was said, if the text says
    asserted_basis: str = ""
    amounts: tuple[Amount, ...] = ()
    negated: bool = False


# -- matching ----------------------------------------------------------------------------------


class Match(NamedTuple):
    """A record of the archive that something may be: ``likeness`` from 0 to 1, and what differs, for people."""

    uid: str
    label: str
    likeness: float
    reason: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matched:
    """A proposal with what the archive has that may be its speakers and its claim, likeliest first."""

    proposal: Proposal
    speakers: Mapping[str, Sequence[Match]] = field(default_factory=dict)  # by label
    claims: Sequence[Match] = ()


Json = dict[str, Any]
