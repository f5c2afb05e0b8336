"""The archive's own words help who misspells one: those of what is public, and no others."""

from collections import Counter

import pytest
from django.db import connection

from archive.editorial.closing import suppress, withdraw
from archive.models import Document
from archive.reading_room.projecting.rebuild import rebuild
from archive.reading_room.projecting.verify import faults
from archive.reading_room.searching import search, vocabulary
from tests.factories import change, make_claim, make_event, make_source, make_user, publish, publish_all

pytestmark = pytest.mark.django_db


def keyed() -> set[str]:
    """The words that spelling leads to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT word FROM search_spelling")
        return {word for (word,) in cursor.fetchall()}


def test_words_come_and_go_with_what_is_public() -> None:
    body = make_source("Ruritania", aliases=["Kingdom of Grauland"])
    claim = make_claim("Zeppelins carried howitzers", claimant=body)
    make_claim("Quetzalcoatlus carried nothing", claimant=make_source("Secretariat"))
    event = make_event("Zeppelins landed")
    publish_all(claim, event)
    # A claim's headline has the name of its claimant; its event is not named by it.
    expected = {"zeppelins": 2, "carried": 1, "howitzers": 1, "landed": 1, "ruritania": 2, "grauland": 1, "kingdom": 1}
    known = vocabulary.numbers()
    assert expected.items() <= known.items()
    assert not {"quetzalcoatlus", "secretariat"} & known.keys()
    publish(change(claim, statement="Airships carried howitzers"), note="wording")
    known = vocabulary.numbers()
    assert (known["zeppelins"], known["airships"], known["howitzers"]) == (1, 1, 1)
    suppress("claim", claim.uid, by=make_user("chief"), rule="law")
    withdraw("event", event.uid, by=make_user("chief"), note="an error of ours")
    known = vocabulary.numbers()
    assert not {"zeppelins", "airships", "howitzers", "carried", "landed"} & known.keys()
    assert keyed() == known.keys()
    assert list(faults(deep=True)) == []


def test_a_misspelt_query_is_understood(django_assert_max_num_queries) -> None:
    north = make_source("North Korea", aliases=["DPRK", "N. Korea"])
    publish_all(make_claim("Missiles and artillery shells were shipped", claimant=north))
    table = {
        "missles": "missiles",
        "Missles shippd": "missiles shipped",
        '"artilery shells" -"misles" coal*': '"artillery shells" -"misles" coal*',
        "Nroth korea": "north korea",
        "-missles": None,
        "shipping": None,
        "missles*": None,
        "zeppelin": None,
        "": None,
        "!!! ' \" \\": None,
    }
    for typed, meant in table.items():
        with django_assert_max_num_queries(2):
            found = vocabulary.meant(typed)
        assert (found or "").casefold() == (meant or ""), typed
    assert search.meant("missles shippd") == "missiles shipped"
    # Each word stands somewhere, but nowhere are both: that is no help.
    publish_all(make_claim("Grain was sold", claimant=make_source("Grauland")))
    assert search.meant("missles solld") is None
    assert search.meant("missles", ("event",)) is None
    assert search.meant("missles", on=1) is None


@pytest.mark.parametrize("typed", ["a" * 100_000, "abcdef " * 20_000, "-" * 5_000, "é" * 500, "\ud7ff\U0010ffff"])
def test_hostile_words_are_words(typed: str) -> None:
    publish(make_source("Ruritania"))
    assert search.meant(typed) is None


def break_entry(uid: str) -> str:
    search.remove([uid])
    search.index([search.Indexed(uid, "source", Document.objects.get(uid=uid).position, SHOWN)])
    return "its words in the search index"


def break_index(uid: str) -> str:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")
        return "does not say what its table says"
    return break_entry(uid)


def break_count(uid: str) -> str:
    search.remove([uid])
    return "the search index holds"


def break_words(uid: str) -> str:
    vocabulary.change(Counter({"xanadu": 1, "ruritania": -1}))
    return "the words that help with spelling"


SHOWN = {"name": "Xanadu", "aliases": [], "role": None, "note": None, "affiliations": []}


@pytest.mark.parametrize("damage", [break_entry, break_index, break_count, break_words])
def test_damage_is_found_and_a_rebuild_repairs_it(damage) -> None:
    source = make_source("Ruritania", aliases=["Kingdom of Ruritania"])
    publish(source)
    told = damage(source.uid)
    assert any(told in each for each in faults(deep=True))
    rebuild()
    assert list(faults(deep=True)) == []
    assert search.find("kingdom")
    assert search.meant("ruritannia") == "ruritania"
    assert search.meant("xanadoo") is None
