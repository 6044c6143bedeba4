"""The rows of a list of people who return: read as rosters are, each taken or refused with every reason at once.

Beside a roster's columns such lists say when, where from and how people come. Pure but for the reading of a room.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from linli.registry.roster.columns import Columns, plain
from linli.registry.roster.entry import Entry, Problem, Reading, Rejected, understand
from linli.registry.roster.read import Roster, filled

SYNONYMS = {
    "when": "抵达时间 抵达日期 到达时间 到达日期 返汉时间 返汉日期 返回时间 返回日期 "
    "预计到达时间 预计返回时间 预计返汉时间 到汉时间 返程日期 返程时间 arrival arrivaldate arrivaltime expected",
    "origin": "出发地 来源地 出发城市 从何地返回 来自 始发地 现所在地 目前所在地 返回前所在地 途经地 from origin",
    "transport": "交通方式 交通工具 返程方式 返汉方式 乘坐交通工具 transport",
    "vehicle": "车次 航班 航班号 班次 车次航班 车次/航班 车牌 车牌号 车次航班号 train flight",
}
FIELDS = {word: field for field, words in SYNONYMS.items() for word in words.split()}
WAYS = (
    ("train", "火车 高铁 动车 列车 train"),
    ("plane", "飞机 航班 plane flight"),
    ("coach", "大巴 客车 汽车站 长途 coach bus"),
    ("car", "自驾 私家车 开车 小车 car"),
)
CLOCK = re.compile(r"(\d{1,2})[:：点时](\d{1,2})?")
DAY = re.compile(r"(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})")
NOON = time(12)


@dataclass(frozen=True)
class Coming:
    """One row that can be taken."""

    entry: Entry
    expected_at: datetime | None
    origin: str
    transport: str
    vehicle: str

    @property
    def home(self) -> str:
        return self.entry.room.key

    @property
    def together(self) -> tuple[str, Any]:
        """Of one home on one day: one thread."""
        return self.home, self.expected_at.date() if self.expected_at else None


def judge(roster: Roster, at: datetime, zone: str, area_code: str) -> list[Coming | Rejected]:
    """Every row, in the order of the file; whoever stands in it twice is taken once."""
    here = at.astimezone(ZoneInfo(zone))
    found = [_row(columns, row, here, area_code) for columns, row in roster.rows]
    seen: set[tuple[str, ...]] = set()
    for place, one in enumerate(found):
        if isinstance(one, Coming):
            if one.entry.who in seen:
                found[place] = replace(one, entry=replace(one.entry, repeated=True))
            seen.add(one.entry.who)
    return found


def _row(columns: Columns, row: Any, here: datetime, area_code: str) -> Coming | Rejected:
    places = travel_columns(columns)
    entry = understand(columns, row, here.date(), area_code)
    reading = Reading(replace(columns, places=places), row)
    problems = list(entry.problems) if isinstance(entry, Rejected) else []
    said = reading.cell("when")
    when = moment(said, here)
    if filled(said) and when is None:
        problems.append(Problem("arrivals.when_unclear", str(said)[:30]))
    if not isinstance(entry, Rejected) and not entry.name:
        problems.append(Problem("roster.no_name"))
    if problems or isinstance(entry, Rejected):
        return Rejected(row, tuple(problems))
    way = reading.text("transport").lower()
    transport = next(
        (kind for kind, words in WAYS if any(word in way for word in words.split())), "other" if way else ""
    )
    return Coming(entry, when, reading.text("origin")[:60], transport, reading.text("vehicle")[:40])


def travel_columns(columns: Columns) -> dict[str, tuple[int, ...]]:
    """The columns of the journey, which a roster does not know."""
    found: dict[str, list[int]] = {}
    for place, header in enumerate(columns.headers):
        field = FIELDS.get(plain(header))
        if field:
            found.setdefault(field, []).append(place)
    return {field: tuple(places) for field, places in found.items()}


def moment(value: object, here: datetime) -> datetime | None:
    """A day, with its hour where it says one, else noon. A day without a year is the nearest one."""
    zone = here.tzinfo
    if isinstance(value, datetime):
        return value.replace(tzinfo=zone) if value.time() != time() else datetime.combine(value, NOON, zone)
    if isinstance(value, date):
        return datetime.combine(value, NOON, zone)
    text = str(value).strip()
    day = DAY.search(text)
    if day is None:
        return None
    clock = CLOCK.search(text, day.end())
    try:
        at = time(int(clock[1]), int(clock[2] or 0)) if clock else NOON
        years = [int(day[1])] if day[1] else [here.year - 1, here.year, here.year + 1]
        found = [datetime.combine(date(year, int(day[2]), int(day[3])), at, zone) for year in years]
    except ValueError:
        return None
    return min(found, key=lambda one: abs(one - here))


def groups(found: Iterable[Coming | Rejected]) -> list[list[Coming]]:
    """People of one home and one day together, in the order of the file."""
    together: dict[Any, list[Coming]] = {}
    for one in found:
        if isinstance(one, Coming):
            together.setdefault(one.together, []).append(one)
    return list(together.values())
