"""An answer that is a file to keep: made while it goes out, however long, and all of one state of the archive.

Whoever takes it slowly gets it as long as nothing is published meanwhile; what cannot be brought
to its end is broken off, so that nobody takes a part for the whole.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

from django.http import HttpRequest, StreamingHttpResponse

from archive.formats import sheet
from archive.reading_room.programs import CROSS_ORIGIN
from archive.reading_room.snapshot import Moment
from archive.reading_room.tags import etag

# Lines that go out in one piece.
AT_ONCE = 100
MEDIA_TYPES = {"csv": f"{sheet.MEDIA_TYPE}; charset=utf-8", "json": "application/json", "jsonl": "application/jsonl"}
# Reads what is asked for in a state; raises ``BadParameters``, and gives the pieces.
Read = Callable[[str], Iterator[bytes]]


def download(request: HttpRequest, read: Read, *, name: str, format: str, state: str) -> StreamingHttpResponse:
    """The file ``attest-<name>.<format>``; ``state`` is the newest public state. Raises ``BadParameters``."""
    if request.method == "HEAD":
        # Nobody reads the body of an answer to HEAD, so there is nothing to hold on to.
        read(state)
        answer = StreamingHttpResponse([])
    else:
        with ExitStack() as unless_answered:
            moment = unless_answered.enter_context(closing(Moment()))
            state = moment.state
            answer = StreamingHttpResponse(moment.pieces(read(state)))
            unless_answered.pop_all()
    day = request.GET.get("as_of")
    answer.headers["Content-Type"] = MEDIA_TYPES[format]
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="attest-{name}{f"-as-of-{day}" if day else ""}.{format}"'
    )
    answer.headers["ETag"] = etag(request, state)
    answer.headers["X-Robots-Tag"] = "noindex"
    for header, value in CROSS_ORIGIN.items():
        answer.headers[header] = value
    return answer


def table(type: str, lines: Iterator[bytes]) -> Iterator[bytes]:
    """A table as CSV: its heading, and its ``lines``."""
    yield (sheet.BEGINNING + sheet.headings(type)).encode()
    yield from lines
