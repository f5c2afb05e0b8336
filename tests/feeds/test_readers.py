"""A reader that people use, against a server: what it takes in, what it tells of again, and what it leaves alone."""

import shutil
import sqlite3
import subprocess

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.factories import change, publish
from tests.public.cast import publish_cast

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def cast(committed):
    return publish_cast()


@pytest.fixture(scope="module")
def site(cast):
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def newsboat(tmp_path_factory, site):
    """Newsboat: reads a feed into a memory of that name, and gives its title and all it knows of it by now."""
    path = shutil.which("newsboat")
    if path is None:
        pytest.skip("no newsboat on this machine; on Debian: apt install newsboat")
    folder = tmp_path_factory.mktemp("newsboat")
    urls, config, errors = (folder / name for name in ("urls", "config", "errors"))
    config.write_text(f"error-log {errors}\n")

    def read(address, memory):
        urls.write_text(f"{site}{address}\n")
        arguments = [path, "-u", urls, "-C", config, "-c", folder / memory, "-x", "reload"]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert not errors.exists() or errors.read_text() == ""
        with sqlite3.connect(folder / memory) as known:
            [title] = known.execute("SELECT title FROM rss_feed").fetchone()
            rows = known.execute("SELECT guid, title, url, content, unread FROM rss_item ORDER BY id").fetchall()
        return title, rows

    return read


@pytest.fixture(scope="module")
def followed(newsboat, cast):
    """The entries of a claim: at first, asked for again, and after a correction."""
    address = f"/feeds/claims.atom?claim={cast.pledge.uid}"
    before, again = (newsboat(address, "one")[1] for _ in range(2))
    publish(change(cast.pledge, statement="All ports will be opened"), note="The text says all")
    return before, again, newsboat(address, "one")[1]


@pytest.mark.parametrize(
    ("query", "title", "number"),
    [
        ("", "Attest: claims", 8),
        ("?claimant={0.expert.uid}", "Attest: claims (Claimant: Ivo Klee)", 4),
        ("?source={0.expert.uid}", "Attest: claims (Anywhere in a chain: Ivo Klee)", 4),
        ("?event={0.meeting.uid}", "Attest: claims (Event: Reported rocket deliveries)", 4),
        ("?article={0.column.uid}", "Attest: claims (Article: The strait is warming up)", 4),
        ("?q=rockets&kind=denial", "Attest: claims (Search: rockets; Kind: Denial)", 1),
    ],
)
def test_it_reads_every_sort_of_feed(newsboat, cast, query, title, number):
    found, rows = newsboat(f"/feeds/claims.atom{query.format(cast)}", f"of{query.partition('=')[0].strip('?')}")
    assert (found, len(rows)) == (title, number)
    for guid, name, url, content, unread in rows:
        assert guid.startswith("http://")
        assert url.startswith(guid)
        assert content.startswith("<p>")
        assert (bool(name), unread) == (True, 1)


def test_a_correction_is_news_to_the_follower_of_a_claim(followed):
    before, again, after = followed
    assert again == before
    [new] = [row for row in after if row[0] not in {each[0] for each in before}]
    assert new[1] == "Corrected, version 2: Ruritania: All ports will be opened"
    assert "The text says all" in new[3]
    assert len(after) == len(before) + 1
