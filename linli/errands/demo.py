"""Errands of the demo community this morning, each at another step, and yesterday's purse as it was counted."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from PIL import Image, ImageDraw

from linli.accounts.models import User
from linli.errands.models import Count, Errand, Trip
from linli.journal.verbs import verb
from linli.registry.models import Resident

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
APART = 29  # of the people in their order, so that the doors lie on several stairs
YUAN = Decimal
# kind, what, shop, hours until due, money given along
ASKED: tuple[tuple[str, str, str, int, str], ...] = (
    ("medicine", "胰岛素（诺和灵 30R）2 支，要冷藏", "协和医院东院药房", 3, "150"),
    ("prescription", "硝苯地平控释片 3 盒，续方，带医保卡", "社区卫生服务中心", 4, "200"),
    ("medicine", "二甲双胍 2 盒", "叶开泰药房", 4, "60"),
    ("milk", "婴儿奶粉 1 段 2 罐", "妇幼超市", 5, "500"),
    ("parcel", "南门驿站 2 个快递", "", 6, ""),
    ("rubbish", "门口两袋垃圾，腿不方便", "", 2, ""),
    ("lift", "送去做透析，13 点前到", "武汉第四医院", 3, ""),
    ("parcel", "东门驿站一箱水，很重", "", 7, ""),
)


@verb
def build(community: Any, worker: User, at: datetime) -> int:
    """In the community's scope; how many errands there are."""
    runner = User.objects.get(username="volunteer")
    people = (
        Resident.objects.living()
        .filter(here=True, birth_year__lt=1962)
        .exclude(household__flat__unit__building__grid=None)
    )
    homes = list(people.select_related("household").order_by("household__flat__key", "pk")[::APART])
    if len(homes) <= len(ASKED):
        return 0
    rows = [_asked(community, one, said, worker, at) for one, said in zip(homes, ASKED, strict=False)]
    for row, go in zip(rows, STEPS, strict=True):
        go(row, runner, worker, at - HOUR)
    Trip.begin([rows[1], rows[2]], by=runner, at=at - HOUR / 2)
    _yesterday(community, homes[len(ASKED)], runner, worker, at - DAY)
    return len(rows) + 1


def _asked(community: Any, one: Resident, said: tuple[str, str, str, int, str], worker: User, at: datetime) -> Errand:
    kind, what, shop, hours, money = said
    return Errand.ask(
        community,
        resident=one,
        kind=kind,
        what=what,
        shop=shop,
        due_at=at + hours * HOUR,
        money=YUAN(money) if money else None,
        heavy="重" in what,
        substitute="no" if kind == "medicine" else "same",
        source="telephone",
        by=worker,
        at=at - 2 * HOUR,
    )


def _free(row: Errand, runner: User, worker: User, at: datetime) -> None:
    """It looks for somebody."""


def _with_card(row: Errand, runner: User, worker: User, at: datetime) -> None:
    _offered(row, runner, worker, at)
    row.accept(by=runner, at=at)
    row.collect(by=runner, at=at + HOUR / 4, money=YUAN(200), bag="17")


def _accepted(row: Errand, runner: User, worker: User, at: datetime) -> None:
    _offered(row, runner, worker, at)
    row.accept(by=runner, at=at)


def _bought(row: Errand, runner: User, worker: User, at: datetime) -> None:
    _accepted(row, runner, worker, at)
    row.collect(by=runner, at=at + HOUR / 6, money=YUAN(500))
    row.buy(by=runner, at=at + HOUR / 2, cost=YUAN("476.00"), photo=_receipt("476.00"))


def _delivered(row: Errand, runner: User, worker: User, at: datetime) -> None:
    _accepted(row, runner, worker, at)
    row.set_out(by=runner, at=at + HOUR / 3)
    row.deliver(by=runner, at=at + HOUR / 2)


def _confirmed(row: Errand, runner: User, worker: User, at: datetime) -> None:
    _delivered(row, runner, worker, at)
    row.confirm(by=worker, at=at + HOUR, rung=True, note="已拿走，谢谢")


def _offered(row: Errand, runner: User, worker: User, at: datetime) -> None:
    row.offer(runner, by=worker, at=at)


def _returned(row: Errand, runner: User, worker: User, at: datetime) -> None:
    _accepted(row, runner, worker, at)
    row.cannot("一个人搬不动，要推车", by=runner, at=at + HOUR / 2)


STEPS: tuple[Callable[[Errand, User, User, datetime], None], ...] = (
    _free, _with_card, _accepted, _bought, _delivered, _confirmed, _offered, _returned,
)  # fmt: skip


def _yesterday(community: Any, one: Resident, runner: User, worker: User, at: datetime) -> None:
    """From the first word to the confirmation, and the purse counted at the end of the day."""
    row = _asked(community, one, ("medicine", "阿司匹林肠溶片 1 盒", "叶开泰药房", 3, "50"), worker, at)
    _accepted(row, runner, worker, at)
    row.collect(by=runner, at=at + HOUR / 4, money=YUAN(50))
    row.buy(by=runner, at=at + HOUR, cost=YUAN("15.80"), photo=_receipt("15.80"))
    row.deliver(by=runner, at=at + 2 * HOUR, change=YUAN("34.20"))
    row.confirm(by=worker, at=at + 3 * HOUR, rung=True)
    Count.enter(community, runner, community.today(at), YUAN(0), by=worker, at=at + 8 * HOUR)


def _receipt(cost: str) -> bytes:
    """A picture such as a phone takes, with nothing but an amount on it."""
    paper = Image.new("RGB", (240, 320), "white")
    pen = ImageDraw.Draw(paper)
    for line in range(40, 220, 24):
        pen.line((24, line, 180 - line % 50, line), fill="gray", width=3)
    pen.text((24, 260), f"TOTAL CNY {cost}", fill="black")
    out = io.BytesIO()
    paper.save(out, "JPEG")
    return out.getvalue()
