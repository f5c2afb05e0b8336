"""Every public path on one page, grouped as the path tree."""

from django.urls import URLPattern, URLResolver, path, re_path, register_converter

from archive.api import views as api
from archive.api.openapi import views as openapi
from archive.feeds import claims as feeds
from archive.feeds.reviews import claim_reviews
from archive.public import (
    accounts,
    articles,
    claims,
    events,
    figures,
    home,
    icon,
    machines,
    search,
    sources,
    suggesting,
)
from archive.public.annotations import annotations
from archive.public.converters import FileForm, Uid, Undotted
from archive.public.files import record_file

app_name = "archive"
register_converter(Uid, "uid")
register_converter(Undotted, "undotted")
register_converter(FileForm, "form")

urlpatterns: list[URLPattern | URLResolver] = [
    # The feed for programs, which ask most often.
    path("api/v1/", api.Root.as_view(), name="api-root"),
    path("api/v1/claims/", api.RecordList.as_view(type="claim"), name="api-claim-list"),
    path("api/v1/claims/<uid:uid>/", api.RecordDetail.as_view(type="claim"), name="api-claim-detail"),
    path("api/v1/articles/", api.RecordList.as_view(type="article"), name="api-article-list"),
    path("api/v1/articles/<uid:uid>/", api.RecordDetail.as_view(type="article"), name="api-article-detail"),
    path("api/v1/events/", api.RecordList.as_view(type="event"), name="api-event-list"),
    path("api/v1/events/<uid:uid>/", api.RecordDetail.as_view(type="event"), name="api-event-detail"),
    path("api/v1/sources/", api.RecordList.as_view(type="source"), name="api-source-list"),
    path("api/v1/sources/<uid:uid>/", api.RecordDetail.as_view(type="source"), name="api-source-detail"),
    path("api/v1/changes/", api.Changes.as_view(), name="api-changes"),
    path("api/v1/ledger/", api.Ledger.as_view(), name="api-ledger"),
    path("api/v1/schema/", openapi.Schema.as_view(), name="api-schema"),
    path("api/v1/docs/", openapi.Docs.as_view(), name="api-docs"),
    # Pages.
    path("", home.home, name="home"),
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/<uid:uid>/", claims.claim_detail),
    path("claims/<uid:uid>/<str:slug>/", claims.claim_detail, name="claim-detail"),
    path("claims/<uid:uid>/<str:slug>/history/", claims.claim_history, name="claim-history"),
    path("events/", events.event_list, name="event-list"),
    path("events/<uid:uid>/", events.event_detail),
    path("events/<uid:uid>/<str:slug>/", events.event_detail, name="event-detail"),
    path("events/<uid:uid>/<str:slug>/history/", events.event_history, name="event-history"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<uid:uid>/", sources.source_detail),
    path("sources/<uid:uid>/<str:slug>/", sources.source_detail, name="source-detail"),
    path("sources/<uid:uid>/<str:slug>/history/", sources.source_history, name="source-history"),
    path("figures/", figures.figure_list, name="figure-list"),
    path("figures/<slug:quantity>/", figures.figure_detail, name="figure-detail"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/<uid:uid>/", articles.article_detail),
    path("articles/<uid:uid>/<str:slug>/", articles.article_detail, name="article-detail"),
    path("articles/<uid:uid>/<str:slug>/history/", articles.article_history, name="article-history"),
    # A record's document, and citations of it.
    path("claims/<uid:uid>/<undotted:slug>.<form:form>", record_file, {"type": "claim"}, name="claim-file"),
    path("events/<uid:uid>/<undotted:slug>.<form:form>", record_file, {"type": "event"}, name="event-file"),
    path("sources/<uid:uid>/<undotted:slug>.<form:form>", record_file, {"type": "source"}, name="source-file"),
    path("articles/<uid:uid>/<undotted:slug>.<form:form>", record_file, {"type": "article"}, name="article-file"),
    path("articles/<uid:uid>/<undotted:slug>.annotations.json", annotations, name="article-annotations"),
    path("search/", search.search, name="search"),
    path("search/suggest/", suggesting.suggest, name="search-suggest"),
    path("changes/", accounts.changes, name="changes"),
    path("ledger/", accounts.ledger, name="ledger"),
    path("ledger/verify.py", machines.verifier, name="ledger-verifier"),
    path("ledger/ledger.jsonl", machines.ledger_file, name="ledger-file"),
    path("method/", accounts.method, name="method"),
    path("about/", accounts.about, name="about"),
    # What programs look for.
    path("favicon.ico", icon.favicon),
    path("robots.txt", machines.robots),
    path("sitemap.xml", machines.sitemap_index),
    path("sitemap-pages.xml", machines.sitemap_pages),
    path("sitemap-<int:number>.xml", machines.sitemap_piece),
    path("opensearch.xml", machines.search_description),
    path(".well-known/security.txt", machines.security),
    # What readers and gatherers of fact-checks follow.
    path("feeds/claims.json", feeds.json_feed, name="feed-json"),
    path("feeds/claims.atom", feeds.atom_feed, name="feed-atom"),
    path("feeds/claimreview.json", claim_reviews, name="feed-claimreview"),
    path("ledger/checkpoint/", api.Checkpoint.as_view(), name="ledger-checkpoint"),
    re_path(r"^api(?:/[\s\S]*)?$", api.Nowhere.as_view(), name="api-nowhere"),
]
