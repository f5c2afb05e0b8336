"""What the desk's rows know of the public, so that its lists need not ask the ledger row by row.

Written with every save and every act, in the same transaction; ``faults`` compares it with the ledger.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction

from archive.ledger.view import Published, read
from archive.models import RECORDS, LedgerEntry, Record
from archive.models.plain import done, marks
from archive.records.walk import Data, dump, prefetched, unfrozen

ROWS_AT_ONCE = 500
_SAYS_SO = "UPDATE {table} SET public_state = 'public', differs = FALSE WHERE uid IN ({marks})"


def entered(records: Iterable[tuple[str, str]]) -> None:
    """Mirror publications of records, by type and uid: the desk says what is published (a query for each type)."""
    uids: dict[str, list[str]] = {}
    for type, uid in records:
        uids.setdefault(type, []).append(uid)
    for type, some in uids.items():
        for start in range(0, len(some), ROWS_AT_ONCE):
            group = some[start : start + ROWS_AT_ONCE]
            done(_SAYS_SO.format(table=RECORDS[type]._meta.db_table, marks=marks(group)), group)


def closed(entry: LedgerEntry) -> None:
    """Mirror a withdrawal, suppression or merge."""
    standing = read([entry.uid]).get(entry.uid)
    rows = RECORDS[entry.type]._default_manager.filter(uid=entry.uid)
    for row in prefetched(rows):
        row.public_state, row.differs = seen(row, standing)
        row.save(update_fields=["public_state", "differs"])


def seen(row: Record, standing: Published | None) -> tuple[str, bool]:
    """``public_state`` and ``differs`` of a row as ``dump`` reads it."""
    if standing is None:
        return "", True
    return standing.state, standing.record is None or not says(row, standing.record)


def says(row: Record, record: Data) -> bool:
    """Whether a row as ``dump`` reads it says what a public payload says.

    The words of a vocabulary are frozen with a payload, and its keys are what the record says: to reword a topic
    changes no record.
    """
    return dump(row) == record or dump(row, frozen=False) == unfrozen(type(row), record)


def differing(rows: Mapping[str, Record]) -> dict[str, bool]:
    """Whether each row, by uid, says something else than what is public of it (a query for 900)."""
    standing = read(rows)
    return {uid: seen(row, standing.get(uid))[1] for uid, row in rows.items()}


def faults() -> Iterator[str]:
    """Rows that do not mirror the ledger. Reads every record."""
    for row, _ in _wrong():
        yield f"{row.type} {row.uid}: the desk's row does not mirror what is public of it"


def mend() -> int:
    """Bring every row in line with the ledger, and tell how many were not."""
    count = 0
    with transaction.atomic():
        for row, right in _wrong():
            row.public_state, row.differs = right
            row.save(update_fields=["public_state", "differs"])
            count += 1
    return count


def _wrong() -> Iterator[tuple[Record, tuple[str, bool]]]:
    """The rows that do not mirror the ledger, and what they should say."""
    for model in RECORDS.values():
        keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), ROWS_AT_ONCE):
            some = list(prefetched(model._default_manager.filter(pk__in=keys[start : start + ROWS_AT_ONCE])))
            standing = read(row.uid for row in some)
            for row in some:
                right = seen(row, standing.get(row.uid))
                if (row.public_state, row.differs) != right:
                    yield row, right
