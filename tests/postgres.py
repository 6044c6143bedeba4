"""A throw-away PostgreSQL for one command: ``python -m tests.postgres COMMAND…``.

The cluster lives in a temporary folder, listens on a free loopback port, and ends with the command. ``initdb``
refuses root, so as root it runs as the system's ``postgres`` user.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path:
    """The folder of initdb and pg_ctl; SystemExit with one line if PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    named = shutil.which("initdb")
    if found or named:
        return found[-1].parent if found else Path(str(named)).resolve().parent
    raise SystemExit("Please install PostgreSQL (Debian: sudo apt-get install postgresql)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster() -> Iterator[str]:
    """A running server; gives its address as ``postgres://…``."""
    folder = Path(tempfile.mkdtemp(prefix="linli-pg-"))
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    port, tools, store = free_port(), binaries(), folder / "store"

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        run(f"{tools}/initdb", "-D", f"{store}", "-A", "trust", "-U", "linli", "-E", "UTF8", "--locale=C", "-N")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=60"
        run(f"{tools}/pg_ctl", "-D", f"{store}", "-w", "-l", f"{folder}/log", "-o", options, "start")
        yield f"postgres://linli@127.0.0.1:{port}/postgres"
    finally:
        if (store / "postmaster.pid").exists():
            run(f"{tools}/pg_ctl", "-D", f"{store}", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with cluster() as address:
        code = subprocess.run(sys.argv[1:], env={**os.environ, "LINLI_DATABASE": address}, check=False).returncode
    sys.exit(code)
