"""What a list of matters says of a knock, in the language of whoever reads it."""

from collections.abc import Iterable
from typing import Any

from linli.care import knocking
from linli.care.models import Silence
from linli.followups.models import FollowUp


def to_say(matters: Iterable[FollowUp]) -> dict[Any, str]:
    """Id of a matter -> its words."""
    asked = {one.subject: one.pk for one in matters if one.kind == FollowUp.Kind.SILENCE}
    if not asked:  # as in most lists
        return {}
    keys = [subject.partition(":")[2] for subject in asked]
    rows = Silence.objects.filter(pk__in=keys).select_related("resident", "community")
    return {asked[one.subject]: knocking.words(one) for one in rows}
