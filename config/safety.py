"""What makes settings unsafe, one sentence each; and the key of a local archive.

There is no switch for "production" that one could forget. An archive is *local* while it
listens on loopback, keeps its SQLite file and names no host; anything else must be safe
for others to reach, or does not start.
"""

import contextlib
import ipaddress
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import archive
from config.env import Environment

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
KEY_LENGTH = 50
LONGEST_USER_AGENT = 400
USER_AGENT = re.compile(r"[A-Za-z_-]+/[ -~]*[!-~]\Z")
NEW_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"


def bind(env: Environment) -> tuple[str, bool]:
    """The address to listen on, and whether only this machine reaches it."""
    address = env.text("BIND", "127.0.0.1")
    try:
        return address, ipaddress.ip_address(address).is_loopback
    except ValueError:
        env.refuse(f"BIND is {address!r}; give an IP address, such as 127.0.0.1 or 0.0.0.0.")
        return "127.0.0.1", True


def host_of(address: str) -> str:
    """An IP address as it stands in a URL."""
    return f"[{address}]" if ":" in address else address


def check_key(env: Environment, key: str) -> None:
    if not key:
        env.refuse(f"SECRET_KEY is not set; give it what this prints: {NEW_KEY}")
    elif len(key) < KEY_LENGTH or len(set(key)) < 10 or key.startswith("django-insecure-"):
        env.refuse(f"SECRET_KEY can be guessed; give it what this prints: {NEW_KEY}")


def check_hosts(env: Environment, hosts: Sequence[str]) -> None:
    if not hosts:
        env.refuse("ALLOWED_HOSTS is empty; name the hosts this archive answers to, such as archive.example.org.")
    for host in hosts:
        if "*" in host or host.startswith(".") or "/" in host:
            env.refuse(f"ALLOWED_HOSTS has {host!r}; name exact hosts, without scheme, port or wildcard.")


def check_proxies(env: Environment, addresses: Sequence[str]) -> None:
    """Whose word is taken for how a request came in."""
    for address in addresses:
        try:
            ipaddress.ip_address(address)
        except ValueError:
            env.refuse(f"TRUSTED_PROXIES has {address!r}; give the IP addresses of your own proxies.")


def check_site(env: Environment, url: str, *, hosts: Sequence[str], https: bool) -> None:
    """``url`` is scheme and host alone; with ``https`` it must be an https one of our own hosts."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment:
        env.refuse(f"SITE_URL is {url!r}; give scheme and host without a path, such as https://archive.example.org")
    elif https and parts.scheme != "https":
        env.refuse("SITE_URL must begin with https:// when others can reach the archive; put a TLS proxy before it.")
    elif https and hosts and parts.hostname not in hosts:
        env.refuse(f"SITE_URL names {parts.hostname}, which is not in ALLOWED_HOSTS; add it there.")


def user_agent(site: str) -> str:
    """Who it is that fetches a page, and where whoever minds can say so, if others reach that."""
    return f"Attest/{archive.__version__}" + (f" (+{site}/about/#contact)" if site and site.isascii() else "")


def check_user_agent(env: Environment, name: str) -> None:
    if not USER_AGENT.match(name) or len(name) > LONGEST_USER_AGENT:
        env.refuse(
            f"FETCH_USER_AGENT is {name!r}; give a name and a version, then who it is, in plain ASCII letters, "
            "such as Attest/1.0 (+https://archive.example.org; desk@example.org)"
        )


def keep_private(env: Environment, path: Path) -> None:
    """The database file is made closed to other accounts; one that they can read is refused."""
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if path.exists() and path.stat().st_mode & 0o004 and path.absolute().parent.stat().st_mode & 0o001:
        env.refuse(f"Every account of this machine can read {path}; run: chmod 600 {path}")


def local_key(var: Path) -> str:
    """The random key of this checkout, made on first use."""
    path = var / "secret_key"
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")
