"""Outings in the small world: rules in force, asking, and crossings as the gates send them."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from linli.core.clock import moment_of
from linli.gates.models import Device, Enrolment, Gate, SigningKey
from linli.gates.reading import CrossingIn, Item, canonical, digest_of
from linli.gates.uploads import receive
from linli.outings.models import Outing
from linli.outings.rules import Ask
from linli.situation import packs
from linli.situation.models import Publication


def publish(world, name, pack="wuhan-2020", at=None, **changes):
    """Put a phase into force at ``at`` (a day ago), with ``changes`` in its section for outings."""
    body = packs.load(packs.phase_file(pack, name))
    body["outings"].update(changes)
    at = at or world.at - timedelta(days=1)
    made = Publication.propose(
        world.community, body, by=world.users["community_worker"], at=at, lapses_at=at + timedelta(days=20)
    )
    if made.status == "proposed":
        made.confirm(by=world.users["secretary"], at=at)
    return made


def window(world, start=0, end=60, minutes=60, purpose="bank"):
    """An ask from ``start`` to ``end`` minutes after the world's moment."""
    now = int(world.at.timestamp())
    return Ask(purpose, now + start * 60, now + end * 60, minutes)


@pytest.fixture
def phase(world):
    return lambda name="one-per-household", **changes: publish(world, name, **changes)


@pytest.fixture
def ask(world):
    """``ask("王梅", start=30, …)`` -> an outing asked for on the own phone."""

    def make(name="王梅", *, at=None, way="phone_page", by=None, insist=False, place="", **given):
        resident = world.residents[name]
        given = window(world, **given)
        return Outing.request(
            resident, given, way=way, by=by or resident, at=at or world.at, insist=insist, place=place
        )

    return make


@pytest.fixture
def gates(world):
    """Two gates with a device each: ``gates.south.send(resident, "exit", minutes)``."""
    SigningKey.make(world.community, "pass", by=None, at=world.at - timedelta(days=1))
    return SimpleNamespace(south=Post(world, "南门"), north=Post(world, "北门"))


class Post:
    """A gate with its phone, which keeps what happened until it is sent."""

    def __init__(self, world, name):
        self.world, self.sequence, self.held = world, 0, []
        self.place = Gate.objects.create(community=world.community, compound=world.compound, name=name)
        _, token = Enrolment.invite(world.community, by=world.users["secretary"], at=world.at)
        self.device, _ = Enrolment.enrol(token, name, at=world.at)
        self.device = Device.objects.get(pk=self.device.pk)

    def cross(self, name, direction, minutes, outcome="allow"):
        """Somebody crosses ``minutes`` after the world's moment; kept on the phone."""
        resident, self.sequence = self.world.residents[name], self.sequence + 1
        body = {
            "gate": str(self.place.pk),
            "direction": direction,
            "at": int(self.world.at.timestamp()) + minutes * 60,
            "offset": 0,
            "policy": "",
            "pass": "",
            "resident": str(resident.pk),
            "household": str(resident.household_id),
            "facts": {"temperature": 365, "identity": True, "mask": True, "health_colour": "green"},
            "verdict": {"outcome": outcome, "code": "gate.allowed", "step": ""},
            "emergency": False,
            "guard": "",
            "shift": "",
        }
        content = canonical(body)
        crossing = CrossingIn.model_validate(json.loads(content))
        self.held.append(Item(self.sequence, content, digest_of(content), crossing))

    def send(self, minutes):
        """Upload what is held; the answers."""
        upload = receive(self.device, self.held, self.world.at + timedelta(minutes=minutes))
        self.held = []
        return [answer["outcome"] for answer in upload.answers]

    def now(self, name, direction, minutes):
        self.cross(name, direction, minutes)
        return self.send(minutes)


def later(world, minutes):
    return moment_of(int(world.at.timestamp()) + minutes * 60)
