"""What a publication would do, before it is done: what changes for whom, how many people, what is odd about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.accounts.models import Role
from linli.accounts.models.people import in_force
from linli.accounts.permissions import PERMISSIONS
from linli.registry.models import Building, Household, Resident
from linli.situation import words
from linli.situation.changes import ChangeWords, change
from linli.situation.models import Publication
from linli.situation.models.publications import terms_at
from linli.situation.models.versions import terms_of
from linli.situation.rules import Comparison, compare

LONG = timedelta(days=60)
DAY_BEGINS, DAY_ENDS = 7, 22  # hours between which people can read a notice


@dataclass(frozen=True)
class Preview:
    """``people``, ``households``: living here; ``unreached``: without a smartphone, to be told otherwise."""

    comparison: Comparison
    changes: list[ChangeWords]
    people: int
    households: int
    unreached: int
    oddities: list[str]


def preview(
    community: Any, body: Mapping[str, Any], *, by: Any, at: datetime, starts_at: datetime, lapses_at: datetime
) -> Preview:
    """In the community's scope; ``body`` is valid."""
    terms = terms_of(body, lapses_at)
    found = compare(terms_at(community, starts_at), terms)
    living = Resident.objects.living()
    return Preview(
        comparison=found,
        changes=[change(one) for one in found.changes],
        people=living.count(),
        households=Household.objects.filter(residents__in=living).distinct().count(),
        unreached=living.filter(no_smartphone=True).count(),
        oddities=[
            *_time_oddities(found, starts_at, lapses_at),
            *_people_oddities(community, found, by, at),
            *_building_oddities(body),
        ],
    )


def _time_oddities(found: Comparison, starts_at: datetime, lapses_at: datetime) -> list[str]:
    odd = []
    hour = timezone.localtime(starts_at).hour
    if found.needs_two and not DAY_BEGINS <= hour < DAY_ENDS:
        odd.append(_("It would begin at night, when hardly anybody can read a notice."))
    if found.needs_two and lapses_at - starts_at > LONG:
        days = (lapses_at - starts_at).days
        odd.append(
            _("Restrictions for %(days)s days: would a shorter time do, to be looked at again?") % {"days": days}
        )
    return odd


def _people_oddities(community: Any, found: Comparison, by: Any, at: datetime) -> list[str]:
    odd = []
    yesterday = Publication.objects.filter(effective_at__gt=at - timedelta(days=1), effective_at__lte=at).count()
    if yesterday:
        odd.append(
            ngettext(
                "The rules have already changed %(n)s time within 24 hours.",
                "The rules have already changed %(n)s times within 24 hours.",
                yesterday,
            )
            % {"n": yesterday}
        )
    others = Role.objects.filter(in_force(at), kind__in=PERMISSIONS["situation.confirm"], user__is_active=True)
    if found.needs_two and not others.exclude(user=by).exists():
        odd.append(_("Nobody else here may confirm at the moment; the restriction would wait until somebody can."))
    return odd


def _building_oddities(body: Mapping[str, Any]) -> list[str]:
    """A plan by buildings that forgets one, or names one that is not there."""
    plans = [step for way in ("exit", "entry") for step in body["gate"][way] if step["check"] == "building_batch"]
    if not plans:
        return []
    known = set(Building.objects.values_list("number", flat=True))
    odd = []
    for plan in plans:
        named = {building for batch in plan["batches"] for building in batch["buildings"]}
        if known - named:
            odd.append(_("No turn is planned for building %(buildings)s.") % {"buildings": _few(known - named)})
        if named - known:
            odd.append(_("Nobody knows building %(buildings)s here.") % {"buildings": _few(named - known)})
    return odd


def _few(buildings: set[str]) -> str:
    shown = sorted(buildings, key=lambda number: (len(number), number))
    return words.listed(shown[:12]) + (" …" if len(shown) > 12 else "")
