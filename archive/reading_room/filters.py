"""The closed list of parameters that narrow a list: the same for pages and for the API.

A filter turns its value into a condition on the rows of a list or into a stream of positions.
The forms of the filter sets check the values; pages show them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from archive.models import Article, Claim, Document, Event, Source
from archive.provenance.attribution import ORDER
from archive.provenance.standing import OUTCOMES, STANDINGS
from archive.reading_room import search
from archive.reading_room.compose.cards import label
from archive.reading_room.parameters import BadParameters, day, number
from archive.reading_room.selecting import Selection, Stream, claims, documents, everything
from archive.text.ids import UID_PATTERN

MOST_ORIGINS = 10_000
LONGEST_QUERY = 10_000
# What lists can be ordered by, and the column it stands in; each value there is unique.
ORDERINGS = {"asserted": "position", "published": "first_seq", "changed": "change"}

uid = RegexValidator(rf"\A{UID_PATTERN}\Z", "It is 10 characters, a to z and 2 to 7.")
slug = RegexValidator(r"\A[-_a-zA-Z0-9]{1,50}\Z", "It is a slug: letters, digits and hyphens.")
language = RegexValidator(r"\A[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*\Z", "It is a language tag, such as en or pt-BR.")
country = RegexValidator(r"\A[A-Z]{2}\Z", "It is a country code of two capital letters.")


class Narrowing(django_filters.Filter):
    """A filter that narrows a Selection where django-filter's own narrow a QuerySet."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value in (None, "") else self.narrow(qs, value)

    def narrow(self, selection: Selection, value: Any) -> Selection:
        raise NotImplementedError


class OneOf(Narrowing):
    """A word of a closed list, kept in a column of the rows."""

    field_class = forms.ChoiceField

    def __init__(self, column: str, values: Iterable[str], *, is_indexed: bool = False, **kwargs: Any) -> None:
        words = list(values)
        choices = [("", "Any"), *((value, label(value)) for value in words)]
        messages = {"invalid_choice": f"It is one of: {', '.join(words)}."}
        super().__init__(field_name=column, choices=choices, error_messages=messages, **kwargs)
        self.is_indexed = is_indexed

    def narrow(self, selection: Selection, value: str) -> Selection:
        return selection.where(f"{{t}}.{self.field_name} = %s", value, is_indexed=self.is_indexed)


class TrueOrFalse(OneOf):
    """A truth kept in a column of the rows; an index holds the true ones."""

    def __init__(self, column: str, **kwargs: Any) -> None:
        super().__init__(column, ("true", "false"), **kwargs)

    def narrow(self, selection: Selection, value: str) -> Selection:
        if value == "true":
            return selection.where(f"{{t}}.{self.field_name}", is_indexed=True)
        return selection.where(f"NOT {{t}}.{self.field_name}")


class Linked(Narrowing):
    """What the records name: another record by its uid, or a word by itself."""

    field_class = forms.CharField

    def __init__(self, relation: str, check: RegexValidator = uid, **kwargs: Any) -> None:
        super().__init__(field_name=relation, validators=[check], strip=False, **kwargs)

    def narrow(self, selection: Selection, value: str) -> Selection:
        links = Stream("archive_link", ("{t}.relation = %s", "{t}.to_uid = %s", "{t}.until_seq IS NULL"))
        links = Stream(links.table, links.conditions, (self.field_name, value))
        if selection.on is not None:
            links = links.where("{t}.from_day <= %s", selection.on)
        return selection.also(links)


class LinkedWord(Linked):
    """A word of a closed list that the records state."""

    field_class = forms.ChoiceField


class Words(Narrowing):
    """What people type into a search box."""

    field_class = forms.CharField

    def __init__(self, *types: str, **kwargs: Any) -> None:
        super().__init__(label="Search", max_length=LONGEST_QUERY, **kwargs)
        self.types = types

    def narrow(self, selection: Selection, value: str) -> Selection:
        return selection.also(search.words(value, self.types))
