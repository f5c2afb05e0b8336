"""Accounts of the desk: deactivated, never deleted, and nobody raises their own rights."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.admin.base import DeskAdmin
from archive.admin.forms.meanwhile import ComparingForm
from archive.admin.hiding import person
from archive.admin.people import invitations
from archive.editorial import people
from archive.editorial.saving import Refused
from archive.models import User

admin.site.unregister(Group)
# Their pages would show the secrets of others.
admin.site.unregister([StaticDevice, TOTPDevice])


class AccountForm(ComparingForm, UserChangeForm[User]):
    """An account; passwords are its person's own."""

    password = None  # type: ignore[assignment]


@admin.register(User)
class PeopleAdmin(DeskAdmin[User], UserAdmin[User]):
    """Who works here. A chief gives the roles whose rights a chief has, to others, and never to the own account;
    only a superuser gives single permissions or sets others' passwords, for a second signature is worth nothing
    once one person holds both accounts."""

    change_form_template = "admin/archive/people/person.html"
    form = AccountForm
    add_form_template = None
    add_form = invitations.NewPersonForm
    add_fieldsets = (
        (
            None,
            {
                "description": "They choose their password themselves: give them their roles on the next page, then "
                "invite them.",
                "fields": invitations.NewPersonForm.Meta.fields,
            },
        ),
    )
    list_display = ("username", "first_name", "last_name", "roles", "is_active", "second_factor", "last_login")
    list_filter = ("is_active", "groups")
    actions = None
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        devices = TOTPDevice.objects.filter(user=models.OuterRef("pk"), confirmed=True)
        rows = super().get_queryset(request).prefetch_related("groups")
        return rows.annotate(has_second_factor=models.Exists(devices))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        may = self.has_change_permission(request, obj)
        rights = ["is_active", "is_staff", "groups"]
        if _is_super(request):
            rights += ["is_superuser", "user_permissions"]
        return [
            (None, {"fields": ["username", "first_name", "last_name", "email", *(["was"] if may else [])]}),
            ("Rights", {"fields": rights}),
            ("Dates", {"fields": ["last_login", "date_joined"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = obj is not None and obj.pk == request.user.pk and not _is_super(request)
        rights = ("is_active", "is_staff", "groups") if own else ()
        return (*super().get_readonly_fields(request, obj), *rights)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["queryset"] = Group.objects.filter(pk__in=people.roles_to_give(person(request))).order_by("name")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may: bool = super().has_change_permission(request, obj)
        return may and (obj is None or people.may_manage(person(request), obj))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        if not _is_super(request):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    @admin.display(description="Roles")
    def roles(self, row: User) -> str:
        return ", ".join(group.name for group in row.groups.all())

    @admin.display(description="Second factor", boolean=True)
    def second_factor(self, row: Any) -> bool:
        return bool(row.has_second_factor)

    # -- coming in, and a lost device ----------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/invitation/<str:token>/", invitations.accept, name="archive_user_invitation"),
            path("<path:object_id>/invite/", wrap(self.invite_view), name="archive_user_invite"),
            path("<path:object_id>/second-factor/", wrap(self.reset_second_factor), name="archive_user_second_factor"),
            *super().get_urls(),
        ]

    def invite_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        return self.not_there(request) if row is None else invitations.invite(self, request, row)

    def reset_second_factor(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and on POST take a lost second factor away. Raises PermissionDenied for whoever may not."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self.not_there(request)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        refusals: list[str] = []
        if request.method == "POST":
            try:
                people.reset_second_factor(row, by=person(request))
            except Refused as refused:
                refusals = refused.reasons
            else:
                messages.success(request, f"{row} sets up a second factor at the next login.")
                return HttpResponseRedirect(reverse("admin:archive_user_change", args=[row.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Reset the second factor",
            "opts": self.opts,
            "original": row,
            "refusals": refusals,
        }
        return TemplateResponse(request, "admin/archive/people/second_factor.html", context)


@admin.register(Group)
class RoleAdmin(DeskAdmin[Group], GroupAdmin):
    """Roles and what they may do."""


def _is_super(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
