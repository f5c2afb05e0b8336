"""What colours a claim: figures, hedges, conditions, negation, kind, the day."""

from decimal import Decimal

import pytest

from archive.ingest.proposing import propose
from tests.ingest.proposing.articles import article


def only(sentence, **options):
    [proposal] = propose(article(sentence), **options)
    return proposal


@pytest.mark.parametrize(
    ("words", "low", "high", "unit", "qualifier"),
    [
        ("up to 10,000 visitors", None, 10_000, "visitors", "up_to"),
        ("20,000 to 50,000 seasonal workers", 20_000, 50_000, "seasonal workers", "exact"),
        ("more than 300 boats", 300, None, "boats", "at_least"),
        ("about 2.5 million litres", 2_500_000, 2_500_000, "litres", "about"),
        ("millions of herring eggs", None, None, "herring eggs", "words_only"),
        ("a third of households", None, None, "households", "words_only"),
        ("30% of the fleet", 30, 30, "%", "exact"),
        ("between 3.5% and 4% of the fleet", Decimal("3.5"), 4, "%", "exact"),
        ("between 2 and 3 million crabs", 2_000_000, 3_000_000, "crabs", "exact"),
        ("$48 million", 48_000_000, 48_000_000, "$", "exact"),
        ("twelve boats", 12, 12, "boats", "exact"),
        ("N4.7 billion", 4_700_000_000, 4_700_000_000, "N", "exact"),
        ("Rs 10 lakh", 1_000_000, 1_000_000, "Rs", "exact"),
        ("no more than 6 to 8 percent", 6, 8, "%", "up_to"),
    ],
)
def test_figures_keep_their_bounds_unit_and_qualifier(words, low, high, unit, qualifier):
    sentence = f"The harbour office said the storm had taken {words} in one night."
    [amount] = only(sentence).amounts
    assert (amount.low, amount.high, amount.unit, amount.qualifier) == (low, high, unit, qualifier)
    assert sentence[amount.place.start : amount.place.end] == amount.printed
    assert amount.printed in words


def test_years_and_days_are_no_figures():
    assert only("The trust said the quay was built in 1932 and mended on 4 May.").amounts == ()
    assert only("The trust said an F-16 and N95 masks were lost.").amounts == ()


def test_a_number_may_stand_in_an_adjective():
    [amount] = only("The trust said the watch was a 14-hour shift.").amounts
    assert (amount.low, amount.unit, amount.printed) == (14, "hour", "14-hour")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The trust said the quay was closed.", "assertion"),
        ("The trust said the quay would close in May.", "prediction"),
        ("“I will mend the quay myself,” Ida Vance said.", "pledge"),
        ("Ida Vance promised to mend the quay.", "pledge"),
        ("The trust denied that the quay was closed.", "denial"),
        ("“We did not close the quay,” Ida Vance said.", "denial"),
        ("“The story of the quay is false,” Ida Vance said.", "denial"),
        ("Ida Vance said the council should be ashamed.", "opinion"),
        ("Ida Vance said that was not true.", "denial"),
        ("Ida Vance said they didn't.", "denial"),
        ("Ida Vance called the story a lie.", "denial"),
        ("Ida Vance believes the club cannot refuse.", "opinion"),
        ("The trust has not ruled out a new quay.", "prediction"),
        ("The trust says it'll mend the quay.", "prediction"),
    ],
)
def test_the_kind_is_told_from_verb_and_words(sentence, kind):
    assert only(sentence).kind == kind


def test_hedge_condition_and_negation_are_kept_as_printed():
    proposal = only("The trust warned that, if the wall breaks, the quay might not open.")
    assert (proposal.hedge, proposal.condition, proposal.negated) == ("might", "if the wall breaks", True)


def test_the_day_it_was_said_is_resolved():
    proposal = only("The trust said on Tuesday that the quay was closed.", published="2031-04-04")
    assert proposal.asserted == "2031-04-01"
    assert "on Tuesday" in proposal.asserted_basis


def test_bare_statements_name_the_speaker_and_what_is_promised():
    assert only("Ida Vance said she had seen the wreck.").statement == "Ida Vance had seen the wreck"
    assert only("The trust vowed to mend the quay.").statement == "Trust will mend the quay"
    assert only("The trust denied closing the quay.").statement == "Trust is not closing the quay"
    assert only("The trust denied wrongdoing.").statement == "There was no wrongdoing"
    assert only("The trust disputed the toll.").statement == "Trust disputed the toll"
    assert only("The trust ruled out a new quay.").statement == "Trust rules out a new quay"
    assert only("The trust neither confirmed nor denied it.").statement == "Trust neither confirms nor denies it"


def test_force_and_reason_are_told():
    proposal = only("The trust claimed that the quay was safe.")
    assert (proposal.steps[-1].verb, proposal.steps[-1].force) == ("claimed", "distancing")
    assert "claimed" in proposal.reason
    assert "trust" in proposal.reason
