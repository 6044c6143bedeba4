"""The 454 official vectors of the EU Digital COVID Certificate, which stay outside the repository."""

import base64
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from linli.gates.envelope import Trust
from linli.gates.envelope.certificates import read_certificate
from linli.gates.envelope.trust import instant

# These pass VERIFY, and the vectors say nothing of the stage that refuses them: the clock of seven
# stands before their issue, and the key of one is for vaccinations only. See protocol/hcert/README.md.
REFUSED_WHERE_THE_VECTOR_IS_SILENT = {
    "ES/2DCode/raw/1101.json": "not_yet",
    "ES/2DCode/raw/1102.json": "not_yet",
    "ES/2DCode/raw/1103.json": "not_yet",
    "ES/2DCode/raw/2101.json": "not_yet",
    "ES/2DCode/raw/2102.json": "not_yet",
    "ES/2DCode/raw/2103.json": "not_yet",
    "LU/2DCode/raw/INCERT_R_DCC_Recovery.json": "not_yet",
    "LI/2DCode/raw/4.json": "key_usage",
}


@dataclass(frozen=True)
class Vector:
    id: str
    text: str
    certificate: bytes
    at: int | float
    results: dict[str, bool]
    body: dict[str, Any]

    def expects(self, name: str) -> bool | None:
        return self.results.get(f"EXPECTED{name}")

    def trust(self) -> Trust:
        return Trust([read_certificate(self.certificate)])


def folder() -> Path:
    """`shared/data/dgc` beside the repository, or beside any folder that holds it."""
    for parent in Path(__file__).resolve().parents:
        found = parent / "shared" / "data" / "dgc"
        if found.is_dir():
            return found
    raise FileNotFoundError("the official vectors (shared/data/dgc) are not beside the repository")


@cache
def vectors() -> tuple[Vector, ...]:
    lines = (folder() / "vectors.jsonl").read_text("utf-8").splitlines()
    return tuple(_vector(json.loads(line)) for line in lines)


def _vector(body: dict[str, Any]) -> Vector:
    context = body["TESTCTX"]
    return Vector(
        id=body["id"],
        text=body["PREFIX"],
        certificate=base64.b64decode(context["CERTIFICATE"]),
        at=instant(context["VALIDATIONCLOCK"]),
        results=body["EXPECTEDRESULTS"],
        body=body,
    )


def pictures() -> list[tuple[Path, Vector]]:
    by_name = {vector.id.replace(".json", ".png").replace("/", "_"): vector for vector in vectors()}
    return [(path, by_name[path.name]) for path in sorted((folder() / "pictures").glob("*.png"))]
