"""A public address is asked as a reader would ask it: through every layer of the site, from within this process."""

import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http.response import HttpResponseBase

HTML, JSON = "text/html", "application/json"


class Site:
    """The public site of this archive."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()
        self._address = urlsplit(settings.SITE_URL)

    @contextmanager
    def asked(self, address: str, media_type: str = HTML) -> Iterator[HttpResponseBase]:
        """The answer at a site-relative ``address``, to be read before the context ends."""
        with closing(self._handler(self._environ(address, media_type), _ignored)) as answer:
            yield answer

    def _environ(self, address: str, media_type: str) -> dict[str, Any]:
        asked, site = urlsplit(address), self._address
        port = site.port or (443 if site.scheme == "https" else 80)
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # WSGI hands bytes over as Latin-1.
            "PATH_INFO": unquote_to_bytes(asked.path).decode("latin-1"),
            "QUERY_STRING": asked.query,
            "SERVER_NAME": site.hostname or "",
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.netloc,
            "HTTP_ACCEPT": media_type,
            "REMOTE_ADDR": "127.0.0.1",
            # Whoever makes the edition asks for everything, as often as that takes.
            "attest.own": True,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


def _ignored(status: str, headers: list[tuple[str, str]], fault: Any = None) -> Callable[[bytes], object]:
    """What a server would send before the body; the answer has it too."""
    return io.BytesIO().write


def body_of(answer: HttpResponseBase) -> bytes:
    """The whole body."""
    return b"".join(pieces_of(answer))


def pieces_of(answer: HttpResponseBase) -> Iterator[bytes]:
    """The body, as it comes."""
    return map(answer.make_bytes, answer)
