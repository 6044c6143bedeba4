"""Reading what a device sends, item by item: an item that cannot be read never holds up the others."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from linli.gates.sealing import Closed, open_sealed

UUID_OR_EMPTY = Annotated[
    str, Field(pattern=r"^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$", max_length=36)
]
Fact = int | bool | Annotated[str, Field(max_length=200)] | Annotated[list[int | str], Field(max_length=100)]
SAFE = 2**53  # what JavaScript counts exactly


Text40 = Annotated[str, Field(max_length=40)]
Text80 = Annotated[str, Field(max_length=80)]
Text120 = Annotated[str, Field(max_length=120)]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Visitor(Strict):
    name: Text80 = ""
    phone: Text40 = ""
    room: Text40 = ""
    company: Text80 = ""
    purpose: Text120 = ""


class GateVerdict(Strict):
    outcome: Literal["allow", "refuse", "refer", "hand_over"]
    code: Text80
    step: Text80


class Overrule(Strict):
    outcome: Literal["allow", "refuse"]
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class CrossingIn(Strict):
    """`protocol/api/crossings.json#/$defs/crossing`; a test compares the two."""

    gate: UUID_OR_EMPTY
    direction: Literal["exit", "entry"]
    at: Annotated[int, Field(ge=0, le=SAFE)]
    offset: Annotated[int, Field(ge=-SAFE, le=SAFE)]
    policy: Text120
    pass_: Annotated[str, Field(alias="pass", max_length=44, pattern=r"^[A-Za-z0-9_-]*$")]
    resident: UUID_OR_EMPTY
    household: UUID_OR_EMPTY
    visitor: Visitor | None = None
    facts: Annotated[dict[str, Fact], Field(max_length=60)]
    verdict: GateVerdict
    overrule: Overrule | None = None
    emergency: bool
    companions: Annotated[int, Field(ge=0, le=200)] | None = None
    vehicle: Text40 = ""
    group: UUID_OR_EMPTY = ""
    about: Annotated[int, Field(ge=1, le=SAFE)] | None = None
    prepared: UUID_OR_EMPTY = ""
    expected: UUID_OR_EMPTY = ""
    guard: UUID_OR_EMPTY
    shift: UUID_OR_EMPTY


UUID = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", max_length=36)]


class ShelfIn(Strict):
    """`protocol/api/crossings.json#/$defs/shelf`: something was put on the gate shelf, told of, fetched, given back."""

    what: Literal["put", "told", "collected", "returned"]
    item: UUID
    gate: UUID_OR_EMPTY
    at: Annotated[int, Field(ge=0, le=SAFE)]
    offset: Annotated[int, Field(ge=-SAFE, le=SAFE)]
    household: UUID_OR_EMPTY = ""
    room: Text40 = ""
    kind: Literal["parcel", "meal", "medicine", "cold", ""] = ""
    place: Annotated[str, Field(max_length=12)] = ""
    count: Annotated[int, Field(ge=1, le=99)] = 1
    how: Literal["phone", ""] = ""
    who: Literal["resident", "other", "volunteer", ""] = ""
    why: Literal["courier", "spoiled", ""] = ""

    @model_validator(mode="after")
    def whole(self) -> Self:
        """Each kind of fact says what it must, and nothing of the others'."""
        needed = {"put": {"kind"}, "told": {"how"}, "collected": {"who"}, "returned": {"why"}}[self.what]
        allowed = needed | {"what", "item", "gate", "at", "offset"}
        if self.what == "put":
            allowed |= {"household", "room", "place", "count"}
        if not all(getattr(self, name) for name in needed) or not self.model_fields_set <= allowed:
            raise ValueError(self.what)
        if self.what == "put" and not (self.household or re.search(r"\S", self.room)):
            raise ValueError("room")
        return self


@dataclass(frozen=True)
class Item:
    """One item as read: a crossing, or a fact about the shelf, or neither where ``code`` says why.

    ``content`` is what came, as canonical JSON.
    """

    sequence: int | None
    content: str
    digest: str
    crossing: CrossingIn | None = None
    code: str = ""
    shelf: ShelfIn | None = None

    @property
    def fact(self) -> CrossingIn | ShelfIn | None:
        return self.crossing or self.shelf


def read_items(items: list[Any], keys: list[ec.EllipticCurvePrivateKey]) -> list[Item]:
    """Each of ``items`` (parsed JSON) as read with ``keys`` to unseal; never raises for what an item holds."""
    return [_read_safely(item, keys) for item in items]


def _read_safely(raw: Any, keys: list[ec.EllipticCurvePrivateKey]) -> Item:
    try:
        return _read(raw, keys)
    except RecursionError:  # nested so deep that it cannot even be written down again
        return Item(None, "", digest_of(f"nested {id(raw)}"), code="nested")


def _read(raw: Any, keys: list[ec.EllipticCurvePrivateKey]) -> Item:
    whole = canonical(raw)
    sequence = raw.get("sequence") if isinstance(raw, dict) else None
    if type(sequence) is not int or not 1 <= sequence <= SAFE:
        return Item(None, whole, digest_of(whole), code="sequence")
    if raw.keys() - {"sequence", "sealed", "crossing", "shelf"} or len(raw) != 2:
        return Item(sequence, whole, digest_of(whole), code="shape")
    body: Any = {"shelf": raw["shelf"]} if "shelf" in raw else raw.get("crossing")
    if "sealed" in raw:
        try:
            body = json.loads(open_sealed(str(raw["sealed"]), keys))
        except Closed:
            return Item(sequence, whole, digest_of(whole), code="sealed")
        except (ValueError, RecursionError):
            return Item(sequence, whole, digest_of(whole), code="json")
    # the digest is over the content: a phone that seals the same crossing anew sends the same crossing
    content = canonical(body)
    digest = digest_of(content)
    if not _storable(content):
        return Item(sequence, content, digest, code="text")
    try:
        if isinstance(body, dict) and body.keys() == {"shelf"}:
            return Item(sequence, content, digest, shelf=ShelfIn.model_validate(body["shelf"]))
        return Item(sequence, content, digest, CrossingIn.model_validate(body))
    except ValidationError as wrong:
        where = ".".join(str(part) for part in wrong.errors()[0]["loc"][:2])
        return Item(sequence, content, digest, code=f"shape.{where}"[:40])


def _storable(content: str) -> bool:
    """No NUL and no half of a surrogate pair: PostgreSQL keeps neither."""
    if "\\u0000" in content:
        return False
    if "\\ud" not in content:
        return True
    try:
        json.dumps(json.loads(content), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces, ASCII only: equal content gives equal text, lone surrogates included."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
