"""What the archive says of itself: written by a chief, put before readers when that is meant."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest

from archive.admin.base import DeskAdmin
from archive.admin.hiding import person
from archive.editorial.site_texts import Overtaken, hold, save_text
from archive.models import SiteText, SiteTextVersion

OVERTAKEN = "Somebody else saved this text while you wrote. Yours is below; theirs is the newest version at the end."


class SiteTextForm(forms.ModelForm[SiteText]):
    """The text, the version it was made from, and whether readers get it."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    show = forms.BooleanField(
        required=False,
        label="Show it to readers now",
        help_text="Without this the text is kept at the desk, and readers go on seeing the one before.",
    )

    class Meta:
        model = SiteText
        fields = ("title", "body")
        widgets = {"body": AdminTextareaWidget(attrs={"rows": 18})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base"] = self.instance.number

    def clean(self) -> dict[str, Any] | None:
        try:
            if "base" in self.cleaned_data:
                hold(self.instance.slug, self.cleaned_data["base"])
        except Overtaken as overtaken:
            # What is sent next is meant with theirs in view.
            self.data = {**{name: self.data[name] for name in self.data}, "base": str(overtaken.number)}
            raise forms.ValidationError(OVERTAKEN) from overtaken
        return super().clean()


class Versions(admin.TabularInline[SiteTextVersion, SiteText]):
    """Every text there was, the newest first."""

    model = SiteTextVersion
    fields = readonly_fields = ("number", "at", "user", "shown", "title", "body")
    extra = 0
    can_delete = False
    verbose_name_plural = "Earlier versions"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SiteText)
class SiteTextAdmin(DeskAdmin[SiteText]):
    """The sections are given, for other pages link to them; their words are the owner's."""

    form = SiteTextForm
    list_display = ("slug", "title", "number", "shown")
    fields = ("title", "body", "show", "base")
    inlines = (Versions,)
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="Shown as written", boolean=True)
    def shown(self, row: SiteText) -> bool:
        return row.is_shown

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields if self.has_change_permission(request, obj) else ("title", "body")

    def save_model(self, request: HttpRequest, obj: SiteText, form: Any, change: bool) -> None:
        values = form.cleaned_data
        by, show = person(request), values["show"]
        save_text(obj.slug, values["title"], values["body"], base=values["base"], by=by, show=show)
