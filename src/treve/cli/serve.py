"""`treve serve`."""

from typing import Annotated
from urllib.parse import urlsplit

from cyclopts import Parameter

from treve.cli.console import Common, talk
from treve.errors import Usage

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""Names of this machine alone."""
Off = Annotated[bool, Parameter(negative="")]


def serve(
    *, common: Common | None = None, host: str = "127.0.0.1", port: int = 8010, base_url: str = "",
    audience: tuple[str, ...] = (), behind_proxy: Off = False, new_airspace: Off = False, rate: float = 500.0,
) -> None:  # fmt: skip
    """Answer other programs by HTTP: ASTM F3548-21 for those who plan flights.

    Listens on this machine alone unless told otherwise. Plain HTTP: on other addresses a proxy that speaks TLS
    must stand before it, and --behind-proxy says that one does.

    Parameters
    ----------
    host
        Address to listen on.
    port
        Port to listen on; 0 = any free one.
    base_url
        Where others reach this node, such as https://uss.example.org.
    audience
        Host that tokens must be made for; may stand several times. Default: the host of --base-url, or this machine.
    behind_proxy
        A proxy that speaks TLS stands before this port.
    new_airspace
        Make an empty airspace store; needed once.
    rate
        Requests a second that one client may keep up; 0 = any number.
    """
    here = host in LOOPBACK
    if not here and not behind_proxy:
        raise Usage(
            f"{host} can be reached by others, and this port speaks plain HTTP.",
            advice="Put a proxy that speaks TLS before it and say --behind-proxy, or listen on 127.0.0.1.",
        )
    hosts = audience or tuple(filter(None, (urlsplit(base_url).hostname,))) or (LOOPBACK if here else ())
    if not hosts:
        raise Usage("Nobody knows what this node is called.", advice="Say --base-url or --audience.")
    _run((common or Common()), host, port, hosts, here=here, new=new_airspace, rate=rate)


def _run(common: Common, host: str, port: int, hosts: tuple[str, ...], *, here: bool, new: bool, rate: float) -> None:
    from treve.airspace.committer import Committer
    from treve.api import issuers, server
    from treve.api.limits import Limits
    from treve.api.serving import Plan, build
    from treve.node.airspace import open_airspace

    with common.open() as node:
        known = issuers.read(node.folder / issuers.FILE)
        airspace = Committer(open_airspace(node.folder, new=new))
        app = build(Plan(hosts=hosts, loopback=here, limits=Limits(per_second=rate)), known, airspace, node.clock)
        listening = server.bound(host, port)
        where = listening.getsockname()
        shown = f"[{where[0]}]" if ":" in where[0] else where[0]
        server.serve(
            app, listening, lambda: talk.print(f"Listening on http://{shown}:{where[1]} until Ctrl-C.", soft_wrap=True)
        )
