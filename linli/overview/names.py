"""Actors and subjects of the journal as a person reads them: bare ids become a name or a room, in one query a kind."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext as _

from linli.accounts.models import User
from linli.registry.models import Resident


def named(actors: Iterable[str]) -> dict[str, str]:
    """``user:…`` and ``resident:…`` -> who that is (residents masked, with their room); ``system`` -> Linli."""
    ids: dict[str, set[str]] = {}
    for actor in actors:
        kind, _colon, key = actor.partition(":")
        try:
            ids.setdefault(kind, set()).add(str(UUID(key)))
        except ValueError:
            continue  # somebody typed into the address bar
    words = {"system": "Linli", "": ""}
    for user in User._base_manager.filter(pk__in=ids.get("user", ())):
        words[f"user:{user.pk}"] = user.name or _("somebody who left")
    people = Resident.objects.filter(pk__in=ids.get("resident", ())).select_related("household__flat")
    for person in people:
        words[f"resident:{person.pk}"] = f"{person.masked} · {person.household}".strip(" ·")
    return words


def row_words(label: str, key: str) -> str:
    """A row that a batch touched, such as ``registry.Resident`` and its id, in words that tell it from others."""
    model: Any = apps.get_model(label)
    row = model._base_manager.filter(pk=key).first()
    if isinstance(row, Resident):
        return named([f"resident:{row.pk}"]).get(f"resident:{row.pk}", "")
    return str(row) if row is not None and type(row).__str__ is not model.__base__.__str__ else key[-6:]
