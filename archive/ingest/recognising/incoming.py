"""A text on its way in, as far as it matters for knowing it again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.ingest.shapes import Confidence, Found, Guess, Kind, Read
from archive.text.address import site
from archive.text.dates import DateError, Span, span
from archive.text.sketch import Runs, Sketch, rough, sketch
from archive.text.traits import address_keys, words_key


@dataclass(frozen=True)
class Incoming:
    """What was read, what of it is the article, and what is guessed of it; its sketch, if it was made already."""

    read: Read
    found: Found
    guesses: Sequence[Guess]
    sketched: Sketch | None = None

    @property
    def text(self) -> str:
        return self.found.text

    @cached_property
    def sketch(self) -> Sketch:
        return self.sketched or sketch(self.text)

    @cached_property
    def runs(self) -> Runs:
        return rough(self.text)

    @cached_property
    def bytes_key(self) -> str:
        return f"bytes:{hashlib.sha256(self.read.data).hexdigest()}"

    @cached_property
    def text_key(self) -> str:
        return f"text:{hashlib.sha256(self.text.encode(errors='replace')).hexdigest()}"

    @cached_property
    def words_keys(self) -> list[str]:
        """The keys of its words: none for a text of so few that other articles may have them."""
        words = words_key(self.sketch)
        return [self.text_key, words] if words else []

    @cached_property
    def address_keys(self) -> list[str]:
        """The keys of its addresses: where it was, and what it says of itself on the same site."""
        stated = self.values("canonical_url")
        here = self.read.url or next(iter(self.values("original_url") + stated), "")
        found = set[str]()
        for each in ["", *stated, *self.values("original_url")]:
            found |= address_keys(here, each)
        return sorted(found)

    @cached_property
    def origin_keys(self) -> list[str]:
        """The keys of an address on another site that the page names as its own: where it was first."""
        stated = {key for each in self.values("canonical_url") for key in address_keys(each)}
        return sorted(stated - set(self.address_keys))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(sorted({self.bytes_key, *self.words_keys, *self.address_keys}))

    @cached_property
    def sites(self) -> frozenset[str]:
        here = [self.read.url] if self.read.url else self.values("original_url") + self.values("canonical_url")
        return frozenset(filter(None, map(site, here)))

    @cached_property
    def titles(self) -> list[str]:
        """What may be its title: guessed, or set as one."""
        set_as_one = [self.text[part.start : part.end] for part in self.found.layout if part.kind is Kind.TITLE]
        return [each for each in dict.fromkeys(self.values("title") + set_as_one) if each.strip()]

    def guess(self, field: str) -> Guess | None:
        """The surest guess of a field."""
        order = list(Confidence)
        return max(
            (each for each in self.guesses if each.field == field),
            key=lambda each: order.index(each.confidence),
            default=None,
        )

    def values(self, field: str) -> list[str]:
        return [each.value for each in self.guesses if each.field == field]

    @cached_property
    def published(self) -> Span | None:
        """The days on which it was published, if that is guessed."""
        guess = self.guess("published")
        try:
            return span(guess.value) if guess else None
        except DateError:
            return None
