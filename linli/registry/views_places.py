"""The places of a community: compounds, buildings, numbered grids; and what the community itself is called.

Nobody is named here, so whoever holds the whole community's places sees them all, whatever they reach of its people.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.journal.verbs import verb
from linli.registry.forms_places import BuildingForm, CommunityForm, CompoundForm, GridForm
from linli.registry.models import Building, Community, Compound, Flat, Grid
from linli.registry.views_people import workers_of


def in_order(buildings: Any) -> list[Building]:
    """As people count them: 2 before 10."""
    return sorted(buildings, key=lambda one: (one.compound.name, one.number.zfill(6)))


def homes_by(path: str) -> dict[Any, int]:
    """How many flats, by a path from the flat."""
    return dict(Flat.objects.order_by().values_list(path).annotate(Count("pk")))


def attempt(form: forms.Form, field: str, act: Any) -> bool:
    """True when ``act(cleaned data)`` was done; else the form says at ``field`` why not."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(field, refusal.words)
        return False
    return True


@allow("registry.places")
def places(request: Any) -> HttpResponse:
    return places_page(request, CompoundForm(), GridForm())


def places_page(request: Any, compound_form: CompoundForm, grid_form: GridForm) -> HttpResponse:
    """All compounds, all grids with the buildings of each, and how many buildings no grid has."""
    buildings = in_order(Building.objects.select_related("compound"))
    in_grid: dict[Any, list[Building]] = {}
    in_compound: dict[Any, list[Building]] = {}
    for one in buildings:
        in_grid.setdefault(one.grid_id, []).append(one)
        in_compound.setdefault(one.compound_id, []).append(one)
    by_grid, by_compound = homes_by("unit__building__grid"), homes_by("unit__building__compound")
    workers = workers_of(request.community)
    context = {
        "compounds": [
            (one, in_compound.get(one.pk, []), by_compound.get(one.pk, 0)) for one in Compound.objects.order_by("name")
        ],
        "grids": [
            (one, in_grid.get(one.pk, []), by_grid.get(one.pk, 0), workers.get(one.pk, []))
            for one in Grid.objects.order_by("number")
        ],
        "loose": in_grid.get(None, []),
        "assigned": len(buildings) - len(in_grid.get(None, [])),
        "total": len(buildings),
        "compound_form": compound_form,
        "grid_form": grid_form,
        "may_change": may(request.roles, "registry.community"),
        "may_read": may(request.roles, "registry.read"),
        "may_import": may(request.roles, "registry.import"),
    }
    return render(request, "registry/places.html", context)


@allow("registry.places")
@require_POST
def compounds(request: Any) -> HttpResponse:
    """A new compound."""
    form = CompoundForm(request.POST)
    if not attempt(
        form, "name", lambda said: Compound.open(request.community, said["name"], by=request.user, at=now())
    ):
        return places_page(request, form, GridForm())
    messages.success(request, _("The compound is entered. Its buildings come with a roster, or one by one."))
    return redirect("registry:places")


@allow("registry.places")
@require_POST
def grids(request: Any) -> HttpResponse:
    """A new grid; its page, to choose the buildings, comes next."""
    form = GridForm(request.POST)
    made: list[Grid] = []
    if not attempt(
        form,
        "number",
        lambda said: made.append(Grid.open(request.community, said["number"], by=request.user, at=now())),
    ):
        return places_page(request, CompoundForm(), form)
    messages.success(request, _("The grid is entered. Now choose its buildings."))
    return redirect("registry:grid_buildings", made[0].pk)


@allow("registry.places")
def compound(request: Any, key: Any) -> HttpResponse:
    shown = get_object_or_404(Compound, pk=key)
    return compound_page(request, shown, BuildingForm(), CompoundForm(initial={"name": shown.name}))


def compound_page(request: Any, shown: Compound, building_form: BuildingForm, name_form: CompoundForm) -> HttpResponse:
    """A compound: its buildings with stairs and grid; add one, rename it."""
    kept = Compound.objects.get(pk=shown.pk)  # not the name that was just refused
    homes = homes_by("unit__building")
    buildings = in_order(kept.buildings.select_related("compound", "grid").prefetch_related("units"))
    context = {
        "compound": kept,
        "buildings": [
            (one, [unit for unit in one.units.all() if unit.number], homes.get(one.pk, 0)) for one in buildings
        ],
        "building_form": building_form,
        "name_form": name_form,
    }
    return render(request, "registry/compound.html", context)


@allow("registry.places")
@require_POST
def compound_name(request: Any, key: Any) -> HttpResponse:
    shown = get_object_or_404(Compound, pk=key)
    form = CompoundForm(request.POST)
    if not attempt(form, "name", lambda said: shown.rename(said["name"], by=request.user, at=now())):
        return compound_page(request, shown, BuildingForm(), form)
    messages.success(request, _("Saved."))
    return redirect("registry:compound", shown.pk)


@allow("registry.places")
@require_POST
def buildings(request: Any, key: Any) -> HttpResponse:
    """A new building of a compound."""
    shown = get_object_or_404(Compound, pk=key)
    form = BuildingForm(request.POST)
    if not attempt(form, "number", lambda said: Building.open(shown, **said, by=request.user, at=now())):
        return compound_page(request, shown, form, CompoundForm(initial={"name": shown.name}))
    messages.success(request, _("The building is entered."))
    return redirect("registry:compound", shown.pk)


@allow("registry.places")
def grid_buildings(request: Any, key: Any) -> HttpResponse:
    """Which buildings a grid has: a list to tick, by compound."""
    shown = get_object_or_404(Grid, pk=key)
    rows = in_order(Building.objects.select_related("compound", "grid"))
    if request.method == "POST":
        try:
            changed = cover(request, shown, rows)
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect("registry:grid_buildings", shown.pk)
        messages.success(request, _("Saved.") if changed else _("Nothing was different."))
        return redirect("registry:places")
    by_compound: dict[Compound, list[Building]] = {}
    for one in rows:
        by_compound.setdefault(one.compound, []).append(one)
    context = {"grid": shown, "compounds": by_compound.items(), "workers": workers_of(request.community).get(shown.pk)}
    return render(request, "registry/grid_buildings.html", context)


@verb
def cover(request: Any, grid: Grid, rows: list[Building]) -> int:
    """Put what was newly ticked into the grid and what was unticked out of it: all of it or nothing.

    Each building is sent with the grid it was seen in: what somebody else changed meanwhile is not undone unseen.
    """
    ticked = set(request.POST.getlist("building"))
    if ticked - {str(one.pk) for one in rows}:
        raise Http404
    known = {"": None, **{str(one): one for one in Grid.objects.values_list("pk", flat=True)}}
    changed = 0
    for one in rows:
        seen = request.POST.get(f"seen-{one.pk}")
        if seen not in known:  # entered since the page was opened
            continue
        inside, wanted = seen == str(grid.pk), str(one.pk) in ticked
        if inside != wanted:
            one.assign(grid if wanted else None, seen=known[seen], by=request.user, at=now())
            changed += 1
    return changed


@allow("registry.community")
def community(request: Any) -> HttpResponse:
    """What the community is called, where it lies, and by which clock it lives."""
    shown: Community = request.community
    kept = Community.objects.get(pk=shown.pk)  # a refused change must not show in the page's head
    form = CommunityForm(
        request.POST or None, initial={"name": shown.name, "division": shown.division, "zone": shown.zone}
    )
    if request.method == "POST" and form.is_valid():
        said = {name: value.strip() for name, value in form.cleaned_data.items()}
        try:
            changed = kept.change(**said, by=request.user, at=now())
        except Refused as refusal:
            fields = {"registry.division_unclear": "division", "registry.zone_unknown": "zone"}
            form.add_error(fields.get(refusal.code, "name"), refusal.words)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was different."))
            return redirect("registry:community")
    return render(request, "registry/community.html", {"form": form})
