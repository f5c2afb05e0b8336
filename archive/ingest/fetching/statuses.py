"""What an answer without a text means, in words."""

import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from archive.ingest.fetching.asking import Exchange
from archive.ingest.fetching.faults import Unavailable
from archive.ingest.shapes import Refusal

NOT_MODIFIED = HTTPStatus.NOT_MODIFIED
FOR_NOW = frozenset({408, 425, 429})
CLOSED = frozenset({401, 402, 403})
FOR_PEOPLE = "If you can read it in a browser, paste its text instead."
LONGEST_WAIT = 24 * 3600


def refusal_of(exchange: Exchange, *, wanted: str = "a page") -> Refusal:
    """Why nothing is taken from this answer; Unavailable if another day may bring another one."""
    status, host = exchange.answer.status, exchange.link.host
    sentence = f"{host} answered {status}{phrase(status)} instead of {wanted}."
    if status >= 500 or status in FOR_NOW:
        return Unavailable(sentence, retry_after=wait_of(exchange))
    return Refusal(f"{sentence} {FOR_PEOPLE}" if status in CLOSED else sentence)


def phrase(status: int) -> str:
    # The standard's words and not the server's, which may be anything.
    return f" ({HTTPStatus(status).phrase})" if status in HTTPStatus._value2member_map_ else ""


def wait_of(exchange: Exchange) -> int | None:
    """Seconds from now that a Retry-After header asks for, whichever way it is written."""
    value = next(iter(exchange.answer.values("retry-after")), "")
    if value.isascii() and value.isdigit() and len(value) < 10:
        return min(int(value), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=datetime.UTC)
    seconds = (until - datetime.datetime.now(datetime.UTC)).total_seconds()
    return min(max(int(seconds), 0), LONGEST_WAIT)
