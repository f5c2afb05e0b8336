"""The page of a claim says what its two judgements mean, and never lets one pass for the other."""

import pytest

from tests.factories import appearance, change, make_article, make_claim, make_source, publish, publish_all, step
from tests.public.html import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client, addresses):
    return lambda name: page_of(client.get(getattr(addresses, name)))


def test_the_claimant_comes_first_and_apart(client, addresses):
    page = page_of(client.get(addresses.denial))
    assert page.headings[0] == (1, "Ruritania: Ruritania has never sent rockets across the strait")
    assert '<span class="who">Ruritania:</span>' in client.get(addresses.denial).content.decode()


def test_both_judgements_are_explained_apart(shown):
    text = shown("shipment").text
    assert "Was it said? On record Named in the text and quoted in their own words." in text
    assert "This says who said it, not whether it is true." in text
    assert "Is it so? Uncorroborated It was examined, and fewer than two independent origins" in text
    assert "On the evidence of 17 November 2022, with moderate confidence; so since 17 November 2022." in text
    assert "Contested by Ruritania; a denial alone changes no standing." in text


def test_origins_are_counted_not_repetitions(shown):
    text = shown("shipment").text
    assert "Who stands behind it? 1 attributed origin Valoria. 1 unnamed, which counts as none." in text
    assert "In 3 appearances; repetitions are not counted." in text


def test_it_is_traced_from_the_origin_to_the_article(shown):
    text = shown("shipment").text
    assert (
        "Valoria origin Ada Brandt speaks for it The Harbour Post, 17 November 2022 quotes a significant number of rockets"
        in text
    )
    assert "Valorian Ministry of Defence passed it on Evening Standard of Grauland, about 8 November 2022" in text
    assert "port officials not named The Harbour Post, 5 November 2024" in text


def test_every_appearance_has_its_chain_and_its_place(shown):
    text = shown("shipment").text
    assert "The Harbour Post quotes Ada Brandt. Paragraph 5: a significant number of rockets" in text
    assert "Nordwire cites Valorian Ministry of Defence, citing Ada Brandt." in text
    assert "The text’s word is claimed , which keeps its distance." in text.replace("claimed,", "claimed ,")
    assert "First appearance known to us: Ruritania said to arm the strait" in text


def test_relations_are_told_from_both_sides(shown):
    assert "Denied by Ruritania: Ruritania has never sent rockets across the strait" in shown("shipment").text
    assert "Denies Valoria: Ruritania covertly ships" in shown("denial").text
    later = shown("later").text
    assert "Contradicts Ivo Klee: There is no concrete proof of rocket deliveries Two statements that differ." in later
    assert "Between the two, wreckage was shown to reporters." in later


def test_evidence_carries_its_grade_in_words(shown):
    text = shown("shipment").text
    assert "C3: fairly reliable source, possibly true" in text
    assert "For it: Port register, November 2022" in text


def test_what_was_known_when_is_a_drawing_and_a_list(client, addresses):
    answer = client.get(addresses.shipment)
    text = page_of(answer).text
    assert "8 November 2022 Open first known; contested 17 November 2022 Uncorroborated" in text
    assert '<svg class="strip" role="img" aria-label="What was known over time, from 8 November 2022' in str(
        answer.content.decode()
    )


def test_a_prediction_has_an_outcome_and_a_condition(shown):
    text = shown("forecast").text
    assert "Has it come true? Came true What was foretold has come about." in text
    assert "The war in Grauland goes on through the winter. The condition was met." in text
    assert "Hedged in the text: probably" in text
    assert "31 December 2024" in text
    assert "Was it kept? Broken" in shown("pledge").text


def test_an_opinion_is_not_rated(shown):
    page = shown("opinion")
    assert "An opinion: not rated" in page.text
    assert "How it was judged" not in [words for _, words in page.headings]


def test_what_is_known_only_from_a_mention_says_so(shown):
    text = shown("mentioned").text
    assert "Known here only because somebody denies, doubts or mentions it." in text
    assert "The Harbour Post only mentions it, citing Valoria." in text
    assert "No article traces it to a source with a name." in text


def test_figures_events_topics_and_reply_stand_beside(shown):
    text = shown("shipment").text
    assert "Rockets: a significant number (no number)" in text
    assert "Rockets: up to 12,000 pieces" in text
    assert "Reported rocket deliveries Reported, between 1 and 13 November 2022" in text
    assert "Arms and ammunition" in text
    assert "asked on 1 October 2026 (by letter to both governments). No answer has come." in text
    assert "What would settle it Rockets recovered and dated" in text


def test_the_record_says_which_version_it_is(shown):
    text = shown("shipment").text
    assert "Version 1, published" in text
    assert "Ledger entry" in text


def test_corrections_are_told_by_their_class(client, cast, addresses, django_assert_max_num_queries):
    publish(change(cast.opinion, hedge="perhaps"), note="The hedge was left out.", of_class="correction")
    publish(change(cast.opinion, hedge="it may be"), note="Put <better>.", of_class="clarification")
    publish(change(cast.opinion, hedge="may be"), note="No class was given.")
    with django_assert_max_num_queries(3):
        answer = client.get(addresses.opinion)
    page = page_of(answer)
    assert page.complaints() == []
    assert "Version 4, corrected" in page.text
    told = page.text[page.text.index("Version 4") : page.text.index("Every version")]
    places = [
        told.index(words)
        for words in (
            "Corrected, ",
            "No class",
            "Clarification, ",
            "Put <better>.",
            "Correction, ",
            "The hedge was left",
        )
    ]
    assert places == sorted(places)
    assert "Clarification, " not in page_of(client.get(addresses.denial)).text


def test_where_it_comes_from_is_drawn_too(client, addresses):
    text = client.get(addresses.shipment).content.decode()
    drawn = text[text.index('<svg class="drawing') : text.index("</figure>")]
    assert '<title id="traced-title">From the origin to the article</title>' in drawn
    assert "1 attributed origin, 3 articles." in drawn
    assert drawn.count('class="box origin"') == 1
    assert drawn.count('class="box unnamed"') == 1
    assert drawn.count('class="box between"') == 2
    assert drawn.count('class="box article"') == 3
    # Whom the text does not name has no page that a box could lead to.
    assert drawn.count("<a ") == 6
    assert "style=" not in drawn
    assert '<a href="#provenance">' in text
    kept = client.get(f"{addresses.shipment}?as_of=2023-01-01").content.decode()
    kept = kept[kept.index('<svg class="drawing') : kept.index("</figure>")]
    assert kept.count("<a ") == kept.count('?as_of=2023-01-01"') == 5


def test_a_condition_stands_by_the_headline(shown):
    text = shown("forecast").text
    assert "On a condition: The war in Grauland goes on through the winter. The condition was met." in text
    assert text.index("On a condition:") < text.index("Was it said?")
    assert "To be decided by 31 December 2024" in text


def test_markup_in_a_record_stays_text(client, cast):
    bad = "<script>alert(1)</script>"
    outlet, speaker = make_source(f"Outlet {bad}", kind="outlet"), make_source(f"Speaker {bad}")
    article = make_article(f"Title {bad}", publisher=outlet.uid, summary=bad, genre_basis=bad)
    claim = make_claim(
        f"Statement {bad} \"'&amp;",
        claimant=speaker,
        appearances=[
            appearance(article, step(outlet), step(speaker, verb=bad, force="denying", note=bad), note=bad)
            | {"passages": [{"part": "body", "exact": bad}]}
        ],
    )
    publish_all(claim)
    for address in (
        *(f"/claims/{claim.uid}/", f"/articles/{article.uid}/", f"/sources/{speaker.uid}/"),
        *("/claims/", "/search/?q=script", f"/claims/?claimant={speaker.uid}", "/"),
    ):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()
        assert page_of(answer).complaints() == []


def test_other_scripts_have_addresses_too(client, cast):
    claim = make_claim("북한은 포탄을 보내지 않았다", claimant=make_source("Пресс-служба"))
    publish_all(claim)
    answer = client.get(f"/claims/{claim.uid}/", follow=True)
    assert answer.status_code == 200
    assert "북한은" in answer.redirect_chain[-1][0] or "%EB" in answer.redirect_chain[-1][0]
    assert page_of(answer).headings[0][1] == "Пресс-служба: 북한은 포탄을 보내지 않았다"
