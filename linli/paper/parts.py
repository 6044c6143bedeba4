"""What the sheets say: the rows of each printed part, in the community's own local time and in both languages."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import translation

from linli.core import printing
from linli.core.clock import midnight_in
from linli.gates.inforce import InForce
from linli.gates.models import Gate, Permit
from linli.gates.staff import helpers
from linli.gates.words import verdict_words
from linli.paper.meaning import fever_at
from linli.paper.models import Sheet
from linli.paper.sheets import Part
from linli.situation import words
from linli.situation.tables import WHO

# The verdict whose calm sentence a guard needs where a step is not passed.
SAID = {
    "pass_valid": "gate.no_pass",
    "resident_here": "gate.not_resident",
    "identity_compared": "gate.identity_differs",
    "reason_open": "gate.no_reason",
    "health_code": "gate.health_colour",
    "mask_seen": "gate.no_mask",
    "host_agreed": "gate.host_declined",
    "credential_seen": "gate.no_credential",
    "stays_outside": "gate.leave_at_shelf",
    "temperature": "gate.fever",
    "household_exits": "gate.exits_used_up",
    "household_out": "gate.household_out",
    "time_slot": "gate.outside_hours",
    "building_batch": "gate.not_your_batch",
    "no_order": "gate.under_order",
}
WAYS = {"exit": ("出门", "going out"), "entry": ("进门", "coming in")}
STANDING = ("work", "essential", "epidemic_work")


def register(sheet: Sheet, rules: InForce) -> Part:
    return {
        "kind": "register",
        "number": str(sheet),
        "gate": sheet.gate.name if sheet.gate else "",
        "day": sheet.day.isoformat() if sheet.day else "",
        "rows": sheet.rows,
        "fever": f"{fever_at(rules, 'exit') / 10:.1f}",
        "policy": sheet.policy,
    }


def permits_of(community: Any, day: date) -> list[Permit]:
    """The permits that are open at some time of ``day``, of people who live here, by building, stair and room."""
    begins = midnight_in(community.zone, day)
    ends = begins + timedelta(days=1)
    rows = Permit.objects.filter(Q(ends_at=None) | Q(ends_at__gt=begins), starts_at__lt=ends, revocation=None)
    rows = rows.filter(resident__left_at=None, resident__merged_into=None)
    found = list(rows.select_related("resident__household__flat__unit__building"))
    return sorted(found, key=lambda one: (_by_number(one.resident.household.flat.key), one.starts_at))


def _by_number(key: str) -> list[tuple[int, int, str]]:
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in key.split("-")]


def permits(community: Any, held: list[Permit], day: date, at: datetime) -> list[Part]:
    """Two lists: what is ticked today, and the standing permits of those who go to work."""
    zone = ZoneInfo(community.zone)
    lists = (
        ("今天的外出许可", "outing permits of the day, to tick", True),
        ("长期通行许可", "standing permits", False),
    )
    parts: list[Part] = []
    for heading, english, ticks in lists:
        mine = [one for one in held if (one.kind not in STANDING) == ticks]
        groups: dict[str, list[dict[str, str]]] = {}
        for one in mine:
            building = one.resident.household.flat.unit.building.number
            groups.setdefault(building, []).append(_permit(one, zone, day))
        parts.append(
            {
                "kind": "permits",
                "heading": heading,
                "english": english,
                "ticks": ticks,
                "day": day.isoformat(),
                "as_of": f"{at.astimezone(zone):%Y-%m-%d %H:%M}",
                "count": str(len(mine)),
                "groups": [{"building": f"{name} 栋", "rows": rows} for name, rows in groups.items()],
            }
        )
    return parts


def _permit(one: Permit, zone: ZoneInfo, day: date) -> dict[str, str]:
    with translation.override("zh-hans"):
        kind = words.names([one.kind])
    return {
        "room": one.resident.household.flat.key,
        "name": one.resident.masked,
        "kind": kind + ("（一次）" if one.once else ""),
        "window": f"{_clock(one.starts_at, zone, day)}–{_clock(one.ends_at, zone, day) if one.ends_at else '长期'}",
        "minutes": str(one.minutes) if one.minutes else "",
    }


def _clock(at: datetime, zone: ZoneInfo, day: date) -> str:
    local = at.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == day else f"{local:%m-%d}"


def steps(community: Any, rules: InForce, at: datetime) -> Part:
    """A card for each kind of person and direction that the rules in force know."""
    sections = {"resident": rules.gate, **rules.gate.get("others", {})}
    ring = "、".join(f"{one['name']} {one['phone']}" for one in helpers(community, at) if one["phone"]) or "社区值班室"
    cards = []
    for kind, section in sections.items():
        for way, (zh, en) in WAYS.items():
            cards.append(
                {
                    "title": f"{_in('zh-hans', WHO.get(kind, kind))} · {zh}",
                    "english": f"{_in('en', WHO.get(kind, kind))}, {en}",
                    "steps": [_step(one) for one in section.get(way, [])],
                    "limits": _limits(rules, way),
                    "ring": ring,
                    "policy": rules.version or "没有规则 no rules",
                }
            )
    return {"kind": "steps", "cards": cards}


def _step(one: dict[str, Any]) -> dict[str, str]:
    with translation.override("en"):
        english = words.step(one).text
    with translation.override("zh-hans"):
        told = words.step(one)
        said = verdict_words(SAID[one["check"]])["say"] if one["check"] in SAID else ""
    return {"zh": told.text, "spared": told.spared, "en": english, "say": said}


def _limits(rules: InForce, way: str) -> str:
    minutes = rules.gate.get("settings", {}).get("exit_minutes")
    if way != "exit" or not minutes:
        return ""
    with translation.override("zh-hans"):
        return f"出门从放行起算，{words.length(minutes)}内回来；把应回时间告诉本人，写在登记页上。"


def _in(language: str, text: Any) -> str:
    with translation.override(language):
        return str(text)


def poster(gate: Gate, url: str) -> Part:
    return {"kind": "poster", "gate": gate.name, "url": url, "qr": printing.qr(url, "Q")}
