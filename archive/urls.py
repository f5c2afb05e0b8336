"""Every public path on one page, grouped as the path tree."""

from django.urls import URLPattern, URLResolver, path, re_path, register_converter

from archive.api import views as api
from archive.public import articles, claims, events, home, icon, search, sources
from archive.public.converters import Uid

app_name = "archive"
register_converter(Uid, "uid")

urlpatterns: list[URLPattern | URLResolver] = [
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
    path("articles/", articles.article_list, name="article-list"),
    path("articles/<uid:uid>/", articles.article_detail),
    path("articles/<uid:uid>/<str:slug>/", articles.article_detail, name="article-detail"),
    path("articles/<uid:uid>/<str:slug>/history/", articles.article_history, name="article-history"),
    path("search/", search.search, name="search"),
    path("favicon.ico", icon.favicon),
    # The feed for programs.
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
    path("ledger/checkpoint/", api.Checkpoint.as_view(), name="ledger-checkpoint"),
    re_path(r"^api(?:/.*)?$", api.Nowhere.as_view(), name="api-nowhere"),
]
