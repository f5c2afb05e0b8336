"""No file, whatever it holds, takes more than five seconds and 300 MB."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.collection.directories import EVENTS, refused
from tests.seeds import first_of

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 300_000_000

# Each close to what is read of a file at most: in bytes, in values, in depth.
HEAVY = {
    "long paths": b"".join(b"  " * depth + b"k" * 10 + b":\n" for depth in range(15))
    + (b"  " * 15 + b"- x\n") * 100_000,
    "commas": b"[" + b"x," * 2_400_000 + b"]",
    "brackets": b"[" * 4_900_000,
    "one text": b"- k: " + b"x" * 4_900_000,
    "one text of escapes": b'- k: "' + b"\\n" * 2_400_000 + b'"',
    "one text of lines": b"- k:\n" + b"    x\n" * 800_000,
    "question marks": b"? " * 2_400_000,
    "spaces": b" " * 4_900_000,
    "aliases": b"a: &a x\n" + b"b: *a\n" * 800_000,
    "more than is read": b"x" * 20_000_000,
    # Of the same sort as the first, and no lighter.
    "records": b"- k: x\n" * 66_000,
    "empty values": b"- k: ''\n" * 66_000,
    "unknown names": b"- uid: aaaaaaaaaa\n" + b"".join(b"  k%d: x\n" % number for number in range(99_000)),
    "one name over and over": b"- k: x\n" + b"  k: x\n" * 99_000,
    "items": b"- uid: aaaaaaaaaa\n  participants:\n" + b"  - x\n" * 190_000,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", first_of(list(HEAVY), 10))
def test_a_heavy_file_is_refused_in_time(tmp_path: Path, name: str) -> None:
    (tmp_path / EVENTS).write_bytes(HEAVY[name])
    assert refused(tmp_path)  # which looks at the clock


@pytest.mark.thorough
def test_heavy_files_are_read_within_bounds(tmp_path: Path) -> None:
    for name, content in HEAVY.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / EVENTS).write_bytes(content)
    script = (
        "import django, pathlib, sys; from tests.collection.memory import peak; django.setup();"
        "from archive.collection.files import contents; from archive.collection.loading import silent;"
        "[contents(directory, silent) for directory in sorted(pathlib.Path(sys.argv[1]).iterdir())];"
        "print(peak())"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MOST_BYTES
