"""How somebody new comes to the desk: a link, handed over by a chief, with which they choose their password.

The chief never knows the password. A link that somebody else used first is spent when its person
opens it, and every one that was made stands in the log.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm, UsernameField
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from archive.admin.hiding import person
from archive.editorial import people
from archive.editorial.admin_log import log
from archive.editorial.saving import Refused
from archive.models import User

DAYS = 3


class InvitationTokens(people.AccountTokens):
    """Good for DAYS, until a password is chosen, a newer invitation is made or the account is deactivated."""

    key_salt = "archive.admin.people.invitations"

    def make_token(self, user: User) -> str:
        # A token is looked at for PASSWORD_RESET_TIMEOUT from the moment in it.
        begins = self._num_seconds(self._now()) + DAYS * 24 * 60 * 60 - settings.PASSWORD_RESET_TIMEOUT
        return self._make_token_with_timestamp(user, begins, self.secret)


tokens = InvitationTokens()


class NewPersonForm(forms.ModelForm[User]):
    """An account of the desk without a password."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")
        field_classes = {"username": UsernameField}

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        # Two names that differ by capitals alone would be taken for one person.
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Somebody has this name already.")
        return name

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        self.instance.is_staff = True
        return super().save(commit=commit)


def invite(model_admin: ModelAdmin[User], request: HttpRequest, row: User) -> HttpResponse:
    """Ask, and on POST show a fresh link, this once. Raises PermissionDenied for whoever may not."""
    if not model_admin.has_change_permission(request, row):
        raise PermissionDenied
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": "Invite",
        "opts": row._meta,
        "original": row,
        "days": DAYS,
    }
    status = 200
    if request.method == "POST":
        try:
            people.invite(row, by=person(request))
        except Refused as refused:
            context["refusals"], status = refused.reasons, 400
        else:
            path = reverse("admin:archive_user_invitation", args=[row.pk, tokens.make_token(row)])
            context["link"] = request.build_absolute_uri(path)
    return TemplateResponse(request, "admin/archive/people/invite.html", context, status=status)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """GET asks for a password, POST takes it; 410 once the link is used, too old or void."""
    # Locked: of two posts at once the second finds a password chosen.
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).filter(pk=pk, is_active=True).first()
        if user is None or user.has_usable_password() or not tokens.check_token(user, token):
            return _page(request, "This link has been used or is too old", status=410)
        form = SetPasswordForm(user, request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return _page(request, "Welcome to the desk", form=form, person=user)
        form.save()
        log([user], people.CAME, by=user)
    messages.success(request, "Your password is set. Log in with it.")
    return HttpResponseRedirect(reverse("admin:login"))


def _page(request: HttpRequest, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
    shown = {"title": title, "site_header": "Attest", "site_title": "Attest", **context}
    return TemplateResponse(request, "admin/archive/people/invitation.html", shown, status=status)
