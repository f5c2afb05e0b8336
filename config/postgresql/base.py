"""PostgreSQL as Django knows it, but for one question that it asks before every request."""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is found to be lost without a question to the server."""

    connection: Any

    def is_usable(self) -> bool:
        """Whether the server has said nothing since the last answer: when it goes, it says so and hangs up.

        Django asks it for ``SELECT 1``, which takes as long as what most requests ask for. Neither
        notices that a network was cut, unless the system does.
        """
        if self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.pgconn.socket, select.POLLIN)
        return not poll.poll(0)
