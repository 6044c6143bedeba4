"""Reviews in the demo community: one that waits, and one that was answered and put right."""

from datetime import datetime, timedelta
from typing import Any

from linli.gates.models import Crossing
from linli.registry.models import Resident
from linli.reviews.decisions import decision_of
from linli.reviews.ground import Ground
from linli.reviews.models import Review


def build(community: Any, secretary: Any, at: datetime) -> int:
    """Somebody turned back today doubts it and waits; an exit that was a neighbour's counts no longer. In the scope."""
    rows = Crossing.objects.filter(resident_id__isnull=False, direction="exit", emergency=False).order_by("-at")
    turned = rows.filter(went=False, gate_outcome="refuse").first()
    counted = rows.filter(went=True, overrule_outcome="").first()
    made = 0
    if turned is not None:
        made += _ask(turned, "健康码是绿的，屏幕反光看成了黄色。", at) is not None
    if counted is not None:
        review = _ask(counted, "今天早上出门的不是我，是隔壁同姓的邻居。", at)
        made += _answered(review, counted, secretary, at)
    return made


def _ask(row: Crossing, said: str, at: datetime) -> Review | None:
    who = Resident.objects.select_related("community").get(pk=row.resident_id)
    decision = decision_of(Ground(who, at), "crossing", row.id)
    if decision is None:
        return None
    asked_at = max(row.at, at - timedelta(minutes=50))
    return Review.ask(who, decision, said=said, by=who, way=Review.Way.SELF, at=asked_at)


def _answered(review: Review | None, row: Crossing, secretary: Any, at: datetime) -> bool:
    if review is None:
        return False
    words = "对过登记了，是隔壁的邻居。这一次不算您家的，给您添麻烦了。"
    wrong = f"other_person:{row.id}"
    review.answer(outcome="corrected", words=words, correction=wrong, by=secretary, at=at - timedelta(minutes=5))
    return True
