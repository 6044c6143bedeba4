"""Nobody carries a colour or a status in anybody's words; nobody is followed inside the compound.

The lists here are closed: whoever adds a column that looks like one has to write down why it is none.
"""

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from linli.core.fields import EncryptedText
from linli.gates.models import Altered, Companions, Crossing, Quarantine
from linli.gates.spared import STORED
from linli.gates.tests.conftest import crossing, gate, post
from linli.registry.models import Resident

__all__ = ["crossing", "gate", "post"]  # fixtures of the gates' own tests
SMELLS = re.compile(r"colou?r|status|state|health|risk|level|flag|label|score|tag|infect|contact|outcome|degree")
COLOURS = re.compile(r"\b(red|yellow|green|amber|orange)\b|[红黄绿橙]码?", re.IGNORECASE)
# Columns of rows about a resident that say something of a kind, and why that is no status of the person.
WORDS = {
    "registry.Resident.contact": "whom to call, encrypted",
    "registry.Resident.contact_phone": "whom to call, encrypted",
    "gates.Crossing.gate_outcome": "what was decided about one crossing, by a closed list",
    "gates.Crossing.server_outcome": "what was decided about one crossing, by a closed list",
    "gates.Crossing.overrule_outcome": "what was decided about one crossing, by a closed list",
    "gates.Preparation.status": "waiting, done, left: of half an hour at the gate",
    "gates.Preparation.outcome": "what the guard decided, for half an hour",
    "outings.Call.outcome": "reached or not, by a closed list",
    "reviews.Review.level": "how far up a review has gone",
}
# Rows that hold a resident, a place and a time together: the only traces of where somebody was, each with its reason.
TRACES = {
    "outings.Outing": "where somebody wants to go outside the compound, encrypted; not where they were",
    "gates.Crossing": "the gate's record; a number without a name after its keeping time",
    "gates.Out": "who is out now, so that somebody asks after them; gone when they are back",
    "gates.Preparation": "who says to be at the gate, by their own hand; gone after half an hour",
}
PERSON = {"resident_id", "who"}
PLACE = {"gate", "gate_id", "compound", "building", "unit", "flat", "place", "slot", "where"}


def ours() -> list[Any]:
    return [model for model in apps.get_models() if model.__module__.startswith("linli.")]


def about_people(model: Any) -> bool:
    fields = model._meta.concrete_fields
    pointing = (one for one in fields if isinstance(one, models.ForeignKey) and one.remote_field.model is Resident)
    return model is Resident or any(pointing) or bool(PERSON & {one.name for one in fields})


def columns(model: Any) -> list[Any]:
    return [field for field in model._meta.concrete_fields if about_people(model)]


def test_no_column_about_a_person_is_a_status_but_the_steps_of_a_paper() -> None:
    odd = set()
    for model in ours():
        for field in columns(model):
            name = f"{model._meta.label}.{field.name}"
            # a step of a paper, or what came of it: closed choices, moved by verbs
            steps = field.choices and getattr(model, "MOVES", None) and field.name in ("status", "outcome")
            if SMELLS.search(field.name) and not steps and not field.name.endswith(("_id", "_at")):
                odd.add(name)
    assert odd == set(WORDS)


def test_no_choice_anywhere_is_a_colour() -> None:
    found = [
        f"{model._meta.label}.{field.name}: {value}"
        for model in ours()
        for field in model._meta.concrete_fields
        for value, words in field.flatchoices
        if COLOURS.search(f"{value} {words}")
    ]
    assert found == []


def test_only_these_rows_hold_a_person_a_place_and_a_time() -> None:
    """Movement inside the compound is never recorded: no other table could even hold it."""
    found = {
        model._meta.label
        for model in ours()
        if about_people(model) and PLACE & {field.name for field in model._meta.concrete_fields}
    }
    assert found == set(TRACES)


def test_activity_slots_know_buildings_and_nobody() -> None:
    for model in apps.get_app_config("activity").get_models():
        pointed = {one.remote_field.model._meta.label for one in model._meta.concrete_fields if one.is_relation}
        assert not pointed & {"registry.Resident", "registry.Household", "registry.Flat"}, model


CANARIES = ("zinnober", "kanarienvogel")  # a colour and somebody's words, as no code of ours would say them


def every_cell() -> str:
    """All that the database holds, table by table, as one text."""
    text = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                text += [
                    bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell) for cell in row
                ]
    return "\n".join(text)


@pytest.mark.django_db
def test_neither_a_colour_nor_a_sentence_about_somebody_reaches_the_database(
    world: Any, gate: Any, post: Any, crossing: Any
) -> None:
    colour, words = CANARIES
    facts = {"temperature": 365, "identity": True, "health_colour": colour, "purpose": f"visits {words}", words: colour}
    told = {
        "facts": facts | {"health_certificate": colour},
        "visitor": {"name": words, "phone": "", "room": "", "purpose": words},
        "overrule": {"outcome": "allow", "reason": f"she said {words}"},
        "policy": f"{words} {colour}",
        "verdict": {"outcome": "refuse", "code": f"he is {colour}", "step": words + " " + words},
    }
    person = crossing(world.residents["王梅"]) | told
    stranger = crossing() | told
    post([{"sequence": 1, "crossing": person}, {"sequence": 2, "crossing": stranger}])
    post([{"sequence": 1, "crossing": person | {"at": person["at"] - 60}}])
    post([{"sequence": 3, "crossing": person | {"at": "soon"}}])
    asked_later = crossing(emergency=True, about=1, companions=2, vehicle=words)
    post([{"sequence": 4, "crossing": asked_later}])
    assert (Crossing.objects.count(), Altered.objects.count(), Quarantine.objects.count()) == (2, 1, 1)
    held = every_cell()
    assert "gate.allowed" in held, "it does read the tables"
    for canary in CANARIES:
        assert canary not in held, canary
    for row in Crossing.objects.all():
        assert set(row.facts) <= set(STORED)
        assert json.loads(row.visitor)["purpose"] == words, "kept for the guard, and only encrypted"
        assert row.overrule_reason == f"she said {words}"
    assert isinstance(Crossing._meta.get_field("visitor"), EncryptedText)
    assert Companions.objects.get().vehicle == words, "the plate of an ambulance, and only encrypted"
    for row in (*Altered.objects.all(), *Quarantine.objects.all()):
        assert not {"health_colour", "health_certificate"} & set(json.loads(row.content)["facts"])
