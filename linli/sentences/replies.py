"""What to say back to whoever wrote the sentence: short, in their language, with nothing that they did not say.

A room or a name stands in a reply only as the sentence itself gave it.
"""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from linli.accounts.models import Role, User
from linli.followups.kinds import Kind
from linli.sentences.chosen import Chosen
from linli.sentences.creating import Made

CHINESE = re.compile("[\u4e00-\u9fff]")
ROOM = re.compile(
    r"[A-Za-z]?\d{1,3}\s?(?:[-－—/]\s?\d{1,2}\s?)?[-－—/]\s?\d{3,4}(?!\d)"
    r"|[\d一二三四五六七八九十]{1,3}(?:号楼|栋|幢|座|#)(?:[\d一二三四五六七八九十]{1,2}(?:单元|门))?[\d零〇一二三四五六七八九十]{3,5}室?"
)
TITLE = "师傅|女士|先生|阿姨|叔叔|婆婆|奶奶|爷爷|爹爹|大爷|大妈|大姐|老师|太太|伯伯|嫂子|医生"
SOON = timedelta(minutes=20)


def reply(one: Chosen, made: Made, community: Any, at: datetime) -> str:
    """One sentence for the asker, in the language in which the line was written."""
    with translation.override("zh-hans" if CHINESE.search(one.words) else "en"):
        said = {
            "who": _greeted(one),
            "what": _thing(one),
            "owner": _worker(made.owner, community, at) if made.owner else "",
            "when": _when(made.due_at, at, ZoneInfo(community.zone)),
        }
        words = _pattern(one, made, at) % said
    return words[:1].upper() + words[1:]


def _pattern(one: Chosen, made: Made, at: datetime) -> str:
    """The sentence, by what came of the line."""
    late = made.due_at <= at + SOON  # what is due in a few minutes is promised for at once
    if made.kind == Kind.OUTING:
        if made.code == "approved":
            return _("%(who)sthe outing is approved; please leave through the gate by %(when)s.")
        return _("%(who)sthe outing is asked for; you will hear as soon as it is decided.")
    if made.code in ("outings.just_go", "outings.nobody_asks", "outings.rules_end"):
        return _("%(who)snobody has to ask for this: just go to the gate. %(owner)s helps you with questions.")
    if made.kind == Kind.EMERGENCY:
        return _("%(who)s%(owner)s knows and is in touch with you at once. If a life is in danger, ring 120 first.")
    if made.code == "in_round":
        return _("%(who)s%(what)s is ordered together with everybody’s; you hear when to fetch it.")
    if made.kind == Kind.VISIT:
        return (
            _("%(who)s%(what)s is noted; %(owner)s comes by at once.")
            if late
            else _("%(who)s%(what)s is noted; %(owner)s comes by before %(when)s.")
        )
    return (
        _("%(who)s%(what)s is noted; %(owner)s is in touch with you at once.")
        if late
        else _("%(who)s%(what)s is noted; %(owner)s is in touch with you before %(when)s.")
    )


def _thing(one: Chosen) -> str:
    """The thing that was asked for, else what it is about."""
    if one.kind in (Kind.ERRAND, Kind.PURCHASE) and one.proposal.slots.get("item"):
        items = one.proposal.slots["item"].split(", ")
        return str(_(", ")).join(items[:4])
    about = {
        Kind.ERRAND: _("what you need"),
        Kind.PURCHASE: _("your order"),
        Kind.QUESTION: _("your question"),
        Kind.VISIT: _("what you told us"),
        Kind.OUTING: _("the outing"),
        Kind.ARRIVAL: _("the return"),
    }
    return str(about.get(Kind(one.kind), _("what you told us")))


def _greeted(one: Chosen) -> str:
    """ "3-502 王师傅：", as far as the line itself says so."""
    room = ROOM.search(one.words)
    parts = [room.group().strip() if room else "", _name(one)]
    named = " ".join(part for part in parts if part)
    return str(_("%(named)s: ")) % {"named": named} if named else str(_("Hello, "))


def _name(one: Chosen) -> str:
    resident = one.who.resident
    if resident is None:
        return ""
    titled = re.search(f"{re.escape(resident.surname)}(?:{TITLE})", one.words)
    if titled:
        return titled.group()
    return resident.name if resident.name in one.words else ""


def _worker(owner: User, community: Any, at: datetime) -> str:
    """ "网格员何丽": the post first held of those in force, and the name."""
    held = Role._base_manager.filter(user=owner, community=community, starts_at__lte=at)
    role = held.order_by("-starts_at").first()
    return str(_("%(name)s (%(post)s)")) % {"name": owner, "post": role.get_kind_display()} if role else str(owner)


def _when(due_at: datetime, at: datetime, zone: ZoneInfo) -> str:
    local, today = due_at.astimezone(zone), at.astimezone(zone).date()
    words = {"day": date_format(local, "n-j"), "time": local.strftime("%H:%M")}
    if local.date() == today:
        return str(_("%(time)s today")) % words
    if local.date() == today + timedelta(days=1):
        return str(_("%(time)s tomorrow")) % words
    return str(_("%(time)s on %(day)s")) % words
