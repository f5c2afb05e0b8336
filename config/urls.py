"""The desk and its logins, the operator's probes, and everything public from ``archive.urls``."""

from django.contrib import admin
from django.urls import include, path

from config import health, login

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/link/<int:pk>/<str:token>/", login.use_link, name="login-link"),
    path("admin/login/", login.enter),
    path("admin/second-factor/", include("config.second_factor.urls")),
    path("admin/", admin.site.urls),
    path("", include("archive.urls")),
]

handler400 = "archive.public.errors.bad_request"
handler404 = "archive.public.errors.nowhere"
handler500 = "archive.public.errors.server_error"
