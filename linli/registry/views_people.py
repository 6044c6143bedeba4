"""Pages that show people and places; every one only what the reader reaches."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from linli.accounts.models import Role
from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.privacy.readings import note_read
from linli.registry import coverage, phones, sight
from linli.registry.likeness import like
from linli.registry.models import Building, Community, Grid, Household, Import, Resident, Source, Stay, Unit
from linli.registry.search import Found, search


@allow("registry.read")
def people(request: Any) -> HttpResponse:
    """The community at a glance: search, numbers, grids with their coverage (or the stairs of a building lead)."""
    community: Community = request.community
    start = coverage.since(community, now())
    flats = sight.flats(request)
    by_grid = coverage.by("unit__building__grid", flats, start)
    grids = Grid.objects.filter(pk__in=[key for key in by_grid if key]).order_by("number")
    workers = workers_of(community)
    living = sight.residents(request).filter(left_at=None)
    context = {
        "grids": [(grid, by_grid[grid.pk], workers.get(grid.pk, [])) for grid in grids],
        "stairs": lead_stairs(request, start),
        "loose": by_grid.get(None),
        "total": coverage.total(by_grid),
        "unconfirmed": living.filter(confirmed=False).select_related("household__flat")[:20],
        "no_smartphone": living.filter(no_smartphone=True).count(),
        "since": start,
        "imports": Import.objects.filter(status=Import.Status.APPLYING)[:5],
        "q": request.GET.get("q", ""),
        "found": found(request),
        "rights": sight.rights(request),
    }
    return render(request, "registry/people.html", context)


def workers_of(community: Community) -> dict[Any, list[str]]:
    """Grid -> the names of its grid workers."""
    made: dict[Any, list[str]] = {}
    held = Role.objects.filter(community=community, kind=Role.Kind.GRID_WORKER, ends_at=None).select_related("user")
    for role in held.prefetch_related("grids"):
        for grid in role.grids.all():
            made.setdefault(grid.pk, []).append(str(role.user))
    return made


def lead_stairs(request: Any, start: Any) -> list[tuple[Unit, coverage.Doors]]:
    """The stairs that a building lead holds one by one."""
    held = [role for role in request.roles if role.kind == Role.Kind.BUILDING_LEAD]
    keys = {unit.pk for role in held for unit in role.units.all()}
    if not keys:
        return []
    doors = coverage.by("unit", sight.flats(request).filter(unit__in=keys), start)
    units = Unit.objects.filter(pk__in=keys).select_related("building").order_by("building__number", "number")
    return [(unit, doors.get(unit.pk, coverage.Doors())) for unit in units]


def found(request: Any) -> Found:
    """What the search box means; whoever is listed by name is noted as read."""
    made = search(
        request.community,
        request.GET.get("q", "")[:60],
        flats=sight.flats(request),
        residents=sight.residents(request),
        identities=sight.identities(request),
    )
    note_read(request, made.residents, "listed")
    return made


@allow("registry.read")
def find(request: HttpRequest) -> HttpResponse:
    """The list below the search box, alone."""
    return render(request, "registry/found.html", {"found": found(request), "q": request.GET.get("q", "")})


@allow("registry.read")
def grid(request: Any, key: Any) -> HttpResponse:
    """A grid: its buildings and stairs, and how many doors of each were visited."""
    flats = sight.flats(request).filter(unit__building__grid=key)
    shown: Grid = get_object_or_404(Grid.objects.filter(pk__in=flats.values("unit__building__grid")), pk=key)
    start = coverage.since(request.community, now())
    doors = coverage.by("unit", flats, start)
    units = Unit.objects.filter(pk__in=doors).select_related("building__compound")
    buildings: dict[Building, list[tuple[Unit, coverage.Doors]]] = {}
    for unit in sorted(units, key=lambda one: (one.building.number.zfill(6), one.number.zfill(4))):
        buildings.setdefault(unit.building, []).append((unit, doors[unit.pk]))
    context = {"grid": shown, "buildings": buildings.items(), "total": coverage.total(doors), "since": start}
    context["workers"] = workers_of(request.community).get(shown.pk, [])
    return render(request, "registry/grid.html", context)


@allow("registry.read")
def flat(request: Any, key: Any) -> HttpResponse:
    """A flat: who lives there, in which households, who lived there, who knocked."""
    shown = sight.flat(request, key)
    homes = list(Household.objects.filter(flat=shown).order_by("created_at"))
    living = Resident.objects.living().filter(household__in=homes).order_by("birth_year", "name")
    by_home: dict[Any, list[Resident]] = {home.pk: [] for home in homes}
    for one in living:
        by_home[one.household_id].append(one)
    context = {
        "flat": shown,
        "homes": [(home, by_home[home.pk]) for home in homes if by_home[home.pk] or len(homes) == 1],
        "former": Stay.objects.filter(household__in=homes).exclude(until=None).select_related("resident")[:20],
        "knocks": shown.knocks.all()[:5],
        "rights": sight.rights(request),
        "uses": shown.Use.choices,
    }
    note_read(request, [home for home in homes if by_home[home.pk]], "household")
    return render(request, "registry/flat.html", context)


@allow("registry.read")
def resident(request: Any, key: Any) -> HttpResponse:
    """A person: the fields with their sources, moves, who may be the same person. Reading it is noted."""
    shown = sight.resident(request, key)
    rights = sight.rights(request)
    context = {
        "resident": shown,
        "rows": rows(shown, rights["identity"]),
        "stays": shown.stays.select_related("household__flat"),
        "likenesses": [one for one in like(shown) if sight.residents(request).filter(pk=one.resident.pk).exists()],
        "merges": shown.merges.filter(reversed_at=None).select_related("other") if rights["merge"] else [],
        "wards": shown.wards.filter(left_at=None, merged_into=None),
        "rights": rights,
    }
    note_read(request, shown)
    return render(request, "registry/resident.html", context)


def rows(shown: Resident, identities: bool) -> list[dict[str, Any]]:
    """The fields that are filled, in the order in which a worker needs them, each with its source and day."""
    made = []
    for field in ("phone", "birth_year", "identity", "contact", "contact_phone", "guardian", "no_smartphone", "here"):
        value = getattr(shown, field)
        if field == "identity" and not identities:
            continue
        if value in (None, "") or (field == "no_smartphone" and not value) or (field == "here" and value):
            continue
        source, day = shown.sources.get(field) or shown.sources.get(f"{field}_id") or ["", ""]
        source = Source(source).label if source else ""
        value = phones.shown(value) if field.endswith("phone") and field != "no_smartphone" else value
        made.append({"field": field, "value": value, "raw": getattr(shown, field), "source": source, "day": day})
    return made
