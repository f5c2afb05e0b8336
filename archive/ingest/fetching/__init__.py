"""A link to its bytes, without ever reaching an address that is not public; and the visit kept as a WARC.

::

    links, names      what was given → what is asked for, or why it is not
    looking_up        its name → its addresses, all of them public (addresses)
    wire              a connection to one of these, under the one clock
    asking, answers   one request and its answer, bounded, kept as it came
    robots, manners   what a site asks of programs
    following         the room's function: redirects, each as if it were the first link
    statuses          what an answer without a page means
    unpacking         content codings, counted
    recording         the exchanges as a WARC
    visits            rows

``policy`` holds what may be reached; only tests make another one. ``faults``: the refusals after which it is worth
trying again.
"""

from archive.ingest.fetching.faults import NotYet, Unavailable
from archive.ingest.fetching.following import Fetched, fetch
from archive.ingest.fetching.visits import store_visit, warc_of

__all__ = ["Fetched", "NotYet", "Unavailable", "fetch", "store_visit", "warc_of"]
