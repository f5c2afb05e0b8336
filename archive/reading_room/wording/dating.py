"""World dates in the language of the page; what documents store says them in English."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext, pgettext

from archive.reading_room.wording.languages import current, is_translated
from archive.text.date_words import ENGLISH, Speech
from archive.text.dates import display

Json = dict[str, Any]


def said(edtf: str) -> str:
    """A date in words; DateError for what is none."""
    return display(edtf, speech(current()) if is_translated() else ENGLISH)


def shown(date: Json) -> str:
    """A date of a document in words: those it came with, on a page in another language those of that."""
    if not is_translated():
        return str(date["display"])
    return said(date["edtf"]) if date["edtf"] else pgettext("date", "not stated")


@lru_cache(maxsize=8)
def speech(language: str) -> Speech:
    """How ``language``, which is the present one, says dates."""
    return Speech(
        _months(),
        _of_months(),
        (gettext("spring"), gettext("summer"), gettext("autumn"), gettext("winter")),
        (
            pgettext("since", "spring"),
            pgettext("since", "summer"),
            pgettext("since", "autumn"),
            pgettext("since", "winter"),
        ),
        day=gettext("{day} {month} {year}"),
        day_and_month=gettext("{day} {month}"),
        month=gettext("{month} {year}"),
        season=gettext("{season} {year}"),
        some_day_of_month=gettext("one day in {month} {year}"),
        some_day_of_year=gettext("one day in {year}"),
        some_month_of_year=gettext("one month in {year}"),
        some_year=gettext("one year between {first} and {last}"),
        about=gettext("about {date}"),
        uncertain=gettext("{date} (uncertain)"),
        not_stated=pgettext("date", "not stated"),
        one_of=gettext("{others} or {last}"),
        or_earlier=gettext("{date} or earlier"),
        or_later=gettext("{date} or later"),
        between=gettext("between {start} and {end}"),
        from_to=gettext("{start} to {end}"),
        since=gettext("since {date}"),
        until=gettext("until {date}"),
        end_not_known=gettext("from {date}, end not known"),
        beginning_not_known=gettext("until {date}, beginning not known"),
    )


def _months() -> tuple[str, ...]:
    """As they stand alone: "June 2024"."""
    return (
        gettext("January"),
        gettext("February"),
        gettext("March"),
        gettext("April"),
        gettext("May"),
        gettext("June"),
        gettext("July"),
        gettext("August"),
        gettext("September"),
        gettext("October"),
        gettext("November"),
        gettext("December"),
    )


def _of_months() -> tuple[str, ...]:
    """As they stand with a day, or after a word such as "since"."""
    return (
        pgettext("since", "January"),
        pgettext("since", "February"),
        pgettext("since", "March"),
        pgettext("since", "April"),
        pgettext("since", "May"),
        pgettext("since", "June"),
        pgettext("since", "July"),
        pgettext("since", "August"),
        pgettext("since", "September"),
        pgettext("since", "October"),
        pgettext("since", "November"),
        pgettext("since", "December"),
    )
