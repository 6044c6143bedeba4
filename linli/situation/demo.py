"""The rules of the demo community: those of April 2020, put forward by one and confirmed by another."""

from datetime import datetime, timedelta
from typing import Any

from linli.situation import packs
from linli.situation.models import Publication


def build(community: Any, by: Any, other: Any, at: datetime, phase: str = "normalised") -> Publication:
    """``phase`` of the pack wuhan-2020 from ``at`` on, for 30 days. In the community's scope."""
    body = packs.load(packs.phase_file("wuhan-2020", phase))
    publication = Publication.propose(community, body, by=by, at=at, lapses_at=at + timedelta(days=30))
    publication.confirm(by=other, at=at)
    return publication
