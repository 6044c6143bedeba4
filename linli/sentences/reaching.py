"""Whom somebody may name in the box: people and homes within reach, any building; and who looks after each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.accounts.models import User
from linli.accounts.reach import within
from linli.arrivals.models import Arrival
from linli.arrivals.rules import OVER
from linli.arrivals.views import visible as threads
from linli.followups.owners import owner_for
from linli.registry import sight
from linli.registry.models import Building, Household
from linli.registry.search import search
from linli.sentences.chosen import Who

NOBODY = "-"  # the choice "nobody in particular": the words alone
MOST = 8


@dataclass(frozen=True)
class Option:
    """One choice of whom a line is about; ``owner`` looks after them."""

    place: str
    label: str
    owner: str


class Reach:
    """What ``places`` (``r:…``, ``h:…``, ``b:…``) mean for whoever asks, read in three queries however many."""

    def __init__(self, request: Any, places: Iterable[str], at: datetime) -> None:
        self.request, self.at = request, at
        self._owners: dict[Any, User] = {}
        self._colleagues: list[tuple[Any, str]] | None = None
        self._threads: set[Any] | None = None
        self.known: dict[str, Who] = {"": Who(), NOBODY: Who()}
        self.learn(places)

    def learn(self, places: Iterable[str]) -> None:
        """Read more places; those beyond reach stay unknown."""
        keys = _keys(set(places) - set(self.known))
        residents = sight.residents(self.request).filter(left_at=None, pk__in=keys["r"])
        for one in residents.select_related("household__flat__unit__building", "community"):
            self.known[f"r:{one.pk}"] = Who(f"r:{one.pk}", resident=one)
        homes = Household.objects.filter(within(self.request.roles, "flat__"), pk__in=keys["h"])
        for home in homes.select_related("flat__unit__building"):
            self.known[f"h:{home.pk}"] = Who(f"h:{home.pk}", household=home)
        for building in Building.objects.filter(pk__in=keys["b"]):
            self.known[f"b:{building.pk}"] = Who(f"b:{building.pk}", building=building)

    def who(self, place: str) -> Who | None:
        return self.known.get(place)

    def owner(self, who: Who) -> User:
        """Who takes on what concerns ``who`` when nobody else is named."""
        grid = who.grid
        if grid not in self._owners:
            self._owners[grid] = owner_for(self.request.community.pk, self.at, grid)
        return self._owners[grid]

    def people_of(self, colleagues: Any) -> list[tuple[Any, str]]:
        """``colleagues`` as choices, asked for once however many lines there are."""
        if self._colleagues is None:
            self._colleagues = [(one.pk, str(one)) for one in colleagues.prefetch_related(None)]
        return self._colleagues

    def sees(self, thread: Any) -> bool:
        """Whether a thread of somebody who returns may be shown to whoever asks: names stand in it."""
        if self._threads is None:
            homes = Household.objects.filter(within(self.request.roles, "flat__"))
            mine = threads(self.request) | Arrival.objects.filter(household__in=homes)
            self._threads = set(mine.exclude(status__in=OVER).values_list("pk", flat=True))
        return thread.pk in self._threads

    def option(self, place: str, label: str = "") -> Option | None:
        """None where ``place`` lies beyond reach."""
        who = self.who(place)
        return Option(place, label or label_of(who), str(self.owner(who))) if who else None

    def found(self, text: str) -> list[Option]:
        """Who may be meant by a room or a name that somebody typed: at most eight."""
        flats, residents = sight.flats(self.request), sight.residents(self.request).filter(left_at=None)
        meant = search(self.request.community, text[:60], flats=flats, residents=residents)
        homes = Household.objects.filter(flat__in=[flat.pk for flat in meant.flats[:4]])
        people = list(residents.filter(household__in=homes)[:MOST]) if homes else []
        people += [one for one in meant.residents if one not in people]
        places = [f"r:{one.pk}" for one in people[:MOST]]
        places += [f"h:{home.pk}" for home in homes[: max(1, MOST - len(places))]]
        self.learn(places)
        return [option for place in places if (option := self.option(place))]

    def people(self) -> list[Any]:
        """The residents who were read: whoever is listed by name is noted as seen."""
        return [one.resident for one in self.known.values() if one.resident]


def label_of(who: Who) -> str:
    if who.resident:
        return f"{who.resident.household.flat.key} {who.resident.name}"
    return who.household.flat.key if who.household else who.building.number if who.building else ""


def _keys(places: set[str]) -> dict[str, list[UUID]]:
    keys: dict[str, list[UUID]] = {"r": [], "h": [], "b": []}
    for place in places:
        letter, _colon, key = place.partition(":")
        try:
            if letter in keys:
                keys[letter].append(UUID(key))
        except ValueError:
            continue  # nonsense in a form means nobody
    return keys
