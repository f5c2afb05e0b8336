"""What is marked in an article, read in a bounded number of queries whatever there is."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from archive.admin.chain.telling import in_words
from archive.admin.hiding import mask, person, sees_protected
from archive.admin.workbench import marked
from archive.admin.workbench.placing import Mark, Paragraph, Segment, paragraphs
from archive.admin.workbench.proposals import Findings, Proposed, found, proposed
from archive.editorial.annotating import is_own
from archive.editorial.permissions import may
from archive.models import (
    Annotation,
    Appearance,
    Article,
    CaptureText,
    Passage,
    Source,
    Suggestion,
)

About = Suggestion.About
# How a note looks in the text; the words for it stand in the list.
KINDS = {
    "commenting": "comment",
    "questioning": "question",
    "tagging": "tag",
    "highlighting": "highlight",
    "classifying": "tag",
}
MOST_SUGGESTIONS = 100
# What a stretch of the text may be that readers see set apart from its body.
SET_APART = ("title", "standfirst", "caption", "note", "heading", "credit", "byline", "date")


class Words(NamedTuple):
    """The words of a passage or a note: ``key`` leads to their place in this text, "" where they have none."""

    key: str
    quote: str
    start: int
    end: int
    part: str = ""


class Item(NamedTuple):
    """An entry of the list: an appearance or a note with its words."""

    row: Any
    kind: str
    words: list[Words]
    speakers: str = ""
    chain: str = ""
    is_own: bool = False

    @property
    def pk(self) -> str:
        return str(self.row.pk)

    @property
    def stance(self) -> str:
        return Appearance.Stance(self.row.stance).label

    @property
    def attribution(self) -> str:
        return Appearance.Attribution(self.row.attribution).label

    @property
    def keys(self) -> str:
        return " ".join(each.key for each in self.words if each.key)

    @property
    def is_placed(self) -> bool:
        return any(each.key for each in self.words)

    @property
    def order(self) -> int:
        return min((each.start for each in self.words if each.key), default=0)


class Suggested(NamedTuple):
    """A suggestion of a claim: ``key`` leads to its sentence in this text, "" where it stands in another."""

    row: Suggestion
    said: Proposed
    found: Findings
    key: str

    def marks(self) -> Iterator[Mark]:
        """Its sentence, and in it the words that tell that somebody says something."""
        if self.key:
            start, end = self.row.start or 0, self.row.end or 0
            yield Mark(self.key, "suggested", start, end)
            if self.found.cue_place and start <= self.found.cue_place[0] and self.found.cue_place[1] <= end:
                yield Mark(self.key, "cue", *self.found.cue_place)


class Board(NamedTuple):
    """The text with its marks, and the list of them in the order of the text."""

    paragraphs: list[tuple[int, str, SafeString]]
    placed: list[Item]
    elsewhere: list[Item]
    suggestions: list[Suggested]
    guesses: int
    may: dict[str, bool]
    claims: int
    notes: int


def board(request: HttpRequest, article: Article, text: CaptureText | None) -> Board:
    """Everything the page shows of the article (nine queries)."""
    user = person(request)
    items = [*_appearances(request, article, text), *_notes(request, article, text)]
    acts = ("change_article", "add_claim", "change_claim", "change_suggestion")
    waiting = _waiting(article) if may(user, "view_suggestion") else []
    suggestions = _shown(request, [_suggested(row, text) for row in waiting if row.about == About.CLAIM])
    marks = [Mark(each.key, item.kind, each.start, each.end) for item in items for each in item.words if each.key]
    marks += [mark for each in suggestions for mark in each.marks()]
    return Board(
        paragraphs=[_written(each) for each in paragraphs(text.text, marks, text.layout)] if text else [],
        placed=sorted((each for each in items if each.is_placed), key=lambda item: item.order),
        elsewhere=[each for each in items if not each.is_placed],
        suggestions=suggestions,
        guesses=sum(row.about == About.ARTICLE for row in waiting),
        may={act: may(user, act) for act in acts},
        claims=sum(each.kind == "claim" for each in items),
        notes=sum(each.kind != "claim" for each in items),
    )


def _written(paragraph: Paragraph) -> tuple[int, str, SafeString]:
    """Where a paragraph begins, what it is if not body, and its markup.

    A template would take five times as long over a thousand segments.
    """
    pieces = []
    for keys, run in groupby(paragraph.segments, key=lambda segment: segment.keys):
        segments = list(run)
        pieces += [
            format_html('<span class="wb-at" id="at-{}"></span>', key) for each in segments for key in each.begins
        ]
        pieces.append(_marked(keys, segments) if keys else escape("".join(each.text for each in segments)))
    kind = paragraph.kind if paragraph.kind in SET_APART else ""
    return paragraph.start, kind, format_html_join("", "{}", ((piece,) for piece in pieces))


def _marked(keys: str, segments: list[Segment]) -> SafeString:
    """Segments under the same marks as one, in which what is told of a part alone, as its cue is, stands apart."""
    kinds = [each.css.split() for each in segments]
    common = [kind for kind in kinds[0] if all(kind in each for each in kinds)]
    words = format_html_join("", "{}", ((_part(each, common),) for each in segments))
    return format_html('<mark data-anchors="{}" class="{}">{}</mark>', keys, " ".join(common), words)


def _part(segment: Segment, common: list[str]) -> SafeString:
    own = [kind for kind in segment.css.split() if kind not in common]
    return format_html('<span class="{}">{}</span>', " ".join(own), segment.text) if own else escape(segment.text)


def _appearances(request: HttpRequest, article: Article, text: CaptureText | None) -> Iterator[Item]:
    for row, passages, claimants, chain in marked.appearances(request, article):
        words = [_words("p", each, text) for each in passages]
        yield Item(row, "claim", words, speakers=speakers(claimants), chain=in_words(chain))


def speakers(claimants: Iterable[Any]) -> str:
    """Who claims it, in one line."""
    return ", ".join(str(each) for each in claimants)


def _notes(request: HttpRequest, article: Article, text: CaptureText | None) -> Iterator[Item]:
    user = person(request)
    for row in Annotation.objects.filter(article=article).select_related("author").order_by("position", "pk"):
        yield Item(row, KINDS[row.motivation], [_words("a", row, text)], is_own=is_own(row, user))


def _words(letter: str, row: Passage | Annotation, text: CaptureText | None) -> Words:
    quote = " ".join(row.exact.split())
    if is_placed(row, text):
        return Words(f"{letter}{row.pk}", quote, row.start or 0, row.end or 0)
    return Words("", quote, 0, 0, str(row) if isinstance(row, Passage) else "")


def is_placed(row: Passage | Annotation, text: CaptureText | None) -> bool:
    """Whether the row is anchored in this very text."""
    return not row.is_orphaned and _is_in(row, text)


def _is_in(row: Passage | Annotation | Suggestion, text: CaptureText | None) -> bool:
    if text is None or row.start is None or row.end is None:
        return False
    return row.capture == text.capture.sha256 and row.end <= len(text.text)


def _suggested(row: Suggestion, text: CaptureText | None) -> Suggested:
    return Suggested(row, proposed(row.proposal), found(row), f"s{row.pk}" if _is_in(row, text) else "")


def _shown(request: HttpRequest, suggestions: list[Suggested]) -> list[Suggested]:
    """``suggestions`` without the sources that were found and are protected by now (one query, unless they may be seen)."""
    uids = {source.uid for each in suggestions for who in each.found.speakers for source in who.sources}
    if not uids or sees_protected(request):
        return suggestions
    hidden = set(Source.objects.filter(uid__in=uids, protected=True).values_list("uid", flat=True))
    return [each._replace(found=each.found.without(hidden)) for each in suggestions]


def _waiting(article: Article) -> list[Suggestion]:
    """What waits for a judgement: about the article itself, then about claims in the order of the text."""
    rows = Suggestion.objects.filter(article=article, state=Suggestion.State.OPEN)
    return list(rows.order_by("about", "start", "pk")[:MOST_SUGGESTIONS])


def shown_claim(request: HttpRequest, claim: Any) -> Any:
    """``claim`` with its claimants read and masked for whoever asks."""
    prefetch_related_objects([claim], "claimants__source")
    if not sees_protected(request):
        mask([claim], "claimants__source")
    return claim
