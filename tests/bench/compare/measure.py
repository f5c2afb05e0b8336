"""The feed and its rivals over HTTP and in one process, in turn: a slow spell of the machine falls on all."""

import functools
import http.client
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management import call_command

from tests.bench import machine, reading, scratch, serving
from tests.bench.compare import following, rivals
from tests.bench.compare.alike import differences, objects
from tests.bench.compare.desk_rows import fill
from tests.bench.compare.rows import Row, judged
from tests.bench.compare.weighing import weighed
from tests.bench.generate import Archive
from tests.bench.measure import say
from tests.bench.serving import Running

FIRST = "/api/v1/claims/"
OTHER = "feed of the other archive"
READERS = (1, 16)
SECONDS = 1.0
LOOP = "from tests.bench.compare.alone import loop; loop({seconds})"
IN_PROCESS = 5  # requests of each in a round


class Measured(NamedTuple):
    """Requests a second, and the milliseconds of processors that each took of the server and the database."""

    rate: float
    cost: float


class Contender(NamedTuple):
    """Something measured in turn with others, by so many readers."""

    name: str
    measure: Callable[[int], Measured]


class Rates:
    """What each contender reached in each round, by the number of readers."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, int], list[Measured]] = {}

    def run(self, contenders: Sequence[Contender], rounds: int) -> None:
        for number in range(rounds):
            for readers, each in itertools.product(READERS, contenders):
                self.found.setdefault((each.name, readers), []).append(each.measure(readers))
            say(f"Round {number + 1} of {rounds}")

    def row(self, ratio: "Ratio", readers: int) -> Row:
        """How many times as many requests one answers as the other, round by round."""
        name = f"{ratio.name}, {_readers(readers)}"
        pairs = zip(self.found[ratio.one, readers], self.found[ratio.other, readers], strict=True)
        # On a machine that has no time for it, nothing may be answered in a round.
        both = [(mine, its) for mine, its in pairs if all((*mine, *its))]
        if not both:
            return Row(name, "too little was answered")
        costs = statistics.median(its.cost / mine.cost for mine, its in both)
        return judged(
            name,
            [mine.rate / its.rate for mine, its in both],
            ratio.form,
            least=ratio.least,
            most=ratio.most,
            more=f"; by processor time {ratio.form.format(costs)}",
        )

    def rows(self) -> Iterator[Row]:
        for (name, readers), found in self.found.items():
            cost = statistics.median(each.cost for each in found)
            rates = [each.rate for each in found]
            yield judged(f"{name}, {_readers(readers)}", rates, "{:,.0f}/s", more=f"; {cost:.2f} ms of processors each")


def figures(size: int, seed: int, rounds: int, beside: str | None) -> dict[str, Any]:
    """The comparison on the archive that the settings name; ``beside``: the database URL of one of another size."""
    rivals.prepare()
    # An archive that was kept may be of an older version.
    call_command("migrate", verbosity=0, interactive=False)
    fill(say)
    archive = Archive(size, seed)
    site = reading.Site()
    rows = [_content(site), *_in_process(site, rounds)]
    with ExitStack() as opened:
        running = opened.enter_context(serving.server(rivals.__name__))
        other = opened.enter_context(serving.server(environ=scratch.environ_of(beside))) if beside else None
        rates = Rates()
        rates.run(list(_contenders(running, other)), rounds)
        rows += [*_judged(rates), *rates.rows(), *following.rows(running, archive, size)]
    client = "wrk" if shutil.which("wrk") else "threads of Python as readers"
    return machine.described() | {"claims": size, "client": client, "rounds": rounds, "rows": rows}


def _contenders(running: Running, other: Running | None) -> Iterator[Contender]:
    def over_http(name: str, url: str, *, at: Running = running, **how: Any) -> Contender:
        return Contender(name, functools.partial(_asked, at, url, **how))

    yield over_http("feed, first page", FIRST)
    yield over_http("feed, in the middle", reading.feed(cursor=reading.cursor(reading.positions()[0])))
    yield over_http("feed, at the end", reading.feed(cursor=reading.cursor(reading.last())))
    yield over_http("DRF, first page", rivals.DRF, is_slow=True, seconds=3 * SECONDS)
    yield Contender("database alone", _alone)
    yield over_http("database alone, through WSGI", rivals.ALONE)
    yield over_http("empty view", rivals.EMPTY)
    claim, _ = reading.sample("claim")[0]
    yield over_http("one claim", f"{FIRST}{claim}/")
    yield over_http("304", FIRST, status=304, headers={"If-None-Match": _tag(running)})
    if other is not None:
        yield over_http(OTHER, FIRST, at=other)


def _tag(running: Running) -> str:
    """The server's own: it may have been started after somebody changed the software."""
    with closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=serving.PATIENCE)) as connection:
        connection.request("GET", FIRST)
        return connection.getresponse().headers["ETag"] or ""


def _asked(running: Running, url: str, readers: int, seconds: float = SECONDS, **how: Any) -> Measured:
    with weighed(running) as took:
        count, rate = serving.answered(running.port, url, readers=readers, seconds=seconds, **how)
    return Measured(rate, took[0] / max(count, 1) * 1_000)


def _alone(readers: int) -> Measured:
    """Plain loops, as many as there are processors if there are as many readers."""
    command = [sys.executable, "-W", "ignore", "-c", LOOP.format(seconds=SECONDS)]
    count = min(readers, os.cpu_count() or 1)
    loops = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    found = [Measured(*json.loads(each.communicate()[0])) for each in loops]
    return Measured(sum(each.rate for each in found), statistics.fmean(each.cost for each in found))


class Ratio(NamedTuple):
    """How many times as many requests ``one`` answers as ``other``, and how many are wanted."""

    name: str
    one: str
    other: str
    form: str = "{:.0%}"
    least: float | None = None
    most: float | None = None


RATIOS = (
    Ratio("page, times DRF's", "feed, first page", "DRF, first page", "{:.1f} ×", least=20),
    Ratio("page, of the database alone", "feed, first page", "database alone", least=0.45),
    Ratio("page, of the database through WSGI", "feed, first page", "database alone, through WSGI"),
    Ratio("middle, times as slow as first", "feed, first page", "feed, in the middle", "{:.2f} ×", most=1.1),
    Ratio("end, times as slow as first", "feed, first page", "feed, at the end", "{:.2f} ×", most=1.1),
    Ratio("times as slow as the other archive", OTHER, "feed, first page", "{:.2f} ×", most=1.15),
    Ratio("one claim, of an empty view", "one claim", "empty view", least=0.85),
    Ratio("304, of an empty view", "304", "empty view", least=0.7),
)


def _judged(rates: Rates) -> Iterator[Row]:
    for readers, ratio in itertools.product(READERS, RATIOS):
        if (ratio.one, readers) in rates.found:
            yield rates.row(ratio, readers)


def _content(site: reading.Site) -> Row:
    """That both pages tell the same of the same claims."""
    ours = site.body(FIRST).replace(settings.SITE_URL.encode(), b"")
    theirs = site.body(rivals.DRF)
    mine, its = json.loads(ours)["results"], json.loads(theirs)["results"]
    told = (
        f"{len(its)} claims; ours {len(ours) / 1_024:.0f} kB, {objects(mine):,} objects; "
        f"DRF {len(theirs) / 1_024:.0f} kB, {objects(its):,} objects"
    )
    found = list(differences(mine, its))
    return Row("content", "; ".join([told, *found[:3]]), "alike", not found)


def _in_process(site: reading.Site, rounds: int) -> Iterator[Row]:
    """Milliseconds of the server alone, without network and readers."""
    found: dict[str, list[float]] = {FIRST: [], rivals.DRF: []}
    for _ in range(rounds + 1):
        for url, times in found.items():
            started = time.perf_counter()
            for _ in range(IN_PROCESS):
                site.get(url)
            times.append((time.perf_counter() - started) / IN_PROCESS * 1_000)
    # The first round imports and prepares.
    mine, its = found[FIRST][1:], found[rivals.DRF][1:]
    yield judged("page in process, times DRF's", [b / a for a, b in zip(mine, its, strict=True)], "{:.1f} ×", least=20)
    yield judged("  ours", mine, "{:.1f} ms")
    yield judged("  DRF's", its, "{:.1f} ms")


def _readers(count: int) -> str:
    return "1 reader" if count == 1 else f"{count} readers"
