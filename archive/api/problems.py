"""What went wrong, said as RFC 9457 has it: every fault of a request is answered, none is a 500."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from archive.api.renderers import ready
from archive.reading_room.parameters import BadParameters

Json = dict[str, Any]
MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
BUSY = "The archive is busy or being attended to. Ask again in a moment."


class Closed(Exception):
    """A record that was public and is not any more: 410, or 451 when the law asked for it.

    ``tombstone`` is what is left to say of it, a document's JSON with site-relative addresses.
    """

    def __init__(self, tombstone: Json, *, by_law: bool) -> None:
        super().__init__(tombstone.get("reason"))
        self.tombstone = tombstone
        self.status = 451 if by_law else 410


class Changed(APIException):
    """The answer is not the one that If-Match asks for."""

    status_code = 412
    default_detail = "This is not what If-Match asks for any more."


def handle(fault: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to a fault; None for what is an error of ours."""
    for sort, answer in _ANSWERS:
        if isinstance(fault, sort):
            return answer(fault)
    return None


def problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """A problem; its ``type`` is the status itself."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return Response(ready(body), status=status, headers=dict(headers or {}))


def bad_parameters(fault: BadParameters) -> Response:
    """400: ``errors`` has every fault with its ``parameter``; the first of them stands beside too."""
    errors = [{"parameter": name, "detail": sentence} for name, sentence in fault.problems]
    return problem(400, str(fault), parameter=errors[0]["parameter"], errors=errors)


def closed(fault: Closed) -> Response:
    """410 or 451: the reason, and under ``record`` the tombstone."""
    default = "It was withdrawn by order of law." if fault.status == 451 else "It is no longer public."
    headers = {"Link": '</about/>; rel="blocked-by"'} if fault.status == 451 else {}
    return problem(fault.status, fault.tombstone.get("reason") or default, headers=headers, record=fault.tombstone)


def _of_framework(fault: APIException) -> Response:
    headers: dict[str, str] = {}
    if wait := getattr(fault, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return problem(fault.status_code, str(fault.detail), headers=headers)


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
