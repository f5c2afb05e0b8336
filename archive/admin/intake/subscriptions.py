"""Feeds that are followed."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseRedirect

from archive.admin.base import DeskAdmin
from archive.admin.hiding import person
from archive.editorial.saving import Refused
from archive.ingest.working.feeds import follow, set_active
from archive.models import Subscription


@admin.register(Subscription)
class SubscriptionAdmin(DeskAdmin[Subscription]):
    """What a feed brings is taken in as if somebody had handed over its links."""

    list_display = ("__str__", "is_active", "every", "last_at", "next_at", "failures", "fault")
    list_filter = ("is_active",)
    search_fields = ("title", "url")
    actions = None
    readonly_fields = ("title", "next_at", "last_at", "failures", "fault", "added_by")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("url", "every") if obj is None else ("url", "every", "is_active", *self.readonly_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return () if obj is None else ("url", *super().get_readonly_fields(request, obj))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Subscription, form: Any, change: bool) -> None:
        if not change:
            obj.pk = follow(obj.url, by=person(request), every=obj.every).pk
            obj.refresh_from_db()
            return
        if "every" in form.changed_data:
            Subscription.objects.filter(pk=obj.pk).update(every=obj.every)
        if "is_active" in form.changed_data:
            set_active(obj, active=obj.is_active, by=person(request))
