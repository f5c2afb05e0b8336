"""Counts requests to the public addresses, and answers the one too many."""

import logging
import math
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from archive.reading_room.programs import is_for_programs, problem
from archive.reading_room.wording.languages import as_asked
from config.env import Rate
from config.fair_use.askers import Asker, UnknownKey, asker, by_address
from config.fair_use.costs import cost_of
from config.fair_use.counters import Budget, shared

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Of the WSGI environment, where no header can put it: the archive asks itself, for its static edition.
OWN = "attest.own"
NOT_A_KEY = "This key is not known here: it was mistyped or revoked, or it has expired. Without a key you may ask too."

log = logging.getLogger(__name__)


class FairUse:
    """At most FAIR_USE of each cost for each asker. Fails open, and says so in the log.

    Limits are told as draft-ietf-httpapi-ratelimit-headers-11 has it, to those who were counted.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.has_failed = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in getattr(request, "allowance", {}).items():
            response.headers[name] = value
        return response

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        cost = cost_of(request)
        if cost is None or OWN in request.META:
            return None
        rate: Rate | None = settings.FAIR_USE[cost]
        try:
            who, is_unknown = asker(request), False
        except UnknownKey:
            # Guessing is asking too.
            who, is_unknown = by_address(request), True
        own = times(rate, who) if rate else None
        budget = self._taken(f"{cost} {who.name}", own) if own else None
        if budget and own:
            request.allowance = told(cost, own, budget)  # type: ignore[attr-defined]
            if not budget.given:
                return exceeded(request, own, budget)
        return unknown_key(request) if is_unknown else None

    def _taken(self, name: str, rate: Rate) -> Budget | None:
        counters = shared()
        try:
            return counters.take(name, rate) if counters else None
        except (OSError, ValueError) as fault:
            if not self.has_failed:
                log.error("Nobody is limited: the counters cannot be reached (%s).", fault)
            self.has_failed = True
            return None


def times(rate: Rate, who: Asker) -> Rate:
    return rate if who.times == 1 else Rate(rate.requests * who.times, rate.seconds)


def told(cost: str, rate: Rate, budget: Budget) -> dict[str, str]:
    return {
        "RateLimit-Policy": f'"{cost}";q={rate.requests};w={rate.seconds}',
        "RateLimit": f'"{cost}";r={budget.left};t={math.ceil(budget.wait)}',
    }


def exceeded(request: HttpRequest, rate: Rate, budget: Budget) -> HttpResponse:
    """429: so many are enough, and when to come again."""
    wait = max(math.ceil(budget.wait), 1)
    passing = {"Retry-After": str(wait), "Cache-Control": "no-store"}
    if is_for_programs(request):
        most = f"At most {rate.requests:,} of these requests in {rate.seconds:,} seconds."
        return problem(429, f"{most} Ask again in {wait} seconds.", headers=passing)
    context = {"unlisted": True, "path": request.path, "most": rate.requests, "seconds": rate.seconds, "wait": wait}
    with as_asked(request):
        answer = render(request, "429.html", context, status=429)
    for name, value in passing.items():
        answer.headers[name] = value
    return answer


def unknown_key(request: HttpRequest) -> HttpResponse:
    """401: what was shown is no key; nobody needs one."""
    challenge = {"WWW-Authenticate": 'Bearer realm="Attest", error="invalid_token"', "Cache-Control": "no-store"}
    return problem(401, NOT_A_KEY, headers=challenge)
