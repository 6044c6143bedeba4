"""This computer on its local network: its addresses, a port that may be used, and its name announced by mDNS."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import ifaddr
from zeroconf import ServiceInfo, Zeroconf

from linli.config.lan.authority import NAME, may_sign

INSIDE = ("docker", "veth", "br-", "virbr", "lo", "vEthernet", "tun", "utun", "wg", "tailscale")


class PortTaken(Exception):
    """`str()` is one line that says which port cannot be used and why."""


def addresses() -> list[str]:
    """The private IPv4 addresses at which phones may reach us, likeliest first; bridges and VPNs left out."""
    found = []
    for adapter in ifaddr.get_adapters():
        if adapter.nice_name.startswith(INSIDE) or adapter.name.startswith(INSIDE):
            continue
        for held in adapter.ips:
            if held.is_IPv4 and may_sign(str(held.ip)):
                found.append(str(held.ip))
    # A laptop's own hotspot and home routers are in 192.168 or 10.42; 169.254 means that nobody gave an address.
    return sorted(set(found), key=lambda address: (address.startswith("169.254"), not address.startswith("192.168")))


def usable_port(wanted: int | None, usual: int, spare: int) -> int:
    """`wanted`, or else `usual` where this user may listen there and it is free, or else `spare`. Raises PortTaken."""
    if wanted is not None:
        problem = _problem(wanted)
        if problem:
            raise PortTaken(f"Port {wanted} {problem}; choose another with --port.")
        return wanted
    for port in (usual, spare):
        if not _problem(port):
            return port
    raise PortTaken(f"Ports {usual} and {spare} are both taken; is Linli running already? Choose another with --port.")


def _problem(port: int) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 (phones come from outside)
        except OSError as error:
            return "is taken" if error.errno == errno.EADDRINUSE else "needs an administrator"
        except OverflowError:
            return "does not exist"
    return ""


@contextmanager
def announced(held: list[str], port: int) -> Iterator[bool]:
    """Answer mDNS questions for the fixed name while inside. Gives False where the network does not let us."""
    if not held:
        yield False
        return
    service = ServiceInfo(
        "_https._tcp.local.",
        "Linli._https._tcp.local.",
        port=port,
        parsed_addresses=held,
        server=f"{NAME}.",
    )
    try:
        responder = Zeroconf(interfaces=held)
    except OSError:
        yield False
        return
    try:
        responder.register_service(service, allow_name_change=True)
        yield True
    finally:
        responder.close()
