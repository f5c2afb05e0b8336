"""A narrator's sentence as a line of tokens in which each stretch of direct speech is one.

Words that are only quoted in passing (a "significant" number) stay in the line and are remembered as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.ingest.proposing.lexicon import Form, Lexicon
from archive.ingest.proposing.quotes import Quote
from archive.ingest.proposing.sentences import Sentence, boundaries
from archive.ingest.proposing.tokens import Token, tokens
from archive.ingest.shapes import Extent

SPEECH = "speech"
_MARKS = frozenset("“”\"«»„″「」『』‘’'‹›")
_FEWEST_WORDS = 3
_FEW_WORDS = 4
_SPEECH_ENDS = ",.?!…—–"


@dataclass(frozen=True)
class Line:
    """The tokens of a sentence; ``speech`` by the index of its token, ``scare`` the indexes of words quoted in passing."""

    text: str
    sentence: Sentence
    lexicon: Lexicon
    tokens: Sequence[Token]
    speech: dict[int, Quote] = field(default_factory=dict)
    scare: frozenset[int] = frozenset()
    lows: Sequence[str] = ()

    @property
    def is_headline(self) -> bool:
        """Whether it ends without a stop, as headlines do."""
        return self.kind(len(self) - 1) in ("word", "number", "acronym")

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, at: int) -> str:
        """The word at an index in lower case; empty beyond either end."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def kind(self, at: int) -> str:
        """The kind of token at an index; empty beyond either end."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def isa(self, at: int, name: str) -> bool:
        """Whether the word at an index is of a class."""
        return 0 <= at < len(self.lows) and self.lows[at] in self.lexicon.classes[name]

    def capital(self, at: int) -> bool:
        """Whether a word with a capital letter stands there that has one not only for beginning the sentence."""
        if not (0 <= at < len(self.tokens)) or not self.tokens[at].capital:
            return False
        return at > 0 or not self.lexicon.has("small", self.tokens[at].low)

    def finite(self, at: int) -> bool:
        """Whether surely a finite verb stands there."""
        if not 0 <= at < len(self.tokens) or at in self.speech:
            return False
        if self.tokens[at].kind == "possessive":
            return self.isa(at - 1, "pronouns")
        return self.isa(at, "finite")

    def form(self, at: int) -> Form | None:
        """The verb of the rules that may stand there."""
        token = self.tokens[at]
        return self.lexicon.forms.get(token.low) if token.kind == "word" and not token.text[0].isupper() else None

    def adverb(self, at: int) -> bool:
        """Whether an adverb stands there, which a verb and its subject let between them."""
        word = self.low(at)
        if self.isa(at, "adverbs"):
            return True
        return (
            word.endswith("ly")
            and len(word) > _FEW_WORDS
            and not self.tokens[at].capital
            and not self.isa(at, "no_adverbs")
        )

    def extent(self, start: int, end: int) -> Extent:
        """Where the tokens from one to before another stand in the text."""
        last = max(start, end - 1)
        first, behind = self.tokens[start].start, self.tokens[last].end
        # With the quotation marks around words that are quoted in passing.
        first -= start in self.scare and self.text[first - 1 : first] in _MARKS
        behind += last in self.scare and self.text[behind : behind + 1] in _MARKS
        return Extent(first, behind)

    def words(self, start: int, end: int) -> str:
        """The text from one token to before another, in one line."""
        if start >= end:
            return ""
        return " ".join(self.text[self.tokens[start].start : self.tokens[end - 1].end].split())


def line_of(text: str, sentence: Sentence, lexicon: Lexicon) -> Line:
    """A sentence as a line."""
    found: list[Token] = []
    speech: dict[int, Quote] = {}
    scare: set[int] = set()
    at = sentence.start
    for quote in sentence.quotes:
        start, end = max(quote.start, sentence.start), min(quote.end, sentence.end)
        found += tokens(text, at, start)
        if _is_speech(text, sentence, quote, found, speech, lexicon):
            speech[len(found)] = quote
            found.append(Token("", "", start, end, SPEECH))
        else:
            inside = [token for token in tokens(text, start, end) if token.text not in _MARKS]
            scare.update(range(len(found), len(found) + len(inside)))
            found += inside
        at = end
    found += tokens(text, at, sentence.end)
    return Line(text, sentence, lexicon, found, speech, frozenset(scare), [token.low for token in found])


def _is_speech(
    text: str, sentence: Sentence, quote: Quote, before: Sequence[Token], speech: dict[int, Quote], lexicon: Lexicon
) -> bool:
    words = text[quote.inner_start : quote.inner_end].split()
    if len(words) >= _FEW_WORDS and words[-1][-1] == ",":
        return True
    if not quote.closed:
        return len(words) >= _FEWEST_WORDS
    if quote.start <= sentence.start:
        return _stands_alone(text, sentence, quote)
    if len(words) < _FEWEST_WORDS:
        return False
    if speech or next(boundaries(text, quote.inner_start, quote.inner_end, lexicon), None) is not None:
        return True
    return _introduced(before, lexicon)


def _stands_alone(text: str, sentence: Sentence, quote: Quote) -> bool:
    """Of a quotation that opens its sentence: whether it ends as a sentence of its own does."""
    if quote.end >= sentence.end:
        return True
    last = text[quote.inner_start : quote.inner_end].rstrip()[-1:]
    return last in _SPEECH_ENDS or text[quote.end : quote.end + 1] in tuple(_SPEECH_ENDS)


def _introduced(before: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a colon, or a comma behind a verb of saying, leads to the quotation."""
    if not before:
        return True
    if before[-1].text == ":":
        return True
    return before[-1].text == "," and any(_speaks(lexicon, token) for token in before[-8:])


def _speaks(lexicon: Lexicon, token: Token) -> bool:
    form = lexicon.forms.get(token.low)
    return form is not None and any("quote" in rule.takes for rule in lexicon.verbs.get(form.lemma, ()))
