"""What this app reads out of the policy in force: section ``arrivals``, with values where a policy is silent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from linli.arrivals.rules import Terms
from linli.situation.policy import Rules, in_force


@dataclass(frozen=True)
class ArrivalRules:
    """``order``: the kind of restriction that observation is here ("": it is only asked for).

    ``call_everyone``: whoever is observed is called, not only those without a phone page and those who ask for it.
    """

    version: str = ""
    observe_days: int = 0
    order: str = ""
    contact_hours: int = 12
    retry_minutes: int = 120
    attempts: int = 3
    missed_after_hours: int = 3
    calls_per_day: int = 1
    call_everyone: bool = False
    quiet: tuple[int, int] = (22, 7)
    under14_guardian: bool = True

    @classmethod
    def read(cls, rules: Rules | None) -> Self:
        """Of the rules in force; without any nobody is observed, and people are met all the same."""
        if rules is None:
            return cls()
        said: dict[str, Any] = {**rules.arrivals}
        if "quiet" in said:
            said["quiet"] = tuple(said["quiet"])
        if said.get("order") not in rules.orders["kinds"]:  # a restriction must be one that the rules list
            said["order"] = ""
        return cls(version=rules.version, **said)

    @property
    def terms(self) -> Terms:
        return Terms(
            observe_days=self.observe_days,
            contact_hours=self.contact_hours,
            retry_minutes=self.retry_minutes,
            attempts=self.attempts,
            missed_after_hours=self.missed_after_hours,
            calls_per_day=self.calls_per_day,
            quiet=self.quiet,
        )


def arrival_rules(community: Any, at: datetime) -> ArrivalRules:
    """What holds in ``community`` (a row or its id) at ``at``."""
    return ArrivalRules.read(in_force(community, at))
