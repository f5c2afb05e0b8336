"""Everything that is asked, however long it takes, as it stood at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from archive.reading_room import snapshot


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read within is of one moment; requests that are answered within leave the connection open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        with snapshot.one_moment():
            yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
