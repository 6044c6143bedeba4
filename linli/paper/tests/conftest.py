"""Paper at the gate of the small world: a policy, a printed sheet, and a typist at the page."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.gates import inforce
from linli.gates.tests.conftest import set_up
from linli.paper.models import Sheet

COLOURS = [{"word": word, "zh": word, "en": word} for word in ("green", "yellow", "red")]
SEEN = [
    {"check": "identity_compared"},
    {"check": "health_code", "accept": ["green"], "colours": COLOURS},
    {"check": "mask_seen"},
    {"check": "temperature", "least": 340, "most": 430, "below": 373},
]
POLICY: dict[str, Any] = {
    "entry": [{"check": "resident_here"}, *SEEN],
    "exit": [
        {"check": "pass_valid", "roster": True},
        {"check": "reason_open", "kinds": ["work", "outing", "trip"], "purposes": ["medical"]},
        {"check": "household_exits", "per_day": 1, "except": ["medical"], "except_permits": ["work"]},
        *SEEN,
    ],
    "others": {"visitor": {"entry": [{"check": "reason_open", "kinds": ["visit"]}, *SEEN[2:]], "exit": SEEN[3:]}},
    "settings": {"exit_minutes": 120, "two_gates_seconds": 120},
}
READERS = ("paper.models", "paper.meaning", "paper.views.typing", "paper.views.printing")
CLOCKS = ("paper.views.typing", "paper.views.printing", "paper.views.conflicts")


@pytest.fixture
def gate(world: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """As in the gate's own tests, with the policy of this file; ``world.at`` is the clock of the pages too."""
    made = set_up(world, monkeypatch)
    rules = inforce.InForce(version="test/paper@1", phase="paper", gate=POLICY, hash="0")
    for module in ("gates.uploads", "gates.aftermath", "gates.bundle", "gates.rejudging", *READERS):
        monkeypatch.setattr(f"linli.{module}.rules_at", lambda community, at: rules)
    for module in CLOCKS:
        monkeypatch.setattr(f"linli.{module}.now", lambda: world.at)
    made.rules = rules
    return made


@pytest.fixture
def sheet(world: Any, gate: SimpleNamespace) -> Sheet:
    """A sheet of the south gate of 8 April; the clock of the world then stands at noon."""
    [made] = Sheet.prepare(
        world.community,
        1,
        gate=gate.place,
        day=world.at.date(),
        by=world.users["community_worker"],
        at=world.at - timedelta(hours=12),
    )
    world.at = world.at + timedelta(hours=3)
    return made


@pytest.fixture
def type_row(world: Any, sheet: Sheet, sign_in: Any) -> Any:
    """``type_row(3, "1005.3502w")`` keeps the row through the page; returns what the page is told."""
    client = sign_in("community_worker")

    def send(row: int, text: str, status: int = 200, on: Sheet = sheet) -> Any:
        answer = client.post(f"/paper/sheets/{on.pk}/rows/{row}/", {"text": text})
        assert answer.status_code == status, answer.content
        return answer.json()

    return send
