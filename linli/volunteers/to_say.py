"""What a list of matters says of volunteers and shifts, in the language of whoever reads it."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.followups.models import FollowUp
from linli.volunteers.models import Shift


def to_say(matters: Iterable[FollowUp]) -> dict[Any, str]:
    """Id of a matter -> its words."""
    mine = [one for one in matters if one.subject.startswith(("volunteer:", "shift:", "unasked:"))]
    if not mine:  # as in most lists
        return {}
    keys = {key for one in mine if (key := _shift_of(one))}
    shifts = {str(one.pk): one for one in Shift.objects.filter(pk__in=keys)}
    return {one.pk: _words(one, shifts.get(_shift_of(one))) for one in mine}


def _shift_of(matter: FollowUp) -> str:
    model, key, *_rest = [*matter.subject.split(":"), ""]
    return key if model == "shift" else str(matter.codes.get("shift", ""))


def _words(matter: FollowUp, shift: Shift | None) -> str:
    model, _key, *rest = [*matter.subject.split(":"), ""]
    if model == "unasked":
        n = int(matter.codes.get("count", 0))
        text = ngettext(
            "%(n)s volunteer was not asked for a week, and no open turn fits",
            "%(n)s volunteers were not asked for a week, and no open turn fits",
            n,
        )
        return text % {"n": n}
    if shift is None:
        return _("Would like to go on helping") if rest[0] == "extension" else _("Offers to help")
    said = {"when": date_format(timezone.localtime(shift.starts_at), "n-j H:i"), "task": shift.task}
    if matter.kind == FollowUp.Kind.CALL:
        if model == "shift":
            return _("Counted on %(when)s, %(task)s: it does not come. Say so, and find another way.") % said
        return _("Their turn %(when)s, %(task)s, is cancelled: ring them.") % said
    if rest[0] == "hours":
        return _("Hours to be confirmed: %(when)s %(task)s") % said
    if rest[0]:
        return _("Ring and ask whether they come: %(when)s %(task)s") % said
    return _("Somebody is lacking: %(when)s %(task)s") % said
