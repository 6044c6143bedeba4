"""Random policies and facts from a seed: mostly as the schemas allow, some nonsense."""

import random
from typing import Any

from linli.gates.rules_checks import OUTSIDERS

KINDS = ["work", "outing", "trip", "medical"]
PURPOSES = ["medical", "shopping", "work", "birth"]
PASSES = ["resident", "visitor", "carer", "courier"]
COLOURS = ["green", "yellow", "red"]
NOW = 1_586_307_600
STATES = ["good", "good", "good", "expired", "not_yet", "forged", "unknown_key", "revoked", "used", "wrong_kind"]
STATES += ["outside_hours", "?"]
NONSENSE: list[Any] = ["", "yes", True, False, 0, -1, [], ["x"], "green", 365, [NOW], "work"]


class Dice:
    """One seeded source of everything that the comparison draws."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def some(self, values: list[str]) -> list[str]:
        return self.random.sample(values, self.random.randint(0, len(values)))

    def slots(self) -> list[list[int]]:
        return [
            [self.random.choice([0, 60, 480, 720, 1320]), self.random.choice([0, 360, 720, 1080, 1440])]
            for _ in range(self.random.randint(1, 2))
        ]

    def step(self) -> dict[str, Any]:
        made = self.random.choice(self._steps())
        if self.random.random() < 0.25:
            made["except"] = self.some(PURPOSES)
        if self.random.random() < 0.25:
            made["except_permits"] = self.some(KINDS)
        if self.random.random() < 0.25:
            made["except_passes"] = self.some(PASSES)
        return made

    def _steps(self) -> list[dict[str, Any]]:
        pick = self.random
        batch = {"buildings": self.some(["3", "5"]), "days": pick.sample(range(1, 8), 4), "slots": self.slots()}
        colours = [{"word": word, "zh": word, "en": word} for word in COLOURS]
        return [
            {"check": "pass_valid", **pick.choice([{}, {"roster": True}, {"roster": False}])},
            {"check": "resident_here"},
            {"check": "reason_open", "kinds": self.some(KINDS), "purposes": self.some(PURPOSES)},
            {"check": "reason_open", "kinds": self.some(KINDS)},
            {"check": "health_code", "accept": ["green"], "colours": colours, "certificate": pick.random() < 0.6},
            {"check": "temperature", "below": pick.choice([372, 373, 380]), "least": 340, "most": 430},
            {"check": "mask_seen"},
            {"check": "identity_compared"},
            {"check": "host_agreed"},
            {"check": "credential_seen"},
            {"check": "stays_outside"},
            {"check": "household_exits", "per_day": pick.randint(0, 2)},
            {"check": "household_out", "at_once": pick.randint(0, 2)},
            {"check": "time_slot", "slots": self.slots()},
            {"check": "building_batch", "batches": [batch]},
            {"check": "no_order", "kinds": self.some(["home", "ward"])},
        ]

    def sides(self) -> dict[str, Any]:
        most = self.random.choice([1, 3, 6])
        return {side: [self.step() for _ in range(self.random.randint(0, most))] for side in ("entry", "exit")}

    def policy(self) -> dict[str, Any]:
        made: dict[str, Any] = {**self.sides(), "settings": {}}
        if self.random.random() < 0.5:
            made["settings"]["exit_minutes"] = self.random.choice([0, 1, 120])
        if self.random.random() < 0.3:
            made["settings"]["lapses_at"] = NOW + self.random.randint(-1, 90_000)
        if self.random.random() < 0.4:
            made["others"] = {self.random.choice([*OUTSIDERS, "unknown"]): self.sides()}
        return made

    def moments(self, length: int) -> list[int]:
        return [NOW + self.random.choice([-90_000, -1, 0, 1, 90_000]) for _ in range(length)]

    def facts(self) -> dict[str, Any]:
        pick, length = self.random, self.random.randint(0, 3)
        everything: dict[str, Any] = {
            "now": NOW + pick.choice([-1, 0, 1, pick.randint(-90_000, 90_000)]),
            "offset": pick.choice([28_800, 0, -18_000, 20_700]),
            "direction": pick.choice(["exit", "entry"]),
            "person": pick.choice(["resident", "resident", "resident", "unknown", *OUTSIDERS]),
            "pass_state": pick.choice(STATES),
            "pass_kind": pick.choice(PASSES),
            "resident_here": pick.random() < 0.8,
            "building": pick.choice(["3", "5", "9"]),
            "household_exits_today": pick.randint(0, 2),
            "household_out": pick.randint(0, 2),
            "permit_kinds": pick.choices(KINDS, k=length),
            "permit_froms": self.moments(length),
            "permit_untils": self.moments(length),
            "permit_minutes": [pick.choice([0, 30, 120]) for _ in range(length)],
            "health_colour": pick.choice(COLOURS),
            "health_certificate": pick.choice(["good", "good", "expired"]),
            "temperature": pick.choice([339, 340, 365, 372, 373, 374, 430, 431]),
            "mask": pick.random() < 0.8,
            "identity": pick.random() < 0.8,
            "host": pick.random() < 0.8,
            "credential": pick.random() < 0.8,
            "order_kinds": self.some(["home", "ward"]),
            "order_untils": self.moments(2),
            "purpose": pick.choice(PURPOSES),
            "emergency": pick.random() < 0.03,
        }
        known = pick.choice([0.6, 0.85, 1.0])
        facts = {name: value for name, value in everything.items() if pick.random() < known}
        if pick.random() < 0.15:
            facts[pick.choice(list(everything))] = pick.choice(NONSENSE)
        return facts
