"""The node as a USS: what `uss.toml` says of it, and its parts put together."""

import asyncio
import tomllib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import msgspec

from treve import codec
from treve.api.airspace import Airspace
from treve.api.f3548.announcer import Announcer
from treve.api.f3548.client import Client
from treve.api.f3548.exchanges import Exchanges
from treve.api.f3548.notifier import Notifier
from treve.api.f3548.own_pool import OwnPool
from treve.api.f3548.peers import Others
from treve.api.f3548.planner import Planner
from treve.api.f3548.pool import FarPool, Pool
from treve.api.f3548.publisher import Publisher
from treve.api.f3548.uss import Uss
from treve.api.network import Reachable
from treve.api.own_tokens import OwnTokens, Signer, TokenFile
from treve.clock import Clock
from treve.errors import BadFile

FILE = "uss.toml"
"""Name of the file in the folder of a node."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file says."""

    subject: str
    """Who this node is to others: the subject of its tokens."""
    issuer: str = ""
    """What its own tokens say in `iss`."""
    key: str = ""
    """File with the private key that signs them, PEM."""
    kid: str = ""
    """Id of that key."""
    tokens: str = ""
    """File with tokens that something else renews, in the place of a key."""
    networks: tuple[str, ...] = ()
    """Networks that are not public in which others may be called, such as 10.1.0.0/16."""


def read(folder: Path) -> Settings | None:
    """What the file in a node's folder says; `None` where there is none: then the node is no USS. Raises `BadFile`."""
    path = folder / FILE
    try:
        found = codec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Settings, strict=False)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadFile(f"{path} cannot be read: {error}.", advice="See docs/guide/airspace.md for how it is written.") from error
    if bool(found.key) == bool(found.tokens) or (found.key and not found.issuer):
        raise BadFile(f"{path} names either a key and an issuer, or a file of tokens.")
    return found


def own_tokens(settings: Settings, folder: Path, clock: Clock) -> OwnTokens:
    """Its tokens; raises `BadFile`."""
    if settings.tokens:
        return TokenFile(folder / settings.tokens, settings.subject)
    try:
        key = (folder / settings.key).read_bytes()
    except OSError as error:
        raise BadFile(f"The key of this node cannot be read: {error}.") from error
    return Signer(settings.issuer, settings.subject, key, clock, kid=settings.kid)


class Role:
    """The parts of a USS. `dss`: where the DSS is asked; empty = this node is its own.

    `announces`: whether it shows the notices of the node in the airspace.
    """

    def __init__(
        self, settings: Settings, folder: Path, airspace: Airspace, clock: Clock, *, base_url: str, dss: str, loopback: bool,
        announces: bool = True,
    ) -> None:  # fmt: skip
        self._announces = announces
        reachable = Reachable(settings.networks, loopback=loopback)
        exchanges = Exchanges(folder, clock.now().date())
        self._client = Client(own_tokens(settings, folder, clock), reachable, exchanges, clock)
        self._notifier = Notifier(self._client, base_url)
        others = Others(self._client)
        pool: Pool = (
            FarPool(airspace, self._client, dss, settings.subject) if dss else OwnPool(airspace, settings.subject, clock)
        )
        self.planner = Planner(
            airspace, pool, others, self._notifier, clock, subject=settings.subject, base_url=base_url.rstrip("/")
        )
        publisher = Publisher(airspace, pool, self._notifier, subject=settings.subject, base_url=base_url.rstrip("/"))
        self.announcer = Announcer(folder, airspace, self.planner, publisher, clock)
        self.uss = Uss(self.planner, others, airspace, exchanges, clock, folder)

    @asynccontextmanager
    async def lives(self) -> AsyncIterator[None]:
        """While this lasts, others can be called and told, and the notices of the node are shown in the airspace."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._client.lives())
            await stack.enter_async_context(self._notifier.lives())
            running = asyncio.create_task(self.announcer.run()) if self._announces else None
            try:
                yield
            finally:
                if running is not None:
                    running.cancel()
                    with suppress(asyncio.CancelledError):
                        await running
