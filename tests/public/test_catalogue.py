"""The Ukrainian catalogue: everything the public pages say, nothing else, and its compiled form up to date."""

import gettext
import re

import pytest

from archive.models import Affiliation, Appearance, Article, Assessment, Claim, Event, Passage, SiteText, Source
from archive.reading_room.compose.cards import PLURALS, label
from archive.reading_room.wording.closed_words import WORDS
from archive.records.payload import CLASSES
from tests.public.catalogue import ROOT, Entry, entries, in_code, in_templates

PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?\w+[^>]*>|&\w+;")
LISTS = {
    "standing": Assessment.Standing,
    "outcome": Assessment.Outcome,
    "attribution": Appearance.Attribution,
    "weight": Claim.Weight,
    "status": Event.Status,
    "genre": Article.Genre,
    "stance": Appearance.Stance,
    "affiliation": Affiliation.Type,
    "part": Passage.Where,
    "confidence": Assessment.Confidence,
}


def uncapped(words: str) -> str:
    return words[:1].lower() + words[1:]


@pytest.fixture(scope="module")
def ukrainian() -> list[Entry]:
    return entries("uk")


def test_all_that_pages_say_is_translated_and_nothing_else(ukrainian):
    said = {*in_templates(), *in_code()}
    there = [entry.message for entry in ukrainian]
    assert len(said) > 400
    assert sorted(said - set(there)) == []
    assert sorted(set(there) - said) == []
    # One entry each: no message is said with a plural here and without there.
    assert len(there) == len({entry.key for entry in there}) == len({each.key for each in said})


def test_every_translation_is_whole(ukrainian):
    for entry in ukrainian:
        assert "fuzzy" not in entry.flags, entry.message
        assert len(entry.forms) == (4 if entry.message.plural else 1), entry.message
        assert all(entry.forms), entry.message
        # Quotation marks are those of the language, « » and „ “.
        assert not {'"', "”"} & set("".join(re.sub("<[^>]+>", "", form) for form in entry.forms)), entry.message


def test_translations_keep_what_is_put_in_and_the_elements(ukrainian):
    for entry in ukrainian:
        wanted = sorted(PLACEHOLDERS.findall(entry.message.plural or entry.message.msgid))
        for form in entry.forms:
            assert sorted(PLACEHOLDERS.findall(form)) == wanted, entry.message


def test_the_compiled_catalogue_is_that_of_the_text(ukrainian):
    with (ROOT / "locale" / "uk" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = {key: text for key, text in gettext.GNUTranslations(file)._catalog.items() if key}
    written = {}
    for entry in ukrainian:
        key, (first, *_) = entry.message.key, entry.forms
        several = {(key, number): form for number, form in enumerate(entry.forms)}
        written |= several if entry.message.plural else {key: first}
    assert compiled == written


def test_every_word_of_a_closed_list_has_its_translation():
    for of, choices in LISTS.items():
        assert {uncapped(label(value)) for value in choices.values} <= WORDS[of].keys(), of
    kinds = [*Claim.Kind.values, *Source.Kind.values]
    assert {uncapped(label(value)) for value in kinds} <= WORDS["kind"].keys()
    assert {uncapped(words) for words in CLASSES.values()} <= WORDS["class"].keys()
    assert {uncapped(str(title)) for title in SiteText.Slug.labels} <= WORDS["section"].keys()
    assert PLURALS.keys() <= WORDS["type"].keys()


def test_the_catalogue_names_no_machine_and_nobody(ukrainian):
    text = (ROOT / "locale" / "uk" / "LC_MESSAGES" / "django.po").read_text()
    assert not re.search(r"@|://|[\s\"]/\w", text.partition("\n\n")[0])
    assert "\n#:" not in text
