"""A guard's morning without a network, on a phone, on an HTTPS name that is not localhost."""

import json
from typing import Any

import pytest

from tests.stories.guard import Guard
from tests.stories.stage import Stage, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]


ALLOWED = ("allow", "gate.allowed")


def test_ten_people_offline_a_reload_more_people_two_uploads_and_each_crossing_once(tmp_path, open_stage):
    with served(tmp_path / "linli", "gate") as stage:
        cast, page = stage.cast, open_stage(stage)
        passes, guard = cast["passes"], Guard(page)
        uploads: list[tuple[str, str]] = []
        page.on("request", lambda sent: noted(uploads, sent))
        guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")

        page.context.set_offline(True)
        decided = [ten_people(guard, passes), emergency(guard)]
        page.reload()
        guard.at("find").wait_for()
        assert "11" in guard.unsent()
        decided.append(more_people(guard, passes))
        expected = [one for part in decided for one in part]

        page.context.set_offline(False)
        guard.sync()
        kept = stage.run("crossings")
        assert [tuple(one["gate"]) for one in kept] == expected
        assert [one["sequence"] for one in kept] == list(range(1, len(expected) + 1))
        assert all(one["server"][0] for one in kept), "the server's own verdict stands beside the gate's"
        assert [one["went"] for one in kept if one["overrule"] == "allow"] == [True]
        assert sum(one["emergency"] for one in kept) == 1

        again(stage, uploads)
        assert stage.run("crossings") == kept, "a second upload of the same items changes nothing"

        stage.run("void", pass_id=passes["李强"]["id"])
        guard.sync()
        guard.find(passes["李强"]["text"])
        assert guard.verdict() == ("refuse", "pass.revoked")


def ten_people(guard: Guard, passes: dict[str, Any]) -> list[tuple[str, str]]:
    seen = []
    for name, reading in (("王梅", "364"), ("李强", "36"), ("陈浩", "372")):  # out, by scanned text
        guard.find(passes[name]["text"])
        guard.four_steps(reading)
        seen.append(guard.verdict())
        guard.next()
    assert seen == [ALLOWED] * 3
    guard.find(passes["赵敏"]["code"])  # by the short code on paper: fever
    guard.four_steps("373")
    seen.append(guard.verdict())
    assert seen[-1] == ("hand_over", "gate.fever")
    guard.next()
    guard.find(passes["王秀英"]["code"])  # yellow
    guard.four_steps("", colour="yellow")
    seen.append(guard.verdict())
    assert seen[-1] == ("refuse", "gate.health_colour")
    guard.next()
    guard.find(passes["赵敏"]["text"][:-3] + "AAA")  # a broken code
    seen.append(guard.verdict())
    assert seen[-1][1].startswith("pass.")
    guard.next()
    guard.find(passes["王秀英"]["text"])  # the guard does not recognise the person
    guard.four_steps("", identity="no")
    seen.append(guard.verdict())
    assert seen[-1] == ("refuse", "gate.identity_differs")
    guard.next()
    guard.find(passes["赵小宝"]["text"])  # no permit; the guard lets him go for the doctor
    guard.at("purpose-medical").or_(guard.at("identity-yes")).first.wait_for()
    while guard.at("identity-yes").count():
        guard.tap("identity-yes")
    guard.tap("purpose-other")
    seen.append(guard.verdict())
    assert seen[-1] == ("refuse", "gate.no_reason")
    guard.tap("overrule")
    guard.tap("reason-reason_medical")
    guard.tap("overrule-go")
    guard.at("find").wait_for()
    guard.tap("direction-entry")
    for name in ("王梅", "陈浩"):  # home again
        guard.find(passes[name]["text"])
        guard.tap("colour-green")
        guard.tap("mask-yes")
        guard.type("365")
        guard.tap("temperature-done")
        seen.append(guard.verdict())
        assert seen[-1] == ALLOWED
        guard.next()
    return seen


def emergency(guard: Guard) -> list[tuple[str, str]]:
    guard.tap("direction-exit")
    guard.tap("life")
    seen = [guard.verdict()]
    assert seen == [("allow", "gate.emergency")]
    guard.tap("life-done")
    guard.at("find").wait_for()
    return seen


def more_people(guard: Guard, passes: dict[str, Any]) -> list[tuple[str, str]]:
    guard.tap("direction-exit")
    guard.find(passes["王梅"]["text"])
    guard.four_steps("366")
    seen = [guard.verdict()]
    guard.next()
    guard.find("5-1203")  # without a code: the roster on the phone is still there
    guard.at("result-5-1-1203").first.click()
    guard.four_steps("367")
    seen.append(guard.verdict())
    guard.next()
    assert seen == [ALLOWED] * 2
    return seen


def noted(uploads: list[tuple[str, str]], sent: Any) -> None:
    if sent.url.endswith("/api/gate/crossings"):
        uploads.append((sent.headers["authorization"], sent.post_data))


def again(stage: Stage, uploads: list[tuple[str, str]]) -> None:
    """Send the very same uploads a second time, as a phone does whose answer got lost on the way."""
    assert uploads
    for bearer, body in uploads:
        items = json.loads(body)["items"]
        assert all("sealed" in item for item in items), "nothing readable waits on the phone"
        answer = stage.post("/api/gate/crossings", body, bearer)
        assert [result["outcome"] for result in answer["results"]] == ["duplicate"] * len(items)
