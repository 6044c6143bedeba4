"""The API page: the OpenAPI description drawn on the server, so that the strict CSP holds."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from linli.accounts.permissions import public
from linli.gates import shapes


def description() -> dict[str, Any]:
    """The OpenAPI document, with the schemas of `protocol/api/` as components."""
    from linli.gates.api import api

    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/gate/")))
    document["components"] = {
        "schemas": shapes.components(),
        "securitySchemes": {"device": {"type": "http", "scheme": "bearer", "bearerFormat": "<device>.<secret>"}},
    }
    for path, methods in document["paths"].items():
        for operation in methods.values():
            operation["security"] = [] if path.endswith("/enrolment") else [{"device": []}]
    return document


@public
def page(request: HttpRequest) -> HttpResponse:
    document = description()
    calls = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            asked = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            answered = operation["responses"]["200"]["content"]["application/json"]["schema"]
            calls.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("summary", ""),
                    "parameters": operation.get("parameters", []),
                    "request": _name(asked),
                    "answer": _name(answered),
                    "open": operation["security"] == [],
                }
            )
    definitions = [
        {"name": name, "text": json.dumps(schema, indent=2, ensure_ascii=False)}
        for name, schema in document["components"]["schemas"].items()
    ]
    return render(
        request, "gates/api.html", {"calls": calls, "definitions": definitions, "address": request.get_host()}
    )


@public
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(description(), json_dumps_params={"indent": 1, "ensure_ascii": False})


def _name(schema: Any) -> str:
    return schema["$ref"].rpartition("/")[2] if schema else ""
