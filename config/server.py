"""The production server, in this very process: what Django has loaded is served without a second start."""

import errno
import gc
import os
import socket
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from archive.reading_room.faceting import inverted
from config.fair_use.counters import shared as shared_counters

THREADS = 4
# Of a request's first line; gunicorn's own 4,094 would keep from the application what it answers itself, in words.
LONGEST_LINE = 8_190


class Server(BaseApplication):
    """gunicorn on a socket that is open already, and becomes its own; ``ready`` is called once it serves."""

    def __init__(self, listener: socket.socket, ready: Callable[[], None]) -> None:
        self.descriptor = listener.detach()
        self.ready = ready
        super().__init__()

    def load_config(self) -> None:
        chosen: dict[str, Any] = {
            "bind": f"fd://{self.descriptor}",
            "workers": settings.WORKERS,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "limit_request_line": LONGEST_LINE,
            "control_socket_disable": True,
            "forwarded_allow_ips": ",".join(settings.TRUSTED_PROXIES),
            "loglevel": "error",
            "proc_name": "attest",
            "when_ready": lambda arbiter: self.ready(),
        }
        if os.path.isdir("/dev/shm"):  # noqa: S108
            # Where a worker shows that it lives; on a disk this could block.
            chosen["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        application = get_internal_wsgi_application()
        # Imported once, before the workers are forked, and not at each one's first request.
        get_resolver().url_patterns  # noqa: B018
        # Read once for all workers, which share its memory; a million claims take half a minute.
        inverted.warm()
        shared_counters()
        # A connection must not be shared with the workers about to be forked.
        connections.close_all()
        # What is loaded now stays: the collector need not look through it at every full turn, which takes
        # some 70 ms and would fall on a reader; nor are its pages copied in the workers.
        gc.collect()
        gc.freeze()
        return application


def listen() -> socket.socket:
    """The open socket. Raises CommandError, in one sentence, when the port is not to be had."""
    family = socket.AF_INET6 if ":" in settings.BIND else socket.AF_INET
    try:
        return socket.create_server((settings.BIND, settings.PORT), family=family, backlog=2048)
    except OSError as fault:
        reasons = {
            errno.EADDRINUSE: f"Port {settings.PORT} is taken by another program",
            errno.EACCES: f"Port {settings.PORT} is for the system's own services",
            errno.EADDRNOTAVAIL: f"This machine has no address {settings.BIND} for BIND",
        }
        reason = reasons.get(fault.errno or 0, f"Port {settings.PORT} cannot be opened ({fault.strerror})")
        raise CommandError(f"{reason}; choose another one, for example: PORT=8001 python3 manage.py up") from None
