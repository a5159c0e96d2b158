"""The table of addresses against IANA's own words, and against what attackers write."""

from ipaddress import ip_address

import pytest

from registry.addresses import SPECIAL_BLOCKS, is_public, special_block

PUBLIC = [
    "93.184.216.34",
    "8.8.8.8",
    "1.1.1.1",
    "193.0.6.139",
    "2606:2800:220:1::1",
    "2a00:1450:4009::200e",
    "9.255.255.255",
    "11.0.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "223.255.255.255",
    "2620:4f:8000::1",
]
INTERNAL = [
    "0.0.0.0",  # noqa: S104 (asked about, not listened on)
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.216.34",
    "64:ff9b::7f00:1",
    "64:ff9b::5db8:d822",
    "64:ff9b:1::1",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:5db8:d822::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:2800:220:1::1%1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("ip", PUBLIC)
def test_public_addresses_are_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize("ip", INTERNAL)
def test_no_special_address_is_public(ip: str) -> None:
    assert not is_public(ip)
    assert special_block(ip) is not None


@pytest.mark.parametrize(
    "text", ["127.1", "0177.0.0.1", "2130706433", "0x7f.1", "localhost", "", "1.2.3.4 ", "①②7.0.0.1"]
)
def test_other_notations_are_refused_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        is_public(text)


def test_first_and_last_address_of_every_block_are_refused_and_blocks_do_not_overlap() -> None:
    for block in SPECIAL_BLOCKS:
        assert not is_public(block.network[0])
        assert not is_public(block.network[-1])
        others = [other.network for other in SPECIAL_BLOCKS if other is not block]
        clashes = [o for o in others if o.version == block.network.version and o.overlaps(block.network)]
        assert not clashes


def test_addresses_as_objects_and_as_text_agree() -> None:
    assert all(is_public(ip) == is_public(ip_address(ip)) for ip in PUBLIC + INTERNAL)
