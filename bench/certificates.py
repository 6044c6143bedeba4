"""Certificates verified a second, beside the bare signature check of the same messages in the same run.

Run: python bench/certificates.py [--seconds N]
The two are timed in turns of a tenth of a second, so that a busy machine slows both alike.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from linli.gates.envelope import Trust, verify  # noqa: E402
from linli.gates.envelope.cose import read_sign1  # noqa: E402
from linli.gates.envelope.tests.official import vectors  # noqa: E402
from linli.gates.envelope.text import unpack  # noqa: E402

VECTORS = ROOT / "protocol" / "hcert" / "vectors"
TURN = 0.1  # seconds
FLOOR = 0.4  # of the bare check; below it the reader, not the signature, is what a gate waits for


def one_key(text: str, trust: Trust) -> Trust:
    """The signer's key alone: the vectors' list has two keys under one kid, and both would be tried."""
    return Trust(trust.keys_for(read_sign1(unpack(text)[1]).kid)[:1])


def whole(text: str, trust: Trust, at: float) -> Callable[[], None]:
    def once() -> None:
        if not verify(text, trust, at).ok:
            raise SystemExit("a certificate of the benchmark is not accepted")

    return once


def bare(text: str, trust: Trust) -> Callable[[], None]:
    message = read_sign1(unpack(text)[1])
    key = trust.keys_for(message.kid)[0].public_key
    r, s = (int.from_bytes(message.signature[half : half + 32], "big") for half in (0, 32))
    signature, algorithm = encode_dss_signature(r, s), ec.ECDSA(SHA256())
    return lambda: key.verify(signature, message.signed, algorithm)


def rate(once: Callable[[], None]) -> float:
    count, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < TURN:
        for _ in range(20):
            once()
        count += 20
    return count / elapsed


def measure(name: str, text: str, trust: Trust, at: float, seconds: float) -> bool:
    both = (whole(text, trust, at), bare(text, trust))
    turns = [[rate(once) for once in both] for _ in range(max(3, round(seconds / TURN / 2)))]
    verified, checked = (statistics.median(side) for side in zip(*turns, strict=True))
    ratio = verified / checked
    print(
        f"{name:<22} {len(text):>4} characters  verified {verified:>7,.0f} a second  "
        f"bare signature check {checked:>7,.0f}  ratio {ratio:.2f} (limit {FLOOR})"
    )
    return ratio >= FLOOR


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=4.0, help="for each kind of certificate")
    seconds = parser.parse_args().seconds
    trust = Trust.load((VECTORS / "trust.json").read_bytes())
    own = json.loads((VECTORS / "pass.json").read_text("utf-8"))[0]
    official = next(vector for vector in vectors() if vector.id == "AT/2DCode/raw/1.json")
    good = measure("pass (LL1)", own["text"], one_key(own["text"], trust), own["at"], seconds)
    good &= measure("certificate (HC1, AT)", official.text, official.trust(), official.at, seconds)
    sys.exit(not good)


if __name__ == "__main__":
    main()
