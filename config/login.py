"""Login links for a local archive: they work once, for fifteen minutes, on this machine.

Nobody has a default password. ``manage.py up`` prints a link for each of the first two
accounts; opening it shows a button, since programs that fetch links to preview them would
otherwise use it up.
"""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from archive.models import User


class LoginTokens(PasswordResetTokenGenerator):
    """Expire with PASSWORD_RESET_TIMEOUT, and with the account's next login, which changes what is hashed."""

    key_salt = "config.login.LoginTokens"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{user.pk} {user.password} {user.is_active} {user.last_login!r} {timestamp}"


tokens = LoginTokens()


def link_for(user: User) -> str:
    """The path of a fresh link."""
    return reverse("login-link", args=[user.pk, tokens.make_token(user)])


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """GET asks, POST logs in; 410 once the link is used or too old, 404 on an archive that others reach."""
    if not settings.LOCAL:
        raise Http404
    # Locked: of two posts at once the second sees the first one's login.
    with transaction.atomic():
        user = User.objects.select_for_update().filter(pk=pk, is_active=True).first()
        if user is None or not tokens.check_token(user, token):
            return page(request, status=410, spent=True)
        if request.method == "POST":
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("admin:index")
    return page(request, person=user)


def page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page of the link, under the desk's own header."""
    context = {"site_header": admin.site.site_header, "site_title": admin.site.site_title, **context}
    return render(request, "config/login_link.html", context, status=status)
