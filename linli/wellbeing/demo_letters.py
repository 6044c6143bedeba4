"""What the demo's invented people wrote, and what came of it: 790 registered, 1,600 tests, about 100 calls back."""

import uuid
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from linli.accounts.models import User
from linli.wellbeing.scales import load, score

PEOPLE, TESTS, HIGH, ASKING = 790, 1600, 84, 16
SPAN, RECENT = timedelta(days=36), timedelta(days=3)
SCALES = ("phq-9", "gad-7", "phq-2", "who-5", "pc-ptsd-5")
SURNAMES, GIVEN = "小老阿大", "林雨静芳明强梅波燕军晨晓丽平云山秋月安宁"
WORDS = (
    "晚上睡不着，想找人说说话。",
    "孩子一直在家，我快撑不住了。",
    "母亲走了，没能见最后一面。",
    "一个人住，很久没跟人说话了。",
)
NOTES = ("聊了二十分钟，情绪平稳了些。", "说是担心复工和房贷。", "家里老人买药有困难，已记下。", "约好三天后再打一次。")


@dataclass
class Letter:
    """A record before it is sealed. ``by`` has claimed it, ``opener`` opened it; times that are None have not come."""

    id: uuid.UUID
    at: datetime
    payload: dict[str, Any]
    opener: User | None = None
    opened_at: datetime | None = None
    by: User | None = None
    closed_at: datetime | None = None
    entries: list[dict[str, Any]] = field(default_factory=list)


def letters(chance: Random, people: list[User], at: datetime, booked: list[dict[str, Any]]) -> list[Letter]:
    """All of them, the oldest first; ``people`` are the counsellors, ``booked`` places asked for."""
    residents = [_resident(chance, number) for number in range(PEOPLE)]
    began = {one["person"]: at - SPAN * (chance.random() ** 0.7) - timedelta(hours=2) for one in residents}
    made = [_letter(chance, one, began[one["person"]], kind="registration", urgency="below") for one in residents]
    high = set(chance.sample(range(TESTS - 1), HIGH - 1))
    for number in range(TESTS - 1):
        one = residents[number] if number < PEOPLE * 9 // 10 else chance.choice(residents)
        since = began[one["person"]]
        made.append(_test(chance, one, since + (at - since) * chance.random(), high=number in high))
    made.append(_alarming(chance, residents[3], at - timedelta(minutes=20)))
    for number in range(ASKING):
        one = residents[number * 7]
        moment = at - timedelta(hours=30) * (number + 1) if number > 2 else at - timedelta(minutes=25 * (number + 1))
        made.append(_letter(chance, one, moment, kind="talk", urgency="call_me", text=chance.choice(WORDS)))
    for one, slot in zip(residents[5:], booked, strict=False):
        place = {"room": str(slot["room"]), "name": slot["name"], "place": slot["place"]}
        where = {**place, "starts_at": slot["starts_at"].isoformat(), "minutes": slot["minutes"]}
        made.append(_letter(chance, one, at - timedelta(hours=1), kind="talk", urgency="above", slot=where))
    for letter in made:
        _follow(chance, letter, people, at)
    return sorted(made, key=lambda one: one.at)


def _resident(chance: Random, number: int) -> dict[str, Any]:
    nickname = chance.choice(SURNAMES) + chance.choice(GIVEN) + (chance.choice(GIVEN) if number % 3 else "")
    box = f"{chance.getrandbits(256):064x}"
    return {
        "person": f"{chance.getrandbits(128):032x}",
        "nickname": nickname,
        "phone": f"139000{chance.randrange(100_000):05d}",  # a range that no carrier gives out
        "reply_to": {"box": box, "key": b64encode(chance.randbytes(32)).decode()},
        "language": "zh-hans",
        "by": "paper" if number % 40 == 0 else "self",
    }


def _letter(chance: Random, one: dict[str, Any], at: datetime, **said: Any) -> Letter:
    stamp = int(at.timestamp() * 1000) << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62)
    return Letter(uuid.UUID(int=stamp), at, {"v": 1, **one, **said, "at": at.isoformat()})


def _test(chance: Random, one: dict[str, Any], at: datetime, *, high: bool) -> Letter:
    scale = _scales()[chance.choices(SCALES, (50, 25, 10, 10, 5))[0]]
    while True:  # answers until they are what was asked for: only a few are to be called back
        answers = [_answer(chance, scale, item, high) for item in scale["items"]]
        found = score(scale, answers)
        if "error" not in found and (found["above"] or bool(found["alerts"])) == high:
            break
    urgency = "life" if found["alerts"] else "severe" if found["level"] == "severe" else "above" if high else "below"
    cutoff = {"id": found["cutoff_id"], "at": found["cutoff"]}
    more = {name: found[name] for name in ("total", "band", "level", "above", "citation")}
    codes = [alert["code"] for alert in found["alerts"]]
    return _letter(chance, one, at, kind="test", urgency=urgency, scale=scale["id"], scale_version=scale["version"],
                   answers=answers, alerts=codes, cutoff=cutoff, **more)  # fmt: skip


def _alarming(chance: Random, one: dict[str, Any], at: datetime) -> Letter:
    """Somebody who has thought of not living on, and waits for the call."""
    while True:
        letter = _test(chance, one, at, high=True)
        if letter.payload["urgency"] == "life":
            return letter


def _answer(chance: Random, scale: dict[str, Any], item: dict[str, Any], high: bool) -> int:
    allowed = sorted(answer["value"] for answer in item.get("answers", scale["answers"]))
    alarming = any(alert["item"] == item["id"] for alert in scale["alerts"])
    if alarming and chance.random() < 0.9:
        return int(allowed[0])
    worse = high if scale["scoring"]["direction"] == "higher_is_worse" else not high
    weights = [1 + (place if worse else len(allowed) - place) for place in range(len(allowed))]
    return int(chance.choices(allowed, weights)[0])


_loaded: dict[str, dict[str, Any]] = {}


def _scales() -> dict[str, dict[str, Any]]:
    if not _loaded:
        _loaded.update(load())
    return _loaded


def _follow(chance: Random, letter: Letter, people: list[User], at: datetime) -> None:
    """Who opened it when, and what came of it; what came in the last hours waits, what came lately is under way."""
    age, user = at - letter.at, people[0] if chance.random() < 0.8 else people[1]
    if age < timedelta(hours=2):
        return
    letter.opener, letter.opened_at = user, letter.at + age * 0.02 + timedelta(minutes=chance.randrange(2, 25))
    if letter.payload["urgency"] == "below":
        if age > timedelta(hours=8):
            letter.by, letter.closed_at = user, letter.at + min(age * 0.5, timedelta(hours=chance.randrange(4, 30)))
        return
    soon = letter.payload["urgency"] in ("life", "call_me")  # was rung within the clock of two hours
    if age < RECENT and not soon and chance.random() < 0.3:
        return  # opened, and still nobody's
    letter.by = user
    _calls(chance, letter, user, at, done=soon or age > RECENT or chance.random() < 0.3)


def _calls(chance: Random, letter: Letter, user: User, at: datetime, *, done: bool) -> None:
    assert letter.opened_at is not None
    room, moment = (at - letter.opened_at) / 8, letter.opened_at
    for missed in range(chance.choice((0, 0, 0, 1, 1, 2))):
        moment += min(room, timedelta(minutes=40 + 30 * missed))
        _say(letter, user, moment, kind="attempt", reached=False)
    if not done:
        return
    moment += min(room, timedelta(minutes=30))
    outcome = chance.choices(("agreed", "appointment", "referred", "later", "removed"), (60, 14, 8, 8, 10))[0]
    _say(letter, user, moment, kind="attempt", reached=outcome != "removed")
    reason = {"reason": chance.choice(("not_responding", "wrong_number", "declined"))} if outcome == "removed" else {}
    _say(letter, user, moment, kind="outcome", outcome=outcome, **reason)
    if outcome != "removed":
        _say(letter, user, moment, kind="note", text=chance.choice(NOTES))
    moment += min(room, timedelta(minutes=20))
    _say(letter, user, moment, kind="closing")
    letter.closed_at = moment


def _say(letter: Letter, user: User, at: datetime, **said: Any) -> None:
    by = {"id": str(user.pk), "name": str(user)}
    letter.entries.append({"v": 1, "at": at.isoformat(), "by": by, **said})
