"""Serves Linli: gunicorn over WSGI and the ticker for recurring work, all in one command."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from gunicorn.app.base import BaseApplication

TICK = 20  # seconds between two looks at what is due


@dataclass(frozen=True)
class Tls:
    """PEM files of the certificate (chain) and its key."""

    certificate: str
    key: str


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from linli.config.wsgi import application

        return application


def serve(host: str, port: int, tls: Tls | None = None, workers: int = 2) -> None:
    """Serve until Ctrl-C or SIGTERM. ``workers`` processes of 8 threads; the ticker is a process of its own."""
    # Not multiprocessing: each gunicorn worker inherits its list of children and ends them when it exits itself.
    ticker = subprocess.Popen([sys.executable, "-c", "from linli.config.serve import tick; tick()"])
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": 8,
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": 5,
        "keepalive": 20,  # a waiting phone asks every five seconds: let it not shake hands each time
        "limit_request_line": 8190,
        "accesslog": None,  # addresses of people and what they look at are nobody's log; see also config/quiet.py
        "loglevel": "warning",
        "control_socket_disable": True,
    }
    if tls:
        options.update(certfile=tls.certificate, keyfile=tls.key)
    try:
        _Server({name: value for name, value in options.items() if name in _known()}).run()
    finally:
        ticker.terminate()


def _known() -> set[str]:
    from gunicorn.config import KNOWN_SETTINGS

    return {setting.name for setting in KNOWN_SETTINGS}


def tick() -> None:
    """Run what is due, again and again, under leases; ends with its parent or on a signal."""
    import time

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import django

    django.setup()
    from linli.config.recurring import RECURRING
    from linli.core.clock import now
    from linli.core.ticker import run

    holder = f"{os.getpid()}"
    parent = os.getppid()
    while os.getppid() == parent:
        run(RECURRING, now(), holder)
        time.sleep(TICK)
