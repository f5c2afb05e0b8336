"""Which addresses are public, held against IANA's registries as they are written out here.

https://www.iana.org/assignments/iana-ipv4-special-registry, iana-ipv6-special-registry, ipv6-address-space,
multicast-addresses; and what the RFCs set apart without a registry.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.fetching.addresses import owner

NOT_GLOBAL_4 = [
    "0.0.0.0/8",  # RFC 791
    "10.0.0.0/8",  # RFC 1918
    "100.64.0.0/10",  # RFC 6598
    "127.0.0.0/8",  # RFC 1122
    "169.254.0.0/16",  # RFC 3927
    "172.16.0.0/12",  # RFC 1918
    "192.0.0.0/24",  # RFC 6890, with anycast addresses that are global and hold no site
    "192.0.2.0/24",  # RFC 5737
    "192.31.196.0/24",  # RFC 7535: global, and answers names alone
    "192.52.193.0/24",  # RFC 7450: global, and relays multicast alone
    "192.88.99.0/24",  # RFC 7526
    "192.168.0.0/16",  # RFC 1918
    "192.175.48.0/24",  # RFC 7534: global, and answers names alone
    "198.18.0.0/15",  # RFC 2544
    "198.51.100.0/24",  # RFC 5737
    "203.0.113.0/24",  # RFC 5737
    "224.0.0.0/4",  # RFC 5771
    "240.0.0.0/4",  # RFC 1112
    "255.255.255.255/32",  # RFC 919
    "168.63.129.16/32",  # looks public, and is Azure's own
]
NOT_GLOBAL_6 = [
    "0000::/3",  # unspecified, loopback, compatible, mapped, NAT64, discard-only: nothing here is global unicast
    "2001::/23",  # RFC 2928, Teredo among it
    "2001:db8::/32",  # RFC 3849
    "2002::/16",  # RFC 3056
    "2620:4f:8000::/48",  # RFC 7534: global, and answers names alone
    "3ffe::/16",  # RFC 5156: the 6bone, given back
    "3fff::/20",  # RFC 9637
    "4000::/2",
    "8000::/2",
    "c000::/3",
    "e000::/4",
    "f000::/5",
    "f800::/6",
    "fc00::/7",  # RFC 4193
    "fe00::/9",
    "fe80::/10",  # RFC 4291
    "fec0::/10",  # RFC 3879
    "ff00::/8",  # RFC 4291
]
SPECIAL_4 = [IPv4Network(network) for network in NOT_GLOBAL_4]
SPECIAL_6 = [IPv6Network(network) for network in NOT_GLOBAL_6]


def edges(networks, kind):
    """The first and last addresses of each network, and their neighbours."""
    most = 2 ** kind(0).max_prefixlen - 1
    numbers = {
        number
        for network in networks
        for edge in (int(network.network_address), int(network.broadcast_address))
        for number in (edge - 1, edge, edge + 1)
    }
    return [kind(number) for number in sorted(numbers) if 0 <= number <= most]


def inside(networks, kind):
    return st.sampled_from(networks).flatmap(
        lambda network: st.integers(int(network.network_address), int(network.broadcast_address)).map(kind)
    )


@pytest.mark.parametrize(("networks", "kind"), [(SPECIAL_4, IPv4Address), (SPECIAL_6, IPv6Address)])
def test_every_edge_of_every_special_network_is_on_its_right_side(networks, kind):
    for address in edges(networks, kind):
        assert bool(owner(address)) == any(address in network for network in networks), address


@given(st.one_of(st.ip_addresses(v=4), inside(SPECIAL_4, IPv4Address)))
def test_any_address_of_version_4_is_public_unless_a_registry_sets_it_apart(address):
    assert bool(owner(address)) == any(address in network for network in SPECIAL_4)


@given(st.one_of(st.ip_addresses(v=6, network="2000::/3"), st.ip_addresses(v=6), inside(SPECIAL_6, IPv6Address)))
def test_any_address_of_version_6_is_public_only_where_it_is_global_unicast(address):
    assert bool(owner(address)) == any(address in network for network in SPECIAL_6)


@given(st.ip_addresses(v=4))
def test_no_address_that_wraps_another_is_public(inner):
    number = int(inner)
    for prefix, shift in [
        ("::", 0),
        ("::ffff:0:0", 0),
        ("::ffff:0:0:0", 0),
        ("64:ff9b::", 0),
        ("64:ff9b:1::", 0),
        ("2002::", 80),
        ("2001::", 0),
        ("2001::", 64),
    ]:
        wrapped = IPv6Address(int(IPv6Address(prefix)) | number << shift)
        assert owner(wrapped), wrapped


@pytest.mark.parametrize("address", ["fe80::1%eth0", "2a00:1450:4001::1%eth0", "ff02::1%1"])
def test_an_address_of_one_link_alone_is_not_public(address):
    assert owner(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "193.0.0.1", "2a00:1450:4001::1", "2606:4700::1111"])
def test_addresses_of_sites_are_public(address):
    assert owner(ip_address(address)) == ""
