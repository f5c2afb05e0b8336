"""schema.org: the speaker is the author, numbers stand only where somebody judged, markup stays data."""

import json
import re

import pytest

from archive.formats.embedding import embedded
from archive.formats.linked import breadcrumbs, linked
from tests.formats.documents import SITE, article, article_card, claim, event, judged, source, source_card, world
from tests.formats.expanding import SCHEMA, dropped, triples

NESTED = {"author", "publisher", "sdPublisher", "itemReviewed", "reviewRating", "mainEntity", "appearance", "location"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?)?)?")


def review(**changes):
    return linked(claim(**changes), site=SITE)


def faults(node, path="$"):
    """What a reader of JSON-LD would stumble over: untyped nodes, relative addresses, dates in words, blanks."""
    found = []
    if isinstance(node, list):
        return [fault for number, each in enumerate(node) for fault in faults(each, f"{path}[{number}]")]
    if not isinstance(node, dict):
        return found
    if "@type" not in node:
        found.append(f"{path} has no type")
    for name, value in node.items():
        here = f"{path}.{name}"
        if value in (None, "", []):
            found.append(f"{here} is empty")
        if name in ("url", "@id", "item", "license") and not str(value).startswith("http"):
            found.append(f"{here} is relative")
        if name.startswith("date") or name.endswith("Date"):
            found += [] if DATE.fullmatch(str(value)) else [f"{here} is no date"]
        if name in NESTED and not isinstance(value, dict | list):
            found.append(f"{here} is no node")
        found += faults(value, here)
    return found


@pytest.mark.parametrize(
    "document",
    [
        claim(),
        claim(claimants=[], appearances=[], first_appearance=[], subjects=[], attribution=None),
        claim(kind="opinion", standing=None),
        claim(appearances=[{"article": {"uid": "gone234567", "url": "/articles/gone234567/-/", "withdrawn": True}}]),
        claim(claimants=[source_card("an official", None, None), source_card(None)]),
        article(),
        article(publisher=None, authors=[], summary=None, genre=None, language=None, original_url=None),
        event(),
        event(place=None, country=None, participants=[], summary=None, date=world()),
        event(part_of={"uid": "whole23456", "url": "/events/whole23456/-/", "withdrawn": True}),
        source(),
        source(kind="government", affiliations=[], aliases=[], note=None, wikidata=None, role=None),
        source(kind="document"),
    ],
)
def test_every_record_is_well_formed(document):
    made = linked(document, site=SITE)
    assert made["@context"] == "https://schema.org"
    assert faults(made) == []
    assert faults(breadcrumbs(document, site=SITE)) == []


def test_a_claim_review_has_all_that_gatherers_ask_for():
    made = review()
    assert made["@type"] == "ClaimReview"
    assert made["claimReviewed"] == "Rockets were shipped"
    assert made["url"] == f"{SITE}/claims/shipment23/rockets-were-shipped/"
    assert made["author"]["name"] == "Attest"
    item = made["itemReviewed"]
    assert (item["@type"], item["datePublished"]) == ("Claim", "2022-11-17")
    assert item["@id"] != made["@id"]
    assert item["appearance"] == item["firstAppearance"] != []
    # Where it was printed, when that is known.
    assert item["appearance"][0]["url"] == "https://example.org/strait"
    [unknown] = review(appearances=[{"article": article_card() | {"original_url": None}}])["itemReviewed"]["appearance"]
    assert unknown["url"] == f"{SITE}/articles/column2345/the-strait/"


def test_the_author_of_a_claim_is_the_speaker_and_not_the_outlet():
    [author] = review()["itemReviewed"]["author"]
    assert (author["@type"], author["name"]) == ("GovernmentOrganization", "Valoria")
    assert "Harbour" not in json.dumps(author)
    [person] = review(claimants=[source_card("Ivo Klee", "person")])["itemReviewed"]["author"]
    assert person["@type"] == "Person"


def test_nobody_is_no_author():
    item = review(claimants=[source_card("Not stated", None, None)])["itemReviewed"]
    assert "author" not in item
    [author] = review(claimants=[source_card("port officials", None, None)])["itemReviewed"]["author"]
    assert author == {"@type": "Thing", "name": "port officials"}


@pytest.mark.parametrize(
    ("kind", "standing", "number"),
    [
        ("assertion", "confirmed", "5"),
        ("denial", "confirmed", "5"),
        ("assertion", "refuted", "1"),
        ("denial", "refuted", "1"),
        *((kind, other, None) for kind in ("assertion", "denial") for other in ("open", "disputed", "corroborated")),
        ("assertion", "uncontested", None),
        ("denial", "unverifiable", None),
    ],
)
def test_only_what_was_confirmed_or_refuted_has_a_number(kind, standing, number):
    rating = review(kind=kind, standing=judged(standing))["reviewRating"]
    assert rating["alternateName"] == standing.capitalize()
    assert rating.get("ratingValue") == number
    assert ("bestRating" in rating) == ("worstRating" in rating) == (number is not None)


@pytest.mark.parametrize(("kind", "outcome"), [("prediction", "came_true"), ("pledge", "broken")])
def test_outcomes_are_words_alone(kind, outcome):
    rating = review(kind=kind, standing=None, outcome=judged(outcome))["reviewRating"]
    assert rating["alternateName"] == outcome.capitalize()
    assert "ratingValue" not in rating


def test_an_opinion_is_not_rated():
    rating = review(kind="opinion", standing=None)["reviewRating"]
    assert rating["alternateName"] == "An opinion: not rated"
    assert "ratingValue" not in rating


def test_background_in_an_articles_own_voice_is_no_claim_to_review():
    own_voice = {"value": "own_voice", "label": "Own voice"}
    assert review(weight="background", attribution=own_voice) is None
    assert review(weight="background") is not None
    assert review(attribution=own_voice) is not None


def test_a_date_that_is_not_quite_known_is_left_out():
    for edtf in ("2022-11~", "[2022-11-01..2022-11-13]", "2022-21", "2022/..", ""):
        assert "datePublished" not in review(asserted=world(edtf))["itemReviewed"]
    spanning = linked(event(), site=SITE)["mainEntity"]
    assert (spanning["startDate"], spanning["endDate"]) == ("2022-11-01", "2022-11-13")


def test_an_article_appears_once_however_often_it_is_cited():
    twice = [{"article": article_card()}, {"article": article_card()}]
    assert len(review(appearances=twice)["itemReviewed"]["appearance"]) == 1


def test_the_page_of_an_article_does_not_pose_as_the_article():
    made = linked(article(), site=SITE)
    assert (made["@type"], made["publisher"]["name"]) == ("WebPage", "Attest")
    main = made["mainEntity"]
    assert (main["@type"], main["publisher"]["name"]) == ("BackgroundNewsArticle", "The Harbour Post")
    assert main["url"] == "https://example.org/strait"
    # What a claim's review calls an appearance is the same node.
    assert main["@id"] == review()["itemReviewed"]["appearance"][0]["@id"]


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)", "<!--", "a & b", "\u2028", 'quote " and \\', "북한", "]]>"]
)
def test_markup_cannot_leave_its_element_and_reads_back_equal(text):
    made = linked(claim(text), site=SITE)
    written = embedded(made)
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == made


@pytest.mark.parametrize("document", [claim(), claim(kind="opinion", standing=None), article(), event(), source()])
def test_a_processor_of_others_understands_every_word(document):
    assert dropped(linked(document, site=SITE)) == set()
    assert dropped(breadcrumbs(document, site=SITE)) == set()


def test_names_stay_when_the_readable_end_of_an_address_changes():
    before, after = (review(url=f"/claims/shipment23/{slug}/") for slug in ("rockets", "rockets-and-more"))
    assert before["url"] != after["url"]
    assert before["@id"] == after["@id"] == f"{SITE}/claims/shipment23/#review"
    assert before["itemReviewed"]["@id"] == after["itemReviewed"]["@id"]


def test_a_denial_is_by_whoever_denies_and_a_joint_claim_by_all():
    speakers = [source_card("Ruritania", uid="ruritania2"), source_card("Ivo Klee", "person", "expert2345")]
    authors = review(kind="denial", claimants=speakers)["itemReviewed"]["author"]
    assert [each["name"] for each in authors] == ["Ruritania", "Ivo Klee"]
    said = triples(review(kind="denial", claimants=speakers))
    assert {who for _, name, who in said if name == f"{SCHEMA}author"} == {
        f"{SITE}/#archive",
        f"{SITE}/sources/ruritania2/#source",
        f"{SITE}/sources/expert2345/#source",
    }
