"""What the person who asks may see: all rows they reach, and 404 for every other."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from linli.accounts.permissions import may
from linli.accounts.reach import within
from linli.privacy.readings import note_read
from linli.registry.models import Flat, Resident
from linli.registry.search import Found, search


def flats(request: Any) -> QuerySet[Flat]:
    return Flat.objects.filter(within(request.roles))


def residents(request: Any) -> Any:
    """Everybody, those who left too, except records merged into another."""
    return Resident.objects.filter(within(request.roles, "household__flat__"), merged_into=None)


def flat(request: Any, key: Any) -> Flat:
    found = flats(request).select_related("unit__building__compound", "unit__building__grid", "community")
    return get_object_or_404(found, pk=key)


def resident(request: Any, key: Any) -> Resident:
    found = residents(request).select_related("household__flat__unit__building", "community", "guardian")
    return get_object_or_404(found, pk=key)  # type: ignore[no-any-return]


def meant(request: Any, text: str) -> Found:
    """What a typed text may mean among the flats and people they may see.

    Whoever a page can then list by name is noted as read: those found, and those who live in the flats found.
    """
    found = search(request.community, text, flats=flats(request), residents=residents(request))
    members = residents(request).living().filter(household__flat__in=found.flats) if found.flats else []
    note_read(request, {one.pk: one for one in [*found.residents, *members]}.values(), "listed")
    return found


def rooms(request: Any, text: str) -> list[Flat]:
    """The flats alone, for a form that names nobody."""
    return search(request.community, text, flats=flats(request), residents=Resident.objects.none()).flats


def sought(request: Any) -> tuple[str, Found | None]:
    """What was typed into the page's search box, and what it may mean; None where nothing was typed."""
    asked = request.GET.get("q", "").strip()[:60]
    return asked, meant(request, asked) if asked else None


def identities(request: Any) -> bool:
    """Whether identity numbers (their last four) are shown."""
    return may(request.roles, "registry.identity")


def rights(request: Any) -> dict[str, bool]:
    """What a page offers: edit, import, merge, identity, places."""
    own = {word: may(request.roles, f"registry.{word}") for word in ("edit", "import", "merge", "identity", "places")}
    above = {"restrict": "orders.propose", "care": "care.watch", "death": "care.death"}
    return own | {word: may(request.roles, permission) for word, permission in above.items()}
