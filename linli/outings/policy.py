"""What this app reads out of the rules in force: who has to ask before going out, and within which bounds."""

from dataclasses import dataclass
from typing import Any, Self

from linli.situation.policy import Rules, in_force
from linli.situation.rules import PURPOSES

KIND = "outing"  # of the permit that an approval gives


@dataclass(frozen=True)
class OutingRules:
    """Minutes where the name says so, 0 meaning no limit; ``slots`` are [from, to) in minutes of the day.

    ``needed``: the gate asks for a reason on the way out. ``open``: an approved outing is such a reason.
    ``orders``: kinds of restriction with which the gate lets nobody out, but for the purposes in ``spared``.
    ``lapses_at``: epoch seconds from which on nothing is asked any more (0: no end).
    """

    version: str = ""
    needed: bool = False
    open: bool = True
    lapses_at: int = 0
    per_household_per_day: int = 0
    longest_minutes: int = 0
    notice_minutes: int = 0
    reminder_minutes: int = 15
    ahead_days: int = 2
    slots: tuple[tuple[int, int], ...] = ((0, 1440),)
    let_through: tuple[str, ...] = ()
    approved_by_itself: tuple[str, ...] = ()
    purposes: tuple[str, ...] = PURPOSES
    orders: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()

    @classmethod
    def read(cls, rules: Rules | None) -> Self:
        """Of the rules in force; without any, nobody has to ask."""
        if rules is None:
            return cls()
        given = rules.outings
        reasons = [step for step in rules.gate["exit"] if step["check"] == "reason_open"]
        orders = [step for step in rules.gate["exit"] if step["check"] == "no_order"]
        # an approved outing opens such a step at the gate: nothing to refuse it for
        orders = [step for step in orders if KIND not in step.get("except_permits", ())]
        numbers = ("per_household_per_day", "longest_minutes", "notice_minutes", "reminder_minutes", "ahead_days")
        lists = ("let_through", "approved_by_itself", "purposes")
        said: dict[str, Any] = {name: given[name] for name in numbers if name in given}
        said |= {name: tuple(given[name]) for name in lists if name in given}
        return cls(
            version=rules.version,
            needed=bool(reasons),
            open=given.get("open", True) and all(KIND in step["kinds"] for step in reasons),
            lapses_at=rules.lapses_at,
            slots=tuple((start, end) for start, end in given["slots"]),
            orders=tuple(kind for step in orders for kind in step["kinds"]),
            spared=tuple(word for step in orders for word in step.get("except", ())),
            **said,
        )

    @property
    def asked_for(self) -> tuple[str, ...]:
        """The purposes for which one asks, in the order in which they are offered."""
        return tuple(word for word in self.purposes if word not in self.let_through)


def rules_for(community: Any, at: Any) -> OutingRules:
    """What holds in ``community`` (a row or its id) at ``at``."""
    return OutingRules.read(in_force(community, at))
