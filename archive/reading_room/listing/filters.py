"""The closed list of parameters that narrow a list: the same for pages and for the API.

A filter is a form field, which checks the value, and what the value does to a Selection.
"""

import builtins
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from archive.models import Article, Claim, Document, Event, Source
from archive.models.reading import CORROBORATED
from archive.provenance.attribution import ORDER
from archive.provenance.standing import OUTCOMES, STANDINGS
from archive.reading_room.compose.cards import label
from archive.reading_room.listing.selecting import Selection, Stream, claims, documents, everything
from archive.reading_room.parameters import BadParameters, day
from archive.reading_room.searching import search
from archive.reading_room.searching.searched import TYPES
from archive.reading_room.wording.closed_words import lazily_spoken
from archive.text.ids import UID_PATTERN
from archive.text.query import MOST_CHARACTERS

# What a list can be ordered by, and the column of its rows that holds it: unique, so that a page can begin after it.
ORDERINGS = {"asserted": "position", "published": "first_seq", "changed": "change"}
ORDERING_CHOICES = (
    ("-asserted", _("Newest first")),
    ("asserted", _("Oldest first")),
    ("-published", _("Last published here first")),
    ("-changed", _("Last changed here first")),
)

UID = RegexValidator(rf"\A{UID_PATTERN}\Z", _("It is a uid: 10 characters, a to z and 2 to 7."))
SLUG = RegexValidator(r"\A[-_a-zA-Z0-9]{1,50}\Z", _("It is a slug: letters, digits and hyphens."))
LANGUAGE = RegexValidator(r"\A[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*\Z", _("It is a language tag, such as en or pt-BR."))
COUNTRY = RegexValidator(r"\A[A-Z]{2}\Z", _("It is a country code of two capital letters."))

Narrow = Callable[[Selection, Any], Selection]
Words = str | StrPromise
TRUTHS: dict[str, Words] = {"true": _("Yes"), "false": _("No")}


class Narrowing(django_filters.Filter):
    """One parameter: its form field, and how a value of it narrows a Selection.

    ``column`` of the rows, or ``relation`` of the records: where the value stands, if in one of them.
    """

    def __init__(self, form_field: forms.Field, narrow: Narrow, *, column: str = "", relation: str = "") -> None:
        super().__init__(label=form_field.label)
        self._field = form_field
        self.narrow = narrow
        self.column, self.relation = column, relation


def one_of(column: str, values: Iterable[str], name: Words, *, is_indexed: bool = False) -> Narrowing:
    """A word of a closed list, kept in a column of the rows."""

    def narrow(selection: Selection, value: str) -> Selection:
        return selection.where(f"{{t}}.{column} = %s", value, is_indexed=is_indexed)

    return Narrowing(_choice(values, name, _of(column)), narrow, column=column)


def truth(column: str, name: Words) -> Narrowing:
    """A truth kept in a column of the rows; an index holds the true ones."""

    def narrow(selection: Selection, value: str) -> Selection:
        is_true = value == "true"
        return selection.where(f"{'' if is_true else 'NOT '}{{t}}.{column}", is_indexed=is_true)

    return Narrowing(_choice(("true", "false"), name, TRUTHS.__getitem__), narrow, column=column)


def linked(relation: str, name: Words, form: RegexValidator = UID) -> Narrowing:
    """Another record that the records name, by its uid; or a word they state."""
    return Narrowing(_text(name, form), partial(_linked, relation), relation=relation)


def linked_word(relation: str, values: Iterable[str], name: Words) -> Narrowing:
    """A word of a closed list that the records state."""
    return Narrowing(_choice(values, name, _of(relation)), partial(_linked, relation), relation=relation)


def _linked(relation: str, selection: Selection, value: str) -> Selection:
    conditions = ("{t}.relation = %s", "{t}.to_uid = %s", "{t}.until_seq IS NULL")
    links = Stream("archive_link", conditions, (relation, value))
    return selection.also(links if selection.on is None else links.where("{t}.from_day <= %s", selection.on))


def words() -> Narrowing:
    """What people type into a search box."""
    # Of more than it reads, the search would find what was not asked for.
    longest = f"The search reads {MOST_CHARACTERS} characters; this has more."
    field = forms.CharField(
        label=_("Search"), required=False, max_length=MOST_CHARACTERS, error_messages={"max_length": longest}
    )
    return Narrowing(field, lambda selection, value: selection.also(search.words(value, selection)))


class Day(forms.CharField):
    """A day of the calendar, as the parameters of the two clocks have it."""

    def clean(self, value: Any) -> date | None:
        try:
            return day("", value) if value else None
        except BadParameters as bad:
            raise ValidationError(bad.problems[0][1]) from bad


def from_day(name: Words) -> Narrowing:
    """Nothing that stands at an earlier day."""
    return Narrowing(_day(name), lambda selection, value: selection.from_day(value.toordinal()))


def to_day(name: Words) -> Narrowing:
    """Nothing that stands at a later day."""
    return Narrowing(_day(name), lambda selection, value: selection.to_day(value.toordinal()))


class Count(forms.RegexField):
    """A whole number from 0 to ``LARGEST``."""

    LARGEST = 9999


def at_least(column: str, name: Words, *, rare: int) -> Narrowing:
    """A number in a column of the rows, or more. Today's rows with ``rare`` or more have an index of their own."""

    def narrow(selection: Selection, value: str) -> Selection:
        selection = selection.where(f"{{t}}.{column} >= %s", int(value))
        if int(value) < rare or selection.on is not None:
            return selection
        # SQLite takes that index only for who says so in the index's own words.
        return selection.where(f"{{t}}.{column} >= {rare}", is_indexed=True)

    field = Count(
        r"\A[0-9]{1,4}\Z", label=name, required=False, error_messages={"invalid": _("Write a whole number up to 9999.")}
    )
    return Narrowing(field, narrow, column=column)


def _of(words: str) -> Callable[[str], Words]:
    """What people call a word of a closed list, in the language they read in."""
    return lambda value: lazily_spoken(label(value), words)


def _choice(values: Iterable[str], name: Words, call: Callable[[str], Words]) -> forms.ChoiceField:
    """A closed list of words; ``call`` says what people call each."""
    known = list(values)
    return forms.ChoiceField(
        label=name,
        required=False,
        choices=[("", _("Any")), *((value, call(value)) for value in known)],
        error_messages={"invalid_choice": format_lazy(_("It is one of: {}."), ", ".join(known))},
    )


def _text(name: Words, form: RegexValidator) -> forms.CharField:
    return forms.CharField(label=name, required=False, strip=False, validators=[form])


def _day(name: Words) -> Day:
    return Day(label=name, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class ClaimFilters(django_filters.FilterSet):
    q = words()
    standing = one_of("standing", (row.value for row in STANDINGS), _("Standing"), is_indexed=True)
    outcome = one_of(
        "outcome",
        dict.fromkeys(word for outcomes in OUTCOMES.values() for word in outcomes),
        _("Outcome"),
        is_indexed=True,
    )
    attribution = one_of("attribution", ORDER, _("Attribution"), is_indexed=True)
    kind = one_of("kind", Claim.Kind.values, _("Kind"), is_indexed=True)
    weight = one_of("weight", Claim.Weight.values, _("Weight"))
    claimant = linked("claimant", _("Claimant"))
    subject = linked("subject", _("Whom it is about"))
    source = linked("source", _("Anywhere in a chain"))
    origin = linked("origin", _("Origin"))
    event = linked("event", _("Event"))
    article = linked("article", _("Article"))
    topic = linked("topic", _("Topic"), SLUG)
    quantity = linked("quantity", _("Figures of"), SLUG)
    asserted_from = from_day(_("Claimed from"))
    asserted_to = to_day(_("Claimed until"))
    min_origins = at_least("attributed", _("Origins, at least"), rare=CORROBORATED)
    contested = truth("is_contested", _("Contested"))
    reversed = truth("is_reversed", _("Reversed"))


class ArticleFilters(django_filters.FilterSet):
    q = words()
    publisher = linked("publisher", _("Publisher"))
    agency = linked("agency", _("Agency"))
    author = linked("author", _("Author"))
    genre = linked_word("genre", Article.Genre.values, _("Genre"))
    language = linked("language", _("Language"), LANGUAGE)
    published_from = from_day(_("Published from"))
    published_to = to_day(_("Published until"))


class EventFilters(django_filters.FilterSet):
    q = words()
    status = linked_word("status", Event.Status.values, _("Status"))
    participant = linked("participant", _("Participant"))
    part_of = linked("part_of", _("Part of"))
    country = linked("country", _("Country"), COUNTRY)
    date_from = from_day(_("From"))
    date_to = to_day(_("Until"))


class SourceFilters(django_filters.FilterSet):
    q = words()
    kind = linked_word("kind", (kind for kind in Source.Kind.values if kind != Source.Kind.UNNAMED), _("Kind"))
    country = linked("country", _("Country"), COUNTRY)
    affiliation = linked("affiliation", _("Belongs to"))


class AnyFilters(django_filters.FilterSet):
    """The search over everything. The type comes first: by it the words are looked up."""

    type = Narrowing(_choice(TYPES, _("Type"), _of("type")), lambda selection, value: selection.of_type(value))
    q = words()


FILTERS: dict[str, type[django_filters.FilterSet]] = {
    "claim": ClaimFilters,
    "article": ArticleFilters,
    "event": EventFilters,
    "source": SourceFilters,
    "any": AnyFilters,
}


def selected(type: str, values: Mapping[str, str], on: int | None, state: str = "") -> list[Selection]:
    """What the values of a list's parameters select; BadParameters names every value that cannot be."""
    return narrowed([replace(each, state=state) for each in _all(type, on)], type, values)


def narrowed(selections: list[Selection], type: str, values: Mapping[str, str]) -> list[Selection]:
    """Each selection narrowed by the values of a list's parameters; BadParameters names every value that cannot be."""
    problems = []
    for name, narrowing in FILTERS[type].base_filters.items():
        if name not in values or not isinstance(narrowing, Narrowing):
            continue
        try:
            cleaned = narrowing.field.clean(values[name])
        except ValidationError as error:
            problems.append((name, " ".join(error.messages)))
            continue
        if cleaned:
            selections = [narrowing.narrow(each, cleaned) for each in selections]
    if problems:
        raise BadParameters(problems)
    return selections


def _all(type: str, on: int | None) -> list[Selection]:
    if type == "any":
        return everything(on)
    return [claims(on) if type == "claim" else documents(type, on)]


def form(type: str, values: Mapping[str, str]) -> forms.Form:
    """The form of a list's filters, filled with values that were checked."""
    return _form(type)(dict(values))


@cache
def _form(type: str) -> builtins.type[forms.Form]:
    """Made once: the filters copy themselves whenever they are asked for it."""
    found: builtins.type[forms.Form] = FILTERS[type](None, Document.objects.none()).get_form_class()
    return found
