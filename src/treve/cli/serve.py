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
    *, common: Common | None = None, host: str = "127.0.0.1", port: int = 8010, base_url: str = "", dss: str = "",
    audience: tuple[str, ...] = (), behind_proxy: Off = False, new_airspace: Off = False, test_interface: Off = False,
    rate: float = 500.0, leave_log: Off = False,
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
        Where others reach this node, such as https://uss.example.org. Needed where it is a USS (uss.toml).
    dss
        Where the DSS of the pool is. Default: this node is its own.
    audience
        Host that tokens must be made for; may stand several times. Default: the host of --base-url, or this machine.
    behind_proxy
        A proxy that speaks TLS stands before this port.
    new_airspace
        Make an empty airspace store; needed once.
    test_interface
        Let third-party suites plan flights through this node; on this machine alone.
    rate
        Requests a second that one client may keep up; 0 = any number.
    leave_log
        Leave it to another server over the same store to take what changes into its log.
    """
    here = host in LOOPBACK
    named = tuple(filter(None, (urlsplit(base_url).hostname,)))
    # A proxy on this machine lets others in: a node with a name that is not this machine's is not alone.
    alone = here and not behind_proxy and all(one in LOOPBACK for one in (*audience, *named))
    if test_interface and not alone:
        raise Usage(
            f"The test interface lets others plan for this node: it is not opened on {' '.join((host, *audience, *named))}.",
            advice="Leave out --behind-proxy, and let --host, --audience and --base-url name this machine.",
        )
    if not here and not behind_proxy:
        raise Usage(
            f"{host} can be reached by others, and this port speaks plain HTTP.",
            advice="Put a proxy that speaks TLS before it and say --behind-proxy, or listen on 127.0.0.1.",
        )
    hosts = audience or named or (LOOPBACK if here else ())
    if not hosts:
        raise Usage("Nobody knows what this node is called.", advice="Say --base-url or --audience.")

    from treve.api import issuers, server
    from treve.api.f3548 import convert, role
    from treve.api.limits import Limits
    from treve.api.serving import Plan, build
    from treve.node.airspace import committer, open_airspace
    from treve.node.background import taking_over

    for url in filter(None, (base_url, dss)):
        convert.base_url(url, loopback=alone)
    with (common or Common()).open() as node:
        known, settings = issuers.read(node.folder / issuers.FILE), role.read(node.folder)
        if settings is not None and not base_url:
            raise Usage("A node with a uss.toml is asked by others.", advice="Say where with --base-url.")
        if settings is None and (dss or test_interface):
            raise Usage("Only a USS asks a DSS and plans.", advice="Write a uss.toml: see docs/guide/airspace.md.")
        plan = Plan(
            hosts=hosts, loopback=alone, limits=Limits(per_second=rate), dss=not dss, test_interface=test_interface
        )  # fmt: skip
        airspace = committer(open_airspace(node.folder, node.settings, new=new_airspace))
        uss = None
        if settings is not None:
            uss = role.Role(
                settings, node.folder, airspace, node.clock, base_url=base_url, dss=dss, loopback=alone, announces=not leave_log
            )
        listening = server.bound(host, port)
        where = listening.getsockname()
        words = f"Listening on http://{f'[{where[0]}]' if ':' in where[0] else where[0]}:{where[1]} until Ctrl-C."
        mine = settings.subject if settings is not None else ""
        beside = [] if leave_log else [taking_over(node.folder, airspace, but=mine)]
        app = build(plan, known, airspace, node.clock, uss, beside)
        server.serve(app, listening, lambda: talk.print(words, soft_wrap=True))
