"""What is asked of the workbench of an article, by address."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from archive.admin.hiding import person
from archive.admin.saving.pages import posted_base
from archive.admin.workbench import claims, notes, people, similar
from archive.admin.workbench.answers import Bench, bench_page, do, fragment
from archive.editorial import annotating, stretches, suggesting
from archive.models import Suggestion

JUDGEMENTS = {"accept": Suggestion.State.ACCEPTED, "reject": Suggestion.State.REJECTED}

View = Callable[..., HttpResponse]


def urls(model_admin: ModelAdmin[Any]) -> list[URLPattern]:
    """The addresses under ``<article>/workbench/``, for the admin of articles."""

    def at(route: str, name: str, view: View, only: Callable[[View], View] = lambda view: view) -> URLPattern:
        return path(
            f"<path:object_id>/workbench/{route}",
            model_admin.admin_site.admin_view(only(_at(model_admin, view))),
            name="_".join(filter(None, ("archive_article_workbench", name))),
        )

    return [
        at("", "", bench_page, require_safe),
        at("claim/", "claim", claims.new),
        at("link/", "link", claims.link),
        at("similar/", "similar", similar_claims, require_safe),
        at("sources/", "sources", sources, require_safe),
        at("note/", "note", notes.new),
        at("note/<int:number>/", "note_change", notes.change),
        at("note/<int:number>/<str:act>/", "note_act", notes.act, require_POST),
        at("read/", "read", read, require_POST),
        at("suggestion/<int:number>/<str:act>/", "suggestion", suggestion, require_POST),
    ]


def _at(model_admin: ModelAdmin[Any], view: View) -> View:
    """``view`` of a Bench as a view of a request."""

    def asked(request: HttpRequest, object_id: str, **captured: Any) -> HttpResponse:
        article = model_admin.get_object(request, unquote(object_id))
        if article is None:
            found: HttpResponse = model_admin.not_there(request)  # type: ignore[attr-defined]
            return found
        if not model_admin.has_view_permission(request, article):
            raise PermissionDenied
        return view(Bench(model_admin, request, article, stretches.newest_text(article)), **captured)

    return asked


def read(bench: Bench) -> HttpResponse:
    """Mark the article as read, or as not read."""
    is_read = bench.request.POST.get("is_read") == "1"

    def act() -> str:
        base = posted_base(bench.request)
        annotating.mark_read(bench.article, is_read=is_read, base=base, by=person(bench.request))
        return "The article is marked as read." if is_read else "The article is marked as not read."

    return do(bench, act)


def suggestion(bench: Bench, number: int, act: str) -> HttpResponse:
    """Judge a suggestion and apply nothing. To take one over is to state a claim: see ``claims.new``."""
    chosen = claims.suggestion_of(bench, str(number))
    if chosen is None or act not in JUDGEMENTS:
        raise BadRequest("There is no such suggestion.")

    def judge() -> str:
        suggesting.judge(chosen, state=JUDGEMENTS[act], by=person(bench.request))
        return f"The suggestion was {JUDGEMENTS[act].label.lower()}."

    return do(bench, judge)


def similar_claims(bench: Bench) -> HttpResponse:
    """Claims near to what is typed."""
    found = similar.similar(bench.request, bench.request.GET.get("q", ""))
    return fragment(bench, "similar.html", found=found, choose="choose" in bench.request.GET)


def sources(bench: Bench) -> HttpResponse:
    """Sources whose names hold what is typed."""
    return fragment(
        bench, "sources.html", found=people.find(bench.request, bench.request.GET.get("q", ""), bench.article)
    )
