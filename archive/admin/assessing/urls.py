"""The addresses of assessing, beside those of claims."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from archive.admin.assessing import bundle, page, targets, uncontested, verdicts


def urls(model_admin: Any) -> list[URLPattern]:
    """To stand before the admin's own, which take any address for a claim's."""

    def at(address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        wrapped = model_admin.admin_site.admin_view(partial(view, model_admin))
        found: URLPattern = path(address, wrapped, name=f"archive_claim_{name}")
        return found

    return [
        at("uncontested/", uncontested.page, "uncontested"),
        at("targets/", targets.view, "targets"),
        at("<path:object_id>/assess/", page.view, "assess"),
        at("<path:object_id>/assess/table/", verdicts.view, "table"),
        at("<path:object_id>/bundle/", bundle.page, "bundle"),
    ]
