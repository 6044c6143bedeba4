"""The permission table in words. A permission without words fails a test, so that the page never shows a code."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Role
from linli.accounts.permissions import PERMISSIONS

GROUPS: dict[str, Any] = {
    "home": _("Everybody"),
    "registry": _("People and homes"),
    "situation": _("Rules in force"),
    "accounts": _("Roles, duty, cards"),
    "gates": _("Gates"),
    "orders": _("Restrictions on a person"),
    "care": _("Silence, and death"),
    "volunteers": _("Volunteers"),
    "activity": _("Outdoors in the compound"),
    "supplies": _("Purchase rounds and donations"),
    "shops": _("What there is, who is open"),
    "paper": _("Paper registers"),
    "outings": _("Going out"),
    "arrivals": _("People who return"),
    "wellbeing": _("Sunshine Cottage"),
    "errands": _("Errands"),
    "followups": _("Open matters"),
    "sentences": _("One sentence"),
    "reviews": _("Reviews"),
    "journal": _("Journal"),
    "privacy": _("Privacy"),
}

WORDS: dict[str, Any] = {
    "home": _("see their own first page"),
    "registry.read": _("look up households (grid workers and building leads: their own)"),
    "registry.edit": _("correct households and residents"),
    "registry.import": _("import a roster"),
    "registry.merge": _("merge people entered twice"),
    "registry.places": _("enter compounds and buildings, draw the grids"),
    "registry.community": _("change the community's name, division code and time zone"),
    "registry.identity": _("see ID numbers, shortened to the last four"),
    "situation.read": _("read the rules in force"),
    "situation.publish": _("publish new rules"),
    "situation.confirm": _("confirm rules that somebody else published"),
    "accounts.manage": _("give and end roles, make sign-in links"),
    "accounts.duty": _("plan who is on duty"),
    "accounts.absences": _("say who is off and until when (grid workers: themselves)"),
    "accounts.cards": _("print household cards"),
    "accounts.proxies": _("confirm at the desk that one person acts for another"),
    "gates.guard": _("check people at the gate"),
    "gates.read": _("see who is out and how many"),
    "gates.shelf": _("see what waits on the gate shelf (grid workers and building leads: for their own households)"),
    "gates.supervise": _("review overruled decisions"),
    "gates.devices": _("set up gates, enrol and remove gate phones"),
    "gates.passes": _("issue and print passes"),
    "gates.keys": _("make and retire signing keys"),
    "orders.propose": _("propose a restriction on a person, with evidence and an end"),
    "orders.confirm": _("confirm a restriction that somebody else proposed; lift one"),
    "orders.numbers": _("see how many people are restricted, without names"),
    "care.watch": _("see who lives alone and is looked out for, and knock (grid workers: their own grids)"),
    "care.death": _("report a death, or confirm one that somebody else reported"),
    "volunteers.serve": _("see and answer the own turns, hours and swaps"),
    "volunteers.lead": _("lead a shift: check people in and out (volunteers: shifts that they lead)"),
    "volunteers.coordinate": _("plan shifts, ask volunteers, confirm hours"),
    "volunteers.approve": _("welcome volunteers, extend and end their time"),
    "activity.plan": _("plan which building is outdoors when"),
    "supplies.read": _("see purchase rounds and how far they are"),
    "supplies.organise": _("begin purchase rounds, share what came, mark payments, enter donations"),
    "supplies.order": _("order for a household (grid workers and building leads: their own)"),
    "supplies.hand_out": _("hand out parcels"),
    "shops.read": _("see what there is and which shops are open"),
    "shops.keep": _("count what there is, inspect shops, let them open"),
    "paper.print": _("print registers and the list of the day's permits"),
    "paper.type": _("type in what was written on paper"),
    "paper.decide": _("decide where paper and phones contradict each other"),
    "outings.work": _("verify return-to-work certificates"),
    "outings.decide": _("decide who may go out, and ask after those who are late"),
    "arrivals.work": _("announce and meet people who return (grid workers: their own)"),
    "arrivals.lists": _("bring in lists of people who return"),
    "wellbeing.poster": _("print the poster of the Sunshine Cottage"),
    "wellbeing.scales": _("bring in licensed scales and choose their cut-offs"),
    "wellbeing.counsel": _("read what people said in the Sunshine Cottage, and ring them"),
    "wellbeing.numbers": _("see the cottage's published numbers, none below ten"),
    "errands.ask": _("ask for an errand for somebody (grid workers and building leads: their own)"),
    "errands.run": _("do errands: see what waits, and in full what is theirs"),
    "errands.coordinate": _("see errands in full and say who does them (grid workers: their own)"),
    "errands.cash": _("count the cash of whoever does errands"),
    "followups.read": _("see and answer open matters"),
    "sentences.take": _("write sentences into the box and take on what they ask for"),
    "sentences.corrections": _("see how often the box's proposals were right"),
    "followups.own": _("see to the matters that are their own, and hand them over"),
    "followups.overview": _("see where matters are late and help is needed, without names"),
    "reviews.answer": _("answer reviews of decisions (the district: only late ones, without names)"),
    "reviews.ask": _("ask for a review for a resident at the desk or on the telephone"),
    "journal.read": _("read the journal"),
    "privacy.read": _("see how long everything is kept and who read it"),
}


def table(kinds: Sequence[Role.Kind]) -> list[tuple[Any, list[tuple[Any, list[bool], list[Any]]]]]:
    """(group, rows); a row is (words, one boolean for each of ``kinds``, the labels of those who may)."""
    groups: dict[str, list[tuple[Any, list[bool], list[Any]]]] = {}
    for permission, may in PERMISSIONS.items():
        group = permission.partition(".")[0]
        cells = [kind in may for kind in kinds]
        labels = [kind.label for kind in kinds if kind in may]
        groups.setdefault(group, []).append((WORDS.get(permission, permission), cells, labels))
    return [(GROUPS.get(group, group), rows) for group, rows in groups.items()]
