"""Ways into the desk: by password, with an end to guessing; on a local archive by links that work once.

Nobody has a default password. ``manage.py up`` prints a link for each of the first two
accounts, good for fifteen minutes; opening it shows a button, since programs that fetch links
to preview them would otherwise use it up. A link asks for no password, so that guessing
passwords shuts no link; and the second factor comes after either way.
"""

import datetime
import ipaddress
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from archive.editorial.people import AccountTokens
from archive.models import User

LONGEST_NAME = 150


class LoginTokens(AccountTokens):
    """Expire with PASSWORD_RESET_TIMEOUT, and with the account's next login."""

    key_salt = "config.login.LoginTokens"


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
        user = User.objects.select_for_update(no_key=True).filter(pk=pk, is_active=True).first()
        if user is None or not tokens.check_token(user, token):
            return page(request, status=410, spent=True)
        if request.method == "POST":
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("admin:index")
    return page(request, person=user)


@login_not_required
@never_cache
@sensitive_post_parameters()
def enter(request: HttpRequest) -> HttpResponse:
    """The desk's login by password. Raises BadRequest for a name that no account has."""
    username = request.POST.get("username", "")
    if "\0" in username or len(username) > LONGEST_NAME:
        # What counts wrong passwords would keep the name, and cannot.
        raise BadRequest("No account has such a name.")
    return admin.site.login(request)


def client_address(request: HttpRequest) -> str:
    """Where a request came from: the last address before our own proxies, who alone are believed."""
    address: str = request.META.get("REMOTE_ADDR", "")
    before = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while address in settings.TRUSTED_PROXIES and before:
        found = _address(before.pop())
        if not found:
            break
        address = found
    return address


def _address(text: str) -> str:
    """An IP address in its usual form; "" for anything else."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def locked_out(request: HttpRequest, answer: HttpResponse | None, credentials: Any) -> HttpResponse:
    """429: too many wrong passwords for this account from this address."""
    wait: datetime.timedelta = settings.AXES_COOLOFF_TIME
    minutes = int(wait.total_seconds() // 60)
    response = page(request, "config/locked_out.html", status=429, minutes=minutes)
    response["Retry-After"] = str(int(wait.total_seconds()))
    return response


def page(
    request: HttpRequest, template: str = "config/login_link.html", *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page under the desk's own header."""
    context = {"site_header": admin.site.site_header, "site_title": admin.site.site_title, **context}
    return render(request, template, context, status=status)
