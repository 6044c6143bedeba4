"""What held when: the publications of a community as spans of time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.situation import words
from linli.situation.models import Publication


@dataclass(frozen=True)
class Span:
    """``publication`` held from ``start`` (included) to ``end`` (excluded; None: it has not ended)."""

    publication: Publication
    title: str
    start: datetime
    end: datetime | None
    why: str


def history(community: Any, at: datetime) -> list[Span]:
    """What has held until ``at``, the latest first; what was withdrawn before it began never held."""
    begun = Publication._base_manager.filter(community_id=community.pk, effective_at__lte=at)
    rows = list(begun.select_related("version", "proposed_by", "confirmed_by").order_by("effective_at", "id"))
    spans = [_span(row, rows[index + 1 :], at) for index, row in enumerate(rows)]
    return [span for span in reversed(spans) if span]


def _span(row: Any, later: list[Any], at: datetime) -> Span | None:
    ends = [(row.lapses_at, _("lapsed"))]
    if row.withdrawn_at:
        ends.append((row.withdrawn_at, _("withdrawn")))
    took = [other for other in later if not other.withdrawn_at or other.withdrawn_at > other.effective_at]
    ends += [(other.effective_at, _("replaced")) for other in took]
    end, why = min(ends, key=lambda one: one[0])
    if end <= row.effective_at:
        return None
    over = end <= at
    title = words.told(row.version.body["title"])
    return Span(row, title, row.effective_at, end if over else None, why if over else "")


def waiting(community: Any, at: datetime) -> list[Publication]:
    """Proposals that a second person can still confirm, the oldest first."""
    rows = Publication._base_manager.filter(
        community_id=community.pk, status=Publication.Status.PROPOSED, lapses_at__gt=at
    )
    return list(rows.select_related("version", "proposed_by").order_by("proposed_at"))


def coming(community: Any, at: datetime) -> list[Publication]:
    """Published, and not yet in effect, in the order in which they take effect."""
    rows = Publication._base_manager.filter(
        community_id=community.pk, status=Publication.Status.CONFIRMED, effective_at__gt=at
    )
    return list(rows.select_related("version", "proposed_by", "confirmed_by").order_by("effective_at", "id"))
