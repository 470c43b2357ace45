"""`treve serve` as it is run: a process of its own, asked over a socket."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2

from tests.api.making import token
from tests.api.site import write_issuers

ROOT = Path(__file__).resolve().parents[2]


def treve(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [sys.executable, "-m", "treve", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def made(folder: Path) -> Path:
    """A new node that accepts the tokens of the tests."""
    node = folder / "node"
    found = treve("init", str(node), "--party", "party:tests", "--name", "tests")
    assert found.returncode == 0, found.stderr
    write_issuers(node)
    return node


class Served:
    """A running server."""

    def __init__(self, node: Path, *options: str, port: int = 0) -> None:
        command = [sys.executable, "-m", "treve", "serve", "--node", str(node), "--port", str(port), *options]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.said = ""
        while "Listening" not in self.said:
            line = self.process.stderr.readline()
            assert line, self.said
            self.said += line
        self.port = int(self.said.rsplit("127.0.0.1:", 1)[1].split()[0])
        os.set_blocking(self.process.stderr.fileno(), False)
        self.client = httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)

    def ask(self, method: str, path: str, body: Any = None, who: str = "uss-a") -> httpx2.Response:
        shown = token(who, now=datetime.now(UTC).replace(second=0, microsecond=0), host="127.0.0.1")
        return self.client.request(method, path, json=body, headers={"Authorization": f"Bearer {shown}"})

    def raw(self) -> socket.socket:
        """A connection on which anything may be sent."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def memory_mib(self) -> float:
        """The most memory that it has had."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.client.close()
        self.process.send_signal(how)
        code = self.process.wait(30)
        assert self.process.stderr is not None
        self.said += self.process.stderr.read() or ""
        self.process.stderr.close()
        return code


@contextmanager
def served(node: Path, *options: str, port: int = 0) -> Iterator[Served]:
    """A server that is ended afterwards; without a port, on any free one."""
    one = Served(node, *options, port=port)
    try:
        yield one
    finally:
        if one.process.poll() is None:
            one.end()


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        found: int = one.getsockname()[1]
        return found


def answered(connection: socket.socket, patience: float = 10.0) -> bytes:
    """What comes on a connection until it is closed or nothing more comes."""
    connection.settimeout(patience)
    found = b""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            part = connection.recv(65_536)
        except (TimeoutError, ConnectionResetError):
            break
        if not part:
            break
        found += part
    return found
