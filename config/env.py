"""Typed readers of the environment that collect every fault before refusing to start."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PERIODS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
UNLIMITED = "none"
POSTGRES_OPTIONS = ("host", "port", "sslcert", "sslkey", "sslmode", "sslrootcert")


class UnsafeSettings(ImproperlyConfigured):
    """The start is refused; the message has one sentence a line, each saying how to mend a fault."""


class Rate(NamedTuple):
    """At most so many requests in any stretch of so many seconds."""

    requests: int
    seconds: int


class Environment:
    """The named values the archive reads; asked through typed readers, refused by ``seal``.

    A name that is set but empty counts as not set. Each reader notes its name in ``names``,
    so that the example file can be checked against what the settings really read.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.names: list[str] = []
        self.faults: list[str] = []

    def refuse(self, sentence: str) -> None:
        """Note a fault; ``seal`` will name it."""
        self.faults.append(sentence)

    def seal(self) -> None:
        """Raise UnsafeSettings when any fault was noted."""
        if self.faults:
            raise UnsafeSettings("\n".join(self.faults))

    def text(self, name: str, default: str = "") -> str:
        self.names.append(name)
        return self.values.get(name, "").strip() or default

    def words(self, name: str) -> list[str]:
        """Values between commas, spaces around them dropped."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def integer(self, name: str, default: int, *, low: int, high: int) -> int:
        value = self.text(name, str(default))
        if value.isascii() and value.isdigit() and len(value) < 10 and low <= int(value) <= high:
            return int(value)
        self.refuse(f"{name} is {value!r}; give a whole number from {low} to {high}.")
        return default

    def rate(self, name: str, default: str) -> Rate | None:
        """A number of requests in a period, such as ``600/minute``; None for ``none``."""
        value = self.text(name, default)
        number, _, period = value.partition("/")
        if value == UNLIMITED:
            return None
        if number.isascii() and number.isdigit() and 0 < len(number) < 8 and int(number) and period in PERIODS:
            return Rate(int(number), PERIODS[period])
        self.refuse(
            f"{name} is {value!r}; write a number and second, minute, hour or day, such as 600/minute, or none."
        )
        return None

    def database(self, name: str, default: Path) -> dict[str, object]:
        """ENGINE, NAME and so on of ``sqlite:///path`` or ``postgres://user:password@host:port/name``."""
        value = self.text(name)
        if value:
            try:
                return database(value)
            except ValueError as fault:
                self.refuse(f"{name} {fault}.")
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": default}


def database(url: str) -> dict[str, object]:
    """The connection that a database URL names. Raises ValueError; its words follow the setting's name."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(parts)
    if parts.scheme in ("postgres", "postgresql"):
        return postgres(parts)
    raise ValueError("must begin with sqlite:/// or postgres://")


def sqlite(parts: SplitResult) -> dict[str, object]:
    path = Path(unquote(parts.path)[1:])
    if parts.netloc or parts.query or not path.name:
        raise ValueError("must read sqlite:///path/to/file, with a fourth slash for an absolute path")
    if not path.absolute().parent.is_dir():
        raise ValueError(f"names a file in {path.parent}, which is no folder; make it first")
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path}


def postgres(parts: SplitResult) -> dict[str, object]:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(options.keys() - set(POSTGRES_OPTIONS))
    if unknown:
        raise ValueError(f"has the unknown option {unknown[0]!r}; known are {', '.join(POSTGRES_OPTIONS)}")
    name = unquote(parts.path)[1:]
    if not name or "/" in name:
        raise ValueError("names no database; write postgres://user:password@host:port/name")
    try:
        port = parts.port
    except ValueError:
        raise ValueError("has a port that is no number up to 65535") from None
    socket, socket_port = options.pop("host", ""), options.pop("port", "")
    return {
        "ENGINE": "config.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or socket,
        "PORT": str(port or socket_port),
        "OPTIONS": options,
    }


def read_file(path: Path) -> dict[str, str]:
    """NAME=value lines of an environment file; none when there is no file. Raises UnsafeSettings."""
    values: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.strip().partition("=")
        if not equals or not name.isidentifier():
            raise UnsafeSettings(f"Line {number} of {path.name} must read NAME=value.")
        values[name] = value.strip().strip("\"'")
    return values
