"""The demo community: every app's own demo, in order, under one seed."""

from datetime import timedelta

from django_scopes import scope, scopes_disabled

from linli.accounts.demo import build as build_accounts
from linli.accounts.models import User
from linli.activity.demo import build as build_activity
from linli.arrivals.demo import build as build_arrivals
from linli.care.demo import build as build_care
from linli.core.clock import midnight_in, now
from linli.errands.demo import build as build_errands
from linli.followups.demo import build as build_followups
from linli.gates.demo import build as build_gates
from linli.orders.demo import build as build_orders
from linli.outings.demo import build as build_outings
from linli.paper.demo import build as build_paper
from linli.registry.demo import build as build_registry
from linli.registry.models import Community
from linli.reviews.demo import build as build_reviews
from linli.shops.demo import build as build_shops
from linli.situation.demo import build as build_situation
from linli.supplies.demo import build as build_supplies
from linli.volunteers.demo import build as build_volunteers
from linli.wellbeing.demo import build as build_wellbeing

NAME = "新城社区"


def loaded() -> bool:
    """True if the demo's people are there already."""
    with scopes_disabled():
        return Community.objects.filter(name=NAME).exists() and User.objects.filter(username="secretary").exists()


def build(seed: int, phase: str = "normalised") -> Community:
    """Make the demo community as of now, under ``phase`` of the pack wuhan-2020.

    In pieces: whoever stops it half-way finds it unloaded and starts again.
    """
    at = now()
    with scopes_disabled():
        community = Community.objects.filter(name=NAME).first()
        if community is None:
            community = Community.objects.create(name=NAME, division="420111")
            build_registry(community, seed, at)
    midnight = midnight_in(community.zone, community.today(at))
    rules_from = min(midnight, at - timedelta(hours=4))  # they hold when the demo's first people cross
    with scope(community=community.pk):
        build_accounts(community, seed)
        people = {name: User.objects.get(username=name) for name in ("secretary", "worker")}
        build_situation(community, by=people["worker"], other=people["secretary"], at=rules_from, phase=phase)
        build_gates(community, seed)
        build_outings(community, seed)
        build_orders(community, people["worker"], people["secretary"], at)
        build_arrivals(community, people["worker"], people["secretary"], at)
        build_care(community, seed, people["worker"], at)
        build_volunteers(community, seed, people["worker"], people["secretary"], at)
        build_activity(community, by=people["worker"], at=at)
        build_reviews(community, people["secretary"], at)
        build_paper(community, people["worker"], at)
        build_shops(community, people["worker"], at)
        build_supplies(community, seed, people["worker"], at)
        build_errands(community, people["worker"], at)
        build_followups(community, at)
        build_wellbeing(community, seed, at)
    return community
