"""The drawing of a claim's chains and the list of them hold the same people and the same articles."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from archive.reading_room.telling import drawings
from archive.reading_room.telling.trees import NOBODY, Node, tree

NAMED = [f"source{number}" for number in range(5)]
LABELS = ["officials", "experts"]


def source(key: str) -> dict:
    if key in LABELS:
        return {"uid": None, "name": key, "url": None, "naming": "unnamed"}
    if key == "nobody":
        return {"uid": None, "name": "Not stated", "url": None, "naming": "not_stated"}
    return {"uid": key, "name": key.capitalize(), "url": f"/sources/{key}/", "naming": "named"}


def step(keys: list[str], inferred: bool) -> dict:
    return {"sources": list(map(source, keys)), "inferred": inferred, "force": "neutral", "verb": None, "note": None}


def article(number: int) -> dict:
    published = {"edtf": "2022", "display": "2022"}
    return {
        "uid": f"article{number}",
        "title": f"Title {number}",
        "url": f"/articles/article{number}/",
        "publisher": None if number % 2 else {"name": f"Paper {number}"},
        "published": published,
    }


KEYS = st.lists(st.sampled_from([*NAMED, *LABELS, "nobody"]), min_size=1, max_size=2, unique=True)
APPEARANCES = st.lists(
    st.builds(
        lambda number, chain, stance: {
            "article": article(number),
            "chain": chain,
            "stance": stance,
            "passages": [{"quote": "a few words"}],
        },
        st.integers(0, 4),
        st.lists(st.builds(step, KEYS, st.sampled_from([False, False, True])), min_size=1, max_size=4),
        st.sampled_from(["quotes", "reports", "denies", "mentions"]),
    ),
    min_size=1,
    max_size=6,
)
COUNTED = st.lists(st.sampled_from(NAMED), max_size=3, unique=True)


def origins(counted: list[str]) -> dict:
    return {"attributed": len(counted), "sources": list(map(source, counted))}


def in_list(nodes: list[Node]) -> set[str]:
    """Everybody in a nested list, by name."""
    return {each["name"] for node in nodes for each in node.sources} | {
        name for node in nodes for name in in_list(node.children)
    }


@given(APPEARANCES, COUNTED)
def test_who_is_in_the_list_is_in_the_drawing(appearances, counted):
    made = tree(appearances, origins(counted))
    found = list(drawings.ways(made))
    boxes, lines = drawings.graph(found, set(counted))
    names = {box.words for box in boxes if not box.is_last}
    assert names == in_list([*made.origins, *made.aside])
    told = {
        NOBODY if each["naming"] == "not_stated" else each["name"]
        for appearance in appearances
        for one in appearance["chain"][1:]
        for each in one["sources"]
    }
    assert told <= names
    # Every article ends as many ways as it has appearances, but for what is the same twice.
    assert {way.leaf.article["uid"] for way in found} == {each["article"]["uid"] for each in appearances}
    assert len(found) == len(appearances)
    # Who has no name has no address, and who is counted is drawn as an origin.
    assert not [box for box in boxes if box.words in (*LABELS, NOBODY) and box.href]
    keys = {box.key: box for box in boxes}
    assert all(keys[line.above] and keys[line.below] for line in lines)
    for way in found:
        for node in way.nodes:
            for each in node.sources:
                if each["uid"] in counted and not way.is_aside:
                    assert keys[f"False {each['uid']}"].shape == "origin"


@given(APPEARANCES, COUNTED)
def test_the_drawing_links_to_all_of_them(appearances, counted):
    made = tree(appearances, origins(counted))
    drawing = drawings.provenance(made, origins(counted))
    read = ElementTree.fromstring(drawing.svg.render())
    links = {each.get("href") for each in read.iter("a")}
    assert links >= {each["article"]["url"] for each in appearances}
    assert links - {each["article"]["url"] for each in appearances} == {
        f"/sources/{name.lower()}/" for name in in_list([*made.origins, *made.aside]) if name.startswith("Source")
    }
    assert drawing.left_out == 0


def test_a_drawing_has_its_limit_and_says_what_it_leaves_out():
    many = [
        {"article": article(number), "chain": [step(["source0"], False)] * 2, "stance": "quotes", "passages": []}
        for number in range(drawings.MOST_WAYS + 7)
    ]
    drawing = drawings.provenance(tree(many, origins(["source0"])), origins(["source0"]))
    assert drawing.left_out == 7
    assert drawing.svg.render().count("<rect") == drawings.MOST_WAYS + 1
    assert drawings.provenance(tree([], origins([])), origins([])) is None


def test_a_withdrawn_article_keeps_its_place_without_its_words():
    gone = {"uid": "article9", "url": "/articles/article9/-/", "withdrawn": True}
    made = tree([{"article": gone, "chain": [], "stance": "quotes", "passages": []}], origins([]))
    written = drawings.provenance(made, origins([])).svg.render()
    assert "A withdrawn article" in written
    assert "states" not in written
