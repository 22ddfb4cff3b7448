"""Connections to public addresses only: the address that was judged is the one connected to.

A name is looked up once for a connection. All its addresses are judged before the first is
connected to, and no library looks the name up again: a resolver that answers otherwise the second
time changes nothing. Names stay what certificates and the `Host` header are about. Decision 0047.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from indexer.download.addresses import BadHost, host_of, is_address, why_not_public

__all__ = ["Guard", "Refused", "Watch", "connect", "pools", "resolve"]

_Connection = TypeVar("_Connection", bound=HTTPConnection)


class Refused(Exception):
    """A host that may not be connected to; the text says why."""


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name, in the order in which to try them. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def connect(address: str, port: int, timeout: float) -> socket.socket:
    """Return a connection to an IP address, made within `timeout` seconds. Raises `OSError`."""
    return socket.create_connection((address, port), timeout)


@dataclass(frozen=True, slots=True)
class Guard:
    """The judge of each connection; with `allow_private` it lets every address pass.

    `resolve` and `connect` are the only ways to the network.
    """

    allow_private: bool = False
    resolve: Callable[[str, int], Sequence[str]] = resolve
    connect: Callable[[str, int, float], socket.socket] = connect

    def dial(self, host: str, port: int, timeout: float) -> socket.socket:
        """Return a connection to `host`. Raises `Refused`, and `OSError` if nothing answers."""
        self._judge(host, host)
        addresses = [host] if is_address(host) else self.resolve(host, port)
        for address in addresses:
            if not is_address(address):
                raise Refused("its host has no address")
            self._judge(host, address)
        error: OSError = OSError("no address")
        for address in addresses:
            try:
                return self.connect(address, port, timeout)
            except OSError as failed:
                error = failed
        raise error

    def _judge(self, host: str, address: str) -> None:
        if self.allow_private:
            return
        if kind := why_not_public(address):
            of = "it" if address == host else f"its address {address}"
            raise Refused(f"{of} is of {kind}; --allow-private lets it pass")


class Watch:
    """The end of connections after a time, whatever the other side does meanwhile.

    A time limit of a socket is that of one packet: a server that sends a byte of a header every ten
    seconds stays within it for days.
    """

    def __init__(self) -> None:
        self.is_over = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()

    def hold(self, connection: socket.socket) -> None:
        """Watch a connection until the end of the block of `watching`."""
        with self._lock:
            self._sockets.append(connection.dup())

    @contextlib.contextmanager
    def watching(self, seconds: float) -> Iterator[None]:
        """End the connections that are made in the block when `seconds` are over."""
        self.is_over = False
        timer = threading.Timer(max(seconds, 0), self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            for held in self._sockets:
                held.close()
            self._sockets.clear()

    def _end(self) -> None:
        with self._lock:
            self.is_over = True
            for held in self._sockets:
                with contextlib.suppress(OSError):
                    held.shutdown(socket.SHUT_RDWR)


def pools(dial: Callable[[str, int, float], socket.socket], timeout: float) -> urllib3.PoolManager:
    """Return pools of urllib3 whose connections all come from `dial`."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _dialled(self, dial, timeout)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _dialled(self, dial, timeout)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    limits = urllib3.Timeout(connect=timeout, read=timeout)
    manager = urllib3.PoolManager(num_pools=4, timeout=limits, retries=False)
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager


def _dialled(
    connection: HTTPConnection, dial: Callable[[str, int, float], socket.socket], timeout: float
) -> socket.socket:
    """Return what `dial` does, with its errors as urllib3 has them."""
    try:
        around = f"[{connection.host}]" if ":" in connection.host else connection.host
        host = host_of(f"//{around}")
        return dial(host, connection.port, timeout)
    except BadHost as error:
        raise Refused(str(error)) from None
    except socket.gaierror as error:
        raise NameResolutionError(connection.host, connection, error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, "no answer in time") from error
    except OSError as error:
        raise NewConnectionError(connection, str(error)) from error
