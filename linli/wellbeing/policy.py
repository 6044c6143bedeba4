"""What this app reads out of the policy in force: section ``wellbeing``, with values where a policy is silent.

A cottage stays open when no rules are in force: people need to be heard then too.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from linli.situation.policy import Rules, in_force

LINES = (
    {"number": "12356", "zh": "全国统一心理援助热线", "en": "national psychological support line"},
    {"number": "120", "zh": "急救", "en": "ambulance"},
    {"number": "110", "zh": "报警求助", "en": "police, in danger"},
)


@dataclass(frozen=True)
class Clocks:
    """``open_minutes``: of duty hours, after which those on duty are told of an unopened record; that is the server's
    one clock. The others run in the counsellor's browser, which alone knows how urgent a record is.
    """

    hours: tuple[int, int] = (8, 22)
    open_minutes: int = 30
    life_minutes: int = 120
    severe_hours: int = 24
    above_hours: int = 72
    attempts: int = 3
    attempt_people: int = 2
    retest_days: int = 14
    lines: tuple[dict[str, str], ...] = LINES

    @classmethod
    def read(cls, rules: Rules | None) -> Self:
        said: dict[str, Any] = {**rules.wellbeing} if rules else {}
        if "hours" in said:
            said["hours"] = tuple(said["hours"])
        if "lines" in said:
            said["lines"] = tuple(said["lines"])
        return cls(**said)

    @property
    def told(self) -> dict[str, Any]:
        """As ``door.json`` says it; the crisis lines stand beside it there."""
        said = asdict(self)
        del said["lines"]
        return {**said, "hours": list(self.hours)}


def clocks(community: Any, at: datetime) -> Clocks:
    """What holds in ``community`` (a row or its id) at ``at``."""
    return Clocks.read(in_force(community, at))
