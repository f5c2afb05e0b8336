"""Which blocks of a page are its article: recall first, since a later room takes noise out of what is kept here.

trafilatura says which text it holds for the article. What it says lies in some element of the page; whatever else
in that element reads like an article is kept too (it drops captions, boxes and unusual paragraphs), with title,
standfirst, byline and dates from above. Where it found much less than the page's own article element holds,
that element is believed instead.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from archive.ingest.reading.page.nodes import Candidate, Node

# Of what the obvious container holds, so much at least must have been found.
_ENOUGH = 0.6
_MOST_OF_IT = 0.9
_LITTLE, _FEW = 0.1, 300
# Of the characters of a paragraph; a line that refers to another article is nearly all link.
_MOST_LINKED = 0.7
_LONG = 200
_SHORT = 25
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NOT_LETTERS = re.compile(r"[\W_]+")
_ENDED = re.compile(r"""[.!?…。！？।:;]["'”’»)\]」』]*$""")
# Of those who wrote a text, below it.
_INITIALS = re.compile(r"\(?[^\W\d_]{2,6}(?:/[^\W\d_]{2,8}){1,6}\)?")
# A day alone on its line, in languages that have spaces: "Wednesday, 14 February 2024".
_DAY = re.compile(
    r"(?:[^\W\d_]{3,12},? )?(?:\d{1,2}[^\W\d_]{0,2}\.? [^\W\d_]{3,10}|[^\W\d_]{3,10}\.? \d{1,2}),? (?:19|20)\d\d"
)
_LIKE_TITLE = 0.6
_JUST_THE_TITLE = 0.95
_LONGEST_TITLE = 300
_LONG_ENOUGH = 8
_MOST_TITLES = 60


def compact(text: str) -> str:
    """Letters and digits alone, to compare texts that were laid out differently."""
    return _NOT_LETTERS.sub("", text)


def choose(
    nodes: Sequence[Node],
    candidates: Sequence[Candidate],
    extracted: str,
    titles: Collection[str],
    authors: Collection[str] = (),
) -> list[Candidate]:
    """The blocks to keep, in their order.

    ``extracted`` is trafilatura's text, ``titles`` and ``authors`` are what the page says of itself.
    """
    is_extracted = _extracted(extracted)
    forgive(candidates, is_extracted)
    body = container(nodes, candidates, is_extracted)
    title = _title(candidates, titles, body)
    kept = [each for each in candidates if _is_of_body(each, body, is_extracted)]
    kept = _without_loose_headings(kept)
    if not kept:
        return []
    first = title.number if title else kept[0].number
    start = next((each.number for each in kept if each.is_prose and each.number > first), kept[0].number)
    head = [each for each in candidates if _is_of_head(each, first, start, authors)]
    chosen = {each.number: each for each in (*kept, *head) if each.number >= min(first, start)}
    if title:
        chosen[title.number] = title
    return [chosen[number] for number in sorted(chosen)]


def forgive(candidates: Sequence[Candidate], is_extracted: Callable[[Candidate], bool]) -> None:
    """Parts that are named like noise and hold half of the article's prose are none; readers' comments are no article."""
    prose = [each for each in candidates if each.is_prose]
    found = [each for each in prose if is_extracted(each)]
    if _size(found) < _FEW:
        found = prose
    held: dict[Node, float] = {}
    for each in found:
        if each.node.noise:
            held[each.node.noise] = held.get(each.node.noise, 0) + each.size
    forgiven = {node for node, size in held.items() if size > _size(found) / 2}
    for each in candidates:
        if each.node.noise in forgiven:
            each.node.noise = None


def container(
    nodes: Sequence[Node], candidates: Sequence[Candidate], is_extracted: Callable[[Candidate], bool]
) -> Node | None:
    """The element that holds the article: the one that says so, else the innermost with most of the prose."""
    prose = [each for each in candidates if each.is_prose and (not each.node.noise or _is_excused(each, is_extracted))]
    found = [each for each in prose if is_extracted(each)]
    obvious = _obvious(nodes, prose)
    if obvious:
        inside = [each for each in prose if each.node.is_within(obvious)]
        both = _size(each for each in found if each.node.is_within(obvious))
        if both < _ENOUGH * _size(inside) and both >= _size(found) / 2:
            found = inside
    if _size(found) < _LITTLE * _size(prose):
        found = prose
    innermost = _innermost(nodes, found)
    return obvious if obvious and innermost and innermost.is_within(obvious) else innermost


def _obvious(nodes: Sequence[Node], prose: Sequence[Candidate]) -> Node | None:
    """The element that calls itself the article and holds the most prose, and half of the page's."""
    _weigh(nodes, prose)
    named = [node for node in nodes if node.is_main and (not node.noise or node.noise.is_doubtful)]
    most = max((node.weight for node in named), default=0.0)
    if most < _size(prose) / 2:
        return None
    return max((node for node in named if node.weight >= most * _MOST_OF_IT), key=lambda node: node.depth, default=None)


def _weigh(nodes: Sequence[Node], prose: Sequence[Candidate]) -> None:
    for node in nodes:
        node.weight = 0.0
    for each in prose:
        each.node.weight += each.size
    for node in reversed(nodes):
        if node.parent:
            node.parent.weight += node.weight


def _innermost(nodes: Sequence[Node], prose: Sequence[Candidate]) -> Node | None:
    if not prose:
        return None
    _weigh(nodes, prose)
    most = _size(prose) * _MOST_OF_IT
    return max((node for node in nodes if node.weight >= most), key=lambda node: node.depth, default=None)


def _size(prose: Sequence[Candidate] | Iterator[Candidate]) -> float:
    return sum(each.size for each in prose)


def _extracted(text: str) -> Callable[[Candidate], bool]:
    whole = compact(text)
    lines = {compact(line) for line in text.split("\n")}

    def is_extracted(each: Candidate) -> bool:
        key = compact(each.text)
        return key in lines or (len(key) >= _SHORT and key in whole)

    return is_extracted


def _is_of_body(each: Candidate, body: Node | None, is_extracted: Callable[[Candidate], bool]) -> bool:
    is_inside = body is not None and each.node.is_within(body)
    if each.node.noise:
        return is_inside and _is_excused(each, is_extracted)
    if is_extracted(each):
        return each.density < _MOST_LINKED or each.role not in ("p", "standfirst") or len(each.text) > _LONG
    if not is_inside:
        return False
    if each.role in _HEADINGS or each.role in ("figcaption", "byline", "time", "credit", "standfirst"):
        return each.density < 0.8
    if each.role in ("li", "dt", "dd"):
        return each.density < _MOST_LINKED
    is_said = each.node.tag == "p" or each.role in ("blockquote", "tr") or len(each.text) >= 40
    is_said = is_said or any(form.fullmatch(each.text) for form in (_INITIALS, _DAY))
    return each.density < _MOST_LINKED and (is_said or bool(_ENDED.search(each.text)))


def _is_excused(each: Candidate, is_extracted: Callable[[Candidate], bool]) -> bool:
    """Whether it is a paragraph of the article though its part has the name of something else."""
    return each.node.noise is not None and each.node.noise.is_doubtful and each.is_prose and is_extracted(each)


def _is_of_head(each: Candidate, first: int, start: int, authors: Collection[str]) -> bool:
    """Whether it stands between the title and the first paragraph, or just above the title, and says something."""
    if each.node.noise or each.role == "li":
        return False
    if each.role in ("byline", "time", "standfirst", "credit"):
        is_link = each.role == "standfirst" and each.density >= _MOST_LINKED
        return first - 6 <= each.number < start and not is_link
    if len(each.text) < _LONG and any(name in each.text for name in authors):
        return first < each.number < first + 12
    return first < each.number < start and (each.density < 0.5 or each.role == "figcaption")


def _title(candidates: Sequence[Candidate], titles: Collection[str], body: Node | None) -> Candidate | None:
    """What stands nearest above the article of all that the page calls itself; else the last h1 above it."""
    first = next((each.number for each in candidates if each.is_prose and body and each.node.is_within(body)), None)
    above = candidates[:first]
    keys = [compact(title).lower() for title in titles if title]
    for roles, least in ((_HEADINGS, _LIKE_TITLE), (frozenset(("p", "standfirst", "byline", "time")), _JUST_THE_TITLE)):
        near = [each for each in above if each.role in roles and len(each.text) < _LONGEST_TITLE][-_MOST_TITLES:]
        rated = [(_rated(each, keys), each) for each in near]
        best = max((rating for rating, _ in rated), default=0.0)
        if best >= least:
            found = [each for rating, each in rated if rating >= min(best, _JUST_THE_TITLE)][-1]
            return replace(found, role="h1")
    headings = [each for each in above if each.role == "h1" and not each.node.noise]
    return headings[-1] if headings else None


def _rated(each: Candidate, keys: Sequence[str]) -> float:
    heading = compact(each.text).lower()
    return max((_likeness(heading, key) for key in keys), default=0.0)


def _likeness(heading: str, title: str) -> float:
    """How much of a page's name a heading is; the name may go on with that of the site."""
    if not heading or not title:
        return 0.0
    if len(heading) >= _LONG_ENOUGH and heading in title:
        return 1.0
    return SequenceMatcher(None, heading[:200], title[:200], autojunk=False).ratio()


def _without_loose_headings(kept: list[Candidate]) -> list[Candidate]:
    """Without headings that head nothing: the last ones, which belong to what was left out below."""
    while kept and kept[-1].role in _HEADINGS:
        kept = kept[:-1]
    return kept
