"""Wires the rooms to Django: what must happen before and after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Attest"

    def ready(self) -> None:
        # Imported here: these rooms need the models, which exist from now on.
        from archive.editorial import roles
        from archive.ledger import guards
        from archive.reading_room.searching import search

        pre_migrate.connect(guards.lift, sender=self)
        post_migrate.connect(guards.install, sender=self)
        post_migrate.connect(search.ensure, sender=self)
        post_migrate.connect(roles.keep, sender=self)
