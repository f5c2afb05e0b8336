"""What an address costs, and so which limit it counts against."""

from django.http import HttpRequest

# One document that stands ready.
READ = "read"
# Whatever is gathered or put together: lists, searches, feeds, histories, both clocks.
LIST = "list"
# All of it in one answer.
BULK = "bulk"

ROOM = "archive"
RECORDS = ("claim", "article", "event", "source")
READY = frozenset(name for each in RECORDS for name in (f"{each}-detail", f"{each}-file", f"api-{each}-detail"))
WHOLE = frozenset({"ledger-file"})
# Whole unless a part is asked for.
WHOLE_AT_FIRST = frozenset({"feed-claimreview"})
# Asks a list for the whole of it, as a file.
AS_FILE = "format"


def cost_of(request: HttpRequest) -> str | None:
    """READ, LIST or BULK; None for what is not counted. What is not known to be cheap is a list."""
    match = request.resolver_match
    if match is None or match.app_name != ROOM:
        return None
    query = request.META.get("QUERY_STRING")
    if match.url_name in WHOLE or (query and request.GET.get(AS_FILE)):
        return BULK
    if query:
        return LIST
    return BULK if match.url_name in WHOLE_AT_FIRST else READ if match.url_name in READY else LIST
