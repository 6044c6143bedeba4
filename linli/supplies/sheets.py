"""What is printed of a round. Each function gives the rows that its typst template reads."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied

from linli.accounts.permissions import may
from linli.core import printing
from linli.core.address import for_phones
from linli.supplies.account import account_of
from linli.supplies.delivering import parcels, stop_of
from linli.supplies.models import Round
from linli.supplies.overview import goods_rows
from linli.supplies.reckoning import balances

HERE = Path(__file__).parent


def frame(of: Round, at: datetime, title: str) -> dict[str, Any]:
    zone = ZoneInfo(of.community.zone)
    return {
        "title": f"{of.title} · {title}",
        "round": of.title,
        "community": of.community.name,
        "place": of.place,
        "phone": of.community.settings.get("help_phone", ""),
        "printed": f"{at.astimezone(zone):%Y-%m-%d %H:%M}",
    }


def _time(moment: datetime | None, of: Round) -> str:
    return f"{moment.astimezone(ZoneInfo(of.community.zone)):%m-%d %H:%M}" if moment else ""


def order(of: Round, request: Any, at: datetime) -> dict[str, Any]:
    rows = [row for row in goods_rows(of) if row["ordered"]]
    return frame(of, at, "订货单 order") | {
        "supplier": of.supplier,
        "arrives": _time(of.arrives_at, of),
        "organiser": of.organiser.name if of.organiser else "",
        "rows": [
            {
                "number": row["row"].number,
                "label": row["row"].label,
                "unit": row["row"].unit,
                "units": row["ordered"],
                "packs": row["packs"],
                "loose": row["loose"],
                "pack": row["row"].pack,
                "price": str(row["row"].price),
                "sum": str(row["sum"]),
            }
            for row in rows
        ],
        "sum": str(sum((row["sum"] for row in rows), 0)),
    }


def _parcels(of: Round) -> list[dict[str, Any]]:
    """Every parcel as one walks, with what is in it. No name: the room is enough."""
    stand = balances(of)
    rows = sorted(parcels(of).prefetch_related("items__goods__arrival"), key=lambda row: stop_of(row).place)
    made = []
    for row in rows:
        stop = stop_of(row)
        items = sorted((one for one in row.items.all() if one.got or one.instead), key=lambda one: one.goods.number)
        things = [f"{one.goods.label} {one.got} {one.goods.unit}" for one in items if one.got]
        things += [f"{one.goods.arrival.instead} {one.instead} {one.goods.unit}" for one in items if one.instead]
        balance = stand.get(row.pk)
        made.append(
            {
                "number": row.number,
                "code": row.code,
                "room": row.household.flat.key,
                "building": f"{stop.compound} {stop.building}",
                "stair": stop.unit,
                "floor": stop.floor,
                "things": things,
                "slot": _time(row.slot_at, of),
                "door": row.door,
                "open": str(balance.open) if balance and balance.open else "",
                "back": str(balance.back) if balance and balance.back else "",
            }
        )
    return made


def picklist(of: Round, request: Any, at: datetime) -> dict[str, Any]:
    rows = _parcels(of)
    totals = [f"{one['row'].label} {one['shared']} {one['row'].unit}" for one in _shared(of)]
    return frame(of, at, "分拣发放单 pick list") | {"rows": rows, "totals": totals, "parcels": len(rows)}


def _shared(of: Round) -> list[dict[str, Any]]:
    return [
        {"row": goods, "shared": sum(item.got or 0 for item in goods.items.filter(basket__status="ordered"))}
        for goods in of.goods.filter(dropped_at=None)
    ]


def labels(of: Round, request: Any, at: datetime) -> dict[str, Any]:
    rows = _parcels(of)
    for row in rows:
        row["qr"] = printing.qr(for_phones(request, f"/parcels/{row['code']}/"), "L")
    return frame(of, at, "标签 labels") | {"rows": rows}


def account(of: Round, request: Any, at: datetime) -> dict[str, Any]:
    numbers = account_of(of)
    return frame(of, at, "收支公示 account") | {
        "numbers": numbers,
        "ended": _time(of.ended_at, of),
        "seed": of.seed if of.arrived_at else "",
        "seal": of.seed_seal,
        "rule": of.rule,
        "bill": str(of.bill) if of.bill is not None else "",
        "organiser": of.organiser.name if of.organiser else "",
        "steps": [
            {"zh": zh, "time": _time(moment, of)}
            for zh, moment in (
                ("开团 opened", of.opened_at), ("截单 closed", of.closed_at), ("下单 ordered", of.ordered_at),
                ("到货分配 shared", of.arrived_at), ("发放 handed out", of.handing_at), ("结账 accounted", of.ended_at),
            )
            if moment
        ],
    }  # fmt: skip


SHEETS: dict[str, tuple[Callable[[Round, Any, datetime], dict[str, Any]], str]] = {
    "order": (order, "supplies.organise"),
    "picklist": (picklist, "supplies.hand_out"),
    "labels": (labels, "supplies.hand_out"),
    "account": (account, "supplies.organise"),
}


def made(name: str, of: Round, request: Any, at: datetime) -> bytes:
    """The PDF. Raises CannotPrint; PermissionDenied where the sheet is not this person's."""
    rows, permission = SHEETS[name]
    if not may(request.roles, permission):
        raise PermissionDenied(permission)
    return printing.pdf(HERE / f"{name}.typ", rows(of, request, at))
