"""Keeping rules carried out: what is due goes, and a receipt without names says how much of what and by which rule."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.utils.translation import gettext_lazy as _

from linli.core.fields import EncryptedText, Sealed
from linli.core.gather import modules
from linli.core.kept import Keep
from linli.core.refusals import Refused
from linli.core.ticker import place_of
from linli.journal.chain import apart
from linli.journal.verbs import record, verb
from linli.privacy.models import Receipt

__all__ = ["KEEPING", "Keep", "purge_due", "rules"]
log = logging.getLogger("linli.purge")
PIECE = 1000  # rows a transaction: a gate never waits behind a purge

KEEPING = [
    Keep(
        "core.Message",
        ("to", "params"),
        days=30,
        after="due_at",
        how="delete",
        what=_("notices to staff and residents"),
        since=_("after they were delivered"),
        reason=_("so that somebody who was away still finds them"),
    ),
    Keep(
        "journal.BatchRow",
        ("before",),
        days=1,
        after="batch__at",
        how="erase",
        what=_("values before work on many rows"),
        since=_("after that work"),
        reason=_("so that it can be put back for a day"),
    ),
    Keep(
        "journal.BatchRow",
        ("row",),
        days=30,
        after="batch__at",
        how="delete",
        what=_("which rows such work touched"),
        since=_("after that work"),
        reason=_("so that what could not be put back can be settled by hand"),
    ),
    Keep(
        "privacy.Reading",
        ("subject",),
        days=180,
        most=730,
        after="at",
        how="delete",
        what=_("who opened whose record"),
        since=_("after it was opened"),
        reason=_("so that residents and the office can find misuse"),
    ),
]


def rules() -> dict[str, Keep]:
    """Every app's keeping rules by their key, in the order of the apps."""
    if not _rules:  # filled in one step: another thread must never find half of it
        _rules.update({rule.key: rule for module in modules("keeping") for rule in module.KEEPING})
    return _rules


_rules: dict[str, Keep] = {}


def purge_due(as_of: datetime) -> int:
    """Carry out every rule in every community, piece by piece; returns how many rows went or were made empty.

    Idempotent: a second run at the same moment finds nothing. Runs outside any scope. A rule that fails does not stop
    the others; then RuntimeError at the end, with the keys of those that failed.
    """
    gone, failed = 0, []
    communities = list(apps.get_model("registry.Community")._base_manager.all())
    for rule in rules().values():
        for community in communities if rule.tenant else [None]:
            try:
                gone += sum(_pieces(rule, community, as_of))
            except Exception as failure:
                log.error("purge by %s failed: %s at %s", rule.key, type(failure).__name__, place_of(failure))
                failed.append(rule.key)
    if failed:
        raise RuntimeError("purge failed: " + ", ".join(failed))
    return gone


def due_rows(rule: Keep, community: Any, as_of: datetime) -> Any:
    """The rows to which ``rule`` applies at ``as_of`` in ``community`` (None for rows of the whole installation)."""
    model = apps.get_model(rule.model)
    cutoff = as_of - timedelta(days=rule.days_in(community.settings if community else {}))
    rows = rule.due(cutoff) if rule.due else model._base_manager.filter(**{f"{rule.after}__lte": cutoff})
    if rule.tenant:
        rows = rows.filter(community_id=community.pk)
    if rule.how == "erase":
        rows = rows.filter(_not_empty(model, rule.fields))
    return rows


def _pieces(rule: Keep, community: Any, as_of: datetime) -> Iterator[int]:
    stuck: set[Any] = set()
    while True:
        number = _piece(rule, community, as_of, stuck)
        if number == 0:
            return
        yield number


@verb
def _piece(rule: Keep, community: Any, as_of: datetime, stuck: set[Any]) -> int:
    """One transaction: some rows go, with their receipt and their line in the journal."""
    key = "id" if "id" in {field.name for field in apps.get_model(rule.model)._meta.concrete_fields} else "pk"
    free = due_rows(rule, community, as_of)
    if stuck:
        free = free.exclude(**{f"{key}__in": list(stuck)})
    rows = list(free.order_by(key)[:PIECE])
    if not rows:
        return 0
    if rule.before:
        rule.before(rows)
    if rule.count:
        rule.count(rows)
    if rule.how == "erase":
        _erase(rule, rows)
    else:
        rows = _delete(rule, rows, key, stuck)
    if not rows:
        return 0
    receipt = Receipt.objects.create(
        community_id=(apart(community.pk) if rule.apart else community.pk) if community else None,
        rule=rule.key,
        how=rule.how,
        days=rule.days_in(community.settings if community else {}),
        number=len(rows),
        digest=digest_of([getattr(row, key) for row in rows]),
        at=as_of,
    )
    if community:
        record("keeping.purged", receipt, by=None, at=as_of, rule=rule.key, number=len(rows), digest=receipt.digest)
    return len(rows)


def digest_of(ids: list[Any]) -> str:
    """SHA-256 (hex) over the sorted ids: who has a copy elsewhere can show that this row is among them."""
    return hashlib.sha256("\n".join(sorted(map(str, ids))).encode()).hexdigest()


def _erase(rule: Keep, rows: list[Any]) -> None:
    model = apps.get_model(rule.model)
    empty = {name: _empty(model._meta.get_field(name)) for name in rule.fields}
    held = model._base_manager.filter(pk__in=[row.pk for row in rows])
    if rule.tenant:
        held = held.filter(community_id=rows[0].community_id)
    held.update(**empty)


def _delete(rule: Keep, rows: list[Any], key: str, stuck: set[Any]) -> list[Any]:
    """Delete ``rows``; those to which something still points wait for another day (their ids go into ``stuck``)."""
    held = apps.get_model(rule.model)._base_manager.filter(**{f"{key}__in": [getattr(row, key) for row in rows]})
    if rule.tenant:
        held = held.filter(community_id=rows[0].community_id)
    try:
        with transaction.atomic():
            held.delete()
        return rows
    except (ProtectedError, RestrictedError):
        if len(rows) == 1:
            stuck.add(getattr(rows[0], key))
            return []
    half = len(rows) // 2
    return _delete(rule, rows[:half], key, stuck) + _delete(rule, rows[half:], key, stuck)


def _empty(field: Any) -> Any:
    if isinstance(field, EncryptedText):
        return Sealed(b"")
    if field.null:
        return None
    if isinstance(field, models.JSONField | models.BooleanField):
        return field.get_default()
    return ""


def _not_empty(model: Any, names: tuple[str, ...]) -> Q:
    held = Q()
    for name in names:
        empty = _empty(model._meta.get_field(name))
        held |= Q(**{f"{name}__isnull": False}) if empty is None else ~Q(**{name: empty})
    return held


@verb
def set_days(community: Any, key: str, days: int, *, by: Any, at: datetime) -> None:
    """Keep something for another number of days in ``community``, within what the rule allows."""
    rule = rules().get(key)
    if rule is None or not rule.least <= days <= (rule.days if rule.most is None else rule.most):
        raise Refused("privacy.days_outside", most=(rule.most or rule.days) if rule else 0)
    # Read again and locked: two people may change two rules at once.
    held = type(community)._base_manager.select_for_update().get(pk=community.pk)
    held.settings["keeping"] = {**held.settings.get("keeping", {}), key: days}
    held.save(update_fields=["settings"])
    community.settings = held.settings
    record("keeping.set", community, by=by, at=at, rule=key, days=days)
