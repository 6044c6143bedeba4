"""What a list of matters says of an errand: in full to its coordinator or runner, else only what kind it is."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.errands.models import Errand
from linli.errands.sight import coordinates
from linli.followups.models import FollowUp

CALLS = {
    "wrong": gettext_lazy("Something is wrong with an errand: %(what)s"),
    "stayed": gettext_lazy("Money or a card of an errand is still with somebody: %(what)s"),
}


def to_say(matters: Iterable[FollowUp]) -> dict[Any, str]:
    """Id of a matter -> its words. Whoever sees a matter is its owner, or of the office."""
    asked = {one.pk: one for one in matters if one.subject.startswith("errand:")}
    if not asked:  # as in most lists
        return {}
    keys = {one.subject.split(":")[1] for one in asked.values()}
    rows = {str(row.pk): row for row in Errand.objects.filter(pk__in=keys).select_related("grid")}
    said = {}
    for key, matter in asked.items():
        errand = rows.get(matter.subject.split(":")[1])
        if errand is not None:
            said[key] = _words(matter, errand)
    return said


def _words(matter: FollowUp, errand: Errand) -> str:
    what = named(errand, matter.owner)
    part = [*matter.subject.split(":"), ""][2]
    if part in ("", "call"):
        return what if not part else _("%(what)s: %(status)s") % {"what": what, "status": errand.get_status_display()}
    return str(CALLS[part]) % {"what": what}


def named(errand: Errand, user: Any) -> str:
    """What it is, for whom may know; for everybody else the kind of thing, and of medicine not even that."""
    if user.pk in (errand.runner_id, errand.offered_to_id, errand.asked_by_id) or coordinates(errand, user):
        return errand.text or errand.what
    return _("an errand") if errand.sealed else str(errand.get_kind_display())
