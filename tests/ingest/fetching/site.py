"""A web server on loopback that says exactly what it is told, faults included."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping

from archive.ingest.fetching import addresses
from archive.ingest.fetching.manners import Manners
from archive.ingest.fetching.policy import Policy

Page = bytes | Callable[[socket.socket], None]
HOST = "news.example"
NOTHING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
EVERY_PORT = frozenset(range(1, 65_536))


def page(body: bytes = b"<p>A page.</p>", *headers: str, status: str = "200 OK") -> bytes:
    """An answer whole and in order."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def redirect(location: str, *, status: str = "302 Found") -> bytes:
    return page(b"", f"Location: {location}", status=status)


class Site:
    """``asked`` are the heads of the requests, in the order in which they came."""

    def __init__(self, pages: Mapping[str, Page], *, tls: ssl.SSLContext | None = None) -> None:
        self.pages = pages
        self.tls = tls
        self.asked: list[str] = []
        self.ended = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def url(self, path: str = "/", *, host: str = HOST) -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for besides robots.txt."""
        paths = [request.split(" ", 2)[1] for request in self.asked]
        return [path for path in paths if path != "/robots.txt"]

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.answer, args=[connection], daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(10)
            secured = self.tls.wrap_socket(connection, server_side=True) if self.tls else connection
            with secured:
                self.speak(secured)

    def speak(self, connection: socket.socket) -> None:
        request = b""
        while not request.endswith(b"\r\n\r\n"):
            piece = connection.recv(4096)
            if not piece:
                return
            request += piece
        self.asked.append(request.decode())
        page = self.pages.get(request.split(b" ", 2)[1].decode(), NOTHING)
        if callable(page):
            page(connection)
        else:
            connection.sendall(page)


@contextlib.contextmanager
def serving(pages: Mapping[str, Page], *, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site(pages, tls=tls)
    thread = threading.Thread(target=site.serve, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        with contextlib.suppress(OSError):
            site.listener.shutdown(socket.SHUT_RDWR)
        site.listener.close()
        thread.join()


def owner(address: addresses.Address) -> str:
    """As in earnest, but for the loopback address that the sites of these tests have."""
    return "" if str(address) == "127.0.0.1" else addresses.owner(address)


def loopback(**differently: object) -> Policy:
    """A policy under which every name leads to the sites of these tests, whatever their ports are."""
    usual = {
        "ports": EVERY_PORT,
        "owner": owner,
        "look_up": lambda name: ["127.0.0.1"],
        "seconds": 5.0,
        "manners": Manners(pause=0),
    }
    return Policy(**{**usual, **differently})
