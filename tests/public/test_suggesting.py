"""Help for who types: records that the words so far find, and other words for those nobody used."""

import pytest

from archive.models import Document
from tests.factories import make_article, make_claim, make_source, publish_all
from tests.public.html import page_of

pytestmark = pytest.mark.django_db
PATH = "/search/suggest/"


def suggested(client, **query) -> list[tuple[str, str]]:
    answer = client.get(PATH, query)
    assert answer.status_code == 200, answer.content
    return [(each["type"], each["title"]) for each in answer.json()["results"]]


def test_records_are_suggested_by_beginnings_sources_first(client, cast, addresses) -> None:
    assert suggested(client, q="ruri")[0] == ("source", "Ruritania")
    assert {type for type, _ in suggested(client, q="ruri")[1:]} <= {"claim", "article", "event"}
    assert suggested(client, q="rocket deliv")[0] == (
        "claim",
        "Ivo Klee: The rocket deliveries are proven beyond doubt",
    )
    assert suggested(client, q="rocket deliv") == suggested(client, q="rocket deliveries ")
    # A finished word is that word; a quotation, a minus and a star are what they are.
    assert suggested(client, q="ruri ") == suggested(client, q='"ruri') == suggested(client, q="-") == []
    assert suggested(client, q="ruri*") == suggested(client, q="ruri")
    assert suggested(client, q="") == suggested(client, q="r") == suggested(client) == []
    answer = client.get(PATH, {"q": "klee", "as_of": "2023-01-01"})
    assert answer.json()["results"][0]["url"] == f"{addresses.expert}?as_of=2023-01-01"
    assert "proven beyond doubt" not in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=60"
    assert (
        client.get(PATH, {"q": "klee", "as_of": "2023-01-01"}, headers={"if-none-match": answer["ETag"]}).status_code
        == 304
    )


def test_it_is_bounded(client, cast, django_assert_max_num_queries) -> None:
    publish_all(
        *(make_claim(f"Rockets, number {number}", claimant=make_source(f"Rocketeer {number}")) for number in range(9))
    )
    client.get(PATH, {"q": "rock"})
    with django_assert_max_num_queries(8):
        found = suggested(client, q="rock")
    assert len(found) == 8
    assert [type for type, _ in found[:3]] == ["source"] * 3
    assert len({*found}) == 8
    for bad in ({"q": "a\0b"}, {"q": "klee", "as_of": "soon"}, {"query": "klee"}):
        assert client.get(PATH, bad).status_code == 400
    assert client.get(PATH, {"q": "x" * 100_000}).status_code in (200, 400)


def test_who_misspells_a_word_is_asked_what_was_meant(client, cast, django_assert_max_num_queries) -> None:
    for address, meant in (
        ("/search/?q=rokcet", "/search/?q=rocket"),
        ("/search/?q=rokcet&as_of=2023-01-01", "/search/?q=rocket&as_of=2023-01-01"),
        ("/claims/?q=deliverys+rockets", ""),
        ("/claims/?q=marrage&kind=opinion", "/claims/?q=marriage&kind=opinion"),
        ("/articles/?q=expliner", "/articles/?q=explainer"),
        ("/sources/?q=ruritannia", "/sources/?q=ruritania"),
        ("/search/?q=zeppelin", ""),
    ):
        client.get(address)
        with django_assert_max_num_queries(8):
            page = page_of(client.get(address))
        assert page.complaints() == []
        if meant:
            words = meant.partition("q=")[2].partition("&")[0]
            assert (meant, words) in page.links, address
            assert "Did you mean" in page.text
            assert "Did you mean" not in page_of(client.get(meant)).text
        else:
            assert "Did you mean" not in page.text, address


def test_the_search_enhances_its_own_form_alone(client, cast) -> None:
    assert 'data-suggest="/search/suggest/"' in client.get("/search/").content.decode()
    assert "data-suggest" not in client.get("/claims/").content.decode()


def test_a_narrowed_list_announces_its_own_feed(client, cast) -> None:
    text = client.get("/claims/?kind=denial&as_of=2023-01-01&ordering=asserted").content.decode()
    assert '<link rel="alternate" type="application/json" href="/api/v1/claims/?kind=denial&amp;' in text
    for name, type in (("atom", "application/atom+xml"), ("json", "application/feed+json")):
        address = f"/feeds/claims.{name}?kind=denial"
        assert f'<link rel="alternate" type="{type}" title="Attest: the claims of this list" href="{address}">' in text
        assert client.get(address).status_code == 200
    assert "the claims of this list" not in client.get("/claims/").content.decode()
    assert "/feeds/claims.atom?" not in client.get("/articles/?genre=wire").content.decode()
    assert client.get("/api/v1/claims/?kind=denial&as_of=2023-01-01&ordering=asserted").status_code == 200


@pytest.mark.parametrize(
    "written", ["N. Korea", "n korea", "DPRK", "North Korea", "north-korea", "Kim Jong-un", "Kim Jong Un", "kim jongun"]
)
def test_other_spellings_of_a_name_find_the_same(client, cast, written: str) -> None:
    north = make_source("North Korea", aliases=["DPRK", "N. Korea"])
    leader = make_source("Kim Jong Un", kind="person", aliases=["Kim Jongun"])
    statements = ["N. Korea and Kim Jong-un met", "The DPRK heard Kim Jong Un", "North Korea saw Kim Jongun"]
    publish_all(leader, *(make_claim(each, claimant=north) for each in statements))
    answer = client.get("/search/", {"q": written, "type": "claim"})
    assert len([words for level, words in page_of(answer).headings if level == 2]) == len(statements)
    assert answer.content.decode().count("<mark>") >= len(statements)


def test_a_text_with_a_date_nobody_knows_is_suggested_for_no_day_before(client, cast) -> None:
    publish_all(make_article("Zeppelin sightings", published="2022-11", published_basis="The month stands on it."))
    assert suggested(client, q="zeppe", as_of="2022-11-10") == []
    assert suggested(client, q="zeppe", as_of="2022-11-30") == [("article", "Zeppelin sightings")]
    assert Document.objects.get(title="Zeppelin sightings").vague == 3
