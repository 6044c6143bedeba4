"""Somebody who is always a moment quicker: closes each matter just before the code under test gets to it."""

from datetime import datetime
from typing import Any

import pytest

from linli.followups.models import FollowUp


def close_first(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    move = FollowUp.move

    def late(matter: FollowUp, verb: str, **changes: Any) -> None:
        FollowUp._base_manager.filter(pk=matter.pk).update(status="done", closed_at=at)
        move(matter, verb, **changes)

    monkeypatch.setattr(FollowUp, "move", late)
