"""Which article of the archive a text is: the same one, a newer version, one that was awaited, or like one.

Certain is only what an address, the bytes, the words or the collection's own quotations prove. Whatever is
merely alike is shown to a person, who says what it is.
"""

from archive.editorial.traits import Claimed, add, claim
from archive.ingest.recognising.deciding import recognise
from archive.ingest.recognising.differences import Differences, differences
from archive.ingest.recognising.origin import origin_of
from archive.ingest.recognising.verdicts import Alike, Answer, Recognition, Verdict

add_keys, claim_keys = add, claim

__all__ = [
    "Alike",
    "Answer",
    "Claimed",
    "Differences",
    "Recognition",
    "Verdict",
    "add_keys",
    "claim_keys",
    "differences",
    "origin_of",
    "recognise",
]
