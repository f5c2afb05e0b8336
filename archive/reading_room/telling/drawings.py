"""The tree of a claim as a drawing: every source and every article once, with lines between."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from archive.formats.drawing.layers import Box, Line
from archive.formats.drawing.svg import Element
from archive.formats.drawing.tree import FEW
from archive.formats.drawing.tree import tree as drawn
from archive.reading_room.telling.origins import attributed
from archive.reading_room.telling.trees import NOBODY, Leaf, Node, Tree
from archive.reading_room.telling.words import ENDS, NAMINGS
from archive.reading_room.wording.dating import shown as in_words
from archive.reading_room.wording.languages import original

Json = dict[str, Any]
# So many ways from an origin to an article are drawn; the list beside the drawing has them all.
MOST_WAYS = 40


class Way(NamedTuple):
    """The sources from the far end on, and the article at the end. ``is_aside``: it counts nowhere."""

    nodes: tuple[Node, ...]
    leaf: Leaf
    is_aside: bool


class Drawing(NamedTuple):
    """``is_wide``: a telephone shows a part of it at a time. ``left_out``: how many ways are only in the list."""

    svg: Element
    is_wide: bool
    left_out: int


def provenance(tree: Tree, origins: Json) -> Drawing | None:
    """The drawing of a tree; None when there is nothing in it."""
    found = list(ways(tree))
    shown = found[:MOST_WAYS]
    if not shown:
        return None
    boxes, lines = graph(shown, {each["uid"] for each in origins["sources"]})
    articles = {way.leaf.article["uid"] for way in shown}
    told = gettext(
        "%(origins)s, %(articles)s. Those said to know stand above, the articles below; the list says the same."
    )
    described = told % {"origins": attributed(origins["attributed"]), "articles": _articles(len(articles))}
    svg, columns = drawn("traced", gettext("From the origin to the article"), described, boxes, lines)
    return Drawing(svg, columns > FEW, len(found) - len(shown))


def _articles(number: int) -> str:
    return ngettext("%(number)s article", "%(number)s articles", number) % {"number": number}


def ways(tree: Tree) -> Iterator[Way]:
    """Every way from an end to an article, in the order of the list."""
    for node in tree.origins:
        yield from _below(node, (), is_aside=False)
    yield from (Way((), leaf, is_aside=False) for leaf in tree.own_voice)
    for node in tree.aside:
        yield from _below(node, (), is_aside=True)


def _below(node: Node, above: tuple[Node, ...], *, is_aside: bool) -> Iterator[Way]:
    nodes = (*above, node)
    yield from (Way(nodes, leaf, is_aside) for leaf in node.leaves)
    for child in node.children:
        yield from _below(child, nodes, is_aside=is_aside)


def graph(found: list[Way], counted_ones: set[str | None]) -> tuple[list[Box], list[Line]]:
    """Boxes and lines. Who stands on several ways is one box; sources that stand side by side have one each."""
    boxes: dict[str, Box] = {}
    lines: dict[Line, None] = {}
    for way in found:
        above: list[Box] = []
        for row in (
            *(_sources(node, depth, way, counted_ones) for depth, node in enumerate(way.nodes)),
            [_article(way)],
        ):
            boxes |= {box.key: box for box in row if box.key not in boxes}
            lines |= {Line(one.key, box.key, is_doubtful=way.is_aside): None for one in above for box in row}
            above = row
    return list(boxes.values()), list(lines)


def _sources(node: Node, depth: int, way: Way, counted_ones: set[str | None]) -> list[Box]:
    return [_source(each, node, depth, way, counted_ones) for each in node.sources or [{}]]


def _source(source: Json, node: Node, depth: int, way: Way, counted_ones: set[str | None]) -> Box:
    uid, name = source.get("uid"), source.get("name", gettext(NOBODY)) or capfirst(gettext("a withdrawn source"))
    if way.is_aside:
        shape = "aside"
    elif uid and uid in counted_ones:
        shape = "origin"
    elif depth:
        shape = "between"
    else:
        # A protected or an unnamed person has a label and no uid: the drawing knows no more than the document.
        shape = "end" if uid else "unnamed"
    note = gettext(NAMINGS.get(source.get("naming", ""), "") or ENDS.get(shape, "")) or node.hint
    # Who has no name is somebody else in every article, as the count has it.
    key = uid or f"{name} in {way.leaf.article['uid']}"
    language = original() if source.get("name") and not source.get("is_ours") else ""
    return Box(f"{way.is_aside} {key}", name, note, shape, source.get("url") or "", language=language)


def _article(way: Way) -> Box:
    article, stance = way.leaf.article, way.leaf.stance
    day, name, language = "", capfirst(gettext("a withdrawn article")), ""
    if not article.get("withdrawn"):
        name = (article["publisher"] or {}).get("name") or article["title"]
        day = in_words(article["published"]) if article["published"]["edtf"] else ""
        language = original()
    if not way.nodes:
        stance = gettext("%(stance)s, cites nobody") % {"stance": stance}
    shape = "aside" if way.is_aside else "article" if way.nodes else "own-voice"
    key = f"{way.is_aside} {article['uid']} {stance}"
    note, url = f"{stance}, {day}" if day else stance, article.get("url") or ""
    return Box(key, name, note, shape, url, is_last=True, language=language)
