"""Which addresses of the Internet are public: one machine each, reachable from anywhere.

Written out from IANA's registries of special-purpose addresses rather than left to ``ipaddress``, whose ``is_global``
takes NAT64, 6to4, site-local and multicast addresses for global. Of IPv6, only what is given out for global unicast
(2000::/3) is public at all; so addresses in which an IPv4 address is wrapped (mapped, compatible, NAT64) are refused
whatever they wrap, and need not be unwrapped. (A machine that reaches sites of IPv4 through NAT64 alone can fetch
nothing from them.)
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

PRIVATE = "a private network"
THIS_MACHINE = "this machine itself"
PROTOCOLS = "the network's own machinery"
EXAMPLES = "examples and tests"
GROUPS = "groups of machines"
NOBODY = "nobody"
TUNNELS = "tunnels to other addresses"

NOT_PUBLIC_4 = tuple(
    (IPv4Network(network), owner)
    for network, owner in (
        ("0.0.0.0/8", THIS_MACHINE),
        ("10.0.0.0/8", PRIVATE),
        ("100.64.0.0/10", PRIVATE),  # shared by the customers of one provider
        ("127.0.0.0/8", THIS_MACHINE),
        ("168.63.129.16/32", PROTOCOLS),  # a cloud's own service, which only its tenants see
        ("169.254.0.0/16", PRIVATE),  # of one link; clouds keep their secrets there
        ("172.16.0.0/12", PRIVATE),
        ("192.0.0.0/24", PROTOCOLS),
        ("192.0.2.0/24", EXAMPLES),
        ("192.31.196.0/24", PROTOCOLS),
        ("192.52.193.0/24", PROTOCOLS),
        ("192.88.99.0/24", TUNNELS),
        ("192.168.0.0/16", PRIVATE),
        ("192.175.48.0/24", PROTOCOLS),
        ("198.18.0.0/15", EXAMPLES),
        ("198.51.100.0/24", EXAMPLES),
        ("203.0.113.0/24", EXAMPLES),
        ("224.0.0.0/4", GROUPS),
        ("240.0.0.0/4", NOBODY),
    )
)
GLOBAL_UNICAST = IPv6Network("2000::/3")
NOT_PUBLIC_6 = tuple(
    (IPv6Network(network), owner)
    for network, owner in (
        ("::1/128", THIS_MACHINE),
        ("::/96", TUNNELS),
        ("::ffff:0:0/96", TUNNELS),
        ("::ffff:0:0:0/96", TUNNELS),
        ("64:ff9b::/96", TUNNELS),
        ("64:ff9b:1::/48", TUNNELS),
        ("100::/64", NOBODY),
        ("2001::/32", TUNNELS),
        ("2001::/23", PROTOCOLS),
        ("2001:db8::/32", EXAMPLES),
        ("2002::/16", TUNNELS),
        ("2620:4f:8000::/48", PROTOCOLS),
        ("3ffe::/16", NOBODY),
        ("3fff::/20", EXAMPLES),
        ("fc00::/7", PRIVATE),
        ("fe80::/10", PRIVATE),
        ("fec0::/10", PRIVATE),
        ("ff00::/8", GROUPS),
    )
)


def owner(address: Address) -> str:
    """Whose an address is that is not public, for people; empty for a public one."""
    if isinstance(address, IPv4Address):
        return next((owner for network, owner in NOT_PUBLIC_4 if address in network), "")
    if address.scope_id is not None:
        return PRIVATE
    special = next((owner for network, owner in NOT_PUBLIC_6 if address in network), "")
    return special or ("" if address in GLOBAL_UNICAST else NOBODY)
