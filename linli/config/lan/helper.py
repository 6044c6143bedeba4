"""The plain-HTTP helper: the one page that a phone can open before it trusts us.

It gives the CA certificate and the steps to trust it, and nothing else: no session, no cookie, no form, no
personal data, because everybody on the network can read and change what goes through here. A tampered CA
shows by its fingerprint, which stands on this page, in the terminal and on the phone's own trust screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

import segno
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from linli.config.lan.authority import Authority
from linli.config.lan.phones import KINDS, inside_chat, kind
from linli.config.lan.profile import mobileconfig

STATIC = {
    "/tokens.css": ("linli/tokens.css", "text/css; charset=utf-8"),
    "/parts.css": ("linli/parts.css", "text/css; charset=utf-8"),
    "/lan.css": ("lan/lan.css", "text/css; charset=utf-8"),
    "/trust.js": ("lan/trust.js", "text/javascript; charset=utf-8"),
    "/icon.svg": ("linli/icon.svg", "image/svg+xml"),
}
StartResponse = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True)
class Helper:
    """A WSGI application. `authority` is None with an imported certificate: then there is nothing to install.

    `addresses` is asked at each page, as a laptop changes networks.
    """

    authority: Authority | None
    name: str
    https_port: int
    port: int
    addresses: Callable[[], list[str]]

    def secure(self, host: str) -> str:
        """`https://host`, with the port where it is not the usual one."""
        return f"https://{host}" + ("" if self.https_port == 443 else f":{self.https_port}")

    def plain(self, host: str) -> str:
        """`http://host` of this helper."""
        return f"http://{host}" + ("" if self.port == 80 else f":{self.port}")

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return self._answer(start_response, HTTPStatus.METHOD_NOT_ALLOWED, "text/plain", b"GET", environ)
        if path == "/":
            return self._page(environ, start_response)
        if path in STATIC:
            name, form = STATIC[path]
            found = finders.find(name)
            content = Path(str(found)).read_bytes() if found else b""
            return self._answer(start_response, HTTPStatus.OK, form, content, environ)
        if self.authority and path == "/linli.crt":
            form = "application/x-x509-ca-cert"
            return self._answer(start_response, HTTPStatus.OK, form, self.authority.der(), environ)
        if self.authority and path == "/linli.mobileconfig":
            form = "application/x-apple-aspen-config"
            return self._answer(start_response, HTTPStatus.OK, form, mobileconfig(self.authority), environ)
        # Somebody typed an address without https: after trusting us they get where they wanted to go.
        start_response("302 Found", [("Location", f"/?to={quote(path)}"), ("Content-Length", "0")])
        return [b""]

    def _page(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        asked = parse_qs(environ.get("QUERY_STRING", ""))
        agent = environ.get("HTTP_USER_AGENT", "")
        held = self.addresses() if self.authority else []
        to = next(iter(asked.get("to", [])), "/lan/test")
        # A path of ours and nothing else: "//elsewhere" and "/\elsewhere" would leave.
        to = quote(to) if to.startswith("/") and not to.startswith(("//", "/\\")) else "/lan/test"
        mine = kind(agent)
        by_name, by_address = self.secure(self.name), self.secure(held[0]) if held else ""
        here = self.plain(held[0] if held else self.name)
        context = {
            "authority": self.authority,
            "name": self.name,
            "kinds": [mine, *(other for other in KINDS if other != mine)],
            "inside_chat": inside_chat(agent),
            "by_name": by_name,
            "by_address": by_address,
            "here": here,
            "to": to,
            "qr": segno.make(here, error="m").svg_data_uri(scale=6, border=4),
        }
        with translation.override(language(asked, environ)):
            content = render_to_string("lan/trust.html", context).encode()
        sources = f"{by_name} {by_address}".strip()
        return self._answer(start_response, HTTPStatus.OK, "text/html; charset=utf-8", content, environ, sources)

    @staticmethod
    def _answer(
        start_response: StartResponse,
        status: HTTPStatus,
        form: str,
        content: bytes,
        environ: dict[str, Any],
        sources: str = "'none'",
    ) -> Iterable[bytes]:
        policy = f"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src {sources}"
        headers = [
            ("Content-Type", form),
            ("Content-Length", str(len(content))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", f"{policy}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
        ]
        start_response(f"{status.value} {status.phrase}", headers)
        return [b"" if environ.get("REQUEST_METHOD") == "HEAD" else content]


def language(asked: dict[str, list[str]], environ: dict[str, Any]) -> str:
    """Chinese, unless `?lang=en` was chosen or the phone asks for English before Chinese."""
    if "lang" in asked:
        return "en" if asked["lang"][0] == "en" else "zh-hans"
    for wanted, _ in parse_accept_lang_header(str(environ.get("HTTP_ACCEPT_LANGUAGE", "")).lower()):
        if wanted.startswith(("zh", "en")):
            return "en" if wanted.startswith("en") else "zh-hans"
    return "zh-hans"
