"""Labelled lines → the article's own text, with a way back to where each word stood."""

from collections.abc import Iterator, Sequence

from archive.ingest.finding.lines import Cut, Line
from archive.ingest.shapes import Extent, Found, Kind, Piece, Stretch

_COUNTED = (Kind.TITLE, Kind.STANDFIRST, Kind.BODY, Kind.CAPTION, Kind.NOTE)
# A line that is only of these is evidence and no text; within a paragraph they stay.
_ASIDE = (Kind.BYLINE, Kind.DATE, Kind.CREDIT, Kind.DATELINE)
_BETWEEN = "\n\n"


def lay_out(lines: Sequence[Line]) -> Found:
    """The kept pieces in their order, each line of them a paragraph, blank lines between."""
    pieces: list[Piece] = []
    layout: list[Stretch] = []
    texts: list[str] = []
    counts = dict.fromkeys(_COUNTED, 0)
    position = 0
    for line in lines:
        cuts = line.cuts or [Cut(line.kind or Kind.NOISE, 0, len(line.text), line.reason)]
        pieces.extend(_piece(line, cut) for cut in cuts)
        kept = [cut for cut in cuts if cut.kind is not Kind.NOISE]
        if all(cut.kind in _ASIDE for cut in kept):
            continue
        start = kept[0].start
        for cut in kept:
            if cut.kind in counts:
                counts[cut.kind] += 1
            for raw, at in _raw_extents(line, cut):
                begin = position + at - start
                layout.append(Stretch(cut.kind, begin, begin + raw.end - raw.start, raw.start, counts.get(cut.kind, 0)))
        words = line.text[start : kept[-1].end].rstrip()
        texts.append(words)
        position += len(words) + len(_BETWEEN)
    return Found(_BETWEEN.join(texts), layout, pieces)


def _piece(line: Line, cut: Cut) -> Piece:
    extents = [raw for raw, _ in _raw_extents(line, cut)]
    return Piece(cut.kind, extents[0].start, extents[-1].end, cut.reason)


def _raw_extents(line: Line, cut: Cut) -> Iterator[tuple[Extent, int]]:
    """Where the words of a cut stand in the document, line by line, each with its place in the paragraph."""
    words = line.text[cut.start : cut.end]
    first = cut.start + len(words) - len(words.lstrip())
    last = cut.start + len(words.rstrip())
    for span in line.spans:
        start, end = max(first, span.at), min(last, span.at + span.end - span.start)
        if start < end:
            yield Extent(span.start + start - span.at, span.start + end - span.at), start
