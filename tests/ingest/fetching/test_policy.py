"""In earnest nothing inside is reached, and nothing in the environment changes that."""

import socket

import pytest

from archive.ingest.fetching import fetch, wire
from archive.ingest.fetching.policy import PUBLIC
from archive.ingest.shapes import Refusal


@pytest.fixture
def connections(monkeypatch):
    """Where a connection was tried to; none is made."""
    tried = []

    def connect(self, address):
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(wire.socket, "socket", type("Socket", (socket.socket,), {"connect": connect}))
    return tried


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:8000/",
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:7f00:1::]/",
        "http://[::7f00:1]/",
        "http://[fec0::1]/",
        "http://[fe80::1]/",
        "http://[ff02::1]/",
        "http://[fd00:ec2::254]/",
        "http://[::]/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://172.16.0.1/",
        "http://192.0.0.192/",
        "http://192.168.1.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://168.63.129.16/",
    ],
)
def test_no_address_inside_is_connected_to(url, connections, monkeypatch):
    for name in ("ATTEST_TEST", "DEBUG", "FETCH_PRIVATE", "http_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(Refusal):
        fetch(url)
    assert connections == []


def test_a_public_address_is_connected_to_as_it_stands(connections):
    with pytest.raises(Refusal, match="cannot be reached now"):
        fetch("http://8.8.8.8/")
    with pytest.raises(Refusal, match="cannot be reached now"):
        fetch("http://[2a00:1450:4001::1]/")
    assert connections == [("8.8.8.8", 80), ("2a00:1450:4001::1", 80)]


def test_in_earnest_twenty_seconds_and_two_ports():
    assert PUBLIC.seconds == 20
    assert PUBLIC.ports == {80, 443}
    assert PUBLIC.manners.pause >= 1
