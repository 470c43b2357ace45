"""Which addresses this node may call: an address of others can name anything, also what stands behind this node.

The name is looked up once, and the connection goes to the very address that was looked at. Nothing follows a
redirection, no proxy of the environment is used.
"""

import asyncio
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from httpcore2 import SOCKET_OPTION, AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream, ConnectError

from treve.errors import BadInput

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
"""Prefixes of IPv6 addresses that end with an IPv4 address (RFC 6052, RFC 4291)."""


class Reachable:
    """Says whether an address may be called: public ones, and those of networks that the operator names."""

    def __init__(self, networks: Iterable[str] = (), *, loopback: bool = False) -> None:
        try:
            self._networks: tuple[Network, ...] = tuple(map(ip_network, networks))
        except ValueError as error:
            raise BadInput(f"A network cannot be read: {error}.", advice="Write it as 10.1.0.0/16.") from error
        self.loopback = loopback
        """Whether this machine itself may be called."""

    def allows(self, text: str) -> bool:
        """Whether the address of that spelling may be called."""
        address: Address = ip_address(text.partition("%")[0])
        if isinstance(address, IPv6Address):
            address = _meant(address)
        if address.is_loopback:
            return self.loopback
        return (address.is_global and not address.is_multicast) or any(address in one for one in self._networks)


def _meant(address: IPv6Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, where it does: a translator on the way would go there."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if any(address in one for one in _TRANSLATED) and not (address.is_loopback or address.is_unspecified):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


class Guarded(AsyncNetworkBackend):
    """Connects to addresses that may be called, and to no other."""

    def __init__(self, reachable: Reachable) -> None:
        self._reachable = reachable
        self._through = AnyIOBackend()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:  # fmt: skip
        """Connect to the first address of the name, if all of its addresses may be called."""
        try:
            async with asyncio.timeout(timeout):
                found = await asyncio.get_running_loop().getaddrinfo(host, port, proto=6)
        except (OSError, UnicodeError) as error:
            raise ConnectError(f"the name {host} leads nowhere") from error
        addresses = [str(one[4][0]) for one in found]
        if not addresses or not all(map(self._reachable.allows, addresses)):
            raise ConnectError(f"{host} stands in a network that this node does not call")
        return await self._through.connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[SOCKET_OPTION] | None = None
    ) -> AsyncNetworkStream:
        """Never."""
        raise ConnectError("this node calls no sockets of the machine")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
