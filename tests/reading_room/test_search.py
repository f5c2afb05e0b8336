"""What a query finds: the same on whatever database is configured."""

from datetime import date

import pytest
from django.db import connection

from archive.editorial.closing import suppress, withdraw
from archive.models import Document
from archive.reading_room.projecting.rebuild import rebuild
from archive.reading_room.searching import search
from archive.text.words import highlight
from tests.factories import (
    appearance,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db


def claim(statement: str, **data):
    made = make_claim(statement, **data)
    publish_all(made)
    return made


def found(text: str, *types: str, **more) -> list[str]:
    """The uids that a query finds, newest first."""
    positions = search.find(text, types, **more)
    by_position = dict(Document.objects.filter(position__in=positions).values_list("position", "uid"))
    return [by_position[position] for position in positions]


class TestWhatIsFound:
    def test_words_anywhere_in_any_order_and_form(self) -> None:
        shells = claim("The North shipped artillery shells by rail")
        claim("The North shipped coal")
        assert found("SHELL artillery") == [shells.uid]
        assert found("shells coal") == []

    def test_a_phrase_is_words_in_a_row_within_one_field(self) -> None:
        about = claim("Shells of artillery were shipped", subjects=[make_source("Left Bank").uid])
        exact = claim("Artillery shells were shipped")
        assert found('"artillery shells"') == [exact.uid]
        assert found('"shipped left"') == []
        assert found('"left bank"', "claim") == [about.uid]

    def test_exclusions_alone_and_with_words(self) -> None:
        kept = claim("Coal was shipped")
        dropped = claim("Grain was shipped")
        assert found("shipped -grain", "claim") == [kept.uid]
        assert dropped.uid not in found("-grain")
        assert kept.uid in found("-grain")
        assert found('shipped -"coal was"', "claim") == [dropped.uid]

    def test_beginnings(self) -> None:
        rockets = claim("Rocketry parts were bought")
        assert found("rock*") == [rockets.uid]
        assert found("rocketry*") == [rockets.uid]
        assert found("ocket*") == []

    @pytest.mark.parametrize("written", ["Kim Jong-un", "kim jong un", '"Kim Jong-Un"', "KIM JONG–UN", "Kím Jöng un"])
    def test_hyphens_case_and_accents_make_no_difference(self, written: str) -> None:
        for statement in ("Kim Jong Un met the envoy", "The envoy met Kim Jong-un"):
            claim(statement)
        assert len(found(written)) == 2

    @pytest.mark.parametrize("written", ["북한", "포탄*", "снаряды", "朝鮮"])
    def test_every_script(self, written: str) -> None:
        mixed = claim("북한 포탄들 and снаряды and 朝鮮 stand here")
        assert found(written) == [mixed.uid]

    def test_newest_first_and_on_from_a_position(self) -> None:
        outlet, body = make_source(kind="outlet"), make_source()
        made = {}
        for day in ("2022-01-01", "2024-01-01", "2023-01-01"):
            article = make_article(published=day, publisher=outlet.uid)
            made[day] = claim("Coal moved", claimant=body, appearances=[appearance(article, step(outlet), step(body))])
        newest_first = [made[day].uid for day in ("2024-01-01", "2023-01-01", "2022-01-01")]
        assert found("coal") == newest_first
        newest = search.find("coal", limit=1)[0]
        assert found("coal", before=newest) == newest_first[1:]
        assert found("coal", on=date(2023, 6, 1).toordinal()) == newest_first[1:]

    def test_types(self) -> None:
        source = make_source("Harbour Office", note="Keeps the harbour")
        event = make_event("The harbour was closed")
        publish(source, event)
        about = claim("The harbour is open", claimant=source)
        assert set(found("harbour")) == {source.uid, event.uid, about.uid}
        assert found("harbour", "source") == [source.uid]
        assert set(found("harbour", "source", "event")) == {source.uid, event.uid}

    def test_any_name_of_a_source_finds_the_others_as_soon_as_it_is_published(self) -> None:
        north = make_source("North Korea")
        one, other = claim("North Korea sent shells"), claim("The DPRK sent shells")
        publish(north)
        assert found("DPRK", "claim") == [other.uid]
        publish(change(north, aliases=["DPRK", "Democratic People's Republic of Korea"]), note="names")
        assert set(found("DPRK", "claim")) == set(found('"north korea"', "claim")) == {one.uid, other.uid}
        assert set(found('"DPRK sent"')) == {one.uid, other.uid}
        assert found("shells -dprk") == []
        marked = highlight("North Korea sent shells", search.read("dprk").marks, search.names().aliases)
        assert marked[0] == ("North Korea", True)
        publish(change(north, aliases=[]), note="names")
        assert found("DPRK", "claim") == [other.uid]

    @pytest.mark.parametrize("text", ["!!!", "-", '"', "* *", "()", ".", "\u200b"])
    def test_what_is_no_word_finds_nothing(self, text: str) -> None:
        claim("Coal moved")
        assert found(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "coal' OR 1=1 --",
            'coal" NEAR/3 "x',
            "coal AND NOT",
            "terms:coal",
            "coal^2 {terms}",
            "'coal':* & !'",
            "\\'",
            "coal | ( <-> )",
            "%",
            "a" * 100_000,
            "a* " * 5_000,
            '"' * 501,
            "-x " * 200,
            "\ud7ff\U0010ffff",
        ],
    )
    def test_hostile_input_is_words_like_any_other(self, text: str) -> None:
        claim("Coal moved")
        assert isinstance(found(text), list)

    def test_very_long_texts_and_much_repeated_words(self) -> None:
        long = claim("coal " * 300 + "and then grain")
        assert found("coal grain") == [long.uid]
        assert found('"then grain"') == [long.uid]


class TestWhatIsGone:
    def test_corrected_words_are_found_no_more(self) -> None:
        made = claim("Coal moved")
        publish(change(made, statement="Grain moved"), note="wording")
        assert (found("coal"), found("grain")) == ([], [made.uid])

    def test_withdrawn_and_suppressed_records_are_gone(self) -> None:
        first, second = claim("Coal moved"), claim("Grain moved")
        chief = make_user("chief")
        withdraw("claim", first.uid, by=chief, note="an error of ours")
        suppress("claim", second.uid, by=chief, rule="law")
        assert found("moved") == []
        assert found("coal OR grain") == []

    def test_drafts_were_never_there(self) -> None:
        make_claim("Coal moved")
        assert found("coal") == []

    def test_a_rebuilt_index_finds_the_same(self) -> None:
        claim("Coal moved from the harbour")
        publish(make_source("North Korea", aliases=["DPRK"]))
        before = {text: found(text) for text in ("coal", '"the harbour"', "dprk", "-coal")}
        size = search.count()
        rebuild()
        assert {text: found(text) for text in before} == before
        assert search.count() == size


@pytest.mark.django_db(transaction=True)
def test_an_erased_word_is_no_longer_in_the_file() -> None:
    if connection.vendor != "sqlite":
        assert search.erase() is None
        return
    made = claim("The quetzalcoatlus moved")
    path = connection.settings_dict["NAME"]
    withdraw("claim", made.uid, by=make_user("chief"), note="an error of ours")
    search.erase()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_words_data WHERE CAST(block AS text) LIKE '%%quetzalcoatlu%%'")
        assert cursor.fetchone()[0] == 0
    assert path


def test_making_the_tables_twice_is_making_them_once() -> None:
    made = claim("Coal moved")
    search.ensure()
    search.ensure(using="default", verbosity=0)
    assert found("coal") == [made.uid]
