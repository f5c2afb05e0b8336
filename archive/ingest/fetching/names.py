"""The host of a link: a name of the public web or an address, written in the one usual way.

Whatever a resolver or a browser would quietly turn into something else is refused: numbers in other bases, look-alike
digits, names that only an inner network knows.
"""

import re
from ipaddress import IPv4Address, IPv6Address

from archive.ingest.fetching.addresses import Address
from archive.ingest.shapes import Refusal

LONGEST_NAME = 253
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z", re.ASCII)
NUMBER = re.compile(r"([0-9]+|0x[0-9a-f]*)\Z", re.ASCII)
DOTS = frozenset("。．｡")
# IDNA of 2003, which Python has, and of 2008, which registries follow, make different names of these.
DEVIATING = frozenset("ßẞςΣ\u200c\u200d")
# RFC 6761 and its like, and what networks call their insides by custom.
INNER = [
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
    "arpa",
    "onion",
    "i2p",
    "alt",
    "test",
    "invalid",
]


def host(text: str) -> str:
    """The host in lower case and ASCII, an IPv6 address without brackets. Raises Refusal."""
    if text.startswith("["):
        return address_in_brackets(text)
    if "%" in text:
        raise Refusal("The name of the site is written with percent signs; write it in letters.")
    labels = [label_in_ascii(label) for label in text.removesuffix(".").split(".")]
    name = ".".join(labels)
    if NUMBER.match(labels[-1]):
        return numbers(name)
    if len(name) > LONGEST_NAME:
        raise Refusal(f"The name of the site is longer than {LONGEST_NAME} characters.")
    if len(labels) == 1:
        raise Refusal(f"“{name}” is no name of a site on the public web, which has a dot in it.")
    inner = next((inner for inner in INNER if f".{name}".endswith(f".{inner}")), "")
    if inner:
        raise Refusal(f"Names that end in “.{inner}” are not on the public web.")
    return name


def literal(host: str) -> Address | None:
    """The address that a host, as ``host`` writes it, is; None for a name."""
    if ":" in host:
        return IPv6Address(host)
    return IPv4Address(host) if NUMBER.match(host.rpartition(".")[2]) else None


def address_in_brackets(text: str) -> str:
    try:
        address = IPv6Address(text.removeprefix("[").removesuffix("]")) if text.endswith("]") else None
    except ValueError:
        address = None
    if address is None or address.scope_id is not None:
        raise Refusal("What stands in square brackets is no IPv6 address of the public web.")
    return str(address)


def numbers(text: str) -> str:
    try:
        return str(IPv4Address(text))
    except ValueError:
        raise Refusal(
            "The address is a number written in an unusual way; write the name of the site, or four numbers "
            "from 0 to 255 with dots between them."
        ) from None


def label_in_ascii(label: str) -> str:
    """One part of a name. Raises Refusal."""
    if not label:
        raise Refusal("A part of the site's name is empty: two dots stand side by side, or no name is given.")
    if not label.isascii():
        label = international(label)
    label = label.lower()
    if not LABEL.match(label):
        raise Refusal("The name of the site has a part that no name on the web has: too long, or with other signs.")
    return label


def international(label: str) -> str:
    if len(label) > LONGEST_NAME or not DOTS.isdisjoint(label) or not DEVIATING.isdisjoint(label):
        raise Refusal("The name of the site has letters that may mean two names; write it as it is registered (xn--…).")
    try:
        encoded = label.encode("idna").decode("ascii")
    except UnicodeError:
        raise Refusal("The name of the site has signs that no name on the web has.") from None
    if not encoded.startswith("xn--"):
        raise Refusal(f"The name of the site is written with look-alike letters or digits; “{encoded}” is meant.")
    return encoded
