"""A PostgreSQL server of the tests' own, in a temporary folder; started when a test first asks for it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from treve.airspace.postgres import PostgresAirspace
from treve.node.airspace import VARIABLE

ROOT = Path(__file__).resolve().parents[1]


class Server:
    """A running server, or one that was stopped and may be started again."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.programs = programs
        self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        self._running: subprocess.Popen[bytes] | None = None
        self._count = 0

    def make(self) -> None:
        if self._as:
            shutil.chown(self.folder, "postgres", "postgres")
        self._call("initdb", "-D", self.folder / "data", "-U", "treve", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.folder}",
            "max_connections=60",
            "synchronous_commit=on",
        ]
        options = [part for one in settings for part in ("-c", one)]
        command = [*self._as, str(self.programs / "postgres"), "-D", str(self.folder / "data"), *options]
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
        until = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url("postgres"), autocommit=True).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self._running.poll() is not None:
                    raise
                time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it; with SIGQUIT as a crash does, so that it has to recover."""
        if self._running is not None:
            self._running.send_signal(how)
            self._running.wait(30)
            self._running = None

    def database(self) -> str:
        """The address of a new, empty database."""
        self._count += 1
        name = f"airspace_{self._count}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"create database {name}")
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://treve@/{name}?host={self.folder}"

    def _call(self, program: str, *arguments: object) -> None:
        command = [*self._as, str(self.programs / program), *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=120)


@contextmanager
def server() -> Iterator[Server]:
    """A running server; gone afterwards."""
    found = subprocess.run([ROOT / "tools" / "postgres.sh"], check=True, capture_output=True, text=True, timeout=600)
    # A short path: a socket's name has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="treve-pg-", dir="/tmp"))
    one = Server(folder, Path(found.stdout.strip()))
    try:
        one.make()
        one.start()
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run a command with the airspace in a new database; its exit code."""
    with server() as running:
        PostgresAirspace(running.database(), new=True).close()
        return subprocess.run(command, env=os.environ | {VARIABLE: running.url("airspace_1")}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
