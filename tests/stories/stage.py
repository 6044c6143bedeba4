"""A real Linli for one browser story: own home, own database, HTTPS on a name that is not localhost.

The server runs as a process of its own on a free loopback port and ends with the test.
"""

import atexit
import base64
import hashlib
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.postgres import free_port

NAME = "gate.linli.test"
ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Stage:
    """Where the server answers, the pin by which Chromium trusts it, and what ``play`` put on stage."""

    address: str
    pin: str
    home: Path
    cast: dict[str, Any]

    def run(self, script: str, **given: Any) -> Any:
        """Run a scene of ``tests.stories.scenes`` against the server's own database; returns its JSON."""
        command = [sys.executable, "-m", "tests.stories.scenes", script, json.dumps(given)]
        done = subprocess.run(command, env=environment(self.home), cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout.decode().splitlines()[-1])

    def post(self, path: str, body: str, bearer: str) -> Any:
        """POST JSON as a device does that is not a browser."""
        port = self.address.rpartition(":")[2]
        headers = {"Host": NAME, "Authorization": bearer, "Content-Type": "application/json"}
        request = Request(f"https://127.0.0.1:{port}{path}", body.encode(), headers)
        return json.load(urlopen(request, timeout=20, context=ssl._create_unverified_context()))

    def chromium(self) -> list[str]:
        return [
            *CHROMIUM,
            f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
            f"--ignore-certificate-errors-spki-list={self.pin}",
        ]


def environment(home: Path, shift: int = 0) -> dict[str, str]:
    """``shift``: seconds by which the server's clock is ahead."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    return {
        **kept,
        "LINLI_HOME": str(home),
        "LINLI_MODE": "demo",
        "LINLI_HTTPS": "1",
        "LINLI_HOSTS": NAME,
        "LINLI_CLOCK_SHIFT": str(shift),
    }


def certificate(folder: Path) -> tuple[Path, Path, str]:
    """A certificate for NAME, its key, and the SPKI pin that Chromium is told to accept."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    start = datetime.now(UTC) - timedelta(hours=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "tls.pem", folder / "tls.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    spki = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem, secret, base64.b64encode(hashlib.sha256(spki).digest()).decode()


@cache
def _empty_house() -> Path:
    """A home with an empty database; its tables take a while, and are the same for every story."""
    home = Path(tempfile.mkdtemp(prefix="linli-stage-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    migrate = [sys.executable, "-m", "linli", "manage", "migrate", "-v", "0"]
    subprocess.run(migrate, env=environment(home), cwd=ROOT, check=True)
    return home


@contextmanager
def served(home: Path, scene: str) -> Iterator[Stage]:
    """Set the stage with ``scene``, start the server, wait until it answers, stop it at the end."""
    shutil.copytree(_empty_house(), home, dirs_exist_ok=True)
    pin = certificate(home)[2]
    port = free_port()
    stage = Stage(f"https://{NAME}:{port}", pin, home, {})
    stage.cast.update(stage.run(scene, address=stage.address))
    with _serving(stage, port):
        yield stage


@contextmanager
def later(stage: Stage, seconds: int) -> Iterator[Stage]:
    """The same house ``seconds`` later: a second server beside the first, with its clock ahead, at another port."""
    port = free_port()
    ahead = replace(stage, address=f"https://{NAME}:{port}")
    with _serving(ahead, port, seconds):
        yield ahead


@contextmanager
def _serving(stage: Stage, port: int, shift: int = 0) -> Iterator[None]:
    home = stage.home
    tls = f"Tls({str(home / 'tls.pem')!r}, {str(home / 'tls.key')!r})"
    start = f"from linli.config.serve import Tls, serve; serve('127.0.0.1', {port}, {tls}, 1)"
    with (home / f"server{shift or ''}.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", start], env=environment(home, shift), cwd=ROOT, stdout=log, stderr=log
        )
        try:
            _wait(port, server, home)
            yield
        finally:
            server.terminate()
            server.wait(20)


def _wait(port: int, server: subprocess.Popen[bytes], home: Path) -> None:
    trusting = ssl._create_unverified_context()
    for _ in range(300):
        assert server.poll() is None, (home / "server.log").read_text()
        try:
            urlopen(f"https://127.0.0.1:{port}/livez", timeout=2, context=trusting)
            return
        except (URLError, OSError) as error:
            if getattr(error, "code", 0) == 400:  # another Host than NAME: the server is there
                return
            time.sleep(0.1)
    raise AssertionError((home / "server.log").read_text())
