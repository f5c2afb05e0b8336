"""Content codings: taken off in bounded memory, and refused when they are bombs or no codings."""

import gzip
import subprocess
import sys
import time
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.fetching import fetch, unpacking
from archive.ingest.fetching.unpacking import unpack
from archive.ingest.shapes import Refusal
from config.bootstrap import ROOT
from tests.ingest.fetching.site import loopback, page, serving

TEXT = "<p>Тест</p>".encode() * 10_000


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=4),
}


@given(st.binary(max_size=300), st.integers(0, 3_000), st.sampled_from([*PACKERS, "raw"]))
def test_what_is_packed_comes_out_as_it_was(seed, times, coding):
    data = seed * times
    packed = raw_deflate(data) if coding == "raw" else PACKERS[coding](data)
    assert unpack(packed, ["deflate" if coding == "raw" else coding]) == data


@given(st.binary(max_size=2_000), st.sampled_from(list(PACKERS)))
def test_any_bytes_are_unpacked_or_refused(data, coding):
    with suppress(Refusal):
        assert isinstance(unpack(data, [coding]), bytes)


@pytest.mark.parametrize("codings", [[""], ["identity"], ["", "identity", ""]])
def test_what_is_not_packed_stays_as_it_is(codings):
    assert unpack(TEXT, codings) == TEXT


def test_two_codings_are_taken_off_in_their_order_and_three_are_not():
    twice = brotli.compress(gzip.compress(TEXT), quality=1)
    assert unpack(twice, ["gzip", "br"]) == TEXT
    with pytest.raises(Refusal, match="damaged"):
        unpack(twice, ["br", "gzip"])
    with pytest.raises(Refusal, match="3 times over"):
        unpack(gzip.compress(twice), ["gzip", "br", "gzip"])


@pytest.mark.parametrize("coding", ["zstd", "compress", "x", "gzip;q=1", "*"])
def test_an_unknown_coding_is_refused(coding):
    with pytest.raises(Refusal, match="cannot be unpacked"):
        unpack(TEXT, [coding])


def test_streams_that_follow_each_other_are_one_and_what_follows_them_is_left():
    assert unpack(gzip.compress(b"a") + gzip.compress(b"b"), ["gzip"]) == b"ab"
    assert unpack(gzip.compress(b"a") + b"\0" * 512, ["gzip"]) == b"a"
    assert unpack(gzip.compress(b"a") + b"<!-- made in 1 ms -->", ["gzip"]) == b"a"


@pytest.mark.parametrize("coding", list(PACKERS))
def test_a_packed_page_without_its_end_is_damaged(coding):
    with pytest.raises(Refusal, match="damaged"):
        unpack(PACKERS[coding](TEXT)[:-5], [coding])


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_page_says_how_it_is_packed(coding):
    packed = PACKERS[coding](TEXT)
    with serving({"/": page(packed, f"Content-Encoding: {coding.upper()}")}) as site:
        assert fetch(site.url(), policy=loopback()).body == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_so_much_comes_out_and_one_byte_more_does_not(coding, monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST_TEXT", 1_000_000)
    assert len(unpack(PACKERS[coding](bytes(1_000_000)), [coding])) == 1_000_000
    with pytest.raises(Refusal, match="more than 1 MB"):
        unpack(PACKERS[coding](bytes(1_000_001)), [coding])


def test_a_host_of_empty_streams_are_not_all_opened():
    begin = time.monotonic()
    with pytest.raises(Refusal, match="damaged"):
        unpack(gzip.compress(b"") * 100_000, ["gzip"])
    assert time.monotonic() - begin < 1


BOMBS = """
import random, time, zlib
import brotli
import django
django.setup()
from archive.ingest.fetching import fetch
from archive.ingest.shapes import Refusal
from tests.ingest.fetching.site import loopback, page, serving

def bomb(packer, finish):
    zeros = bytes(2**20)
    return b"".join([*(packer(zeros) for _ in range(2**8)), finish()])

gzipped = zlib.compressobj(1, wbits=31)
brotlied = brotli.Compressor(quality=2, lgwin=24)
gzipped = bomb(gzipped.compress, gzipped.flush)
brotlied = bomb(brotlied.process, brotlied.finish)
heavy = random.Random(1).randbytes(9_900_000)
pages = {
    "/gzip": page(gzipped, "Content-Encoding: gzip"),
    "/br": page(brotlied, "Content-Encoding: br"),
    "/gzip-twice": page(zlib.compress(gzipped), "Content-Encoding: gzip, deflate"),
    "/br-in-gzip": page(zlib.compress(brotlied, wbits=31), "Content-Encoding: br, gzip"),
    "/heavy": page(zlib.compress(heavy, 0, wbits=31), "Content-Encoding: gzip"),
}
with serving(pages) as site:
    policy = loopback()
    for path in pages:
        begin = time.monotonic()
        try:
            size = len(fetch(site.url(path), policy=policy).body)
        except Refusal as refusal:
            size = "refused" if "more than 50 MB" in refusal.sentence else "?"
        taken = time.monotonic() - begin
        # Not the maximum that getrusage tells: that of the process which forked this one is in it.
        status = dict(line.split(":", 1) for line in open("/proc/self/status"))
        print(path, size, taken, int(status["VmHWM"].split()[0]) // 1024)
"""


@pytest.mark.thorough
def test_a_quarter_of_a_gibibyte_of_nothing_costs_little_time_and_memory():
    answer = subprocess.run(
        [sys.executable, "-c", BOMBS], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    told = {path: what for path, *what in map(str.split, answer.stdout.splitlines())}
    assert len(told) == 5
    for path, (size, seconds, megabytes) in told.items():
        assert size == ("9900000" if path == "/heavy" else "refused")
        assert float(seconds) < 5
        assert int(megabytes) < 300
