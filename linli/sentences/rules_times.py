"""The moment that a sentence names, in the community's zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from linli.sentences.dictionaries import either, words
from linli.sentences.rules_text import numbers

N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
WEEKDAY = re.compile(r"(?P<next>[下上]{1,2}一?个?|这个?|本)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])(?!\d)")
ENGLISH_WEEKDAY = re.compile(r"(?P<next>next\s)?\b(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b")
MONTH_DAY = re.compile(rf"(?P<month>1[0-2]|0?[1-9]|[一二三四五六七八九十]{{1,2}})月(?P<day>{N})(?:日|号)?")
ENGLISH_DATE = re.compile(
    r"\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
)
ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NEXT_MONTH = re.compile(rf"下个?月(?P<day>{N})(?:日|号)")
SLASHED = re.compile(
    r"(?<![\d.:/-])(?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|0?[1-9])(?:日|号)?(?![\d.:/%-]|\s?(?:斤|元|块|度|公里|kg|升|折))"
)
DAY_ALONE = re.compile(rf"(?<![\d月-])(?P<day>{N})(?:号(?!\d(?!\d?[:点]))|日)(?!楼|房|线|门|网格|院|店|栋)")
IN_DAYS = re.compile(
    rf"(?P<n>{N})\s?(?P<unit>天|周|个星期|小时|个小时|个钟头|分钟|个半小时)\s?(?:之后|以后|后|内|之内|以内)"
)
HALF_HOUR = re.compile(r"半(?:个)?(?:小时|钟头)(?:之后|后|内|以内)?")
IN_ENGLISH = re.compile(r"\b(?:in|within)\s(?P<n>\d{1,2}|an|a|two|three)\s(?P<unit>minutes?|hours?|days?|weeks?)\b")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点钟?|时(?!间|候|不|常))"
    r"(?P<minute>半|一刻|三刻|[0-5]?\d(?=分|[^\d]|$)|[二三四五]?十[一二三四五六七八九]?分?)?"
    r"|(?<![\d:])(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?![\d:])"
)
ENGLISH_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5]\d))?\s?(?P<half>am|pm|a\.m\.|p\.m\.)(?![a-z])"
)
HABIT = re.compile(r"每天|每日|每隔|隔天|每[两三一二四]|一三五|二四六|每晚|每周|每个|天天|every day|daily|each day")
EARLIEST, LATEST = 5, 21
SMALL = {"a": 1, "an": 1, "two": 2, "three": 3}


@dataclass(frozen=True, slots=True)
class When:
    """`at`: the moment named, if one is; `soon`: it hurries; `unsure`: it has other readings; `past`: it is over.

    `two`: two days are named, and so perhaps two wishes.
    """

    at: datetime | None = None
    soon: bool = False
    unsure: bool = False
    past: bool = False
    two: bool = False


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = words("times")
    return {name: re.compile(either(data[name])) for name in ("days", "parts", "soon")}


def named(text: str, at: datetime, zone: Any) -> When:
    """The moment that ``text`` (lower case) names; ``at`` is aware, ``zone`` a tzinfo."""
    local = at.astimezone(zone)
    soon = bool(_patterns()["soon"].search(text))
    span = _span(text, at)
    if span is not None:
        return When(span, soon or span - at <= timedelta(hours=3))
    days = _days(text, local.date())
    hour, minute, part, unclear = _clock(text)
    vague = _vague(text, local.date()) if not days else None
    days = [vague] if vague else days
    if not days and hour is None and (part is None or part[1] > LATEST or part[0] < EARLIEST):
        return When(
            soon=soon, unsure=bool(HABIT.search(text))
        )  # "at night" alone says how it always is, and no time that anybody could keep
    day = days[0] if days else local.date()
    habit = bool(HABIT.search(text))  # "every afternoon" is no time by which anything is done
    moment, doubtful = _moment(day, hour, minute, part, local, bool(days))
    two = len(set(days)) > 1
    return When(moment, soon, unclear or doubtful or two or habit or bool(vague) or moment < at, moment < at, two)


def _span(text: str, at: datetime) -> datetime | None:
    """ "两小时内", "半小时后", "3天后", "in 2 hours"."""
    if HALF_HOUR.search(text):
        return at + timedelta(minutes=30)
    found = IN_DAYS.search(text)
    if found:
        count, unit = int(numbers(found["n"])), found["unit"]
        if "分" in unit:
            return at + timedelta(minutes=count)
        if "小时" in unit or "钟头" in unit:
            return at + timedelta(hours=count + (0.5 if "半" in unit else 0))
        return at + timedelta(days=count * (7 if unit in ("周", "个星期") else 1))
    english = IN_ENGLISH.search(text)
    if english:
        count = SMALL.get(english["n"]) or int(english["n"])
        return at + timedelta(**{english["unit"].rstrip("s") + "s": count})
    return None


def without_times(text: str) -> str:
    """What is left of a clause when its days and hours are taken out."""
    for pattern in (*_patterns().values(), WEEKDAY, MONTH_DAY, DAY_ALONE, CLOCK):
        text = pattern.sub("", text)
    return text


def _vague(text: str, today: date) -> date | None:
    """The end of the month, next week: a day to begin with, and never certain."""
    if re.search("月中|mid-month", text):
        return today.replace(day=15) if today.day < 15 else (today.replace(day=28) + timedelta(days=4)).replace(day=15)
    if re.search("月底|月末|end of the month", text):
        return (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if re.search(r"下个?(?:周|星期|礼拜)(?![一二三四五六日天末])|next week", text):
        return _weekday(today, 0, 1, True)
    return None


def _days(text: str, today: date) -> list[date]:
    found: list[tuple[int, date]] = []
    data = words("times")
    for hit in _patterns()["days"].finditer(text):
        if text.startswith("的", hit.end()):
            continue  # "today's" belongs to a thing
        found.append((hit.start(), today + timedelta(days=data["days"][hit.group()])))
    for hit in ENGLISH_DATE.finditer(text):
        said = _date(today, hit["day"], str(ENGLISH_MONTHS.index(hit["month"]) + 1))
        found += [(hit.start(), said)] if said else []
    for hit in WEEKDAY.finditer(text):
        found.append(
            (
                hit.start(),
                _weekday(
                    today,
                    data["weekdays"][hit["day"]],
                    (hit["next"] or "").count("下") - (hit["next"] or "").count("上"),
                    bool(hit["next"]),
                ),
            )
        )
    for hit in ENGLISH_WEEKDAY.finditer(text):
        found.append((hit.start(), _weekday(today, data["english_weekdays"][hit["day"] + "day"], 0, False)))
    if not found:
        begin = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        found = [(hit.start(), day) for hit in NEXT_MONTH.finditer(text) if (day := _date(begin, hit["day"], None))]
    if not found:
        found = [
            (hit.start(), day)
            for pattern in (MONTH_DAY, SLASHED)
            for hit in pattern.finditer(text)
            if (day := _date(today, hit["day"], hit["month"]))
        ]
    if not found:
        found = [(hit.start(), day) for hit in DAY_ALONE.finditer(text) if (day := _date(today, hit["day"], None))]
    if not found and re.search("周末|weekend", text):
        found = [(0, _weekday(today, 5, 0, False))]
    return [day for _, day in sorted(found)]


def _weekday(today: date, wanted: int, weeks: int, named_week: bool) -> date:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=wanted + 7 * weeks)
    return day if day >= today or named_week else day + timedelta(days=7)


def _date(today: date, day: str, month: str | None) -> date | None:
    number = int(numbers(day))
    first = today.replace(day=1)
    if month is not None:
        first = first.replace(month=int(numbers(month)))
        if (today - first).days > 150:
            first = first.replace(year=first.year + 1)
    elif number < today.day - 7:
        first = (first + timedelta(days=32)).replace(day=1)
    try:
        return first.replace(day=number)
    except ValueError:
        return None


def _clock(text: str) -> tuple[int | None, int, tuple[int, int] | None, bool]:
    """Hour and minute as written, the part of the day, and whether several clocks or parts are named."""
    parts = [tuple(words("times")["parts"][hit.group()]) for hit in _patterns()["parts"].finditer(text)]
    bounds = parts[0] if parts else None
    english = ENGLISH_CLOCK.search(text)
    if english:
        late = english["half"].startswith("p")
        hour = int(english["hour"]) % 12 + (12 if late else 0)
        return hour, int(english["minute"] or 0), (hour, hour), False
    hits = list(CLOCK.finditer(text))
    if not hits:
        return None, 0, bounds, len(set(parts)) > 1
    hit = hits[0]
    if hit["h"]:
        return (
            int(hit["h"]),
            int(hit["m"]),
            bounds or ((0, 0) if len(hit["h"]) == 2 else None),
            len(hits) > 1 or len(set(parts)) > 1,
        )
    return int(numbers(hit["hour"])), _minute(hit["minute"]), bounds, len(hits) > 1 or len(set(parts)) > 1


def _minute(said: str | None) -> int:
    if not said:
        return 0
    return {"半": 30, "一刻": 15, "三刻": 45}.get(said) or int(numbers(said.rstrip("分")))


def _moment(
    day: date, hour: int | None, minute: int, part: tuple[int, int] | None, local: datetime, day_named: bool
) -> tuple[datetime, bool]:
    """The moment, and whether it might be another half of the day."""
    if hour is None:
        hour = part[1] if part else int(words("times")["no_hour_means"])
        moment = datetime.combine(day, time(hour), local.tzinfo)
        if part is None and moment <= local < moment + timedelta(hours=5):
            return moment.replace(hour=21), True  # "today", said after six
        return moment, False
    if hour > 24 or minute > 59:
        return datetime.combine(day, time(18), local.tzinfo), True
    hour %= 24
    doubtful = False
    if part is not None:
        if part[0] >= 17 and hour == 12:
            return datetime.combine(day + timedelta(days=1), time(0, minute), local.tzinfo), True
        if part[0] >= 11 and 0 < hour < 12 and not (part[0] == 11 and hour == 11):
            hour += 12
    elif 0 < hour < 7:
        hour += 12
    elif 7 <= hour < 12 and day == local.date() and hour <= local.hour:
        hour, doubtful = hour + 12, not day_named
    return datetime.combine(day, time(hour % 24, minute), local.tzinfo), doubtful
