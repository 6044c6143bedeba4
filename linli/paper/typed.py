"""One row of the register as the typist keys it: minutes, room, what is unusual, and last the person's initial.

``053502w``: five past, 3-502, the Wang of the household. In the order of the printed columns, on the number pad but for
the one letter, and the letter ends the row: that is how an ordinary row costs at most eight keys.

    053502w      minutes; the hour is that of the row above, or the next
    1405.3502w   another hour: the whole time, then a point
    .3502w       the same minute as the row above
    +  -         in, out, where the page supposes otherwise        /  /1    not let through, and why (``REASONS``)
    *378         temperature, 37.8                                 @2       the second purpose of the rules in force
    #K7QM4T2X    the code on a pass                                !        life first
    :送药李师傅   somebody who does not live here, to the end of the row

Pure: neither Django nor a clock.
"""

import re
import unicodedata
from dataclasses import dataclass

# Why the guard did not let somebody through, as the step card numbers it: (code, step, fact that says so, its value).
REASONS: dict[str, tuple[str, str, str, object]] = {
    "1": ("gate.health_colour", "health_code", "health_colour", "other"),
    "2": ("gate.no_mask", "mask_seen", "mask", False),
    "3": ("gate.identity_differs", "identity_compared", "identity", False),
    "4": ("gate.no_reason", "reason_open", "purpose", "other"),
    "5": ("gate.exits_used_up", "household_exits", "", None),
}
LONGEST = 120
TIME = re.compile(r"(\d{0,4})\.")
ROOM = re.compile(r"[a-z]{1,2}\d{0,3}-\d+(?:-\d+)*|\d+(?:-[a-z]?\d+)*")
PART = re.compile(
    r"(?P<way>[+\-进入出])|(?P<refused>/)(?P<reason>\d?)|\*(?P<degrees>\d{2}\.?\d)|@(?P<purpose>\d)"
    r"|#(?P<code>[a-z0-9]{4}-?[a-z0-9]{4})|(?P<life>[!救]命?)|:(?P<visitor>.+)$"
    r"|(?P<who>[a-zü']+|[\u3400-\u9fff·]+)(?:\.(?P<nth>\d))?"
)
WAYS = {"+": "entry", "进": "entry", "入": "entry", "-": "exit", "出": "exit"}


@dataclass(frozen=True)
class Typed:
    """What a text says; empty where it says nothing. ``rest`` is what could not be read."""

    time: str = ""
    room: str = ""
    who: str = ""
    nth: int = 0
    way: str = ""
    refused: bool = False
    reason: str = ""
    temperature: int | None = None
    purpose: int = 0
    code: str = ""
    life: bool = False
    visitor: str = ""
    rest: str = ""

    @property
    def after_time(self) -> str:
        """The row without its time, as it would be typed again."""
        way = {"entry": "+", "exit": "-"}.get(self.way, "")
        parts = [self.room, way, f"/{self.reason}" if self.refused else ""]
        parts += [f"*{self.temperature}" if self.temperature else "", f"@{self.purpose}" if self.purpose else ""]
        parts += [f"#{self.code}" if self.code else "", "!" if self.life else "", self.who]
        parts += [f".{self.nth}" if self.nth else "", f":{self.visitor}" if self.visitor else "", self.rest]
        return "".join(parts)


def read(text: str) -> Typed:
    """What was typed. Never fails: what makes no sense comes back as ``rest``."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    plain, colon, visitor = plain.partition(":")
    plain = re.sub(r"\s+", "", plain.lower().replace("。", ".")) + colon + visitor.strip()
    pointed = TIME.match(plain)
    if pointed:
        time, plain = pointed[1], plain[pointed.end() :]
        minute = time or "="
    else:
        found = re.match(r"\d{1,2}", plain)
        minute = found[0] if found else ""
        plain = plain[len(minute) :]
    said: dict[str, object] = {"time": minute}
    room = ROOM.match(plain)
    if room:
        said["room"], plain = room[0], plain[room.end() :]
    while plain and (part := PART.match(plain)):
        said |= _said(part)
        plain = plain[part.end() :]
    return Typed(**said, rest=plain)  # type: ignore[arg-type]


def _said(part: re.Match[str]) -> dict[str, object]:
    found = part.groupdict()
    if found["way"]:
        return {"way": WAYS[found["way"]]}
    if found["refused"]:
        return {"refused": True, "reason": found["reason"]}
    if found["degrees"]:
        return {"temperature": int(found["degrees"].replace(".", ""))}
    if found["purpose"]:
        return {"purpose": int(found["purpose"])}
    if found["code"]:
        return {"code": found["code"].replace("-", "").upper()}
    if found["life"]:
        return {"life": True}
    if found["visitor"]:
        return {"visitor": found["visitor"]}
    return {"who": found["who"], "nth": int(found["nth"] or 0)}


def splits(digits: str) -> list[tuple[str, str | None, str, bool]]:
    """(building, unit or None, room, as typed) that digits without dashes may mean: ``3502`` is 3-502, perhaps 35-02.

    Where no stair is typed, the zero before the last digit may be left out: ``352`` is 3-502, ``12123`` is 12-1203.
    What is meant as typed goes before what would need that zero.
    """
    found = []
    for at in (1, 2, 3):
        building, tail = digits[:at], digits[at:]
        if building.startswith("0"):
            break
        for unit, room in ((None, tail), (tail[:1], tail[1:])):
            if len(room) < 2 or len(room) > 4 or unit == "0" or room.startswith("0"):
                continue
            found.append((building, unit, room, True))
            if unit is None and len(room) < 4 and room[-1] != "0":
                found.append((building, unit, f"{room[:-1]}0{room[-1]}", False))
    return found


def minutes_of(time: str, above: int | None) -> int | None:
    """Minutes since the sheet's midnight, from what was typed and the row above (also in minutes); None if unclear.

    As few digits as changed: 5 is the next time that ends with 5, 05 the next five past, 1405 says it all. What lies
    half a day before the row above is of the next day: a night goes on past midnight.
    """
    if time == "=":
        return above
    if not time.isdigit():
        return None
    if len(time) <= 2:
        period, value = (10, int(time)) if len(time) == 1 else (60, int(time))
        if above is None or value >= period:
            return None
        return above + (value - above) % period
    hour, minute = int(time[:-2]), int(time[-2:])
    if hour > 23 or minute > 59:
        return None
    told = hour * 60 + minute
    if above is None:
        return told
    told += above // 1440 * 1440
    return told + 1440 if told < above - 720 else told
