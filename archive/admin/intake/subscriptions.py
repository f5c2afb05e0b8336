"""Feeds that are followed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from archive.admin.base import ActingAdmin
from archive.admin.hiding import person
from archive.ingest.working.feeds import NO_LINK, follow, set_active
from archive.ingest.working.naming import is_link
from archive.models import Subscription


class FollowingForm(forms.ModelForm[Subscription]):
    """Which feed, and how often it is asked."""

    class Meta:
        model = Subscription
        fields = ()  # those that the page shows
        labels = {"url": "Address of the feed"}
        help_texts = {
            "url": "An RSS or Atom feed. Each link that is new in it is fetched, read and recognised by itself.",
            "every": "From 15 to 10,080, which is a week.",
            "is_active": "A feed that fails five times in a row is left; tick it to have it asked again.",
        }

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if not is_link(url):
            raise forms.ValidationError(NO_LINK)
        return url


@admin.register(Subscription)
class SubscriptionAdmin(ActingAdmin[Subscription]):
    """What a feed brings is taken in as if somebody had handed over its links."""

    form = FollowingForm
    list_display = ("__str__", "is_active", "every", "last_at", "next_at", "failures", "fault")
    list_filter = ("is_active",)
    search_fields = ("title", "url")
    actions = None
    readonly_fields = ("title", "next_at", "last_at", "failures", "fault", "added_by")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("url", "every") if obj is None else ("url", "every", "is_active", *self.readonly_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return () if obj is None else ("url", *super().get_readonly_fields(request, obj))

    def save_model(self, request: HttpRequest, obj: Subscription, form: Any, change: bool) -> None:
        if not change:
            obj.pk = follow(obj.url, by=person(request), every=obj.every).pk
            obj.refresh_from_db()
            return
        if "every" in form.changed_data:
            Subscription.objects.filter(pk=obj.pk).update(every=obj.every)
        if "is_active" in form.changed_data:
            set_active(obj, active=obj.is_active, by=person(request))
