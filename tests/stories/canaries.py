"""Looking for strings that must be nowhere: in files as they lie on the disk, in dumps, backups, and on every page."""

import base64
import json
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.urls import Resolver404, resolve
from django_scopes import scope, scopes_disabled

PASS_PHRASE = "a pass phrase for a backup"


def shapes(text: str) -> set[bytes]:
    """How ``text`` could lie in bytes: as it is, escaped, in an address, as hex, and in base64 at any offset."""
    plain = text.encode()
    found = {plain, text.encode("utf-16-le"), json.dumps(text)[1:-1].encode(), quote(text).encode()}
    found |= {plain.hex().encode(), plain.hex().upper().encode()}
    for offset in range(3):
        # the first and last characters mix with what stands beside
        found.add(base64.b64encode(b"x" * offset + plain)[4 if offset else 0 : -4])
    return found


class Search:
    """Which of some strings were found, and where; how many bytes were looked at."""

    def __init__(self, strings: Iterable[str]) -> None:
        self.looked_for = [(text, shape) for text in strings for shape in shapes(text)]
        self.found: list[tuple[str, str]] = []
        self.bytes = 0

    def look(self, content: bytes, where: str) -> None:
        self.bytes += len(content)
        self.found += [(text, where) for text, shape in self.looked_for if shape in content]

    def folder(self, folder: Path, name: str) -> None:
        """Every file, and what lies inside a file of the cache, which is packed."""
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            content = path.read_bytes()
            where = f"{name}/{path.relative_to(folder)}"
            self.look(content, where)
            for start in range(len(content)) if path.suffix == ".djcache" else ():
                with suppress(zlib.error):
                    self.look(zlib.decompress(content[start:]), where)

    def places(self) -> set[str]:
        return {where.split("/")[0] for _, where in self.found}


def traces(strings: list[str]) -> dict[str, Any]:
    """Look everywhere on the server's side: disk, dump, backup, journal, and every page of every role."""
    search = Search(strings)
    home, name = _home()
    search.folder(home, "disk")
    with tempfile.TemporaryDirectory() as folder:
        _dumped(home / name, search)
        _backed_up(Path(folder), search)
    _journal(search)
    pages = _pages(search)
    return {
        "found": sorted(set(search.found)),
        "places": sorted(search.places()),
        "pages": pages,
        "bytes": search.bytes,
    }


def _home() -> tuple[Path, str]:
    from django.conf import settings

    return Path(settings.LINLI_HOME), Path(settings.DATABASES["default"]["NAME"]).name


def _dumped(path: Path, search: Search) -> None:
    """As ``sqlite3 .dump`` writes it."""
    with closing(sqlite3.connect(path)) as database:
        search.look("\n".join(database.iterdump()).encode(), "dump")


def _backed_up(folder: Path, search: Search) -> None:
    """The archive as it lies there, and opened by whoever has its pass phrase."""
    from linli.core.backup import _unpack, back_up
    from linli.core.clock import now

    target = folder / "linli.backup"
    back_up(target, PASS_PHRASE, now())
    search.look(target.read_bytes(), "archive")
    opened = folder / "opened"
    opened.mkdir()
    _unpack(target, PASS_PHRASE, opened)
    search.folder(opened, "backup")


def _journal(search: Search) -> None:
    from linli.journal.models import Line

    with scopes_disabled():
        for row in Line._base_manager.values():
            search.look(json.dumps(row, default=str, ensure_ascii=False).encode(), "journal")


def _pages(search: Search) -> dict[str, int]:
    """What everybody can see of every address, as each role, as a resident, and as nobody: how many were readable."""
    return {who: _crawled(client, who, search) for who, client in _readers()}


def _readers() -> Iterator[tuple[str, Any]]:
    from django.test import Client

    from linli.accounts.models import ResidentSession, Role, User
    from linli.core.clock import now
    from linli.registry.models import Resident
    from tests.stories.stage import NAME

    def client() -> Any:
        return Client(SERVER_NAME=NAME, raise_request_exception=False)

    with scopes_disabled():
        users = {kind: User.objects.filter(roles__kind=kind).order_by("pk").first() for kind in Role.Kind.values}
        mei = Resident.objects.get(name="王梅")
    for kind, user in users.items():
        signed_in = client()
        signed_in.force_login(user)
        yield kind, signed_in
    with scope(community=mei.community_id):
        ResidentSession.bind(mei, token="c" * 43, device="phone", at=now())
    resident = client()
    resident.cookies["linli_phone"] = "c" * 43
    yield "resident", resident
    yield "nobody", client()


def _crawled(client: Any, who: str, search: Search) -> int:
    """Every address without a parameter, and one of each kind with parameters that a page leads to."""
    todo, seen, read = list(_addresses()), set[str](), 0
    while todo:
        address = todo.pop()
        answer = client.get(address, secure=True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        search.look(content, f"page of {who}/{address}")
        read += answer.status_code == 200
        todo += _onwards(content, seen) if "html" in answer.headers.get("Content-Type", "") else []
    return read


def _onwards(content: bytes, seen: set[str]) -> list[str]:
    """Links to kinds of pages that were not seen yet; ``seen`` learns them."""
    found = []
    for link in re.findall(r'href="(/[^"#]*)"', content.decode()):
        with suppress(Resolver404):
            kind = resolve(unescape(link).partition("?")[0]).route
            if "<" in kind and kind not in seen:
                seen.add(kind)
                found.append(unescape(link))
    return found


def _addresses() -> Iterator[str]:
    from tests.architecture.test_permissions import addresses

    for address, _ in addresses():
        if "<" not in address and "(?P" not in address and not address.startswith("sign-out/"):
            yield "/" + address
