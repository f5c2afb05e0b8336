"""The closed word lists. Words are never deleted: claims name them."""

from typing import Any, TypeVar

from django.contrib import admin
from django.http import HttpRequest

from archive.admin.base import DeskAdmin
from archive.admin.forms.meanwhile import ComparingForm
from archive.models import Country, Quantity, Term, Topic

T = TypeVar("T", bound=Term)


class TermAdmin(DeskAdmin[T]):
    """The key stands in every revision that names the word, so it is given once."""

    form = ComparingForm

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (self.model.key,) if obj is not None else ()


@admin.register(Topic)
class TopicAdmin(TermAdmin[Topic]):
    list_display = ("label", "slug")
    search_fields = ("label", "slug")


@admin.register(Quantity)
class QuantityAdmin(TermAdmin[Quantity]):
    list_display = ("label", "unit", "slug")
    search_fields = ("label", "slug", "unit")


@admin.register(Country)
class CountryAdmin(TermAdmin[Country]):
    list_display = ("name", "code")
    search_fields = ("name", "code")
