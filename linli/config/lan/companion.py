"""What runs beside the HTTPS server: the helper page, the announced name, the renewal of the certificate."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from linli.config.lan import network
from linli.config.lan.authority import NAME, Authority
from linli.config.lan.helper import Helper

LOOK = 15.0  # seconds between two looks at addresses and parent
DAY = 86_400.0  # the certificate is looked at once a day; a renewed one is used from the next connection on


@dataclass(frozen=True)
class Plan:
    """What `linli up --lan` decided, handed to the companion's process."""

    folder: Path | None  # of the local CA; None with an imported certificate
    name: str
    https_port: int
    helper_port: int

    def helper(self) -> Helper:
        """The helper page of this plan."""
        authority = Authority(self.folder) if self.folder else None
        return Helper(authority, self.name, self.https_port, self.helper_port, network.addresses)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class _Handler(WSGIRequestHandler):
    timeout = 10  # a phone that opens a connection and says nothing holds one thread this long

    def log_message(self, format: str, *args: object) -> None:
        """Who opened the page is nobody's log."""


def start(plan: Plan) -> subprocess.Popen[bytes]:
    """Run the companion in a process of its own, which ends with this one."""
    words = json.dumps({**asdict(plan), "folder": str(plan.folder) if plan.folder else None})
    return subprocess.Popen([sys.executable, "-m", "linli.config.lan.companion", words])


def run(plan: Plan) -> None:
    """Serve until the parent ends. The process starts with an empty Django."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    django.setup()
    parent = os.getppid()
    ended = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    server = make_server("0.0.0.0", plan.helper_port, plan.helper(), _Server, _Handler)  # noqa: S104 (for phones)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    first = held = network.addresses()
    while os.getppid() == parent and not ended.is_set():
        if held != first:
            say_moved(held)
        if plan.folder:
            Authority(plan.folder).prepare(held, datetime.now(UTC))
        with network.announced(held if plan.name == NAME else [], plan.https_port):
            renewal = time.monotonic() + DAY
            while os.getppid() == parent and time.monotonic() < renewal and not ended.wait(LOOK):
                if network.addresses() != held:
                    break
        held = network.addresses()


def say_moved(held: list[str]) -> None:
    """The network changed: the name follows by itself, an address by numbers only after a restart."""
    words = ", ".join(held) or "none"
    print(f"This computer's address is now {words}. {NAME} goes on working; for the address, start Linli anew.")


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    run(Plan(**{**given, "folder": Path(given["folder"]) if given["folder"] else None}))
