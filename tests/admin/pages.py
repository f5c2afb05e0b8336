"""Every address of the desk, from the URL patterns themselves, so that a new page is walked without being named."""

import re
from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

PARAMETER = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
NAMED = re.compile(r"\(\?P<([a-z_]+)>(?:[^()]|\([^()]*\))*\)")
# Texts of Django itself, which name nothing of ours.
SKIPPED = {"jsi18n", "app_label", "logout", "login"}


def patterns(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """(route, pattern) of every view; the route with its parameters as ``<name>``."""
    for each in resolver.url_patterns:
        route = prefix + routed(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, route)
        else:
            yield route, each


def routed(pattern: object) -> str:
    text = str(pattern)
    if isinstance(pattern, RoutePattern):
        return PARAMETER.sub(r"<\1>", text)
    return NAMED.sub(r"<\1>", text).replace("\\/", "/").strip("^$").removesuffix("\\Z")


def desk_pages(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """(name, address) of every view of the desk; parameters filled from ``values``, else with "1"."""
    found = {}
    for route, pattern in patterns(get_resolver()):
        name = pattern.name or ""
        if route.startswith("/admin/") and name and name not in SKIPPED:
            found[f"{name} {route}"] = re.sub("<([a-z_]+)>", lambda match: values.get(match[1], "1"), route)
    return sorted((name.split(" ")[0], address) for name, address in found.items())
