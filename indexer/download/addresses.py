"""Internet addresses: which host does a URL name, and is an IP address one of the public internet?

    http://0x7f000001/       127.0.0.1     so is 2130706433, 127.1, 0177.0.0.1, １２７.0.0.1
    http://ann:pw@[::1]/     ::1
    http://Show.Example./    show.example

The spellings of IPv4 are those that browsers and C libraries read (URL Standard, "IPv4 parser").
What is not public follows IANA's registries of special-purpose addresses (RFC 6890), without
counting on what `ipaddress` of some version of Python has of them. Nothing here asks a resolver.
"""

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

__all__ = ["BadHost", "host_of", "is_address", "why_not_public"]

_NOT_PUBLIC = tuple(
    (ipaddress.ip_network(network), kind)
    for kind, networks in {
        "this machine": "0.0.0.0/8 127.0.0.0/8",
        "a private network": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10",
        "a link of this machine": "169.254.0.0/16",
        "a service of a cloud's machines": "168.63.129.16/32",
        "a special purpose": "192.0.0.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 "
        "192.175.48.0/24 198.18.0.0/15 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 "
        "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20",
        "many machines at once": "224.0.0.0/4",
    }.items()
    for network in networks.split()
)
"""Networks that no podcast is served from. 2001::/23 has Teredo, 2002::/16 is 6to4: both hold
addresses of IPv4, and both are out of use."""

_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")


class BadHost(ValueError):
    """A URL whose host is neither a name nor an address; the text says why."""


def host_of(url: str) -> str:
    """Return the host of a URL as it is looked up: a name in ASCII, or an address as usual.

    Raises `BadHost`.
    """
    if "\\" in url:
        raise BadHost("its address has a backslash, which some take for a slash")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise BadHost("its address cannot be read") from None
    return _ipv6(host) if "[" in parts.netloc.rpartition("@")[2] else _name(host)


def is_address(host: str) -> bool:
    """Return whether a host is an IP address, in its usual spelling, and no name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def why_not_public(host: str) -> str | None:
    """Return why an address, or a name that needs no look-up, is not public; None if it is.

    Addresses of IPv6 that stand for one of IPv4 are judged by that.
    """
    if host == "localhost" or host.endswith(".localhost"):
        return "this machine"  # RFC 6761
    if not is_address(host):
        return None
    address = ipaddress.ip_address(host)
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return "a link of this machine"
        if address.ipv4_mapped is not None:
            return why_not_public(str(address.ipv4_mapped))
        if address in _NAT64:
            return why_not_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        if address not in _UNICAST:
            return "this machine or a private network"
    return next((kind for network, kind in _NOT_PUBLIC if address in network), None)


def _name(host: str) -> str:
    """Return a host that is in no brackets, as it is looked up. Raises `BadHost`."""
    name = unicodedata.normalize("NFKC", host).translate(_DOTS).lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii").lower()
        except UnicodeError:
            raise BadHost("its host is no name") from None
    name = name.removesuffix(".")
    if not _NAME.fullmatch(name) or len(name) > 253:
        raise BadHost("its host is no name")
    return _ipv4(name) if _NUMBER.fullmatch(name.rpartition(".")[2]) else name


def _ipv6(host: str) -> str:
    try:
        return str(ipaddress.IPv6Address(host))
    except ValueError:
        raise BadHost("its host is no address of IPv6") from None


def _ipv4(name: str) -> str:
    """Return the address that a name ending in a number stands for. Raises `BadHost`."""
    parts = name.split(".")
    try:
        *first, last = map(_number, parts)
    except ValueError:
        raise BadHost("its host is no address of IPv4") from None
    if len(parts) > 4 or any(part > 255 for part in first) or last >= 256 ** (5 - len(parts)):
        raise BadHost("its host is no address of IPv4")
    high = sum(part << 8 * (3 - place) for place, part in enumerate(first))
    return str(ipaddress.IPv4Address(high + last))


def _number(part: str) -> int:
    if not _NUMBER.fullmatch(part) or len(part) > 20:
        raise ValueError(part)
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part[0] == "0" else 10)
