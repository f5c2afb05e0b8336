"""What went wrong, said as RFC 9457 has it: every fault of a request is answered, none is a 500."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.response import Response

from archive.api.renderers import Ready
from archive.formats import problem as rfc9457
from archive.reading_room.parameters import BadParameters
from archive.reading_room.programs import BUSY, CHANGED, NOTHING_TO_WRITE

Json = dict[str, Any]
MEDIA_TYPE = rfc9457.MEDIA_TYPE
RETRY_SECONDS = 5


class Closed(Exception):
    """A record that was public and is not any more: 410, or 451 when the law asked for it.

    ``tombstone`` is what is left to say of it, a document's JSON with site-relative addresses.
    """

    def __init__(self, tombstone: Json, *, by_law: bool) -> None:
        super().__init__(tombstone.get("reason"))
        self.tombstone = tombstone
        self.status = 451 if by_law else 410


class Changed(APIException):
    """The answer is not the one that If-Match or If-Unmodified-Since asks for."""

    status_code = 412
    default_detail = CHANGED


def handle(fault: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to a fault; None for what is an error of ours."""
    for sort, answer in _ANSWERS:
        if isinstance(fault, sort):
            return answer(fault)
    return None


def problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """A problem; its ``type`` is the status itself."""
    return Response(Ready(rfc9457.problem(status, detail, **more)), status=status, headers=dict(headers or {}))


def bad_parameters(fault: BadParameters) -> Response:
    """400: ``errors`` has every fault with its ``parameter``; the first of them stands beside too."""
    return Response(Ready(rfc9457.bad_parameters(fault.problems)), status=400)


def closed(fault: Closed) -> Response:
    """410 or 451: the reason, and under ``record`` the tombstone."""
    default = "It was withdrawn by order of law." if fault.status == 451 else "It is no longer public."
    headers = {"Link": '</about/>; rel="blocked-by"'} if fault.status == 451 else {}
    return problem(fault.status, fault.tombstone.get("reason") or default, headers=headers, record=fault.tombstone)


def _of_framework(fault: APIException) -> Response:
    headers: dict[str, str] = {}
    if wait := getattr(fault, "wait", None):
        headers["Retry-After"] = str(int(wait))
    detail = NOTHING_TO_WRITE if isinstance(fault, MethodNotAllowed) else fault.detail
    return problem(fault.status_code, str(detail), headers=headers)


# The first that fits answers.
_ANSWERS: tuple[tuple[type[Exception], Callable[[Any], Response]], ...] = (
    (BadParameters, bad_parameters),
    (Closed, closed),
    (APIException, _of_framework),
    (Http404, lambda fault: problem(404, str(fault) or "There is nothing at this address.")),
    (SuspiciousOperation, lambda fault: problem(400, "The request cannot be read.")),
    (OperationalError, lambda fault: problem(503, BUSY, headers={"Retry-After": str(RETRY_SECONDS)})),
    (InterfaceError, lambda fault: problem(503, BUSY, headers={"Retry-After": str(RETRY_SECONDS)})),
)
