"""The production server with rivals of the feed beside it, each at an address of its own."""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from config.server import Server, listen
from tests.bench.compare.alone import page_of
from tests.bench.serving import plain_static_files

DRF, EMPTY, ALONE = "/bench/claims/", "/bench/empty/", "/bench/alone/"


class Alone(threading.local):
    """A WSGI application of three lines around those rows; a connection for each thread."""

    def __init__(self) -> None:
        self.page, _ = page_of(os.environ["DATABASE_URL"])

    def __call__(self, start: Callable[..., Any]) -> Iterable[bytes]:
        body = f'{{"results":[{",".join(body for (body,) in self.page())}]}}'.encode()
        start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]


class RivalServer(Server):
    """The production server; one address leads past Django to the database alone."""

    def load(self) -> Any:
        site, alone = super().load(), Alone()

        def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            return alone(start) if environ["PATH_INFO"] == ALONE else site(environ, start)

        return application


def serve() -> None:
    """Serve as ``manage.py up`` does, the rivals beside the site."""
    prepare()
    RivalServer(listen(), lambda: None).run()


def prepare() -> None:
    """The rivals' addresses, for this process."""
    plain_static_files()
    settings.ROOT_URLCONF = "tests.bench.compare.addresses"
