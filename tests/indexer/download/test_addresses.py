"""The judge of addresses: which hosts URLs name, and which of them are public."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.download.addresses import BadHost, host_of, is_address, why_not_public

# Each means this machine, or a network that is not the public one.
PRIVATE = [
    "http://127.0.0.1/",
    "http://127.8.9.10/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7F.0x0.0x0.0x1/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://00000177.0.0.01/",
    "http://127.0.0.1./",
    "http://0/",
    "http://0x/",
    "http://0.0.0.0:8080/",
    "http://ann:secret@127.0.0.1/",
    "http://show.example@127.0.0.1/",
    "http://127.0.0.1:80@[::1]/",
    "http://１２７.０.０.１/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0｡0．1/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[2606:4700::1111%25lo]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://100.100.100.200/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://198.18.0.1/",
    "http://203.0.113.9/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://localhost/",
    "http://LocalHost./",
    "http://web.localhost/",
    "http://ⓛocalhost/",
    "http://loc\u00adalhost/",
]

# No host at all: what one reader takes for a name, another takes for an address.
BAD = [
    "http://",
    "http:///path",
    "http://256.0.0.1/",
    "http://1.2.3.4.5/",
    "http://09.0.0.1/",
    "http://0x100000000/",
    "http://4294967296/",
    "http://127.0.0.1\\@show.example/",
    "http://show.example\\@127.0.0.1/",
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1%00.example/",
    "http://[::1/",
    "http://[127.0.0.1]/",
    "http://[v1.x]/",
    "http://a..example/",
    "http://-a.example/",
    "http://a b.example/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 127 + "example/",
    "http://127.0.0.1／@show.example/",
]

PUBLIC = {
    "http://Show.Example./feed": "show.example",
    "http://ann:secret@show.example:8080/": "show.example",
    "http://bücher.example/": "xn--bcher-kva.example",
    "http://8.8.8.8/": "8.8.8.8",
    "http://0x8080808/": "8.8.8.8",
    "http://[2606:4700::1111]/": "2606:4700::1111",
    "http://[::ffff:8.8.8.8]/": str(
        ipaddress.IPv6Address("::ffff:8.8.8.8")
    ),  # Python 3.13 has the dots
    "http://[64:ff9b::8.8.8.8]/": "64:ff9b::808:808",
    "http://172.32.0.1/": "172.32.0.1",
    "http://my_show.example/": "my_show.example",
    "http://localhost.example/": "localhost.example",
    "http://1.2.3.4.example/": "1.2.3.4.example",
}


@pytest.mark.parametrize("url", PRIVATE)
def test_every_spelling_of_a_private_address_is_not_public(url: str) -> None:
    assert why_not_public(host_of(url)) is not None


@pytest.mark.parametrize("url", BAD)
def test_what_readers_take_for_different_hosts_is_none(url: str) -> None:
    with pytest.raises(BadHost):
        host_of(url)


@pytest.mark.parametrize(("url", "host"), PUBLIC.items())
def test_a_public_host_is_named_as_it_is_looked_up(url: str, host: str) -> None:
    assert host_of(url) == host
    assert why_not_public(host) is None


def spellings(number: int) -> list[str]:
    """Return the ways to write an address of IPv4 that a C library reads."""
    a, b, c, d = number.to_bytes(4)
    return [
        f"{a}.{b}.{c}.{d}",
        f"{a}.{b}.{c * 256 + d}",
        f"{a}.{number & 0xFFFFFF}",
        f"{number}",
        f"{number:#x}",
        f"{a:#x}.{b}.{c:#x}.{d}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"0{number:o}",
    ]


@given(st.integers(0, 2**32 - 1))
def test_all_spellings_of_an_address_are_one(number: int) -> None:
    address = str(ipaddress.IPv4Address(number))

    assert {host_of(f"http://{host}/") for host in spellings(number)} == {address}
    mapped = host_of(f"http://[::ffff:{address}]/")
    assert why_not_public(mapped) == why_not_public(address)


@given(st.integers(0, 2**32 - 1) | st.integers(0, 2**128 - 1))
def test_nothing_is_public_that_python_knows_to_be_private(number: int) -> None:
    address = ipaddress.ip_address(number)

    if address.is_private or address.is_multicast or address.is_reserved or address.is_loopback:
        mapped = getattr(address, "ipv4_mapped", None)
        assert why_not_public(str(address)) is not None or mapped or address in NAT64


NAT64 = ipaddress.ip_network("64:ff9b::/96")


@given(st.text())
def test_any_text_names_a_host_or_none(text: str) -> None:
    try:
        host = host_of(f"http://{text}/")
    except BadHost:
        return

    assert host
    around = f"[{host}]" if ":" in host else host
    assert host_of(f"http://{around}/") == host
    assert is_address(host) or host.isascii()
