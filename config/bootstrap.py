"""The project's own virtual environment, made on first use. Standard library only.

``ensure`` returns in an interpreter that has exactly the pinned packages: the running one
when it has them already, else ``.venv``, made or mended first and then started in place of
this process. Each lock file has a stamp in ``.venv`` that holds its SHA-256 and is written
last; a mark stands there while packages are being installed, so a cut installation is
thrown away whole. NO_BOOTSTRAP=1 turns all of this off.
"""

import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Commands that need more than the archive itself does.
EXTRAS = {"test": ["requirements-test.txt"], "lint": ["requirements-test.txt", "requirements-lint.txt"]}
# Would send pip, or the new interpreter, to another place than the environment.
MISLEADING = ("PYTHONHOME", "__PYVENV_LAUNCHER__", "PIP_USER", "PIP_REQUIRE_VIRTUALENV", "PIP_TARGET", "PIP_PREFIX")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)\s*(?P<condition>;[^\\]*)?", re.MULTILINE)
NO_ENSUREPIP = (
    "Python's ensurepip is missing, so packages cannot be installed; install it (on Debian and Ubuntu:"
    " apt install python3-venv) and run the same command again."
)


def ensure(argv: Sequence[str]) -> None:
    """Return with the packages importable that ``argv`` needs, or replace this process by one that has them."""
    if os.environ.get("NO_BOOTSTRAP"):
        return
    locks = [ROOT / "config" / name for name in ["requirements.txt", *EXTRAS.get("".join(argv[1:2]), [])]]
    environment = VirtualEnvironment(ROOT / ".venv")
    if environment.is_running():
        if environment.has(locks):
            return
    elif all(satisfied(lock.read_text(encoding="utf-8")) for lock in locks):
        return
    environment.prepare(locks)
    # The original words keep the interpreter's own options, such as -X importtime.
    python = str(environment.python)
    os.execve(python, [python, *sys.orig_argv[1:]], cleared(os.environ))


def satisfied(lock: str) -> bool:
    """Whether the running interpreter has every pin at its version; a conditional one may be absent."""
    for pin in PIN.finditer(lock):
        try:
            if importlib.metadata.version(pin["name"]) != pin["version"]:
                return False
        except importlib.metadata.PackageNotFoundError:
            if not pin["condition"]:
                return False
    return True


def cleared(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name not in MISLEADING}


class VirtualEnvironment:
    """A folder with an interpreter and the packages of some lock files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / "bin" / "python"
        self.mark = folder / "installing"

    def is_running(self) -> bool:
        return os.path.realpath(sys.prefix) == os.path.realpath(self.folder)

    def has(self, locks: Sequence[Path]) -> bool:
        """Whether all ``locks`` were installed to the end, as they read now."""
        return not self.mark.exists() and all(self._stamped(lock) for lock in locks)

    def is_sound(self) -> bool:
        """Whether its Python still runs, is still the version it was made for, and no installation was cut."""
        if self.mark.exists() or not self.python.exists():
            return False
        ask = [str(self.python), "-I", "-S", "-c", "import sys; print('python%d.%d' % sys.version_info[:2])"]
        try:
            answer = subprocess.run(
                ask, capture_output=True, text=True, check=True, timeout=60, env=cleared(os.environ)
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return (self.folder / "lib" / answer.stdout.strip() / "site-packages").is_dir()

    def prepare(self, locks: Sequence[Path]) -> None:
        """Make or mend it until it has ``locks``. Leaves the program with a sentence when it cannot."""
        with self._alone():
            if not self.is_sound():
                venv.EnvBuilder(clear=True, symlinks=True).create(self.folder)
            missing = [lock for lock in locks if not self._stamped(lock)]
            if not missing:
                return
            self.mark.touch()
            for lock in missing:
                self._install(lock)
            for lock in missing:
                self._stamp(lock).write_text(digest(lock), encoding="ascii")
            self.mark.unlink()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time; a second first start waits for the first."""
        with open(self.folder.with_suffix(".lock"), "w", encoding="ascii") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Another start is installing the packages; waiting for it.")
                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _stamp(self, lock: Path) -> Path:
        return self.folder / f"{lock.stem}.stamp"

    def _stamped(self, lock: Path) -> bool:
        stamp = self._stamp(lock)
        return stamp.is_file() and stamp.read_text(encoding="ascii") == digest(lock)

    def _install(self, lock: Path) -> None:
        pins = len(PIN.findall(lock.read_text(encoding="utf-8")))
        say(f"Installing the {pins} packages of config/{lock.name} into {self.folder.name}; this is done once.")
        uv = shutil.which("uv")
        if uv:
            if run([uv, "pip", "install", "-q", "--python", str(self.python), "--require-hashes", "-r", str(lock)]):
                return
            say("uv could not install them; trying pip.")
        if importlib.util.find_spec("ensurepip") is None:
            sys.exit(NO_ENSUREPIP)
        pip = [str(self.python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--progress-bar", "off"]
        if not (
            run([str(self.python), "-m", "ensurepip", "--default-pip"])
            and run([*pip, "--disable-pip-version-check", "--no-input", "-r", str(lock)], count=pins)
        ):
            sys.exit(f"The packages of config/{lock.name} could not be installed; the lines above say why.")


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def run(command: Sequence[str], *, count: int = 0) -> bool:
    """Run ``command``; say how many of ``count`` packages it has reached, and its last lines when it fails."""
    # "0" outweighs a configuration file of pip's, which a missing name would not.
    environ = {**cleared(os.environ), "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    last: deque[str] = deque(maxlen=12)
    reached, said_at = 0, time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=environ
    ) as process:
        for line in process.stdout or ():
            last.append(line)
            reached += line.startswith("Collecting ")
            if count and time.monotonic() > said_at + 2:
                say(f"  {reached} of {count} …")
                said_at = time.monotonic()
    if process.returncode:
        say("".join(last).rstrip())
    return process.returncode == 0


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
