"""One look-up a hop, of which every address must be public, in the time that is left."""

import socket
import threading
import time
from dataclasses import replace

import pytest

from archive.ingest.fetching import Unavailable, fetch, wire
from archive.ingest.fetching.clock import Clock
from archive.ingest.fetching.looking_up import look_up
from archive.ingest.fetching.policy import system_look_up
from archive.ingest.shapes import Refusal
from tests.ingest.fetching.site import loopback, page, redirect, serving


class Resolver:
    """Answers each question with the next of its answers, and the last one for ever."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, name):
        self.asked.append(name)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.1"],
        ["127.0.0.2"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["64:ff9b:1::7f00:1"],
        ["2002:7f00:1::"],
        ["fec0::1"],
        ["fe80::1%lo"],
        ["224.0.0.1"],
        ["ff02::1"],
        ["169.254.169.254"],
        ["fd00:ec2::254"],
        ["100.100.100.200"],
        ["0.0.0.0"],
        ["::"],
        ["255.255.255.255"],
        ["127.0.0.1", "192.168.0.1"],
        ["192.168.0.1", "127.0.0.1"],
        ["127.0.0.1"] * 10 + ["10.0.0.1"],
    ],
)
def test_a_name_that_leads_inside_is_refused_before_any_connection(addresses):
    with serving({"/": page()}) as site:
        with pytest.raises(Refusal, match="not to the public web"):
            fetch(site.url(), policy=loopback(look_up=Resolver(addresses)))
        assert site.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_asked():
    resolver = Resolver(["127.0.0.1"], ["10.0.0.1"])
    with serving({"/": page()}) as site:
        fetched = fetch(site.url(), policy=loopback(look_up=resolver))
    assert fetched.status == 200
    # Once, for robots.txt and the page; a connection that looked up again would have got the other answer.
    assert resolver.asked == ["news.example"]


def test_a_name_that_leads_inside_at_the_next_hop_is_refused_there():
    resolver = Resolver(["127.0.0.1"], ["10.0.0.1"])
    with serving({"/": redirect("/next"), "/next": page()}) as site:
        with pytest.raises(Refusal, match=r"10\.0\.0\.1"):
            fetch(site.url(), policy=loopback(look_up=resolver))
        assert site.paths == ["/"]


@pytest.mark.parametrize("location", ["http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/"])
def test_a_redirect_to_an_address_inside_is_refused(location):
    with serving({"/": redirect(location)}) as site, pytest.raises(Refusal, match="not to the public web"):
        fetch(site.url(), policy=loopback())


def test_literal_addresses_are_checked_without_a_look_up():
    resolver = Resolver([])
    with pytest.raises(Refusal):
        fetch("http://127.0.0.2/", policy=loopback(look_up=resolver))
    assert resolver.asked == []


def test_a_name_that_is_not_there_is_no_matter_for_another_try():
    def nowhere(name):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(Refusal, match="no site of the name") as refusal:
        fetch("http://news.example/", policy=loopback(look_up=nowhere))
    assert not isinstance(refusal.value, Unavailable)
    with pytest.raises(Refusal, match="no site of the name"):
        fetch("http://news.example/", policy=loopback(look_up=Resolver([])))


def test_a_resolver_that_cannot_tell_is_asked_again_later():
    def out_of_order(name):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with pytest.raises(Unavailable, match="cannot be looked up now"):
        fetch("http://news.example/", policy=loopback(look_up=out_of_order))


def test_a_resolver_that_is_silent_is_not_waited_for():
    silence = threading.Event()
    begin = time.monotonic()
    with pytest.raises(Unavailable, match="in time"):
        fetch("http://news.example/", policy=loopback(look_up=lambda name: silence.wait(10) and [], seconds=0.2))
    assert time.monotonic() - begin < 1
    silence.set()


def test_silent_resolvers_hold_no_more_than_their_places():
    silence = threading.Event()
    policy = loopback(look_up=lambda name: silence.wait(10) and [])
    before = threading.active_count()
    for _ in range(20):
        with pytest.raises(Unavailable):
            look_up("news.example", policy, Clock(0.01))
    assert threading.active_count() - before <= 16
    silence.set()


def test_the_system_is_asked_for_the_whole_name(monkeypatch):
    """With the dot at its end; else a resolver would try the name inside its own network as well."""
    asked = []

    def getaddrinfo(host, *rest, **more):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 0))] * 2

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert system_look_up("news.example") == ["192.0.2.1"]
    assert asked == [b"news.example."]


def test_the_next_address_is_tried_when_one_does_not_answer(monkeypatch):
    class WithoutIPv6(socket.socket):
        def __init__(self, family=-1, *rest, **more):
            if family == socket.AF_INET6:
                raise OSError(97, "Address family not supported by protocol")
            super().__init__(family, *rest, **more)

    with serving({"/": page()}) as site:
        policy = loopback(look_up=Resolver(["127.0.0.3", "127.0.0.1"]), owner=lambda address: "")
        assert fetch(site.url(), policy=policy).status == 200
        monkeypatch.setattr(wire.socket, "socket", WithoutIPv6)
        assert (
            fetch(site.url(), policy=replace(policy, look_up=Resolver(["2a00:1450:4001::1", "127.0.0.1"]))).status
            == 200
        )
        many = Resolver([f"127.0.0.{number}" for number in range(2, 9)] + ["127.0.0.1"])
        with pytest.raises(Unavailable, match="cannot be reached"):
            fetch(site.url(), policy=loopback(look_up=many, owner=lambda address: ""))
