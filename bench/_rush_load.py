"""The phones and the guards of `bench.rush`: bare HTTP over asyncio, so that the load itself costs little."""

import asyncio
import json
import random
import re
import ssl
import time
from collections import defaultdict
from datetime import datetime
from typing import Any

GATES, PHONES = 3, 2
HOLD, POLL, LOOK = 30.0, 5.0, 3.0  # seconds: until a guard confirms, between two polls, between two lists
FILES = ("tokens.css", "parts.css", "page.js", "poster.js")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WAITS = re.compile(r'data-state="(\w+)"')


class Line:
    """A browser's connection: kept while the server keeps it, opened anew otherwise."""

    def __init__(self) -> None:
        self.pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, request: bytes, port: int, tls: ssl.SSLContext | None) -> bytes:
        if self.pair is not None:
            try:
                return await self._send(request)
            except (OSError, asyncio.IncompleteReadError):  # closed after its five seconds, as servers do
                self.close()
        self.pair = await asyncio.open_connection("127.0.0.1", port, ssl=tls)
        return await self._send(request)

    async def _send(self, request: bytes) -> bytes:
        assert self.pair is not None
        reader, writer = self.pair
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1])) if length and b" 304 " not in head[:16] else b""
        if b"connection: close" in head.lower():
            self.close()
        return head + body

    def close(self) -> None:
        if self.pair is not None:
            self.pair[1].close()
        self.pair = None


class Load:
    """Phones and guards; times each request by its kind and counts what was answered."""

    def __init__(self, cast: dict[str, Any], port: int, tls: ssl.SSLContext | None) -> None:
        self.cast, self.port, self.tls = cast, port, tls
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []
        self.answered: set[str] = set()
        self.confirmed: set[str] = set()
        self.sequence: dict[int, int] = defaultdict(int)
        self.done = asyncio.Event()
        self.pace = 1.0  # seconds between two people of one guard, as many as come
        self.began: datetime | None = None

    async def ask(
        self, kind: str, path: str, headers: dict[str, str], body: bytes | None = None, line: Line | None = None
    ) -> tuple[int, str]:
        """One request, on ``line`` if it is still open, else on a new connection; status, and headers with body."""
        line = line or Line()
        method = "GET" if body is None else "POST"
        told = {"Host": f"localhost:{self.port}", "Accept-Language": "zh", **headers}
        if body is not None:
            told["Content-Length"] = str(len(body))
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items())
        start = time.perf_counter()
        raw = await line.send(head.encode() + b"\r\n" + (body or b""), self.port, self.tls)
        self.spent[kind].append((time.perf_counter() - start) * 1000)
        status = int(raw[9:12] or b"0")
        if status not in (200, 302, 304):
            self.wrong.append(f"{kind} {status}")
        return status, raw.decode("utf-8", "replace")

    async def phone(self, number: int) -> None:
        person, (_, code) = self.cast["people"][number], self.cast["gates"][number % GATES]
        cookie, line = {"Cookie": f"linli_phone=phone-{number:040}"}, Line()
        _, page = await self.ask("poster page", f"/at/{code}/", cookie, line=line)
        for name in FILES:
            await self.ask("style and script", f"/static/linli/{name}", {}, line=line)
        held, csrf = TOKEN.search(page), re.search(r"csrftoken=(\w+)", page)
        if held is None or csrf is None:
            return self.wrong.append("no form")
        scheme = "https" if self.tls else "http"
        both = {"Cookie": f"{cookie['Cookie']}; csrftoken={csrf[1]}", "Origin": f"{scheme}://localhost:{self.port}"}
        both["Content-Type"] = "application/x-www-form-urlencoded"
        form = f"csrfmiddlewaretoken={held[1]}&who={person}&direction=exit&colour-{person}=green&purpose="
        status, _ = await self.ask("I am at the gate", f"/at/{code}/arrivals/", both, form.encode(), line)
        if status != 302:
            return self.wrong.append("not queued")
        _, page = await self.ask("waiting page", f"/at/{code}/", cookie, line=line)
        etag = ""
        while not self.done.is_set():
            await asyncio.sleep(POLL * random.uniform(0.8, 1.2))
            status, page = await self.ask(
                "place in the queue", f"/at/{code}/place/", cookie | {"If-None-Match": etag}, line=line
            )
            etag = (re.search(r"ETag: (.+)\r", page) or ["", ""])[1] or etag
            state = WAITS.search(page)
            if state and state[1] == "answered":
                await self.ask("verdict page", f"/at/{code}/", cookie, line=line)
                self.answered.add(person)
                line.close()
                return None
        return None

    async def guard(self, number: int, sending: set[str]) -> None:
        """Looks every three seconds and lets pass, one by one, whoever has stood there for half a minute."""
        bearer, (gate, _) = {"Authorization": self.cast["devices"][number]}, self.cast["gates"][number // PHONES]
        people: list[dict[str, Any]] = []
        etag, line = "", Line()
        while not self.done.is_set():
            next_ = time.monotonic() + LOOK
            status, raw = await self.ask(
                "guard's list", f"/api/gate/queue?gate={gate}", bearer | {"If-None-Match": etag}, line=line
            )
            if status == 200:
                people = json.loads(raw.partition("\r\n\r\n")[2])["people"]
                etag = (re.search(r"ETag: (.+)\r", raw) or ["", ""])[1]
            for one in reversed(people):
                if one["id"] not in sending and time.time() - one["at"] > HOLD and time.monotonic() < next_:
                    sending.add(one["id"])
                    await self.cross(number, gate, one, line)
                    await asyncio.sleep(self.pace * random.uniform(0.4, 1.4))  # a guard has two hands
            await asyncio.sleep(max(0.05, next_ - time.monotonic()))

    async def cross(self, number: int, gate: str, one: dict[str, Any], line: Line) -> None:
        self.sequence[number] += 1
        crossing = {
            "gate": gate, "direction": "exit", "at": int(time.time()), "offset": 0, "policy": "", "pass": "",
            "resident": one["resident"], "household": self.cast["homes"][one["resident"]],
            "facts": {"temperature": 364, "mask": True, "identity": True} | one["answers"],
            "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""},
            "emergency": False, "prepared": one["id"], "guard": "", "shift": "",
        }  # fmt: skip
        body = json.dumps({"items": [{"sequence": self.sequence[number], "crossing": crossing}]}).encode()
        told = {"Authorization": self.cast["devices"][number], "Content-Type": "application/json"}
        status, raw = await self.ask("one crossing", "/api/gate/crossings", told, body, line)
        outcomes = (
            [item["outcome"] for item in json.loads(raw.partition("\r\n\r\n")[2])["results"]] if status == 200 else []
        )
        if outcomes != ["new"]:
            self.wrong.append(f"crossing {status} {outcomes}")
        self.confirmed.add(one["resident"])

    async def warm(self) -> None:
        """A server that has run since the morning has read its templates: the first looks are not counted."""
        pages = [f"/at/{code}/" for _, code in self.cast["gates"]] * 10
        await asyncio.gather(*(self.ask("first", page, {"Cookie": f"linli_phone=phone-{0:040}"}) for page in pages))
        self.spent.clear()

    async def run(self, rate: float) -> None:
        self.pace = GATES * PHONES / rate
        await self.warm()
        sent: list[set[str]] = [set() for _ in range(GATES)]
        guards = [asyncio.create_task(self.guard(n, sent[n // PHONES])) for n in range(GATES * PHONES)]
        phones = []
        for number in range(len(self.cast["people"])):
            phones.append(asyncio.create_task(self.phone(number)))
            await asyncio.sleep(random.expovariate(rate))
        await asyncio.wait(phones, timeout=HOLD + 60)
        self.done.set()
        await asyncio.gather(*guards, *phones)
