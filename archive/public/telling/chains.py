"""Attribution chains as readers get them: a sentence for each appearance, a tree for the claim."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.public.telling.words import NAMINGS, STANCES

Json = dict[str, Any]
COUNTING = ("asserts", "reports", "quotes", "endorses")
SOMEBODY = "somebody it does not name"
NOBODY = "Somebody the text does not name"


class Said(NamedTuple):
    """A stretch of a sentence: words, or the source whose name they are."""

    words: str
    source: Json | None = None


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


def sentence(appearance: Json) -> list[Said]:
    """ "The Paper cites an agency, citing a minister." Empty without a chain."""
    chain = appearance["chain"]
    if not chain:
        return []
    found = [*_speakers(chain[0]), *_opening(appearance)]
    for number, step in enumerate(chain[1:], start=1):
        found += [Said(_link(appearance, number, step)), *_speakers(step)]
    return [*found, Said(".")]


def _opening(appearance: Json) -> list[Said]:
    stance, chain = appearance["stance"], appearance["chain"]
    probably = " probably" if chain[0]["inferred"] else ""
    if len(chain) == 1:
        return [Said(f"{probably} {STANCES[stance]} in its own voice")]
    if stance in ("asserts", "reports", "quotes"):
        return [Said(probably)] if probably else []
    return [Said(f"{probably} {STANCES[stance]}")]


def _link(appearance: Json, number: int, step: Json) -> str:
    """The words that lead to a step: the last one may be quoted, any may be inferred."""
    is_last = number == len(appearance["chain"]) - 1
    quoted = is_last and (
        appearance["stance"] == "quotes" or (appearance["attribution"] or {}).get("value") == "on_record"
    )
    probably = "probably " if step["inferred"] else ""
    if appearance["chain"][number - 1]["force"] == "denying":
        return f", {probably}denying the word of "
    if number == 1 and appearance["stance"] in ("asserts", "reports", "quotes"):
        return f" {probably}{'quotes' if quoted else 'cites'} "
    return f", {probably}{'quoting' if quoted else 'citing'} "


def _speakers(step: Json) -> Iterator[Said]:
    sources = step["sources"]
    for number, source in enumerate(sources):
        if number:
            yield Said(" and " if number == len(sources) - 1 else ", ")
        yield _speaker(source)
    if not sources:
        yield Said(SOMEBODY)


def _speaker(source: Json) -> Said:
    if _is_nobody(source):
        return Said(SOMEBODY)
    return Said(source["name"] or "a withdrawn source", source)


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
    return Leaf(appearance["article"], STANCES[appearance["stance"]].removesuffix(" it"), quotes)


def _grow(branches: list[Branch], *, is_root: bool = True) -> list[Node]:
    """Branches that begin with the same sources become one."""
    grown: dict[tuple[Any, ...], tuple[Json, list[Branch]]] = {}
    for steps, leaf in branches:
        first, *further = steps
        grown.setdefault(_same(first), (first, []))[1].append((further, leaf))
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
    return {**source, "name": NOBODY} if _is_nobody(source) else source


def _is_nobody(source: Json) -> bool:
    return source["naming"] == "not_stated" and not source["uid"]


def _same(step: Json) -> tuple[Any, ...]:
    return (step["inferred"], *sorted((source["uid"] or "", source["name"] or "") for source in step["sources"]))


def _naming(step: Json) -> str:
    namings = {NAMINGS.get(source["naming"], "") for source in step["sources"] if not _is_nobody(source)} - {""}
    return ", ".join([*(["probably"] if step["inferred"] else []), *sorted(namings)])


def _part(step: Json) -> str:
    """What somebody in the middle did with it."""
    return "denied it" if step["force"] == "denying" else "passed it on"


def _as_origin(root: Node, counted: set[str]) -> Node:
    """The root, said to be an origin where all its sources are counted as such."""
    if root.sources and all(source["uid"] in counted for source in root.sources):
        return root._replace(hint="origin" if len(root.sources) == 1 else "origins")
    return root


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
        "origin",
        [*(node for root in itself for node in root.children), *others],
        [leaf for root in itself for leaf in root.leaves],
    )
    return [one, *(root for root in roots if root not in named)]
