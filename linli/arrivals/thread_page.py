"""What returning people see of their own thread, at every stage the same as the office knows it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.arrivals.models import Arrival
from linli.arrivals.telling import HERE

# status -> what happens next, said to them
NEXT: dict[str, Any] = {
    "announced": gettext_lazy("We have your word. Your worker rings you before you travel."),
    "contacted": gettext_lazy("Next: show your papers, in a picture or a video call. Only that we saw them is kept."),
    "verified": gettext_lazy("Next: we agree with you where and when you are met."),
    "planned": gettext_lazy("Everything is agreed. Have a safe journey."),
    "met": gettext_lazy("You have been met. Your worker takes you home."),
    "home": gettext_lazy("You are home. Welcome back."),
    "observed": gettext_lazy("You are home and are being observed. That is not being a case."),
    "released": gettext_lazy("It is over, nothing applies to you any more. Thank you, and welcome home."),
    "not_coming": gettext_lazy("You do not come for now. When you do, announce yourselves again."),
    "handed_on": gettext_lazy("Your community is another one. It has your announcement and rings you."),
    "joined": gettext_lazy("This goes on together with another announcement of yours."),
}
BRING = [
    gettext_lazy("Identity card, or a child's birth certificate or household booklet"),
    gettext_lazy("Health code, or the paper that was agreed"),
    gettext_lazy("A mask for each of you"),
]


def shown(arrival: Arrival, at: datetime) -> dict[str, Any]:
    """Everything that the page of ``arrival`` says; names shortened, since phones are shared and looked over."""
    worker = arrival.worker
    return {
        "arrival": arrival,
        "next": NEXT.get(arrival.status, NEXT["released"]),
        "people": [{"name": one.masked, "child": one.is_child(at), "guarded": one.guarded} for one in arrival.present],
        "worker": worker.name,
        "phone": worker.phone or arrival.community.settings.get("help_phone", ""),
        "when": arrival.meet_at or arrival.expected_at,
        "agreed": arrival.meet_at is not None,
        "where": arrival.gate.name if arrival.gate else arrival.place,
        "bring": BRING if arrival.coming else [],
        "applies": applies(arrival, at),
        "steps": [_step(one) for one in arrival.steps.exclude(what="told").select_related("by", "to")],
        "coming": arrival.coming,
        "here": arrival.status in HERE,
        "note": arrival.status == Arrival.Status.RELEASED,
        "at": at,
    }


def _step(step: Any) -> dict[str, Any]:
    who = step.to or step.by
    return {"what": step.get_what_display(), "at": step.at, "who": who.name if who else "", "note": step.note}


def applies(arrival: Arrival, at: datetime) -> list[str]:
    """What holds, and until when: never more than the rules in force say."""
    if not arrival.open:
        return []
    rules = arrival.policy_at(at)
    if arrival.status == Arrival.Status.OBSERVED:
        return [
            _("You stay at home. It ends by itself."),
            _("Shopping, medicine, rubbish: tell your worker, it is brought or fetched."),
        ]
    if not rules.observe_days:
        return [_("Nobody who returns is observed under the present rules.")]
    said = [
        _("At home you will be asked to stay in for %(days)s days. It ends by itself.") % {"days": rules.observe_days}
    ]
    if rules.order:
        said.append(_("It binds you only after two people of the office decided it; you get it in writing."))
    return said
