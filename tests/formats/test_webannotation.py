"""W3C Web Annotations: what the model demands, and that no word of a text goes out that may not."""

import json

import pytest

from archive.formats.webannotation import CONTEXT, Page, web_annotations
from tests.formats.documents import SITE, article, article_card, claim
from tests.formats.expanding import OA, dropped, triples

COLLECTION = f"{SITE}/articles/column2345/the-strait.annotations.json"
FIRST = Page(COLLECTION, f"{COLLECTION}#first")
MOTIVATIONS = {
    "assessing",
    "classifying",
    "commenting",
    "describing",
    "highlighting",
    "linking",
    "questioning",
    "tagging",
}
NOTE = {"motivation": "questioning", "body": "Who counted them?", "exact": "a number of rockets"}


def appearance(*quotes, **changes):
    passages = [{"part": "body", "n": number, "quote": quote} for number, quote in enumerate(quotes, start=4)]
    return {"article": article_card(), "stance": "reports", "passages": passages, **changes}


def written(document=None, claims=(), page=FIRST):
    return json.loads(web_annotations(document or article(), claims, page, site=SITE))


def items(*appearances, **changes):
    return written(claims=[claim(appearances=list(appearances))], **changes)["first"]["items"]


def faults(annotation):
    """Where an annotation breaks a MUST of the model."""
    found = [name for name in ("id", "type", "target") if not annotation.get(name)]
    found += ["motivation"] if annotation["motivation"] not in MOTIVATIONS else []
    found += [name for name in ("created", "modified") if not annotation.get(name, "Z").endswith("Z")]
    bodies, targets = annotation.get("body", []), annotation["target"]
    for each in [*as_list(bodies), *as_list(targets)]:
        is_text = each["type"] == "TextualBody"
        found += [f"{each}"] if ("value" if is_text else "source") not in each else []
        found += [f"{each}"] if each.get("purpose", "linking") not in MOTIVATIONS else []
        selector = each.get("selector", {"type": "TextQuoteSelector", "exact": "x"})
        found += [f"{selector}"] if set(selector) != {"type", "exact"} or not selector["exact"] else []
    return found


def as_list(value):
    return value if isinstance(value, list) else [value]


def test_a_collection_has_what_the_model_demands():
    made = written(article(annotations=[NOTE]), [claim(appearances=[appearance("said to arm", None)])])
    assert (made["@context"], made["type"], made["id"]) == (CONTEXT, "AnnotationCollection", COLLECTION)
    assert made["label"] == "Attest: The strait is warming up"
    page = made["first"]
    assert (page["type"], page["partOf"], page["startIndex"]) == ("AnnotationPage", COLLECTION, 0)
    assert made["total"] == len(page["items"]) == 2
    assert made["last"] == page["id"]
    assert [faults(each) for each in page["items"]] == [[], []]
    assert dropped(made) == set()


def test_an_appearance_links_its_quoted_passages_to_the_claim():
    [made] = items(appearance("said to arm", "rockets", "said to arm", None))
    assert made["id"] == f"{SITE}/claims/shipment23/#in-column2345"
    assert made["motivation"] == "linking"
    linked, described, assessed, stance, place = made["body"]
    assert linked["source"] == f"{SITE}/claims/shipment23/rockets-were-shipped/"
    assert described["value"] == "Valoria: Rockets were shipped"
    assert assessed["value"] == "Was it said? On record. Is it so? Disputed."
    assert (stance["value"], place["value"]) == ("reports", "Paragraph 7")
    assert [each["selector"]["exact"] for each in made["target"]] == ["said to arm", "rockets"]
    assert {each["source"] for each in made["target"]} == {"https://example.org/strait"}


def test_without_words_to_quote_the_article_as_a_whole_is_meant():
    [made] = items(appearance(None))
    assert made["target"] == {"type": "SpecificResource", "source": "https://example.org/strait"}
    [made] = items(appearance(), document=article(original_url=None))
    assert made["target"]["source"] == f"{SITE}/articles/column2345/the-strait/"


def test_only_appearances_in_this_article_are_told():
    elsewhere = appearance("elsewhere") | {"article": article_card(uid="another234")}
    assert len(items(elsewhere, appearance("here"), appearance("here too"))) == 2
    assert "elsewhere" not in json.dumps(items(elsewhere, appearance("here")))


def test_a_note_keeps_its_name_while_others_come_and_go():
    other = {"motivation": "highlighting", "body": None, "exact": "the strait"}
    [before] = written(article(annotations=[NOTE]))["first"]["items"]
    added, same, again = written(article(annotations=[other, NOTE, NOTE]))["first"]["items"]
    assert (before["id"], before["motivation"]) == (same["id"], "questioning")
    assert len({added["id"], same["id"], again["id"]}) == 3
    assert "body" not in added
    assert [faults(each) for each in (before, added, again)] == [[], [], []]
    assert before["body"]["value"] == "Who counted them?"


def test_pages_lead_to_each_other():
    first = written(claims=[claim(appearances=[appearance()])], page=FIRST._replace(next=f"{COLLECTION}?cursor=a"))
    assert first["first"]["next"] == f"{COLLECTION}?cursor=a"
    assert not {"total", "last"} & set(first)
    page = Page(COLLECTION, f"{COLLECTION}?cursor=a", previous=f"{COLLECTION}?cursor=b", is_first=False)
    second = written(article(annotations=[NOTE]), [claim(appearances=[appearance()])], page)
    assert (second["@context"], second["type"], second["partOf"]) == (CONTEXT, "AnnotationPage", COLLECTION)
    assert second["prev"] == f"{COLLECTION}?cursor=b"
    assert len(second["items"]) == 1
    assert dropped(second) == set()


def test_a_processor_of_others_finds_claim_and_words():
    made = written(claims=[claim(appearances=[appearance("북한은 & <b>")])])
    said = triples(made)
    assert any(each[1:] == (f"{OA}exact", "북한은 & <b>") for each in said)
    assert (f"{SITE}/claims/shipment23/#in-column2345", f"{OA}motivatedBy", f"{OA}linking") in said


@pytest.mark.parametrize("secret", ["prefix", "suffix", "start", "end", "note"])
def test_nothing_but_the_quoted_words_of_a_passage_is_read(secret):
    passages = [{"part": "body", "n": 4, "quote": "said to arm", secret: "not for the public"}]
    assert "not for the public" not in json.dumps(
        items(appearance() | {"passages": passages, secret: "not for the public"})
    )
