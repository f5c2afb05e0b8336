"""The attribution chains of a claim as readers get them: one tree."""

from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from archive.reading_room.telling.chains import is_nobody
from archive.reading_room.telling.words import NAMINGS

Json = dict[str, Any]
COUNTING = ("asserts", "reports", "quotes", "endorses")
NOBODY = _("Somebody the text does not name")
# What an article does with a claim, beside the article.
DOES = {
    "asserts": _("states"),
    "reports": _("reports"),
    "quotes": _("quotes"),
    "endorses": _("endorses"),
    "denies": _("denies"),
    "doubts": _("doubts"),
    "mentions": _("only mentions"),
}


class Leaf(NamedTuple):
    """An article at the end of a branch, and what it does with the claim."""

    article: Json
    stance: str
    quotes: list[str]


class Node(NamedTuple):
    """Sources that stand side by side, whom they told, and the articles that had it from them."""

    sources: list[Json]
    hint: str
    children: list["Node"]
    leaves: list[Leaf]


Branch = tuple[list[Json], Leaf]


class Tree(NamedTuple):
    """Where a claim comes from: from the origins down to the articles.

    ``own_voice`` are articles that state it and cite nobody; ``aside`` is what counts nowhere:
    inferred chains, and articles that deny, doubt or only mention the claim.
    """

    origins: list[Node]
    own_voice: list[Leaf]
    aside: list[Node]


def tree(appearances: list[Json], origins: Json) -> Tree:
    """All chains of a claim, joined where they lead back to the same sources."""
    counted, own_voice, aside = [], [], []
    for appearance in appearances:
        chain = appearance["chain"]
        if appearance["stance"] not in COUNTING or any(step["inferred"] for step in chain):
            aside.append(_branch(appearance))
        elif len(chain) > 1:
            counted.append(_branch(appearance))
        else:
            own_voice.append(_leaf(appearance))
    return Tree(_under_the_one(_grow(counted), origins), own_voice, _grow(aside))


def _branch(appearance: Json) -> Branch:
    """The steps from the far end to the one before the article's own, and the article."""
    chain = appearance["chain"]
    return list(reversed(chain[1:] or chain)), _leaf(appearance)


def _leaf(appearance: Json) -> Leaf:
    quotes = [passage["quote"] for passage in appearance["passages"] if passage["quote"]]
    return Leaf(appearance["article"], gettext(DOES[appearance["stance"]]), quotes)


def _grow(branches: list[Branch], *, is_root: bool = True) -> list[Node]:
    """Branches that begin with the same sources become one."""
    grown: dict[tuple[Any, ...], tuple[Json, list[Branch]]] = {}
    for steps, leaf in branches:
        first, *further = steps
        grown.setdefault(_same(first, leaf), (first, []))[1].append((further, leaf))
    return [
        Node(
            [_shown(source) for source in first["sources"]],
            _naming(first) or ("" if is_root else _part(first)),
            _grow([each for each in some if each[0]], is_root=False),
            [leaf for steps, leaf in some if not steps],
        )
        for first, some in grown.values()
    ]


def _shown(source: Json) -> Json:
    return {**source, "name": gettext(NOBODY), "is_ours": True} if is_nobody(source) else source


def _same(step: Json, leaf: Leaf) -> tuple[Any, ...]:
    """What two steps must share to be one; who has no name is somebody else in every article."""
    nobody = str(leaf.article["uid"])
    keys = ((source["uid"] or nobody, source["name"] or "") for source in step["sources"])
    return (step["inferred"], *sorted(keys or [(nobody, "")]))


def _naming(step: Json) -> str:
    namings = {gettext(NAMINGS.get(source["naming"], "")) for source in step["sources"] if not is_nobody(source)} - {""}
    return ", ".join([*([gettext("probably")] if step["inferred"] else []), *sorted(namings)])


def _part(step: Json) -> str:
    """What somebody in the middle did with it."""
    return gettext("denied it") if step["force"] == "denying" else gettext("passed it on")


def _as_origin(root: Node, counted: set[str]) -> Node:
    """The root, said to be an origin as far as its sources are counted as such."""
    number = sum(source["uid"] in counted for source in root.sources)
    if not number:
        return root
    if number == len(root.sources):
        return root._replace(hint=gettext("origin") if number == 1 else gettext("origins"))
    some = ngettext("one of them an origin", "%(number)s of them origins", number) % {"number": number}
    hint = gettext("%(some)s; the rest %(hint)s")
    return root._replace(hint=hint % {"some": some, "hint": root.hint or gettext("counted with them")})


def _under_the_one(roots: list[Node], origins: Json) -> list[Node]:
    """With one attributed origin, everybody named speaks for it: it becomes the root of them."""
    if len(origins["sources"]) != 1:
        return [_as_origin(root, {each["uid"] for each in origins["sources"]}) for root in roots]
    [origin] = origins["sources"]
    named = [root for root in roots if root.sources and all(source["uid"] for source in root.sources)]
    if not named:
        return roots
    itself = [root for root in named if [source["uid"] for source in root.sources] == [origin["uid"]]]
    others = [root for root in named if root not in itself]
    one = Node(
        [origin],
        gettext("origin"),
        [*(node for root in itself for node in root.children), *map(_for_it, others)],
        [leaf for root in itself for leaf in root.leaves],
    )
    return [one, *(root for root in roots if root not in named)]


def _for_it(root: Node) -> Node:
    return root._replace(hint=root.hint or gettext("speaks for it"))
