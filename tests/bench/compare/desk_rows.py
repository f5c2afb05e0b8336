"""The desk's rows of what was published: what a framework makes its pages of.

Publishing in bulk fills the ledger and the reading room alone. The rows come the loader's own way:
bare ones of all records first, then the parts of the newest claims.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from archive.ledger.view import read
from archive.models import RECORDS, Claim, Document
from archive.models.bulk import uncollected
from archive.records.load import Directory, create_bare, load_many
from tests.bench import building

# Claims whose parts are there: many more than any page read in a comparison.
WHOLE = 50_000
AT_ONCE = 2_000

Say = Callable[[str], None]


def fill(say: Say) -> None:
    """Whatever rows are missing. The keys of claims rise as the feed's order does, so a cursor can go by them."""
    made = [_bare(type, say) for type in ("source", "event", "article", "claim")]
    if sum(made) + _parts(say):
        building.settle()


def _bare(type: str, say: Say) -> int:
    """Rows of all records of a type, without parts; how many were missing."""
    model = RECORDS[type]
    there = set(model._default_manager.values_list("uid", flat=True))
    published = Document.objects.filter(type=type, state="public").order_by("position").values_list("uid", flat=True)
    missing = [uid for uid in published if uid not in there]
    directory = Directory()
    for done, uids in _pieces(missing):
        records = read(uids)
        create_bare(model, {uid: records[uid].record or {} for uid in uids}, directory)
        say(f"{done:,} of {len(missing):,} rows: {type}")
    return len(missing)


def _parts(say: Say) -> int:
    """The parts of the newest claims; of how many they were missing."""
    newest = Claim.objects.order_by("-pk").values_list("pk", flat=True)
    first = min(newest[:WHOLE], default=0)
    missing = list(Claim.objects.filter(pk__gte=first, claimants=None).order_by("-pk").values_list("uid", flat=True))
    directory = Directory()
    for done, uids in _pieces(missing):
        records = read(uids)
        rows = list(Claim.objects.filter(uid__in=uids))
        with uncollected(), transaction.atomic():
            load_many(rows, [records[row.uid].record or {} for row in rows], directory)
        say(f"{done:,} of {len(missing):,} claims with their parts")
    return len(missing)


def _pieces(uids: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """So many at once, with how many are done after them."""
    rest, done = iter(uids), 0
    while some := list(islice(rest, AT_ONCE)):
        done += len(some)
        yield done, some
