"""The shapes of what devices send, read by hand so that each error says where; and their OpenAPI entries.

The JSON schemas themselves stand in `protocol/api/` and are what the API page shows.
"""

import base64
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from linli.core.data import data_folder
from linli.core.refusals import Refused

Shape = Callable[[Any], Any]
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_ITEMS = 200


def enrolment(value: Any) -> dict[str, str]:
    body = _object(value, {"token", "name"})
    if not isinstance(body.get("token"), str) or not 8 <= len(body["token"]) <= 200:
        raise _wrong("token")
    name = body.get("name")
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= 60 or not _plain(name):
        raise _wrong("name")
    return {"token": body["token"], "name": name.strip()}


def shift(value: Any) -> dict[str, str]:
    body = _object(value, {"pin", "gate", "guard"})
    if not isinstance(body.get("pin"), str) or not re.fullmatch(r"[0-9]{4,8}", body["pin"]):
        raise _wrong("pin")
    for name in ("gate", "guard"):
        if (name == "gate" or name in body) and not (isinstance(body.get(name), str) and UUID.fullmatch(body[name])):
            raise _wrong(name)
    return body


def crossings(value: Any) -> list[Any]:
    body = _object(value, {"items"})
    items = body.get("items")
    if not isinstance(items, list) or not items:
        raise _wrong("items")
    if len(items) > MOST_ITEMS:
        raise Refused("gates.body_too_large")
    return items


def heartbeat(value: Any) -> dict[str, int]:
    body = _object(value, {"unsent"})
    if type(body.get("unsent")) is not int or not 0 <= body["unsent"] < 2**31:
        raise _wrong("unsent")
    return body


def base64url(text: str) -> str:
    """Ordinary base64 as base64url without padding."""
    return base64.urlsafe_b64encode(base64.b64decode(text)).rstrip(b"=").decode()


def _object(value: Any, names: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong("{}")
    strange = sorted(value.keys() - names)
    if strange:
        raise _wrong(strange[0][:40])
    return value


def _plain(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _wrong(where: str) -> Refused:
    return Refused("gates.body_wrong", where=where.encode("ascii", "replace").decode())


@cache
def schema(name: str) -> dict[str, Any]:
    """A file of `protocol/api/`."""
    return dict(json.loads((data_folder("protocol") / "api" / f"{name}.json").read_bytes()))


def _extra(file: str, request: str, response: str) -> dict[str, Any]:
    """OpenAPI 3.1 wants JSON Schema as it is; the definitions are named in `components` by the page."""
    found: dict[str, Any] = {
        "responses": {
            "200": {"description": "OK", "content": _json(file, response)},
            "4XX": {"description": "Refused", "content": _json("enrolment", "refusal")},
        }
    }
    if request:
        found["requestBody"] = {"required": True, "content": _json(file, request)}
    return found


def _json(file: str, name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{file}.{name}"}}}


def components() -> dict[str, Any]:
    """Every definition of `protocol/api/` under the name `file.definition`, with its references rewritten."""
    found = {}
    for file in ("enrolment", "bundle", "crossings", "queue"):
        for name, definition in schema(file).get("$defs", {}).items():
            text = json.dumps(definition).replace('"#/$defs/', f'"#/components/schemas/{file}.')
            found[f"{file}.{name}"] = json.loads(text)
    number = {"type": "integer", "minimum": 0}
    found["heartbeat.request"] = {"type": "object", "required": ["unsent"], "properties": {"unsent": number}}
    found["heartbeat.response"] = {"type": "object", "required": ["server_time"], "properties": {"server_time": number}}
    return found


ENROLMENT = _extra("enrolment", "enrolment_request", "enrolment_response")
SHIFT = _extra("enrolment", "shift_request", "shift_response")
BUNDLE = _extra("bundle", "", "response") | {
    "parameters": [{"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}}]
}
QUEUE = _extra("queue", "", "response") | {
    "parameters": [
        {"name": "gate", "in": "query", "required": True, "schema": {"type": "string", "format": "uuid"}},
        {"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"}},
    ]
}
CROSSINGS = _extra("crossings", "request", "response")
HEARTBEAT = _extra("heartbeat", "request", "response")
