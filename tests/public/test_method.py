"""The page about the method: no word of any scale is missing, and the tables are the real ones."""

import inspect

import pytest

from archive import models
from archive.models import LedgerEntry, Walked
from archive.provenance.standing import OBSTACLES, STANDINGS, Facts, allowed
from archive.reading_room.method import FACTS, LISTS, MORE, method
from archive.reading_room.telling.words import RULES
from archive.records.payload import CLASSES
from tests.public.html import page_of


def public_lists():
    """Every closed list of words that may leave the desk, by the field that holds it."""
    for model in vars(models).values():
        if not (inspect.isclass(model) and issubclass(model, Walked) and not model._meta.abstract):
            continue
        for field in model._meta.local_fields:
            if field.choices and field.name in model.public:
                yield f"{model.__name__}.{field.name}", {str(value) for value, _ in field.flatchoices}


EXPLAINED = {frozenset(choices.values) for choices, _ in LISTS.values()}


@pytest.mark.parametrize(("name", "words"), list(public_lists()))
def test_every_public_list_of_words_is_explained(name, words):
    assert frozenset(words) in EXPLAINED, f"{name} is missing in reading_room/method.py"


@pytest.mark.parametrize("scale", list(method().scales.values()), ids=lambda scale: scale.slug)
def test_every_word_has_a_meaning(scale):
    assert [word.value for word in scale.words if not word.meaning] == []


@pytest.mark.parametrize("name", ["attribution", "stance", "naming", "force", "relation", "affiliation", "source"])
def test_words_that_are_easily_mistaken_have_an_example(name):
    assert [word.value for word in method().scales[name].words if not word.example] == []


def test_meanings_are_for_words_there_are():
    for name, (choices, table) in LISTS.items():
        assert set(table) == set(choices.values), name
    for name, (words, table) in MORE.items():
        assert set(table) == set(words), name
    assert (set(MORE["class"][1]), set(MORE["rule"][1])) == (set(CLASSES), set(RULES))
    assert {word.value for word in method().scales["action"].words} == set(LedgerEntry.Action.values)


def test_the_table_on_the_page_is_the_one_that_refuses():
    """Read the page's table as a reader would, and reach what the archive allows."""
    assert set(FACTS) == set(Facts._fields)
    shown = {row.value: row.needs for row in method().standings}
    assert set(shown) == {standing.value for standing in STANDINGS}
    for number in range(2 ** len(Facts._fields)):
        facts = Facts(*(bool(number >> place & 1) for place in range(len(Facts._fields))))
        fits = {
            value
            for value, needs in shown.items()
            if all(need in ("", "yes" if is_so else "no") for need, is_so in zip(needs, facts, strict=True))
        }
        assert fits == allowed(facts)
    assert {name for name, _ in OBSTACLES} == set(FACTS)


def test_every_word_stands_on_the_page(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/method/")
    page = page_of(answer)
    assert (answer.status_code, page.complaints()) == (200, [])
    for scale in method().scales.values():
        for word in scale.words:
            assert f"{scale.slug}-{word.value.lower()}" in page.ids
            assert word.label in page.text
            assert " ".join(word.meaning.split()) in page.text
    for fact in method().facts:
        assert fact in page.text


def test_dates_are_read_by_the_archives_own_reader(client, db):
    page = page_of(client.get("/method/"))
    assert "between 1 and 13 November 2022" in page.text
    assert "2023-02-28" in page.text
