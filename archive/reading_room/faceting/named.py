"""What records name, told both ways: by what is named, to count many records, and by record, to count few. Pure."""

from array import array
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise

from archive.reading_room.faceting.bits import Counting, Posting, posting, whole

# To read what one record names takes as long as to count so many things named.
READING = 2
_NUMBER = array("I").itemsize


class Named:
    """The things that the records of a segment name by some relations; a link stands at the row where it begins."""

    def __init__(self, relations: Sequence[str], links: Iterable[tuple[str, str, int]], starts: Sequence[int]) -> None:
        """``links`` are relation, what is named, row; ``starts`` the first row of each record, and the end."""
        rows: dict[str, dict[str, array[int]]] = {relation: {} for relation in relations}
        for relation, named, row in links:
            found = rows[relation]
            if named in found:
                found[named].append(row)
            else:
                found[named] = array("I", (row,))
        ordered = {relation: _most_often_first(rows.pop(relation)) for relation in relations}
        # Things have numbers, those of one relation together.
        self._values = [value for values in ordered.values() for value in values]
        ends = list(accumulate((len(values) for values in ordered.values()), initial=0))
        self._numbers = dict(zip(ordered, map(range, ends, ends[1:]), strict=True))
        self._records = _records(starts)
        things = [rows for values in ordered.values() for rows in values.values()]
        self._offsets, self._entries = _by_record(things, self._records, len(starts) - 1)
        del things
        self.postings = {relation: _postings(ordered.pop(relation)) for relation in relations}

    def rows(self, relation: str, named: str, size: int) -> int:
        """The rows at which something begins to be named, as bits of ``size`` bytes."""
        found = self.postings[relation].get(named)
        return whole(found, size) if found else 0

    def is_quicker(self, records: int) -> bool:
        """Whether it is quicker to read what so many records name than to count all that is named."""
        return records * READING < len(self._values)

    def read(self, rows: Iterable[int]) -> "Read":
        """What the records of some rows, one each, name now."""
        offsets, entries = self._offsets, self._entries
        records = map(self._records.__getitem__, rows)
        counted = Counter(chain.from_iterable(entries[offsets[each] : offsets[each + 1]] for each in records))
        numbers, values = sorted(counted), self._values
        named: dict[str, dict[str, int]] = {}
        for relation, of_relation in self._numbers.items():
            own = numbers[bisect_left(numbers, of_relation.start) : bisect_left(numbers, of_relation.stop)]
            named[relation] = {values[number]: counted[number] for number in own}
        return Read(named)


class Read:
    """What some records name, counted already."""

    def __init__(self, named: dict[str, dict[str, int]]) -> None:
        self._named = named

    def number(self, relation: str, value: str) -> int:
        """How many of the records name it."""
        return self._named[relation].get(value, 0)

    def often(self, relation: str, least: Callable[[], int]) -> Iterator[tuple[str, int]]:
        """What the records name, and how many do; at least all that as many as ``least`` says, now and then, name."""
        return iter(self._named[relation].items())


class ToCount:
    """What many records name, counted when it is asked for."""

    def __init__(self, named: Named, rows: int, size: int) -> None:
        """``rows`` are those of the records up to the ones that count: a link stands where it begins."""
        self._postings, self._counting = named.postings, Counting(rows, size)

    def number(self, relation: str, value: str) -> int:
        """How many of the records name it."""
        found = self._postings[relation].get(value)
        return self._counting.number(found) if found else 0

    def often(self, relation: str, least: Callable[[], int]) -> Iterator[tuple[str, int]]:
        """What the records name, and how many do; at least all that as many as ``least`` says, now and then, name."""
        postings = self._postings[relation]
        for (value, found), number in zip(postings.items(), self._counting.numbers(postings.values()), strict=False):
            # Whatever follows is named in no more records of all kinds.
            if found.number < least():
                break
            yield value, number


Counted = Read | ToCount


def most_named(counted: Sequence[Counted], relation: str, most: int) -> list[tuple[int, str]]:
    """Minus how many name it, and what: those named most often in all segments together, sorted."""
    best: list[tuple[int, str]] = []

    def least() -> int:
        return -best[-1][0] if len(best) == most else 1

    def add(value: str, number: int) -> None:
        if number and (len(best) < most or (-number, value) < best[-1]):
            insort(best, (-number, value))
            del best[most:]

    first, *others = counted
    later = Counter[str]()
    for each in others:
        for value, number in each.often(relation, lambda: 0):
            later[value] += number
    for value, number in later.items():
        add(value, number + first.number(relation, value))
    for value, number in first.often(relation, least):
        if value not in later:
            add(value, number)
    return best


def _most_often_first(rows: dict[str, "array[int]"]) -> dict[str, "array[int]"]:
    return dict(sorted(rows.items(), key=lambda each: (-len(each[1]), each[0])))


def _postings(rows: dict[str, "array[int]"]) -> dict[str, Posting]:
    """They take the place of the rows, so that there are never two of all."""
    return {value: posting(sorted(rows.pop(value))) for value in list(rows)}


def _records(starts: Sequence[int]) -> "array[int]":
    """Which record each row belongs to."""
    found = array("I")
    for record, (start, end) in enumerate(pairwise(starts)):
        found.extend([record] * (end - start))
    return found


def _by_record(named: Sequence["array[int]"], records: Sequence[int], number: int) -> tuple["array[int]", "array[int]"]:
    """Where the numbers of what each of so many records names begin, and these numbers, one record after another."""
    lengths = array("I", bytes(_NUMBER * number))
    for row in chain.from_iterable(named):
        lengths[records[row]] += 1
    offsets = array("I", accumulate(lengths, initial=0))
    entries, free = array("I", bytes(_NUMBER * offsets[-1])), offsets[:]
    for thing, rows in enumerate(named):
        for row in rows:
            record = records[row]
            entries[free[record]] = thing
            free[record] += 1
    return offsets, entries
