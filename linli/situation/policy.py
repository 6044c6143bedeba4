"""What others read from the situation: the rules in force at a moment, and any version that once was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from linli.situation import packs

_judges: list[packs.Decide] = []


@dataclass(frozen=True)
class Rules:
    """A version as the gate needs it. ``version`` is ``pack/phase@n``, ``lapses_at`` epoch seconds, ``gate`` the
    gate section with ``settings.lapses_at`` set, ``hash`` SHA-256 in hex. The other sections are as in the file.
    """

    version: str
    title: Mapping[str, str]
    phase: str
    lapses_at: int
    gate: Mapping[str, Any]
    hash: str
    outings: Mapping[str, Any]
    orders: Mapping[str, Any]
    arrivals: Mapping[str, Any]
    wellbeing: Mapping[str, Any]
    shops: Mapping[str, Any]
    activity: str
    basis: Sequence[Mapping[str, Any]]


def in_force(community: Any, at: datetime) -> Rules | None:
    """The rules that hold in ``community`` (a row or its id) at ``at``; None: nothing is restricted."""
    from linli.situation.models import Publication

    held = Publication.until(community, at).values_list("version_id", "lapses_at").first()
    return _rules_of(held[0]) if held and at < held[1] else None


@lru_cache(maxsize=64)
def _rules_of(version: Any) -> Rules:
    """A version is never changed: its file is read once by each process, not at every crossing."""
    from linli.situation.models import PolicyVersion

    return rules_of(PolicyVersion._base_manager.get(pk=version))


def policy_at(community: Any, version: str) -> Rules | None:
    """The rules of ``pack/phase@n``, to run an old decision again; None for a version that never was."""
    from linli.situation.models import PolicyVersion

    name, _, number = version.rpartition("@")
    pack, _, phase = name.partition("/")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    key = getattr(community, "pk", community)
    rows = PolicyVersion._base_manager.filter(community_id=key, pack=pack, phase=phase, number=int(number))
    found = rows.first()
    return rules_of(found) if found else None


def rules_of(version: Any) -> Rules:
    body, lapses_at = version.body, int(version.lapses_at.timestamp())
    return Rules(
        version=str(version),
        title=body["title"],
        phase=version.phase,
        lapses_at=lapses_at,
        gate={**body["gate"], "settings": {**body["gate"]["settings"], "lapses_at": lapses_at}},
        hash=version.digest,
        outings=body["outings"],
        orders=body["orders"],
        arrivals=body.get("arrivals", {}),
        wellbeing=body.get("wellbeing", {}),
        shops=body.get("shops", {}),
        activity=body.get("activity", "free"),
        basis=body["basis"],
    )


def lifetime(body: Mapping[str, Any]) -> timedelta:
    """How long the file says that the phase lasts."""
    return date.fromisoformat(body["lapses"]) - date.fromisoformat(body["from"])


def judge_with(decide: packs.Decide) -> None:
    """Give this app the gate's check, which stands above it (``config/apps.py`` does, at start)."""
    _judges[:] = [decide]


def failures(body: Mapping[str, Any]) -> list[packs.Failure]:
    """The examples of ``body`` that come out otherwise than it says."""
    return packs.check_examples(body, _judges[0])
