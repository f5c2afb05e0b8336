"""What README says of the feed, run as it stands; and the client killed in earnest, over a network."""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from clients.python.attest_mirror import Archive, Mirror, opened
from tests.clients import stage
from tests.factories import make_claim, publish_all

pytestmark = pytest.mark.thorough
ROOT = Path(settings.BASE_DIR)
CLIENT = "clients/python/attest_mirror.py"
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def site(live_server, settings) -> str:
    settings.SITE_URL = live_server.url
    publish_all(*(make_claim(kind=kind, weight="core") for kind in ("assertion", "denial", "assertion")))
    return live_server.url


def blocks() -> list[tuple[str, str]]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index("## Use the feed\n") :]
    return BLOCK.findall(section[: section.index("\n## ", 1)])


def test_what_readme_says_of_the_feed_is_so(site: str, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine; on Debian: apt install curl")
    (tmp_path / "clients").symlink_to(ROOT / "clients")
    told = []
    for language, text in blocks():
        text = text.replace(stage.SITE, site)
        assert site in text or "mirror.sqlite3" in text
        start = ["sh", "-eu", "-c"] if language == "sh" else [sys.executable, "-I", "-c"]
        done = subprocess.run([*start, text], cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        told.append(done.stdout)
    listed, asked, mirrored, shown = told
    assert listed.count("\n") == listed.count("open\t") == 2
    assert "\n304\n" in f"\n{asked}"
    assert [line.split(":")[0] for line in mirrored.splitlines()] == ["In step"] * 2
    assert shown.count("\n") == 3


def test_a_client_killed_again_and_again_ends_in_step(site: str, tmp_path: Path) -> None:
    publish_all(*(make_claim() for _ in range(40)))
    path = tmp_path / "mirror.sqlite3"
    # One record a page, so that it is always in the middle of something.
    slowly = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {CLIENT[:-3].replace('/', '.')} as client; "
        f"client.PAGE_SIZE = 1; client.Mirror.__init__.__defaults__ = (1,); sys.exit(client.main())"
    )
    command = [sys.executable, "-c", slowly, site, str(path)]
    for number in range(8):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.3 + number / 10)
        process.kill()
        process.wait()
    mirror = Mirror(opened(str(path)), Archive(site), {}, 1)
    assert len(stage.held(mirror)) > 0
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert stage.held(mirror) == stage.served(Client(), {}, site)
    mirror.db.close()
