"""A server for tests: in this process, asked by ASGI; every call is a plain function."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2

from tests.airspace.making import NOW, identity
from tests.api.making import HOST, ISSUER, SCOPES, Body, private_pem, public_pem, token
from treve.airspace.sqlite import SqliteAirspace
from treve.api.f3548.role import Role
from treve.api.f3548.role import read as read_role
from treve.api.issuers import FILE, Issuers
from treve.api.issuers import read as read_issuers
from treve.api.limits import Limits
from treve.api.serving import Plan, build
from treve.clock import SetClock
from treve.node.airspace import committer

DSS = "/dss/v1"
INTENTS = f"{DSS}/operational_intent_references"
CONSTRAINTS = f"{DSS}/constraint_references"
SUBSCRIPTIONS = f"{DSS}/subscriptions"
AVAILABILITY = f"{DSS}/uss_availability"
LIMITS = Limits()
Answer = httpx2.Response


def write_issuers(folder: Path, text: str | None = None) -> Issuers:
    """Write the file of issuers into a folder and read it: by default one that may give everything."""
    scopes = ", ".join(f'"{one}"' for one in sorted(SCOPES))
    given = f"""[[issuer]]
name = "{ISSUER}"
subjects = ["*"]
scopes = [{scopes}]
keys = [{{pem = '''{public_pem()}'''}}]
"""
    (folder / FILE).write_text(given if text is None else text)
    return read_issuers(folder / FILE)


class Site:
    """A running application."""

    def __init__(self, app: Any, clock: SetClock, store: SqliteAirspace, uss: Role | None) -> None:
        self.app, self.clock, self.store, self.uss = app, clock, store, uss
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self.run(self._stack.enter_async_context(app.router.lifespan_context(app)))
        transport = httpx2.ASGITransport(app=app)
        self._client = self.run(self._stack.enter_async_context(httpx2.AsyncClient(transport=transport, base_url="http://x")))

    def run[T](self, work: Awaitable[T]) -> T:
        async def go() -> T:
            return await work

        return self._runner.run(go())

    def close(self) -> None:
        self.run(self._stack.aclose())
        self._runner.close()

    async def ask(
        self, method: str, path: str, body: Any = None, *, who: str = "uss-a", scopes: tuple[str, ...] = (),
        raw: bytes | None = None, bearer: str | None = None, headers: Any = (),
    ) -> Answer:  # fmt: skip
        """Ask as `who`, with all scopes unless some are named; `bearer` = another token, empty = none."""
        shown = token(who, *scopes, now=self.clock.now()) if bearer is None else bearer
        given = httpx2.Headers(headers)
        if shown:
            given["Authorization"] = f"Bearer {shown}"
        content = {"content": raw} if raw is not None else {} if body is None else {"json": body}
        return await self._client.request(method, path, headers=given, **content)  # type: ignore[arg-type]

    def until(self, seen: Callable[[], bool], seconds: float = 10.0) -> bool:
        """Whether something is seen within so many seconds, while the server goes on with what it does in the background."""

        async def go() -> bool:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while not seen():
                        await asyncio.sleep(0.005)
            return seen()

        return self.run(go())

    def call(self, method: str, path: str, body: Any = None, **how: Any) -> Answer:
        return self.run(self.ask(method, path, body, **how))

    def good(self, method: str, path: str, body: Any = None, *, code: int = 200, **how: Any) -> Any:
        """The body of an answer that must have that code."""
        found = self.call(method, path, body, **how)
        assert found.status_code == code, found.text
        return found.json()

    def refused(self, code: int, method: str, path: str, body: Any = None, **how: Any) -> str:
        """The message of an answer that must refuse with that code, as F3548-21 has it."""
        found = self.call(method, path, body, **how)
        assert found.status_code == code, found.text
        assert found.headers["content-type"] == "application/json"
        assert set(found.json()) == {"message"}
        return str(found.json()["message"])

    def put(self, body: Body, *, who: str = "uss-a", **how: Any) -> Any:
        """Make an intent; the answer."""
        return self.good("PUT", f"{INTENTS}/{identity()}", body, code=201, who=who, **how)

    def together(self, *asked: Callable[[], Awaitable[Answer]]) -> list[Answer]:
        """Ask all of it at once."""

        async def go() -> list[Answer]:
            return await asyncio.gather(*(one() for one in asked))

        return self.run(go())


def role_text(folder: Path, subject: str = "uss-a") -> str:
    """A uss.toml with a key of its own, which is written into the folder."""
    (folder / "key.pem").write_bytes(private_pem())
    return f'subject = "{subject}"\nissuer = "{ISSUER}"\nkey = "key.pem"\n'


@contextmanager
def site(
    folder: Path, *, limits: Limits = LIMITS, loopback: bool = True, issuers: str | None = None, role: str = "", dss: str = "",
    base_url: str = "https://uss-a.example", test_interface: bool = False,
) -> Iterator[Site]:  # fmt: skip
    """A server over a new SQLite store in a folder; `role`: the text of its uss.toml."""
    clock, store = SetClock(NOW), SqliteAirspace(folder / "airspace.sqlite")
    known, airspace = write_issuers(folder, issuers), committer(store)
    uss = None
    if role:
        (folder / "uss.toml").write_text(role)
        settings = read_role(folder)
        assert settings is not None
        uss = Role(
            settings, folder, airspace, clock, base_url=base_url, dss=dss, loopback=loopback, announces=False
        )  # fmt: skip
    plan = Plan(hosts=(HOST,), loopback=loopback, limits=limits, dss=not dss, test_interface=test_interface)
    made = Site(build(plan, known, airspace, clock, uss), clock, store, uss)
    try:
        yield made
    finally:
        made.close()
