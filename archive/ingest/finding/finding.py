"""From a document to the article in it."""

import re
from collections import Counter
from collections.abc import Sequence

from archive.ingest.finding.addressing import mark_addressing
from archive.ingest.finding.body import label_body
from archive.ingest.finding.core import core
from archive.ingest.finding.heading import find_title, label_head
from archive.ingest.finding.laying_out import lay_out
from archive.ingest.finding.lines import Line, lines_of
from archive.ingest.finding.marking import mark
from archive.ingest.finding.refusing import check_article, check_size, rescue
from archive.ingest.finding.settling import settle
from archive.ingest.finding.sites import sites_of
from archive.ingest.shapes import Found, Read

_WORD = re.compile(r"[^\W\d_]{3,}")
_OFTEN = 4
_LOOK_LINES = 400
_TOP_LINES = 12


def find(read: Read) -> Found:
    """The article in ``read``: its own text, and of every piece of the document what it is and why.

    Raises Refusal if there is none: a menu, a list of links, a page that says that it was not found.
    """
    check_size(read.text)
    lines = lines_of(read.text, read.blocks)
    mark(lines)
    mark_addressing(lines, _spoken_of(lines))
    dense = core(lines)
    sites = sites_of(lines, read.hints)
    start = label_head(lines, find_title(lines, read.hints, sites, dense[0]), read.hints)
    label_body(lines, start, dense[1])
    settle(lines, start, sites)
    rescue(lines, dense)
    check_article(lines)
    return lay_out(lines)


def _spoken_of(lines: Sequence[Line]) -> frozenset[str]:
    """What the article is about: words of a line at the top that several paragraphs have too.

    An article on cookies and newsletters names them.
    """
    counts: Counter[str] = Counter()
    for line in lines[:_LOOK_LINES]:
        if line.is_prose:
            counts.update(set(_WORD.findall(line.key)))
    top = {word for line in lines[:_TOP_LINES] if line.is_loose for word in _WORD.findall(line.key)}
    return frozenset(word for word in top if counts[word] >= _OFTEN)
