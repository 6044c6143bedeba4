"""Who could take something over: everybody who is there, with what they are, so that names are not confused."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Prefetch, Q

from linli.accounts.models import Duty, Role, User
from linli.accounts.models.absences import absent
from linli.accounts.models.people import in_force
from linli.accounts.permissions import PERMISSIONS

HOUR = timedelta(hours=1)
AHEAD = 14 * HOUR  # so far ahead the roster is looked at: the evening hands over to the morning


def colleagues(community: Any, at: datetime) -> Any:
    """Users who hold a post here at ``at`` that may own matters, and are not off; ``posts`` has their roles."""
    held = Role.objects.filter(
        in_force(at), community=community, kind__in=PERMISSIONS["followups.own"], user__is_active=True
    )
    rows = User.objects.filter(pk__in=held.values("user_id")).exclude(pk__in=absent(community, at))
    posts = held.prefetch_related("grids").order_by("starts_at")
    return rows.order_by("name", "username").prefetch_related(Prefetch("roles", queryset=posts, to_attr="posts"))


class Colleague(forms.ModelChoiceField):
    """One of them, as "邓芳 · grid worker 002"."""

    def label_from_instance(self, obj: Any) -> str:
        posts = [
            " ".join([str(post.get_kind_display()), *(grid.number for grid in post.grids.all())]) for post in obj.posts
        ]
        return " · ".join([str(obj), *posts])


def next_on_duty(user: User, community: Any, at: datetime) -> Duty | None:
    """Whose turn on the roster follows that of ``user``: at the same post if there is one, the lead first."""
    rows = Duty.objects.filter(
        Q(starts_at__lt=at + AHEAD, ends_at__gt=at - HOUR), community=community, withdrawn_at=None
    )
    turns = list(rows.select_related("user").order_by("starts_at", "-lead", "pk"))
    mine = [turn for turn in turns if turn.user_id == user.pk and turn.starts_at <= at]
    there = set(colleagues(community, at).values_list("pk", flat=True)) - {user.pk}
    ends = mine[-1].ends_at if mine else at
    coming = [turn for turn in turns if turn.user_id in there and turn.starts_at >= ends - HOUR]
    same = [turn for turn in coming if mine and turn.post == mine[-1].post]
    return next(iter(same or coming), None)
