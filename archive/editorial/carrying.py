"""What becomes of the anchors of an article in a new text: carried over for certain, or orphaned.

An anchor (a passage of a claim, or an annotation) is in one of these states:

*anchored*   ``capture``, ``start`` and ``end`` say where; not orphaned
*orphaned*   ``is_orphaned``; the offsets are those of the capture it stood in last, if it was ever anchored
*settled*    ``capture`` without offsets, not orphaned: somebody looked, and the words are gone
*unplaced*   without a capture: there was no text yet to look in
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from archive.models import Annotation, Article, CaptureText, Passage
from archive.text.anchors import Carrying, Span, find, stands_alone

Anchor = Passage | Annotation

ANCHORING = ("capture", "start", "end", "is_orphaned")


# [kind, start, end, start in the original's text, paragraph] of each stretch, as CaptureText keeps it.
Layout = Sequence[Sequence[Any]]


class Original(NamedTuple):
    """A text and the bytes it was made from, by their hashes; ``layout`` says what each stretch of the text is."""

    text: str
    text_sha256: str
    sha256: str
    layout: Layout = ()


class Move(NamedTuple):
    """What becomes of an anchor: where it stands in the new text, or None for an orphan."""

    anchor: Anchor
    place: Span | None


def plan(article: Article, found: Original, among: Sequence[Anchor] | None = None) -> list[Move]:
    """What would become of each anchor that the new text is for, or of those ``among`` (writes nothing)."""
    waiting = [each for each in (anchors(article) if among is None else among) if _is_to_place(each, found.sha256)]
    wanted = {each.capture for each in waiting if each.capture}
    rows = CaptureText.objects.filter(capture__article=article, capture__sha256__in=wanted)
    texts = dict(rows.values_list("capture__sha256", "text"))
    carrying = {sha256: Carrying(text, found.text) for sha256, text in texts.items()}
    moves = [Move(each, _placed(each, found.text, carrying.get(each.capture))) for each in waiting]
    return _told_apart(moves, found) if found.layout else moves


def anchors(article: Article) -> list[Anchor]:
    """The passages of every claim in the article, and the article's annotations (two queries)."""
    passages = Passage.objects.filter(appearance__article=article).select_related("appearance__claim")
    return [*passages.order_by("appearance__claim", "appearance__position", "position"), *article.annotations.all()]


def _is_to_place(anchor: Anchor, sha256: str) -> bool:
    if anchor.start is not None:
        return anchor.is_orphaned or anchor.capture != sha256
    return bool(anchor.exact) and (anchor.is_orphaned or not anchor.capture)


def _placed(anchor: Anchor, text: str, carry: Carrying | None) -> Span | None:
    """Where the anchor stands in ``text``, if that is certain."""
    if anchor.start is None or anchor.end is None:
        place = find(text, anchor.exact.strip())
        return place if place and stands_alone(text, *place) else None
    if carry is None:  # the old text is gone, and nothing else says what stood around the words
        return None
    return carry(anchor.start, anchor.end) if anchor.end <= len(carry.old) else None


def _told_apart(moves: Sequence[Move], found: Original) -> list[Move]:
    """With words that stand several times placed in the paragraph that their passage names.

    Paragraphs are believed to be counted alike when every passage that is placed stands in the one that it names.
    """
    placed = [move for move in moves if move.place is not None and isinstance(move.anchor, Passage)]
    if not placed or not all(_stands_in(move, _paragraph(move.anchor, found.layout)) for move in placed):
        return list(moves)
    return [move if move.place else Move(move.anchor, _in_paragraph(move.anchor, found)) for move in moves]


def _stands_in(move: Move, paragraph: Span | None) -> bool:
    return bool(paragraph and move.place and paragraph[0] <= move.place[0] and move.place[1] <= paragraph[1])


def _in_paragraph(anchor: Anchor, found: Original) -> Span | None:
    if anchor.start is not None or not (paragraph := _paragraph(anchor, found.layout)):
        return None
    first, last = paragraph
    place = find(found.text[first:last], anchor.exact.strip())
    if place is None:
        return None
    start, end = place[0] + first, place[1] + first
    return (start, end) if stands_alone(found.text, start, end) else None


def _paragraph(anchor: Anchor, layout: Layout) -> Span | None:
    """From the beginning of the first to the end of the last stretch of the paragraph that a passage names."""
    if not isinstance(anchor, Passage):
        return None
    named = (anchor.part, anchor.paragraph or 1)
    spans = [(start, end) for kind, start, end, _, number in layout if (kind, number) == named]
    return (spans[0][0], spans[-1][1]) if spans else None


def carry(moves: Sequence[Move], found: Original) -> None:
    """Write what ``plan`` said. Call inside ``saving_many`` of the article and the claims."""
    for anchor, place in moves:
        if place is None:
            anchor.is_orphaned = True
        else:
            set_in(anchor, found.sha256, place)
    passages = [move.anchor for move in moves if isinstance(move.anchor, Passage)]
    annotations = [move.anchor for move in moves if isinstance(move.anchor, Annotation)]
    Passage.objects.bulk_update(passages, ANCHORING, batch_size=100)
    Annotation.objects.bulk_update(annotations, ANCHORING, batch_size=100)


def set_in(anchor: Anchor, sha256: str, place: Span) -> None:
    """Let the anchor stand at ``place`` of a capture's text; the caller saves it."""
    anchor.capture, (anchor.start, anchor.end) = sha256, place
    anchor.is_orphaned = False
