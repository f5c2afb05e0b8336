"""What the lists of records take from this room: ways in and out of tables, and one change to many rows."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.contrib.admin.options import ModelAdmin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse

from archive.admin.base import chosen_uids
from archive.admin.exchange import exporting, importing, many
from archive.admin.exchange.resources import FORMATS
from archive.admin.hiding import person
from archive.editorial.permissions import may
from archive.models import Record

R = TypeVar("R", bound=Record)


class ExchangesRecords(ModelAdmin[R]):
    """Import, export and acts on many rows, for the pages of a type of record."""

    change_list_template = "admin/archive/exchange/list.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"archive_{self.opts.model_name}"
        views: list[tuple[str, Any, str]] = [
            ("import/", importing.begin, "import"),
            ("import/<str:token>/", importing.preview, "import_preview"),
            ("export/<str:format>/", exporting.export, "export"),
            ("many/<str:name>/rows/", many.page, "many"),
        ]
        own = [
            path(route, self.admin_site.admin_view(partial(view, self)), name=f"{name}_{end}")
            for route, view, end in views
        ]
        return [*own, *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if "_popup" in request.GET:
            return actions
        for name, act in many.acts(self.model).items():
            if may(person(request), act.asks_for):
                actions[f"many_{name}"] = (_chosen(name), f"many_{name}", f"{act.words}…")
        return actions

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        query = QueryDict(request.META.get("QUERY_STRING", ""), mutable=True)
        for name in ("p", "e"):
            query.pop(name, None)
        end = f"?{query.urlencode()}" if query else ""
        name = f"admin:archive_{self.opts.model_name}"
        context = {
            "exports": [(each.upper(), reverse(f"{name}_export", args=[each]) + end) for each in FORMATS],
            "import_url": reverse(f"{name}_import") if self.may_import(request) else "",
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def may_import(self, request: HttpRequest) -> bool:
        may_write = self.has_add_permission(request) and self.has_change_permission(request)
        return may_write and may(person(request), "import")


def _chosen(act: str) -> Callable[[Any, HttpRequest, models.QuerySet[Any]], HttpResponse | None]:
    """The action of a list: leads to the page that asks."""

    def lead(model_admin: Any, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse | None:
        uids = chosen_uids(model_admin, request, queryset, many.MOST)
        return None if uids is None else HttpResponseRedirect(many.url(model_admin.model, act, uids))

    return lead
