"""The gate client: a page of its own under /gate/, so that its service worker rules over nothing else."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from linli.accounts.permissions import public

BUILT = Path(__file__).resolve().parents[1] / "static" / "gate"
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "sw.js": "text/javascript; charset=utf-8",
    "manifest.webmanifest": "application/manifest+json",
}


@public
def client(request: HttpRequest) -> HttpResponse:
    return _file(request, "index.html")


@public
def service_worker(request: HttpRequest) -> HttpResponse:
    response = _file(request, "sw.js")
    response["Service-Worker-Allowed"] = "/gate/"
    return response


@public
def manifest(request: HttpRequest) -> HttpResponse:
    return _file(request, "manifest.webmanifest")


def _file(request: HttpRequest, name: str) -> HttpResponse:
    path = BUILT / name
    if not path.exists():
        return render(request, "gates/not_built.html", status=503)
    response: HttpResponse = FileResponse(path.open("rb"), content_type=TYPES[name])  # type: ignore[assignment]
    # the page and its worker name every other file by its hash: these three alone must always be asked for anew
    response["Cache-Control"] = "no-cache"
    return response
