"""What a gate needs to decide alone: everything once, then only what changed (`protocol/api/bundle.json`).

The cursor is opaque to the gate: the journal's sequence and the ledger's number up to which it has everything,
never a time. Both only grow and have no holes. A cursor that is unknown, foreign, or too far back gets everything.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Q

from linli.core.crypto import blind_index
from linli.core.gather import modules
from linli.gates import staff
from linli.gates.inforce import rules_at
from linli.gates.known import steps_of
from linli.gates.models import Annulment, Crossing, Device, Gate, Ledger, Out, Pass, PassRevocation, counted
from linli.gates.policy import GateSettings
from linli.gates.roster import passes_of, residents_of
from linli.gates.shelf_lists import for_gates
from linli.gates.trusted import trusted
from linli.gates.visits import expected
from linli.journal.heads import signed_head
from linli.journal.models import Head, Line

MOST_LINES = 3000  # beyond that everything anew is quicker than a delta
LEDGER_DAYS = 3
ANNULLED_DAYS = 31  # as long as a gate keeps any entry
LIMITS = ("roster_hours", "stale_hours", "two_gates_seconds", "sync_seconds")
# Of the apps below, what changes the roster concerns a gate; these events there do not.
QUIET = {
    "compound.opened",
    "compound.renamed",
    "flat.visited",
    "grid.opened",
    "import.received",
    "import.started",
    "knock_round.opened",
    "resident.called",
    "trust.imported",
    "certificates.listed",
    "batch.opened",
    "watches.refitted",
}


@dataclass(frozen=True)
class Cursor:
    journal: int
    ledger: int

    def text(self, device: Device) -> str:
        body = f"{self.journal}.{self.ledger}"
        return base64.urlsafe_b64encode(f"{body}.{_mark(device, body)}".encode()).rstrip(b"=").decode()

    @classmethod
    def read(cls, text: str, device: Device) -> "Cursor | None":
        """None for a cursor that we did not give to this very device."""
        try:
            body, _, mark = base64.urlsafe_b64decode(text + "==").decode().rpartition(".")
            journal, ledger = map(int, body.split("."))
        except (ValueError, UnicodeError):
            return None
        return cls(journal, ledger) if mark == _mark(device, body) else None


def build(device: Device, cursor: str, at: datetime) -> dict[str, Any]:
    """The answer to GET /api/gate/bundle. In the community's scope."""
    community = device.community
    # The cursor is read first: rows that are newer than it come again with the next delta, none is missed.
    held = Ledger._base_manager.filter(pk=community.pk).first()
    head = Head.objects.filter(pk=community.pk).first()
    new = Cursor(head.sequence if head else 0, held.number if held else 0)
    old = Cursor.read(cursor, device) if cursor else None
    changed = _changed(community, old, new) if old else None
    rules = rules_at(community, at)
    settings = GateSettings.read(rules.gate)
    bundle = _whole(community, rules, settings, at)
    if changed is None:
        bundle |= {"resync": True, "residents": residents_of(community, at), "passes": passes_of(community, at)}
        bundle["ledger"] = _ledger(community, at, None)
    else:
        people, tickets = changed
        bundle |= {"resync": False, "residents": residents_of(community, at, people)}
        bundle["passes"] = passes_of(community, at, tickets)
        bundle["ledger"] = _ledger(community, at, old.ledger if old else 0)
    return bundle | {"cursor": new.text(device)}


def _whole(community: Any, rules: Any, settings: GateSettings, at: datetime) -> dict[str, Any]:
    revoked = PassRevocation.objects.filter(of__expires_at__gt=at - timedelta(days=1)).select_related("of")
    return {
        "server_time": int(at.timestamp()),
        "offset": community.offset(at),
        "policy": {
            "version": rules.version,
            "title": rules.title,
            "phase": rules.phase,
            "lapses_at": rules.lapses_at,
            "gate": rules.gate,
            "hash": rules.hash,
        },
        "head": signed_head(community.pk),
        "trust": trusted(community, at),
        "revoked": {"ids": [one.of.public_id for one in revoked], "as_of": int(at.timestamp())},
        "gates": [{"id": str(gate.pk), "name": gate.name} for gate in Gate.objects.filter(closed_at=None)],
        "helpers": staff.helpers(community, at),
        "guards": staff.guards(community, at),
        "expected": [*expected(at), *_travellers(at)],
        "shelf": for_gates(at),
        "limits": {name: getattr(settings, name) for name in LIMITS},
    }


def _travellers(at: datetime) -> list[dict[str, Any]]:
    """Rows in the same shape of people whom apps above this one expect: their module ``at_gates`` has ``expected``."""
    return [row for told in modules("at_gates") for row in told.expected(at)]


def _changed(community: Any, old: Cursor, new: Cursor) -> tuple[set[str], set[str]] | None:
    """Ids of residents and of passes that changed since ``old``; None if only everything will do."""
    if old.journal > new.journal or old.ledger > new.ledger or new.journal - old.journal > MOST_LINES:
        return None
    lines = Line.objects.filter(sequence__gt=old.journal, sequence__lte=new.journal).exclude(event__in=QUIET)
    people: set[str] = set()
    tickets: set[str] = set()
    for subject, codes in lines.values_list("subject", "codes"):
        model, _, key = subject.partition(":")
        if model == "resident":
            people |= {key, codes["other"]} if codes.get("other") else {key}
        elif model == "pass":
            tickets.add(key)
        elif codes.get("resident"):  # a permit, an order: what changed for somebody
            people.add(codes["resident"])
        elif codes.get("batch") and model == "community":
            tickets |= {str(one) for one in Pass.objects.filter(batch=codes["batch"]).values_list("pk", flat=True)}
        elif model in _roster_models():
            return None  # an import, a merge taken apart, a batch put back: told whole, by what it left
    return people, tickets


@cache
def _roster_models() -> set[str]:
    """Models whose change may reach the roster in ways that no single line tells."""
    return {
        model._meta.model_name or ""
        for app in ("registry", "journal")
        for model in apps.get_app_config(app).get_models()
    }


def _ledger(community: Any, at: datetime, since: int | None) -> list[dict[str, Any]]:
    taken_back: list[dict[str, Any]] = []
    if since is not None:
        rows = Crossing.objects.filter(number__gt=since)
        taken_back = _annulled(at)
    else:
        old = at - timedelta(days=LEDGER_DAYS)
        still_out = Out.objects.filter(since__lt=old).values_list("crossing_id", flat=True)
        single = Pass.objects.filter(once=True, expires_at__gt=at).values_list("pk", flat=True)
        wanted = Q(day__gte=community.today(old)) | Q(id__in=list(still_out)) | Q(pass_id__in=list(single))
        rows = Crossing.objects.filter(wanted)
    return [_entry(step) for step in steps_of(counted(rows).order_by("number"))] + taken_back


def _annulled(at: datetime) -> list[dict[str, Any]]:
    """What counts no longer. They are few, so each delta has them all: a gate that was off for a week learns it too."""
    keys = Annulment.objects.filter(at__gt=at - timedelta(days=ANNULLED_DAYS)).values_list("crossing_id", flat=True)
    rows = Crossing.objects.filter(id__in=list(keys)).order_by("number")
    return [_entry(step) | {"passed": False} for step in steps_of(rows)]


def _entry(step: Any) -> dict[str, Any]:
    entry = {
        "key": f"{step.device}:{step.sequence}",
        "gate": str(step.gate or ""),
        "household": str(step.household or ""),
        "resident": str(step.who) if step.who and step.who != step.ticket else "",
        "pass": Pass(pk=step.ticket).public_id if step.ticket else "",
        "direction": step.direction,
        "at": step.at,
        "day": step.day,
    }
    return entry | ({"back_by": step.back_by} if step.back_by else {})


def _mark(device: Device, body: str) -> str:
    return blind_index(device.community_id, f"gates.cursor.{device.pk}", body)[:16]
