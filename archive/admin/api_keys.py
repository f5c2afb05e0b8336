"""Keys of programs that ask more often than others: given and revoked by a chief, shown once."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.admin.base import DeskAdmin
from archive.admin.hiding import person
from archive.editorial.api_keys import make_key, revoke
from archive.models import ApiKey

GIVEN = ("name", "contact", "times", "expires")
KEPT = ("prefix", "created_by", "created_at", "last_used", "revoked_at")


class RevokingForm(forms.ModelForm[ApiKey]):
    """Of a key that is given nothing is changed any more; it ends."""

    revoke = forms.BooleanField(
        required=False,
        help_text="Whoever shows it is refused from now on, and may ask without it. There is no way back.",
    )

    class Meta:
        model = ApiKey
        fields = ()


@admin.register(ApiKey)
class ApiKeyAdmin(DeskAdmin[ApiKey]):
    """What is kept of a key tells nobody what it is."""

    list_display = ("name", "prefix", "times", "contact", "created_by", "last_used", "expires", "revoked_at")
    list_select_related = ("created_by",)
    search_fields = ("name", "contact", "prefix")
    readonly_fields = KEPT
    actions = None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None and self.has_change_permission(request, obj):
            kwargs["form"] = RevokingForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return GIVEN
        ends = obj.revoked_at is None and self.has_change_permission(request, obj)
        return (*GIVEN, *KEPT, *(("revoke",) if ends else ()))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return (*(() if obj is None else GIVEN), *super().get_readonly_fields(request, obj))

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if not change:
            obj.secret = make_key(obj, by=person(request))  # type: ignore[attr-defined] # for ``response_add`` alone
        elif form.cleaned_data.get("revoke"):
            revoke(obj, by=person(request))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """The key itself, this once."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Your key",
            "opts": self.opts,
            "original": obj,
            "secret": obj.secret,
        }
        return TemplateResponse(request, "admin/archive/people/api_key.html", context)
