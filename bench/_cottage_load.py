"""The phones and the counsellor of `bench.cottage`: bare HTTP over asyncio, so that the load itself costs little."""

import asyncio
import json
import random
import re
import time
from collections import defaultdict
from typing import Any

from bench._rush_load import Line

ANSWERING = 8.0  # seconds over the questions, at the pace of the bench
WAITED = re.compile(r"\r\nRetry-After: (\d+)", re.IGNORECASE)
LOST = 10  # every tenth phone's first answer is lost on the way: it sends the same bytes again
MANY = 100  # records that the counsellor's browser opens at once


class Load:
    """``letters``: of each phone what it sends, one after the other; times requests by kind, counts waits."""

    def __init__(self, port: int, community: str, letters: list[list[bytes]]) -> None:
        self.port, self.letters = port, letters
        self.door = f"/cottage/{community}"
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []
        self.waits = self.repeated = self.taken = 0
        self.last = 0.0

    async def ask(self, kind: str, path: str, line: Line, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        request = self._request(path, body, headers)
        start = time.perf_counter()
        raw = await line.send(request, self.port, None)
        self.spent[kind].append((time.perf_counter() - start) * 1000)
        return int(raw[9:12]), raw.decode("utf-8", "replace")

    def _request(self, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        told = {"Host": f"localhost:{self.port}", "Accept-Language": "zh", **headers}
        if body is not None:
            told |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
        return f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\n{head}\r\n".encode() + (body or b"")

    async def see(self, kind: str, path: str, line: Line) -> str:
        status, page = await self.ask(kind, path, line)
        if status != 200:
            self.wrong.append(f"{kind} {status}")
        return page

    async def phone(self, number: int, began: float) -> None:
        """Opens the page, answers, and sends until the server has said that it has everything."""
        line = Line()
        page = await self.see("page", f"{self.door}/", line)
        for script in re.findall(r'src="(/static/cottage/[^"]+)"', page):
            await self.see("script", script, line)
        await self.see("door.json", f"{self.door}/door.json", line)
        await self.see("scales.json", f"{self.door}/scales.json", line)
        for turn, letter in enumerate(self.letters[number]):
            await asyncio.sleep(ANSWERING * random.uniform(0.5, 1.5))
            if turn == 0 and number % LOST == 0:
                await self.unheard(letter)
            await self.send(letter, line)
        await self.see("replies", f"{self.door}/replies/{number:032x}", line)
        self.last = max(self.last, time.monotonic() - began)
        line.close()

    async def unheard(self, letter: bytes) -> None:
        """Everything arrives, and the network goes before the answer does."""
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(self._request(f"{self.door}/records", letter, {}))
        await writer.drain()
        writer.close()

    async def send(self, letter: bytes, line: Line) -> None:
        """As the page does: again with the same bytes, after as long as the server asks to wait."""
        while True:
            status, raw = await self.ask("record", f"{self.door}/records", line, letter)
            if status in (200, 201):
                self.taken += 1
                self.repeated += status == 200
                return
            if status != 429:
                self.wrong.append(f"record {status}")
                return
            self.waits += 1
            await asyncio.sleep(float((WAITED.search(raw) or ["", "5"])[1]))

    async def run(self, rate: float, limit: float) -> None:
        began = time.monotonic()
        phones = []
        for number in range(len(self.letters)):
            phones.append(asyncio.create_task(self.phone(number, began)))
            await asyncio.sleep(random.expovariate(rate))
        _, late = await asyncio.wait(phones, timeout=limit)
        self.wrong += ["never finished"] * len(late)
        for one in phones:
            if one in late:
                one.cancel()
            else:
                one.result()


async def opened(load: Load, session: str, token: str) -> tuple[float, list[dict[str, Any]]]:
    """What the counsellor's browser fetches after that rush: the list, then all sealed bytes; seconds, and these."""
    line, found, rows, after = Line(), [], [], ""
    told = {"Cookie": f"sessionid={session}; csrftoken={token}", "X_CSRFToken": token}
    start = time.perf_counter()
    while after is not None:
        path = f"/cottage/records.json?state=open{after and f'&after={after}'}"
        _, raw = await load.ask("counsellor's list", path, line, **told)
        page = json.loads(raw.partition("\r\n\r\n")[2])
        rows += [row["id"] for row in page["records"] if row["claimed_by"] is None or row["mine"]]
        after = page["next"]
    for at in range(0, len(rows), MANY):
        said = json.dumps({"ids": rows[at : at + MANY]}).encode()
        _, raw = await load.ask(f"{MANY} records opened", "/cottage/openings", line, said, **told)
        found += json.loads(raw.partition("\r\n\r\n")[2])["records"]
    return time.perf_counter() - start, found
