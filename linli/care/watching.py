"""Who is looked out for, and what was heard of them: a handful of queries, however many live here."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from linli.accounts.models import ResidentSession
from linli.care.models import Death, OptOut, Silence, Watch
from linli.care.rules import silent
from linli.core.refusals import Refused
from linli.gates.models import ShelfItem
from linli.journal.verbs import record, verb
from linli.registry.models import Community, Resident

PIECE = 500


def watchable(community: Community, at: datetime) -> Any:
    """Who lives alone, is old enough by the year, and has not said no. In the community's scope."""
    here = Resident.objects.living().filter(here=True)
    alone = here.values("household").annotate(people=Count("pk")).filter(people=1).values("household")
    born = community.today(at).year - community.setting("silence_age")
    refused = OptOut.objects.filter(ended_at=None).values("resident")
    return here.filter(birth_year__lte=born, household__in=alone).exclude(pk__in=refused)


@verb
def refit(community: Community, at: datetime) -> tuple[int, int]:
    """Begin to look out for whoever is alone now, and stop for whoever is not any more: (how many began, ended)."""
    fitting = set(watchable(community, at).values_list("pk", flat=True))
    held = set(Watch.objects.values_list("resident_id", flat=True))
    fresh, gone = fitting - held, held - fitting
    rows = [Watch(community=community, resident_id=key, heard_at=at, created_at=at) for key in sorted(fresh)]
    # somebody else may have begun for the same people at this moment: theirs is as good
    Watch.objects.bulk_create(rows, batch_size=PIECE, ignore_conflicts=True)
    if gone:
        forget(community.pk, gone, end="ended", by=None, at=at)
    if fresh or gone:
        record("watches.refitted", community, by=None, at=at, began=len(fresh), ended=len(gone))
    return len(fresh), len(gone)


def forget(community: Any, residents: Iterable[Any], *, end: str, by: Any, at: datetime) -> None:
    """Nothing is kept about them any more, and nobody need knock. In a verb."""
    keys = list(residents)
    Watch.objects.filter(community=community, resident__in=keys).delete()
    _settle(Silence.objects.filter(resident__in=keys, status=Silence.Status.OPEN), end, by, at)


def hear(community: Community, heard: Mapping[Any, datetime], sign: str, at: datetime) -> None:
    """Signs of life of residents (id -> when); only those who are looked out for leave a trace. In a verb."""
    rows = Watch.objects.filter(resident__in=list(heard))
    for row in rows:
        later = Watch.objects.filter(pk=row.pk, heard_at__lt=heard[row.resident_id])
        later.update(heard_at=heard[row.resident_id], sign=sign)
    settle_heard(community, list(heard), at)


def settle_heard(community: Community, residents: list[Any], at: datetime) -> None:
    """End the silences of those who are not silent any more at ``at``, whatever it was that was heard."""
    open_ = Silence.objects.filter(status=Silence.Status.OPEN, resident__in=residents)
    waiting = {one.resident_id: one for one in open_}
    if not waiting:  # as at most uploads
        return
    hours = community.setting("silence_hours")
    spoken = [
        row.resident_id for row in Watch.objects.filter(resident__in=waiting) if not silent(row.last_at, at, hours)
    ]
    _settle([waiting[key] for key in spoken], "heard", None, at)


def _settle(rows: Iterable[Silence], end: str, by: Any, at: datetime) -> None:
    for one in rows:
        with suppress(Refused):  # a worker settles it at this very moment: no reason to turn a sign away
            one.settle(end, by=by, at=at)


def silent_ones(community: Community, at: datetime) -> list[Watch]:
    """Nothing heard of them for the hours of the setting, the longest first; nobody whose death was reported."""
    since = at - timedelta(hours=community.setting("silence_hours"))
    rows = Watch.objects.filter(heard_at__lte=since)
    rows = rows.filter(Q(crossed_at=None) | Q(crossed_at__lte=since), Q(away_until=None) | Q(away_until__lte=since))
    reported = Death.objects.filter(status=Death.Status.PROPOSED).values("resident")
    rows = rows.exclude(resident__in=reported).order_by("heard_at", "pk")
    return list(rows.select_related("resident__household", "community"))


@verb
def look_again(community: Community, rows: list[Watch], at: datetime) -> None:
    """What nobody announces is asked for where it matters: things fetched at the gate, pages on one's own phone."""
    if not rows:
        return
    since = at - timedelta(hours=community.setting("silence_hours"))
    homes: dict[Any, Any] = {row.resident.household_id: row.resident_id for row in rows}
    fetched = ShelfItem.objects.filter(household_id__in=homes, end=ShelfItem.End.RESIDENT, ended_at__gt=since)
    hear(community, _newest((homes[one.household_id], one.ended_at) for one in fetched), Watch.Sign.FETCHED, at)
    shared = ResidentSession.objects.filter(token_hash=OuterRef("token_hash")).exclude(resident=OuterRef("resident"))
    # a daughter looking at a phone that serves both says nothing about her mother
    own = ResidentSession.objects.filter(~Exists(shared), resident__in=list(homes.values()), seen_at__gt=since)
    seen = own.filter(seen_at__gt=F("created_at"), revoked_at=None)
    hear(community, _newest((one.resident_id, one.seen_at) for one in seen), Watch.Sign.OWN_PAGE, at)


def _newest(signs: Iterable[tuple[Any, datetime | None]]) -> dict[Any, datetime]:
    newest: dict[Any, datetime] = {}
    for resident, moment in signs:
        if moment is not None:
            newest[resident] = max(moment, newest.get(resident, moment))
    return newest
