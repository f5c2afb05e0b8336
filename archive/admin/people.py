"""Accounts of the desk: deactivated, never deleted, and nobody raises their own rights."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse

from archive.admin.base import DeskAdmin
from archive.models import User

admin.site.unregister(Group)


@admin.register(User)
class PeopleAdmin(DeskAdmin[User], UserAdmin[User]):
    """Who works here. A chief gives roles; only a superuser gives single permissions or sets others' passwords,
    for a second signature is worth nothing once one person holds both accounts."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    actions = None
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        rights = ["is_active", "is_staff", "groups"]
        if _is_super(request):
            rights += ["is_superuser", "user_permissions"]
        return [
            (None, {"fields": ["username", "first_name", "last_name", "email"]}),
            ("Rights", {"fields": rights}),
            ("Dates", {"fields": ["last_login", "date_joined"]}),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may: bool = super().has_change_permission(request, obj)
        return may and (obj is None or not obj.is_superuser or _is_super(request))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        if not _is_super(request):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    @admin.display(description="Roles")
    def roles(self, row: User) -> str:
        return ", ".join(group.name for group in row.groups.all())


@admin.register(Group)
class RoleAdmin(DeskAdmin[Group], GroupAdmin):
    """Roles and what they may do."""


def _is_super(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
