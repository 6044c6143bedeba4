"""A thousand strings that nobody but a counsellor may ever read go through the real form in a real browser.

Then they are looked for wherever a server leaves things. A string of the community's own name, which is no secret,
shows that the looking finds what is there.
"""

import base64
import json
import secrets
import sqlite3
import zlib
from collections import Counter
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
TALKS, WORDS = 98, 8  # a nickname, a number and eight in the text: 980
BOOKED, TESTED = 5, 5  # a nickname and a number each: 20

# What a thumb does, 108 times: the same buttons, the same fields, the same events.
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
  const tap = async (test) => (await seen(test)).click();
  const called = async (nickname, phone) => {
    await types("nickname", nickname);
    await types("phone", phone);
  };
  const ways = {
    talk: async (who, words) => {
      await tap("call-me");
      await called(...who);
      await types("words", words);
      await tap("talk-send");
      await seen("at-asked");
      await tap("go-home");
    },
    booked: async (who, number) => {
      await tap("go-meet");
      await seen("at-meet");
      document.querySelectorAll("[data-test=slot]")[number].click();
      await called(...who);
      await tap("meet-send");
      await seen("at-booked");
      await tap("go-home");
    },
    tested: async (who, number) => {
      await tap("go-mine");
      await called(...who);
      await tap("save");
      await seen("told");
      await tap("back");
      await tap("go-choose");
      await tap("scale-phq-2");
      await tap("begin");
      await tap(`answer-${number % 4}`);
      while (!at("count").textContent.includes(" 2 ")) await new Promise((done) => setTimeout(done, 5));
      await tap("answer-3");
      await seen("at-result");
      await tap("go-home");
    },
  };
  for (const [way, who, more] of letters) {
    await ways[way](who, more);
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


def letters(word: str, number: str) -> list[tuple[str, list[str], Any]]:
    """Each begins as nothing else in the world and ends as no other here: who finds one finds its beginning."""
    ways = ["talk"] * TALKS + ["booked"] * BOOKED + ["tested"] * TESTED
    found: list[tuple[str, list[str], Any]] = []
    for n, way in enumerate(ways):
        text = " ".join(f"{word}{n:03}{part}" for part in "abcdefgh"[:WORDS])
        found.append((way, [f"{word}{n:03}", f"{number}{n:03}"], text if way == "talk" else n - TALKS))
    return found


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
    strings = {one for way, who, more in written for one in (*who, *(more.split() if way == "talk" else ()))}
    assert len(strings) == 1000 and all(one.startswith(tuple(begins)) for one in strings)
    with served(tmp_path / "linli", "cottage") as stage, looking_on(stage.home):
        control = stage.run("named", name="新城社区")
        page = open_stage(stage)
        left = listening(page)
        Phone(page, stage.cast["page"])
        page.evaluate(WRITES, written)
        page.wait_for_function(SENT, timeout=60_000)
        records = stage.run("inside", private=stage.cast["private"])
        assert {one for record in records for one in said(record)} == strings
        assert Counter(one["kind"] for one in records) == {
            "talk": TALKS + BOOKED,
            "registration": TESTED,
            "test": TESTED,
        }
        outside = Search(begins)
        for one in left:
            outside.look(one, "wire")
        outside.look(page.evaluate(KEPT).encode(), "device")
        assert outside.found == [] and outside.bytes > 100_000
        looked = stage.run("traces", strings=[*begins, control])
    everywhere(looked, control)


def said(record: dict[str, Any]) -> list[str]:
    return [record["nickname"], record["phone"], *record.get("text", "").split()]


def everywhere(looked: dict[str, Any], control: str) -> None:
    """Nothing of a thousand was found; the name that is no secret wherever was looked."""
    assert {text for text, _ in looked["found"]} == {control} and looked["bytes"] > 1_000_000
    pages = {f"page of {kind}" for kind in looked["pages"]}
    assert len(pages) >= 14 and min(looked["pages"].values()) > 10 and looked["pages"]["secretary"] > 90
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
