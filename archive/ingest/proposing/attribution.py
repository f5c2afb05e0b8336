"""Something that a line attributes to somebody."""

from dataclasses import dataclass

from archive.ingest.proposing.lexicon import Rule
from archive.ingest.proposing.parties import Party
from archive.ingest.proposing.scope import Content


@dataclass(frozen=True)
class Attribution:
    """Something attributed: by which rule and words, to whom (none: not stated), and which tokens it is."""

    rule: Rule
    verb: str
    cue: tuple[int, int]
    origin: int  # where the words about the speaker begin
    speakers: tuple[Party, ...]
    content: Content
    use: str = "finite"
    stated: bool = True
    denied: bool = False  # somebody denies the claim, or (of a verb) denies one that a noun holds
