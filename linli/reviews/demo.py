"""Reviews in the demo community: one that waits, and one that was answered and put right."""

from datetime import datetime, timedelta
from typing import Any

from linli.gates.models import Crossing
from linli.registry.models import Resident
from linli.reviews.corrections import WORDS
from linli.reviews.decisions import decision_of, sources
from linli.reviews.ground import Ground
from linli.reviews.models import Review

SAID = ("健康码是绿的，屏幕反光看成了黄色。", "我下午要去医院复诊，值守的人说没有外出许可。")


def build(community: Any, secretary: Any, at: datetime) -> int:
    """Of people who were turned back today at a gate: the first waits, the second has an answer. In the scope."""
    rows = Crossing.objects.filter(went=False, gate_outcome="refuse", resident_id__isnull=False, direction="exit")
    turned = {row.resident_id: row for row in rows.order_by("-at")}
    people = Resident.objects.filter(pk__in=turned, left_at=None).select_related("community")
    made = []
    for who, said in zip(people.order_by("pk")[:2], SAID, strict=False):
        decision = decision_of(Ground(who, at), "crossing", turned[who.pk].id)
        if decision is not None:
            asked_at = max(decision.at, at - timedelta(minutes=50))
            made.append(Review.ask(who, decision, said=said, by=who, way=Review.Way.SELF, at=asked_at))
    if len(made) == 2:
        _answer(made[1], turned[made[1].resident_id], secretary, at)
    return len(made)


def _answer(review: Review, row: Crossing, secretary: Any, at: datetime) -> None:
    offered = [one.code for one in sources()["crossing"].corrections(review.ground(at), row)]
    words = "看过了，您说得对，对不起耽误了您。今天可以出门一次，直接到卡口就行。"
    first = offered[0] if offered else WORDS
    review.answer(outcome="corrected", words=words, correction=first, by=secretary, at=at - timedelta(minutes=5))
