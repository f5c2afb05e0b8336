"""The pages of the second factor, under the desk's own header."""

from typing import Any

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as mark

from archive.admin.hiding import person
from archive.editorial.people import forget_second_factor, has_second_factor, needs_second_factor
from config.middleware import DESK
from config.second_factor import devices

SECRET = "second_factor_secret"  # noqa: S105 - the session's name for it
WRONG = "That is not a code that counts now."
TURNED_OFF = "The second factor was turned off."


@never_cache
@require_http_methods(["GET", "HEAD"])
def overview(request: HttpRequest) -> HttpResponse:
    """Whether one is set up, and what can be done about it."""
    user = person(request)
    is_set_up = has_second_factor(user)
    must = settings.SECOND_FACTOR_REQUIRED and needs_second_factor(user)
    left = devices.codes_left(user) if is_set_up else 0
    return page(request, "overview", "Second factor", is_set_up=is_set_up, must=must, left=left)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The step after the password: a code of the app, or a recovery code. 429 while one has to wait."""
    user, onward = person(request), next_of(request)
    if not has_second_factor(user) or getattr(user, "otp_device", None) is not None:
        return redirect(onward)
    if request.method != "POST":
        return page(request, "ask", "Your second factor", next=onward)
    code = devices.plain(request.POST.get("code", "")[:40])
    checked = devices.check(user, code)
    if checked.device is None:
        wait = checked.wait
        fault = f"Wait {wait} second{'s' if wait > 1 else ''}, then try again." if wait else WRONG
        return page(request, "ask", "Your second factor", status=429 if wait else 200, next=onward, fault=fault)
    enter(request, checked.device)
    if checked.is_recovery:
        messages.warning(request, f"That recovery code is used up; {devices.codes_left(user)} are left.")
    return redirect(onward)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """A secret as QR code and as text; confirmed by a code of it, the recovery codes are shown, once."""
    user = person(request)
    secret = request.session.get(SECRET) or devices.new_secret()
    request.session[SECRET] = secret
    fault = ""
    if request.method == "POST":
        made = devices.set_up(user, secret, devices.plain(request.POST.get("code", "")[:40]))
        if made is not None:
            device, codes = made
            del request.session[SECRET]
            enter(request, device)
            return page(request, "codes", "Your recovery codes", codes=codes, is_new=True)
        fault = f"{WRONG} Look whether the clock of your device is right."
    must = settings.SECOND_FACTOR_REQUIRED and needs_second_factor(user)
    return page(
        request,
        "set_up",
        "Set up your second factor",
        qr=qr(devices.address(user, secret)),
        secret=devices.in_groups(secret),
        fault=fault,
        must=must,
        replaces=has_second_factor(user),
    )


@never_cache
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """Fresh recovery codes in place of the old ones, shown once."""
    user = person(request)
    if not has_second_factor(user):
        return redirect("second-factor")
    return page(request, "codes", "Your recovery codes", codes=devices.new_codes(user), is_new=False)


@never_cache
@require_POST
def turn_off(request: HttpRequest) -> HttpResponse:
    """Without it from now on, for whoever need not have one."""
    user = person(request)
    if settings.SECOND_FACTOR_REQUIRED and needs_second_factor(user):
        messages.error(request, "With your role, the desk asks for a second factor.")
    elif has_second_factor(user):
        forget_second_factor(user, by=user, note=TURNED_OFF)
        messages.success(request, TURNED_OFF)
    return HttpResponseRedirect(reverse("second-factor"))


def enter(request: HttpRequest, device: Any) -> None:
    """Mark the session, under a new key, as one whose second factor was shown."""
    request.session.cycle_key()
    mark(request, device)


def next_of(request: HttpRequest) -> str:
    """The page of the desk that was asked for; its first page for any other address."""
    wanted = (request.POST if request.method == "POST" else request.GET).get("next", "")
    if wanted.startswith(DESK) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("admin:index")


def qr(text: str) -> SafeString:
    """A QR code as SVG with attributes alone, dark on light under any theme."""
    drawn = segno.make(text, error="m").svg_inline(
        border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawn)  # noqa: S308 - numbers and our own colours


def page(request: HttpRequest, name: str, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """One of the pages under ``config/second_factor/``."""
    shown = {"site_header": admin.site.site_header, "site_title": admin.site.site_title, "title": title, **context}
    return render(request, f"config/second_factor/{name}.html", shown, status=status)
