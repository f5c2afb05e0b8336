"""What a text turned out to be, beside what the archive has."""

from enum import StrEnum
from typing import NamedTuple

from archive.ingest.shapes import Json


class Verdict(StrEnum):
    """What is known of a text; ALIKE alone waits for a person."""

    SAME_BYTES = "same_bytes"  # a text of the article was made from these bytes: nothing to do
    SAME_TEXT = "same_text"  # the article has this text: nothing to do
    SAME_ADDRESS = "same_address"  # a newer text of the article
    AWAITED = "awaited"  # the article is known, and this is the text that was missing
    ALIKE = "alike"  # much the same as what is here
    NEW = "new"  # nothing like it is here


class Answer(StrEnum):
    """What a person may say of a text that is like an article."""

    NEW_VERSION = "new_version"  # of the same article: a new text of it
    REPRINT = "reprint"  # the same report at another outlet: an article of its own, with the same origin
    OTHER = "other"  # an article of its own that has nothing to do with it


class Alike(NamedTuple):
    """An article that a text is like: how much of either stands in the other (0 to 1), and what is probably so.

    ``known_first`` is None where no date tells. ``proposed`` is what a person is likely to answer; None
    where nothing speaks for it.
    """

    uid: str
    title: str
    of_new: float
    of_known: float
    known_first: bool | None
    proposed: Answer | None
    reason: str

    def as_json(self) -> Json:
        """For the findings of an item."""
        found = self._asdict()
        return {**found, "of_new": round(self.of_new, 3), "of_known": round(self.of_known, 3)}


class Recognition(NamedTuple):
    """The verdict with its reason in sentences; the article that it is sure of; those it is like, likest first.

    ``keys`` name the text from now on: a new article claims them. For an article beside one that has the same words
    there are ``own_keys``, those of its address that no article has.
    """

    verdict: Verdict
    reason: str
    keys: tuple[str, ...]
    own_keys: tuple[str, ...] = ()
    uid: str = ""
    alike: tuple[Alike, ...] = ()

    def as_json(self) -> Json:
        """For the findings of an item."""
        return {
            "verdict": self.verdict.value,
            "reason": self.reason,
            "uid": self.uid,
            "keys": list(self.keys),
            "alike": [each.as_json() for each in self.alike],
        }
