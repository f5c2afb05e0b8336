"""The addresses that the script of the editor asks; they are mounted with the pages of appearances."""

from django.contrib.admin.sites import AdminSite
from django.urls import URLPattern, path

from archive.admin.chain import dialog, preview


def urls(site: AdminSite) -> list[URLPattern]:
    """All of them, for people who are logged in."""
    views = {
        "preview": preview.preview,
        "sources": preview.sources,
        "before": preview.before,
        "source": dialog.source,
    }
    return [path(f"chain/{name}/", site.admin_view(view), name=f"archive_chain_{name}") for name, view in views.items()]
