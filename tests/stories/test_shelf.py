"""A hot meal for 3-2-502: put down at an offline gate, seen by the household, fetched at another gate."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stories.guard import Guard
from tests.stories.stage import Stage, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]


def phone_of(page: Page) -> Page:
    """Another phone: its own storage, its own network."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    return context.new_page()


def join(stage: Stage, page: Page) -> Page:
    page.goto(stage.cast["join"])
    page.locator(f'button[name="resident"][value="{stage.cast["people"]["王梅"]}"]').click()
    page.wait_for_url("**/me/**")
    return page


def put_meal(guard: Guard) -> None:
    guard.tap("shelf")
    guard.tap("shelf-put")
    guard.at("put-room").fill("3-502")
    guard.tap("kind-meal")
    guard.at("put-place").fill("台阶旁")
    guard.tap("put-go")


def slow_to_save(guard: Guard) -> None:
    """An old phone: what was tapped takes a while to be sealed."""
    guard.page.evaluate(
        """() => {
        const { subtle } = crypto, encrypt = subtle.encrypt.bind(subtle);
        subtle.encrypt = async (...said) => {
            await new Promise((done) => setTimeout(done, 400));
            return encrypt(...said);
        };
    }"""
    )


def wait_for_the_next_second(page: Page) -> None:
    """A fact of a gate names whole seconds; two within one are in no order."""
    page.wait_for_function("(now) => Math.floor(Date.now() / 1000) > now", arg=int(time.time()))


def in_the_clear(page: Page) -> Any:
    """Everything that IndexedDB holds, as text."""
    return page.evaluate(
        """async () => {
        const ready = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
        const db = await ready(indexedDB.open("linli-gate"));
        const all = [];
        for (const name of db.objectStoreNames) {
            const store = () => db.transaction(name).objectStore(name);
            all.push(JSON.stringify([await ready(store().getAll()), await ready(store().getAllKeys())]));
        }
        db.close();
        return all.join();
    }"""
    )


def test_a_meal_from_an_offline_gate_to_another_gate(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "shelf") as stage:
        cast, page = stage.cast, open_stage(stage)
        south = Guard(page)
        south.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        north = Guard(phone_of(page))
        north.enrol(cast["second"], cast["gates"]["北门"], cast["guard"], cast["pin"])
        home = join(stage, phone_of(page))

        page.context.set_offline(True)
        put_meal(south)
        expect(south.at("shelf-3-2-502")).to_contain_text("台阶旁")
        page.reload()
        south.at("find").wait_for()
        expect(south.at("shelf")).to_contain_text("1")
        assert "1" in south.unsent()
        assert "3-2-502" not in in_the_clear(page) and "台阶旁" not in in_the_clear(page)
        home.reload()
        expect(home.locator("main")).not_to_contain_text("台阶旁")

        page.context.set_offline(False)
        south.sync()
        assert stage.run("on_the_shelf") == [["meal", "app", ""]]
        home.reload()
        expect(home.locator("main")).to_contain_text("南门")
        expect(home.locator("main")).to_contain_text("1 份热餐")

        # at the other gate she comes in, and the verdict says what waits; it is handed out by searching the shelf
        north.sync()
        north.tap("shelf")
        north.at("shelf-find").fill("3-502")
        north.tap("shelf-3-2-502")
        north.tap("end-resident")
        expect(north.at("shelf-empty")).to_be_visible()
        north.tap("back")
        north.sync()
        assert stage.run("on_the_shelf") == [["meal", "app", "resident"]]

        expect(south.at("shelf")).to_contain_text("1")
        south.sync()
        expect(south.at("shelf")).not_to_contain_text("1")
        home.reload()
        expect(home.locator("main")).not_to_contain_text("热餐")


def test_who_comes_in_is_told_of_what_waits_and_two_gates_hand_out_one_thing(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "shelf") as stage:
        cast, page = stage.cast, open_stage(stage)
        south = Guard(page)
        south.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
        put_meal(south)
        south.tap("back")
        south.sync()
        assert stage.run("on_the_shelf") == [["meal", "worker", ""]]
        north = Guard(phone_of(page))
        north.enrol(cast["second"], cast["gates"]["北门"], cast["guard"], cast["pin"])
        north.at("shelf").wait_for()
        north.sync()

        page.context.set_offline(True)
        south.tap("direction-entry")
        south.find(cast["passes"]["王梅"]["text"])
        south.tap("colour-green")
        south.tap("mask-yes")
        south.type("365")
        south.tap("temperature-done")
        assert south.verdict()[0] == "allow"
        south.tap("shelf-line")
        south.tap("end-resident")
        assert south.verdict()[0] == "allow", "back on the verdict, which is still undecided"
        expect(south.at("shelf-line")).to_have_count(0)
        south.next()

        wait_for_the_next_second(north.page)
        north.tap("shelf")
        north.tap("shelf-3-2-502")
        slow_to_save(north)
        north.at("end-volunteer").dblclick()
        north.sync()
        assert [end for _kind, _told, end in stage.run("on_the_shelf")] == ["volunteer"], "no unsent, all sent"
        page.context.set_offline(False)
        south.sync()
        assert [end for _kind, _told, end in stage.run("on_the_shelf")] == ["resident"], "the first by time holds"
        south.tap("shelf")
        expect(south.at("shelf-clash")).to_be_visible()
        south.tap("shelf-clash-seen")
        expect(south.at("shelf-clash")).to_have_count(0)
        assert len(stage.run("crossings")) == 1
