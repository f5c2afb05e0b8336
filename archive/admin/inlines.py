"""Parts inside the page of their record: whoever may change the record may change them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from archive.admin.base import DeskInputs, record_model
from archive.admin.forms.declared import PartForm, PartFormSet
from archive.admin.hiding import sees_protected

MOST_ROWS = 400


class PartInline(DeskInputs[Any], admin.options.InlineModelAdmin[Any, Any]):
    """Rows of a part. ``hidden_paths`` lead from a row to sources that may be protected."""

    form = PartForm
    formset = PartFormSet
    extra = 0
    max_num = MOST_ROWS
    hidden_paths: ClassVar[tuple[str, ...]] = ()
    read_with: ClassVar[tuple[str, ...]] = ()

    def __init__(self, parent_model: type[models.Model], admin_site: admin.AdminSite) -> None:
        self.record = record_model(parent_model).type
        self.fk_name = self.model.owner
        super().__init__(parent_model, admin_site)

    def _may(self, request: HttpRequest, *verbs: str) -> bool:
        return any(request.user.has_perm(f"archive.{verb}_{self.record}") for verb in verbs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "view", "change")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change") or (obj is None and self._may(request, "add"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def closed_rows(self, request: HttpRequest, obj: Any) -> Mapping[int, str]:
        """The rows of ``obj`` that this person sees and may not change, by their keys, each with the reason why."""
        return {}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        named = [field.name for field in self.opts.concrete_fields if field.is_relation and field.name != self.fk_name]
        rows = super().get_queryset(request).prefetch_related(*self.read_with)
        return rows.select_related(*named) if named else rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = tuple(super().get_fields(request, obj))
        return (*fields, "place") if self.has_change_permission(request, obj) else fields

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        # A page that claims to hold more rows is not built row by row.
        formset: Any = super().get_formset(request, obj, **{"absolute_max": MOST_ROWS, **kwargs})
        formset.hidden_paths = () if sees_protected(request) else self.hidden_paths
        formset.closed = {} if obj is None else self.closed_rows(request, obj)
        return formset


class PartTable(PartInline, admin.TabularInline[Any, Any]):
    """One line a row."""


class PartStack(PartInline, admin.StackedInline[Any, Any]):
    """One block a row."""
