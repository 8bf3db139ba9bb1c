"""No test speaks to another machine: sockets are closed but for loopback and for files."""

import ipaddress
import socket
from typing import Any

import pytest

LOCAL_NAMES = {"", "localhost", "ip6-localhost", "0.0.0.0", "::"}


class LeavesTheMachine(Exception):
    """A test, or the code it runs, tried to reach another machine."""


def is_local(host: object) -> bool:
    """Whether a host, as given to the socket module, is this machine."""
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name.lower() in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def close_sockets(patch: pytest.MonkeyPatch) -> None:
    """Refuse connections, datagrams and name look-ups that are not for this machine."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse_strangers(end: socket.socket, address: Any) -> None:
        if end.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
            raise LeavesTheMachine(f"connection to {address[0]}")

    def guarded_connect(end: socket.socket, address: Any) -> None:
        refuse_strangers(end, address)
        connect(end, address)

    def guarded_connect_ex(end: socket.socket, address: Any) -> int:
        refuse_strangers(end, address)
        return connect_ex(end, address)

    def guarded_look_up(host: Any, *others: Any, **named: Any) -> Any:
        if not is_local(host):
            raise LeavesTheMachine(f"look-up of {host}")
        return look_up(host, *others, **named)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_look_up)
