"""Outings in every state for the demo community: most of them in the grid of the demo's grid worker."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from linli.accounts.models import Proxy
from linli.core.refusals import Refused
from linli.gates.known import epoch
from linli.gates.models import Crossing, Device, Gate, Permit
from linli.gates.reading import CrossingIn, Item, canonical, digest_of
from linli.gates.uploads import receive
from linli.outings.forms import likely
from linli.outings.models import Outing
from linli.outings.policy import OutingRules, rules_for
from linli.outings.rules import Ask
from linli.registry.models import Grid, Household, Resident

HERE = {"left_at": None, "merged_into": None, "here": True, "confirmed": True}


class Scene:
    """Whom it is about, one household after the other, and what the gate of the scene has seen."""

    def __init__(self, community: Any, at: datetime, worker: Any, lead: Any) -> None:
        self.community, self.at, self.worker, self.lead = community, at, worker, lead
        self.rules: OutingRules = rules_for(community, at)
        self.people, self.sequence = self._households(), count(1)
        self.device = Device.objects.create(community=community, name="北门 1 号机", secret_hash="-", seen_at=at)  # noqa: S106
        self.device.community = community
        self.gates = list(Gate.objects.order_by("name"))

    def _households(self) -> Iterator[list[Resident]]:
        """The adults of each household of the first grid of whom nobody was at the gates, the eldest first."""
        grid = Grid.objects.order_by("number").first()
        homes = Household.objects.filter(flat__unit__building__grid=grid).order_by("flat__key")
        for home in homes.exclude(pk__in=Crossing.objects.values("household_id")):
            people = list(Resident.objects.filter(household=home, birth_year__lt=2000, **HERE).order_by("birth_year"))
            people = [one for one in people if not Permit.objects.filter(resident=one).exists()]
            for one in people:
                one.community = self.community
            if people:
                yield people

    def adult(self) -> Resident:
        return next(self.people)[-1]

    def two(self) -> tuple[Resident, Resident]:
        """A mother, or whoever is the elder, and a younger one who acts for her."""
        people = next(one for one in self.people if len(one) > 1)
        return people[0], people[-1]

    def ask(self, who: Resident, purpose: str, ago: int = 0, minutes: int = 60, **given: Any) -> Outing:
        """Asked for ``ago`` minutes before now for the hour after that; ``ago`` 0: for the next hour that is open."""
        at = self.at - timedelta(minutes=ago)
        start, end = (at, at + timedelta(hours=1)) if ago else likely(self.rules, at, ZoneInfo(self.community.zone))
        ask = Ask(purpose, epoch(start), epoch(end), minutes)
        by = given.pop("by", who)
        way = given.pop("way", "phone_page")
        return Outing.request(who, ask, way=way, by=by, at=at, insist=bool(ago), **given)

    def approved(self, who: Resident, purpose: str, ago: int, minutes: int = 60) -> None:
        """At night the hours of the rules say no to an outing of this moment: the demo's secretary then says yes."""
        made = self.ask(who, purpose, ago, minutes)
        if made.status == Outing.Status.REFUSED:
            made.reconsider(by=self.lead, at=made.created_at)
        elif made.status == Outing.Status.REQUESTED:
            made.approve(by=self.worker, at=made.created_at)

    def cross(self, who: Resident, direction: str, ago: int) -> None:
        sequence, moment = next(self.sequence), self.at - timedelta(minutes=ago)
        body = {
            "gate": str(self.gates[sequence % len(self.gates)].pk),
            "direction": direction,
            "at": epoch(moment),
            "offset": 0,
            "policy": self.rules.version,
            "pass": "",
            "resident": str(who.pk),
            "household": str(who.household_id),
            "facts": {"temperature": 365, "mask": True, "identity": True, "health_colour": "green"},
            "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""},
            "emergency": False,
            "guard": "",
            "shift": "",
        }
        content = canonical(body)
        crossing = CrossingIn.model_validate(json.loads(content))
        receive(self.device, [Item(sequence, content, digest_of(content), crossing)], moment)


def build(community: Any, at: datetime, worker: Any, lead: Any) -> int:
    """Requests waiting, approved, refused, out, overdue, back; how many. None where nobody has to ask."""
    scene = Scene(community, at, worker, lead)
    if not (scene.rules.needed and scene.rules.open):
        return 0
    try:
        _play(scene)
    except StopIteration:  # a community too small for all of it
        pass
    except Refused as refused:
        if not refused.code.startswith("outings."):
            raise
    return Outing.objects.count()


def _play(scene: Scene) -> None:
    at = scene.at
    for ago, minutes, back, purpose in ((150, 120, 0, "bank"), (40, 60, 0, "shopping"), (110, 120, 30, "parcel")):
        somebody = scene.adult()
        scene.approved(somebody, purpose, ago, minutes)
        scene.cross(somebody, "exit", ago - 5)
        if back:
            scene.cross(somebody, "entry", back)
    mother, daughter = scene.two()
    Proxy.grant(mother, daughter, how="desk", by=scene.worker, at=at)
    scene.ask(mother, "bank", way="proxy", by=daughter, place="工商银行")
    scene.ask(scene.adult(), "shopping")
    for purpose, way in (("bank", "telephone"), ("family_care", "desk")):
        scene.ask(scene.adult(), purpose, way=way, by=scene.worker)
    refused = scene.ask(scene.adult(), "other")
    refused.refuse(by=scene.worker, reason="这家超市今天不开门。", remedy="明天上午再去，或请志愿者代买。", at=at)
    scene.ask(scene.adult(), "shopping").approve(by=scene.worker, at=at)
    changed_mind = scene.adult()
    scene.ask(changed_mind, "bank").withdraw(by=changed_mind, at=at)
