"""A thousand strings that nobody but a counsellor may ever read go through the real form in a real browser.

Then they are looked for wherever a server leaves things. A string of the community's own name, which is no secret,
shows that the looking finds what is there.
"""

import base64
import json
import secrets
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.stories.canaries import Search
from tests.stories.cottage import Phone
from tests.stories.stage import served

pytestmark = [pytest.mark.xdist_group("cottage")]
LETTERS, WORDS = 100, 8  # a nickname, a number and eight in the text of each letter: 1,000

# What a thumb does, a hundred times: the same buttons, the same fields, the same events.
WRITES = """async (letters) => {
  const at = (test) => document.querySelector(`[data-test="${test}"]`);
  const seen = async (test) => {
    for (let beat = 0; beat < 2000 && !at(test); beat += 1) await new Promise((done) => setTimeout(done, 5));
    if (!at(test)) throw new Error(`${test} never came`);
    return at(test);
  };
  const types = async (test, text) => {
    const field = await seen(test);
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const [nickname, phone, words] of letters) {
    (await seen("call-me")).click();
    await types("nickname", nickname);
    await types("phone", phone);
    await types("words", words);
    at("talk-send").click();
    await seen("at-asked");
    at("go-home").click();
    await seen("at-home");
  }
}"""
KEPT = """async () => {
  const done = (ask) => new Promise((yes) => { ask.onsuccess = () => yes(ask.result); });
  const opened = await done(indexedDB.open("linli-cottage"));
  const store = opened.transaction("kept").objectStore("kept");
  const rows = [await done(store.getAllKeys()), await done(store.getAll())];
  opened.close();
  const beside = [{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state];
  return JSON.stringify([rows, beside]);
}"""
SENT = "() => !document.querySelector('[data-test=waiting],[data-test=sending]')"


def digits(count: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(count))


def letters(word: str, number: str) -> list[list[str]]:
    """Each begins as nothing else in the world and ends as no other here: who finds one finds its beginning."""
    return [
        [f"{word}{n:03}", f"{number}{n:03}", " ".join(f"{word}{n:03}{part}" for part in "abcdefgh"[:WORDS])]
        for n in range(LETTERS)
    ]


def listening(page: Page) -> list[bytes]:
    """Everything that leaves the browser."""
    left: list[bytes] = []

    def heard(asked: Any) -> None:
        left.append(f"{asked.url} {asked.headers}".encode() + (asked.post_data_buffer or b""))

    page.on("request", heard)
    return left


@contextmanager
def looking_on(home: Path) -> Iterator[None]:
    """While somebody reads an old picture of the database, all that is written stays in its write-ahead log too."""
    with closing(sqlite3.connect(home / "linli.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchall()
        yield


@pytest.mark.browser
def test_a_thousand_strings_are_with_the_counsellors_and_nowhere_else(tmp_path: Any, open_stage: Any) -> None:
    begins = [f"雀{secrets.token_hex(6)}", f"1{digits(12)}"]
    written = letters(*begins)
    strings = {one for nickname, phone, words in written for one in (nickname, phone, *words.split())}
    assert len(strings) == 1000 and all(one.startswith(tuple(begins)) for one in strings)
    with served(tmp_path / "linli", "cottage") as stage, looking_on(stage.home):
        control = stage.run("named", name="新城社区")
        page = open_stage(stage)
        left = listening(page)
        Phone(page, stage.cast["page"])
        page.evaluate(WRITES, written)
        page.wait_for_function(SENT, timeout=60_000)
        records = stage.run("inside", private=stage.cast["private"])
        assert sorted([one["nickname"], one["phone"], one["text"]] for one in records) == sorted(written)
        outside = Search(begins)
        for one in left:
            outside.look(one, "wire")
        outside.look(page.evaluate(KEPT).encode(), "device")
        assert outside.found == [] and outside.bytes > 100_000
        looked = stage.run("traces", strings=[*begins, control])
    everywhere(looked, control)


def everywhere(looked: dict[str, Any], control: str) -> None:
    """Nothing of a thousand was found; the name that is no secret wherever was looked."""
    assert {text for text, _ in looked["found"]} == {control} and looked["bytes"] > 1_000_000
    pages = {f"page of {kind}" for kind in looked["pages"]}
    assert len(pages) > 10 and min(looked["pages"].values()) > 3
    assert {"disk", "dump", "backup"} | pages <= set(looked["places"])
    assert "disk/linli.sqlite3-wal" in {where for _, where in looked["found"]}


@pytest.mark.pure
@pytest.mark.parametrize(
    "hide",
    [
        str.encode,
        lambda text: json.dumps(text).encode(),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode().hex().encode(),
        *[lambda text, pad=pad: base64.b64encode(b"{" * pad + text.encode() + b"...") for pad in range(4)],
    ],
)
def test_the_search_finds_what_is_hidden(hide: Any) -> None:
    search = Search(["雀fedcba98765432", "雀0123456789abcd"])
    search.look(b"before" + hide("雀0123456789abcd") + b"after", "here")
    assert {text for text, _ in search.found} == {"雀0123456789abcd"}


@pytest.mark.pure
def test_the_search_looks_into_a_packed_cache(tmp_path: Any) -> None:
    (tmp_path / "one.djcache").write_bytes(b"\x80expiry." + zlib.compress("雀0123456789abcd".encode()))
    search = Search(["雀0123456789abcd"])
    search.folder(tmp_path, "cache")
    assert search.found == [("雀0123456789abcd", "cache/one.djcache")]
