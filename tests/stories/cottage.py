"""The cottage on stage: two counsellors who hold its key, one of them on duty, a room with hours; what lies inside.

For scenes (in the server's own house) and for stories: ``Phone`` is what somebody's thumb does on the cottage's page.
"""

from datetime import time, timedelta
from typing import Any

from django_scopes import scope, scopes_disabled
from playwright.sync_api import Page, expect

PHRASE = "杨柳 河边 月亮 面条"
POST = "阳光小屋"
COUNSELLORS = ("林静", "周宁")


def cottage(address: str, duty: bool = True) -> dict[str, Any]:
    """The small world with a cottage that is open; ``private``: the group's own half, which no server has."""
    from linli.core.clock import now
    from linli.wellbeing.sealing import make_pair
    from tests.world import build

    at, group = now(), make_pair()
    with scopes_disabled():
        world = build()
        users = [world.users["counsellor"], _second(world)]
        for user, name in zip(users, COUNSELLORS, strict=True):
            user.name = name
            user.save()
    place = world.community
    place.settings = {"help_phone": "027-85550000"}
    place.save()
    with scope(community=place.pk):
        _keys(place, users, group, at)
        _room(place, users[0], at)
        _on_duty(place, users, at if duty else at + timedelta(hours=9), at)
    return {
        "place": str(place.pk),
        "page": f"{address}/cottage/{place.pk}/",
        "private": group.private_key.hex(),
        "phrase": PHRASE,
        "counsellors": [user.username for user in users],
        "logins": {kind: user.username for kind, user in world.users.items()},
    }


def cottage_at_night(address: str) -> dict[str, Any]:
    """The same; nobody is on duty for nine hours."""
    return cottage(address, duty=False)


def _second(world: Any) -> Any:
    from linli.accounts.models import Role, User

    user = User.objects.create_user(username="counsellor-two", password="a long pass phrase", name=COUNSELLORS[1])
    since = world.users["counsellor"].roles.get().starts_at
    Role.objects.create(community=world.community, user=user, kind=Role.Kind.COUNSELLOR, starts_at=since)
    return user


def _keys(place: Any, users: list[Any], group: Any, at: Any) -> None:
    """Each has a pair under the pass phrase, and the group's key in a wrap; light on the processor."""
    from linli.wellbeing.models import CounsellorKey, GroupKey
    from linli.wellbeing.sealing import lock_pair, make_pair, wrap_for

    wraps = []
    for user in users:
        own = make_pair()
        locked = lock_pair(own, PHRASE, passes=1, kib=8192)
        key = CounsellorKey.make(user, own.public_key, locked, community=place, at=at)
        wraps.append({"key": str(key.pk), **wrap_for(group, own.public_key)})
    GroupKey.make(group.public_key, wraps, community=place, by=users[0], at=at)


def _room(place: Any, by: Any, at: Any) -> None:
    """Open every day, so that there is always a time tomorrow."""
    from linli.wellbeing.models import Room, RoomHours

    room = Room.enter(place, name="谈心室", place="3 栋架空层", by=by, at=at)
    for weekday in range(7):
        hours = {"opens": time(9), "closes": time(12), "minutes": 50, "places": 1}
        RoomHours.enter(room, weekday=weekday, **hours, by=by, at=at)


def _on_duty(place: Any, users: list[Any], since: Any, at: Any) -> None:
    from linli.accounts.models import Duty

    until = since + timedelta(hours=8)
    Duty.assign(users[0], community=place, post=POST, starts_at=since, ends_at=until, by=None, at=at)


def inside(private: str) -> list[dict[str, Any]]:
    """What the counsellors read: every record's content, the oldest first. Only a test has the key on the server."""
    from linli.wellbeing.models import Sealed
    from linli.wellbeing.sealing import Sealed as Bytes
    from linli.wellbeing.sealing import open_record, pair_of
    from linli.wellbeing.wire import text

    pair = pair_of(bytes.fromhex(private))
    with scopes_disabled():
        rows = list(Sealed._base_manager.order_by("record__received_at", "record_id"))
    return [open_record(Bytes(text(one.sealed_key), text(one.body)), pair, str(one.record_id))[0] for one in rows]


def handled(private: str) -> list[dict[str, Any]]:
    """What became of every record: minutes until it was opened and closed, by whom, and what was written about it."""
    from linli.wellbeing.models import Entry, Sealed
    from linli.wellbeing.sealing import Sealed as Bytes
    from linli.wellbeing.sealing import open_entry, open_record, pair_of
    from linli.wellbeing.wire import text

    pair, found = pair_of(bytes.fromhex(private)), []
    with scopes_disabled():
        rows = list(Sealed._base_manager.select_related("record__claimed_by").order_by("record__received_at"))
        for one in rows:
            record, number = one.record, str(one.record_id)
            payload, key = open_record(Bytes(text(one.sealed_key), text(one.body)), pair, number)
            entries = [open_entry(key, text(entry.body)) for entry in Entry._base_manager.filter(record=record)]
            minutes = {
                name: moment and (moment - record.received_at).total_seconds() / 60
                for name, moment in (("opened", record.opened_at), ("closed", record.closed_at))
            }
            by = record.claimed_by and record.claimed_by.name
            found.append({"who": payload["nickname"], **minutes, "by": by, "entries": entries})
    return found


def named(name: str) -> str:
    """Give the community a name that is no secret and stands on every page; whether looking finds it shows by it."""
    import secrets

    from linli.core.clock import now
    from linli.registry.models import Community

    with scopes_disabled():
        held = Community.objects.get()
    with scope(community=held.pk):
        held.change(name=f"{name}{secrets.token_hex(6)}", division=held.division, zone=held.zone, by=None, at=now())
    return held.name.removeprefix(name)


class Desk:
    """A counsellor at the list of calls."""

    def __init__(self, page: Page, address: str, phrase: str = PHRASE) -> None:
        self.page = page
        page.goto(f"{address}/cottage/work/")
        self.unlocks(phrase)

    def unlocks(self, phrase: str = PHRASE) -> None:
        self.at("locked").locator("input[name=phrase]").fill(phrase)
        self.at("unlock").click()
        self.at("list").wait_for()

    def at(self, test: str) -> Any:
        return self.page.locator(f'[data-test="{test}"]')

    def writes(self, step: str, **fields: str) -> None:
        """Open the form of ``step`` (its first word on the page), fill it in, keep it."""
        form = self.page.locator("details[name=step]", has=self.at(f"keep-{step}"))
        form.locator("summary").click()
        for name, value in fields.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        form.locator(f'[data-test="keep-{step}"]').click()


class Phone:
    """Somebody's thumb on the cottage's page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        self.at("at-home").wait_for()

    def at(self, test: str) -> Any:
        return self.page.locator(f'[data-test="{test}"]')

    def tap(self, test: str) -> None:
        self.at(test).first.click()

    def says_who(self, nickname: str, phone: str) -> None:
        self.at("nickname").fill(nickname)
        self.at("phone").fill(phone)

    def answers(self, scale: str, *values: int) -> None:
        """From the choice of scales: the scale, and one answer a screen."""
        self.tap(f"scale-{scale}")
        self.begins(*values)

    def begins(self, *values: int) -> None:
        self.tap("begin")
        for number, value in enumerate(values):
            expect(self.at("count")).to_contain_text(f" {number + 1} ")
            self.tap(f"answer-{value}")

    def delivered(self) -> None:
        expect(self.at("delivered")).to_be_visible(timeout=20_000)
