"""What a person sees at a glance of two versions: numbers and quotations that are others."""

from archive.ingest.recognising import differences
from archive.ingest.recognising.differences import MOST_LISTED, Replaced
from tests.ingest.recognising.texts import HARBOUR, text_of

OLD = text_of(HARBOUR)


def test_the_same_text_has_no_differences() -> None:
    found = differences(OLD, OLD.replace("“", '"').replace("”", '"'))
    assert (found.numbers, found.quotes_gone, found.quotes_new) == ([], [], [])
    assert found.share == (1, 1, 1)


def test_numbers_that_took_the_place_of_others_are_paired() -> None:
    new = OLD.replace("212 of its 230", "219 of its 230").replace("4.5 million", "5.1 million")
    found = differences(OLD, new)
    assert found.numbers == [Replaced("212", "219"), Replaced("4.5", "5.1")]
    assert 0.8 < found.share.of_both < 1


def test_what_is_only_gone_or_only_new_has_no_partner() -> None:
    found = differences("It cost $1,200 and 15 % more.", "It cost 7 and 8 and 15 % more.")
    assert found.numbers == [Replaced("$1,200", ""), Replaced("", "7"), Replaced("", "8")]
    assert differences("In 1999 or 2001.", "In 2001 or 1999.").numbers == []


def test_a_quotation_that_was_rewritten_is_gone_and_new() -> None:
    new = OLD.replace("the same rest that lorry drivers get", "the rest that train drivers get")
    found = differences(OLD, f"{new}\n«Never again,» she said.\n")
    assert found.quotes_gone == ["We have asked for the same rest that lorry drivers get,"]
    assert found.quotes_new == ["We have asked for the rest that train drivers get,", "Never again,"]


def test_what_is_listed_is_bounded() -> None:
    found = differences("", " ".join(f"{number} “{number} said”" for number in range(5_000)))
    assert len(found.numbers) == len(found.quotes_new) == MOST_LISTED
