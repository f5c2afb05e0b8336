"""What may go to review with a claim: itself, or all that is unpublished of an article it appears in."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.admin.hiding import person
from archive.admin.review.submitting import MOST
from archive.editorial.drafts import with_named
from archive.editorial.permissions import check_may, may
from archive.editorial.submitting import lacks
from archive.ledger.view import Published, read
from archive.models import RECORDS, Article, Claim, Record, Source
from archive.records.walk import Data

ORDER = ("claim", "article", "event", "source")


class Item(NamedTuple):
    """A record that is not public as it stands, and what would refuse it, were the whole list submitted."""

    record: Record
    state: str
    lacks: list[str]
    chosen: bool


class Bundle(NamedTuple):
    """Records that go together. ``uid`` is the article's; "" for the claim alone with what it names."""

    uid: str
    title: str
    items: list[Item]
    more: int


def page(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The list to tick, which leads to the page that submits. Raises PermissionDenied for whoever may not submit."""
    check_may(person(request), "submit")
    claim = model_admin.get_object(request, object_id)
    if claim is None:
        return model_admin.not_there(request)  # type: ignore[no-any-return]
    articles = list(Article.objects.filter(appearances__claim=claim).distinct().order_by("pk"))
    asked = request.GET.get("article", "")
    article = next((each for each in articles if each.uid == asked), None)
    if any(not may(person(request), f"view_{type}") for type in RECORDS):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "What goes to review",
        "opts": model_admin.opts,
        "claim": claim,
        "articles": articles,
        "bundle": bundle_of(claim, article),
    }
    return TemplateResponse(request, "admin/archive/assessing/bundle.html", context)


def bundle_of(claim: Claim, article: Article | None) -> Bundle:
    """The claim with what it names, or everything of one of its articles (bounded queries)."""
    uids, more = {claim.uid}, 0
    if article is not None:
        # Those that are public as they stand would take the places of the others.
        told = Claim.objects.filter(appearances__article=article, differs=True).distinct().order_by("pk")
        more = max(0, told.count() - MOST)
        uids |= set(told.values_list("uid", flat=True)[:MOST])
        own = Source.objects.filter(article=article, protected=False)
        uids |= {article.uid, *own.values_list("uid", flat=True)}
    rows, datas = with_named(uids)
    public = read(datas)
    unpublished = [
        uid
        for type in ORDER
        for uid, row in rows.items()
        if row.type == type and _is_news(public.get(uid), datas[uid][1])
    ]
    shown = sorted(unpublished[:MOST], key=lambda uid: uid != claim.uid)
    faults = lacks([rows[uid] for uid in shown]) if shown else {}
    items = [
        Item(
            rows[uid],
            "changed since it was published" if uid in public else "never public",
            faults[uid],
            not faults[uid],
        )
        for uid in shown
    ]
    return Bundle(article.uid if article else "", str(article or claim), items, more + len(unpublished) - len(shown))


def _is_news(public: Published | None, data: Data) -> bool:
    """Whether the public does not read it as it stands; what was taken back stays away until somebody asks for it."""
    return public is None or (public.state == "public" and public.record != data)
