"""What a document says its site is called, and lines in which that is all that is said."""

import re
from collections.abc import Iterable

from archive.ingest.finding.folding import folded
from archive.ingest.finding.lines import Line
from archive.ingest.shapes import Hint

_COPYRIGHT = re.compile(r"(?:©|ⓒ|\(c\))[\s\d–,-]*([^\W\d].{1,60}?)(?:$|[.,|]| all rights)", re.IGNORECASE)
_APART = re.compile(r"\s?[-–—|·]\s")
_LOOK = 80
_MOST = 10


def sites_of(lines: Iterable[Line], hints: Iterable[Hint]) -> frozenset[str]:
    """The names of the site, folded: of its format, and of its lines about copyright."""
    named = [hint.value for hint in hints if hint.field == "publisher"]
    named += [match[1] for line in lines if (match := _COPYRIGHT.search(line.text[:_LOOK]))]
    return frozenset(name for each in named[:_MOST] if (name := folded(each).removeprefix("the ")))


def names_site(line: Line, sites: frozenset[str]) -> bool:
    """Whether a line is the name of the site."""
    return line.key.removeprefix("the ") in sites


def begins_with_site(line: Line, sites: frozenset[str]) -> bool:
    """Whether the name of the site stands in a line before a dash, as where a page says what it is."""
    key = line.key.removeprefix("the ")
    return any(key.startswith(site) and _APART.match(key, len(site)) for site in sites)


def tells_of_site(line: Line, sites: frozenset[str]) -> bool:
    """Whether a paragraph begins with what the site is."""
    return line.key.removeprefix("the ").startswith(tuple(f"{site} is a" for site in sites))
