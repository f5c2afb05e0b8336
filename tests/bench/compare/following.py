"""What programs do beside reading the first page: narrow lists, follow changes, take everything along, search."""

import http.client
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from archive.public import list_files
from tests.bench import reading, serving
from tests.bench.compare.rows import Row, judged
from tests.bench.compare.weighing import weighed
from tests.bench.generate import QUANTITIES, TOPICS, Archive, date_of
from tests.bench.serving import Running

SECONDS = 1.0
MOST = 200
LONGEST = 20.0  # seconds that an export or a mirror is followed
PIECE = 1 << 16
# It stands once in every document of the feed, and nowhere else.
OF_A_DOCUMENT = b'"method_version":'
OF_A_LINE = b"\n"
OF_A_CHANGE = b'{"change":'
NEXT = re.compile(rb'"next":"https?://[^/]+([^"]+)"')


def rows(running: Running, archive: Archive, size: int) -> Iterator[Row]:
    """Everything of one server, one after the other; what fails is a row that says so."""
    steps: dict[str, Callable[[], Iterator[Row]]] = {
        "filters": lambda: _narrowed(running, archive),
        "searches": lambda: _searched(running.port, archive),
        "memory": lambda: _held(running),
        "changes": lambda: _mirrored(running),
    }
    for format in list_files.FORMATS:
        steps[f"export as {format}"] = partial(_exported, running, format, size)
    for name, step in steps.items():
        try:
            yield from step()
        except (OSError, ValueError, http.client.HTTPException) as fault:
            yield Row(name, f"{type(fault).__name__}: {fault}", "", False)


def _narrowed(running: Running, archive: Archive) -> Iterator[Row]:
    """Pages of 50 whole claims over one connection, by every parameter that narrows them."""
    for name, urls in _filters(archive):
        with weighed(running) as took:
            times = [each * 1_000 for each in serving.times(running.port, urls, most=MOST, seconds=SECONDS)]
        late = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        told = (
            f"{statistics.median(times):.1f} / {late:.1f} ms; {took[0] / len(times) * 1_000:.1f} ms of processors each"
        )
        yield Row(f"{name}, p50 / p95", told, "p95 ≤ 25 ms", late <= 25)


def _filters(archive: Archive) -> Iterator[tuple[str, list[str]]]:
    people, governments = archive.by_kind["person"], archive.by_kind["government"]
    days = [date_of(day) for day in range(700, 4_000, 100)]
    values: dict[str, list[str]] = {
        "standing": ["refuted", "confirmed", "uncontested"],
        "outcome": ["pending"],
        "attribution": ["on_record", "own_voice", "reported"],
        "kind": ["denial", "pledge", "assertion"],
        "weight": ["core", "background"],
        "claimant": [*people[:10], *people[-10:]],
        "subject": governments[:10],
        "source": [*people[:10], *governments[:10]],
        "origin": governments[:10],
        "event": [uid for uid, _ in reading.sample("event")],
        "article": [uid for uid, _ in reading.sample("article")],
        "topic": [each["slug"] for each in TOPICS],
        "quantity": [each["slug"] for each in QUANTITIES],
        "asserted_from": days,
        "asserted_to": days,
        "min_origins": ["1", "2", "3"],
        "contested": ["true", "false"],
        "reversed": ["true", "false"],
        "ordering": ["asserted", "-published", "-changed"],
        "as_of": days,
        "q": [archive.words.commonest, archive.words.only_old, archive.rarest, *archive.words.common[:20]],
    }
    for name, each in values.items():
        yield name, [reading.feed(**{name: value}) for value in each]
    pairs = [
        {"kind": kind, "standing": standing, "claimant": who}
        for kind in ("denial", "assertion")
        for standing in ("refuted", "disputed")
        for who in people[:5]
    ]
    yield "kind, standing and claimant", [reading.feed(**pair) for pair in pairs]


def _searched(port: int, archive: Archive) -> Iterator[Row]:
    """The list with what was found of a word, and exact counts beside every value."""
    word = archive.words.commonest
    page = serving.answered(port, reading.listed(q=word), readers=serving.READERS, seconds=SECONDS)
    yield judged("faceted search, page, 16 readers", [page.rate], "{:,.0f}/s", least=300)
    plain = serving.answered(port, reading.found(word), readers=serving.READERS, seconds=SECONDS)
    yield judged("search, feed without facets, 16 readers", [plain.rate], "{:,.0f}/s")


def _held(running: Running) -> Iterator[Row]:
    yield judged("memory of a worker", [_memory_mb(running, "VmRSS")], "{:,.0f} MB", most=200)


def _mirrored(running: Running) -> Iterator[Row]:
    """Records a second for one client that follows the changes. It takes them as they are; to parse them is its own."""
    count, address, started = 0, "/api/v1/changes/?after=0&page_size=1000", time.perf_counter()
    with weighed(running) as took:
        while address and time.perf_counter() - started < LONGEST:
            with closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=serving.PATIENCE)) as connection:
                connection.request("GET", address)
                page = connection.getresponse().read()
            found, following = page.count(OF_A_CHANGE), NEXT.search(page)
            count += found
            address = following[1].decode() if following and found == 1_000 else ""
        seconds = time.perf_counter() - started
    yield judged(
        "changes, pages of 1,000", [count / seconds], "{:,.0f}/s", least=20_000, more=_in_a_second(count, took)
    )


def _in_a_second(count: int, took: list[float]) -> str:
    return f"; {count / took[0]:,.0f} in a second of one processor" if took[0] else ""


def _exported(running: Running, format: str, size: int) -> Iterator[Row]:
    """Claims a second of the whole list as a file, and how far the memory of a worker rises meanwhile."""
    for pid in running.workers():
        # The kernel begins to keep the highest anew.
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    before = _memory_mb(running, "VmRSS")
    sign = OF_A_LINE if format == "csv" else OF_A_DOCUMENT
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=serving.PATIENCE)
    with weighed(running) as took, closing(connection):
        count, started, last = 0, time.perf_counter(), b""
        connection.request("GET", f"/claims/?format={format}")
        answer = connection.getresponse()
        while (seconds := time.perf_counter() - started) < LONGEST and (piece := answer.read(PIECE)):
            count += (last + piece).count(sign)
            last = piece[1 - len(sign) :] if len(sign) > 1 else b""
    more = _in_a_second(count, took) + ("" if count >= size else f"; {count:,} of them")
    yield judged(f"export as {format}", [count / seconds], "{:,.0f} claims/s", least=20_000, more=more)
    yield judged("  memory of a worker, more by", [_memory_mb(running, "VmHWM") - before], "{:,.0f} MB", most=20)


def _memory_mb(running: Running, field: str) -> float:
    """Of the largest worker: ``VmRSS``, what it holds now, or ``VmHWM``, the most it has held."""
    found = []
    for pid in running.workers():
        text = Path(f"/proc/{pid}/status").read_text()
        found.append(int(next(line for line in text.splitlines() if line.startswith(field)).split()[1]) / 1_024)
    return max(found)
