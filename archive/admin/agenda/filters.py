"""The filter of a list by the queues of its model."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from archive.admin.agenda.table import of_model
from archive.admin.hiding import person


class QueueFilter(admin.SimpleListFilter):
    """Rows that wait for somebody."""

    title = "to do"
    parameter_name = "queue"

    def __init__(self, request: HttpRequest, params: Any, model: type[models.Model], model_admin: Any) -> None:
        self.queues = of_model(model)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(slug, queue.words) for slug, queue in self.queues.items()]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        queue = self.queues.get(self.value() or "")
        return queue.rows(queryset, person(request)) if queue else queryset
