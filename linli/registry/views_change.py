"""Pages that change people: add, correct, move, leave, confirm, merge. Likenesses warn, and never stand in the way."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.journal.verbs import verb
from linli.privacy.readings import note_read
from linli.registry import phones, sight
from linli.registry.forms import MoveForm, NewPersonForm, PersonForm
from linli.registry.likeness import alike
from linli.registry.models import Flat, Household, Merge, Resident, Source, Stay
from linli.registry.places import flat_for


def flat_within(request: Any, text: str) -> Flat:
    """The flat that was written, made if it is not known; Refused when it lies beyond what the writer reaches."""
    made = flat_for(request.community, text)
    if not sight.flats(request).filter(pk=made.pk).exists():
        raise Refused("registry.beyond_reach", room=made.key)
    return made


def household_in(flat: Flat, tenure: str = "", *, fresh: bool = False) -> Household:
    """The household of a flat that a newcomer joins: of that tenure, else the first; or a new one."""
    homes = list(flat.households.order_by("created_at"))
    fitting = [home for home in homes if not tenure or home.tenure in (tenure, "")]
    if fitting and not fresh:
        return fitting[0]
    return Household.objects.create(community=flat.community, flat=flat, tenure=tenure)


@allow("registry.edit")
def new(request: Any) -> HttpResponse:
    """Add somebody. The first save shows who may be the same person; the second one saves."""
    given = {"community": request.community, "identities": sight.identities(request)}
    form = NewPersonForm(request.POST or None, initial={"room": request.GET.get("room", "")}, **given)
    likenesses: list[Any] = []
    if request.method == "POST" and form.is_valid():
        values = form.values()
        room, tenure = values.pop("room"), values.pop("tenure")
        likenesses = alike(
            request.community,
            form.cleaned_data["name"],
            phone=values["phone"],
            identity=values.get("identity", ""),
            birth_year=values["birth_year"],
        )
        if not likenesses or request.POST.get("sure"):
            try:
                made = register(request, room, tenure, form.cleaned_data["name"], values)
            except Refused as refusal:
                form.add_error("room", refusal.words)
            else:
                messages.success(request, _("%(name)s is in the register.") % {"name": made.name})
                return redirect("registry:resident", made.pk)
    return render(request, "registry/person_form.html", {"form": form, "likenesses": likenesses, "resident": None})


@verb
def register(request: Any, room: str, tenure: str, name: str, values: dict[str, Any]) -> Resident:
    """One transaction for the flat, the household and the person."""
    home = household_in(flat_within(request, room), tenure)
    kind = values.pop("identity_kind", "")
    made = Resident.register(home, name, source=Source.COMMITTEE, by=request.user, at=now(), **values)
    if kind:
        made.identity_kind = kind
        made.save(update_fields=["identity_kind"])
    return made


@allow("registry.edit")
def edit(request: Any, key: Any) -> HttpResponse:
    """Correct somebody's fields."""
    shown = sight.resident(request, key)
    kin = Resident.objects.living().filter(household=shown.household_id).exclude(pk=shown.pk)
    initial = {name: getattr(shown, name) for name in ("name", "birth_year", "contact")}
    initial |= {name: phones.shown(getattr(shown, name)) for name in ("phone", "contact_phone")}
    initial |= {"no_smartphone": shown.no_smartphone, "here": shown.here, "guardian": shown.guardian_id or ""}
    identities = sight.identities(request)
    form = PersonForm(
        request.POST or None,
        initial=initial,
        community=request.community,
        identities=identities,
        on_file=shown.identity if identities else "",
        kin=kin,
    )
    if request.method == "POST" and form.is_valid():
        changed = shown.correct(
            source=Source.COMMITTEE, by=request.user, at=now(), name=form.cleaned_data["name"], **form.values()
        )
        messages.success(request, _("Saved.") if changed else _("Nothing was different."))
        return redirect("registry:resident", shown.pk)
    note_read(request, shown)
    return render(request, "registry/person_form.html", {"form": form, "resident": shown})


@allow("registry.edit")
def move(request: Any, key: Any) -> HttpResponse:
    """Move somebody to another flat or household; the old stay is kept."""
    shown = sight.resident(request, key)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            relocate(request, shown, form.cleaned_data["room"], form.cleaned_data["household"])
        except Refused as refusal:
            form.add_error("room", refusal.words)
        else:
            messages.success(request, _("%(name)s has moved.") % {"name": shown.name})
            return redirect("registry:resident", shown.pk)
    return render(request, "registry/move.html", {"form": form, "resident": shown})


@verb
def relocate(request: Any, resident: Resident, room: str, household: str) -> None:
    flat = flat_within(request, room)
    home = household_in(flat) if household == "join" else household_in(flat, household, fresh=True)
    Stay.relocate(resident, home, by=request.user, at=now())


@allow("registry.edit")
@require_POST
def departure(request: Any, key: Any) -> HttpResponse:
    shown = sight.resident(request, key)
    Stay.leave(shown, by=request.user, at=now())
    messages.success(request, _("%(name)s has moved away. “Move” brings them back.") % {"name": shown.name})
    return redirect("registry:resident", shown.pk)


@allow("registry.edit")
@require_POST
def confirmation(request: Any, key: Any) -> HttpResponse:
    shown = sight.resident(request, key)
    shown.confirm(by=request.user, at=now())
    messages.success(request, _("Confirmed."))
    return redirect("registry:resident", shown.pk)


@allow("registry.read")
@require_POST
def call(request: Any, key: Any) -> HttpResponse:
    """Somebody tapped the phone number: noted, because a number is personal."""
    note_read(request, sight.resident(request, key), "call")
    return HttpResponse(status=204)


@allow("registry.merge")
def merge(request: Any, key: Any, other: Any) -> HttpResponse:
    """Two records side by side; merging keeps the first and fills what it lacks."""
    kept, twin = sight.resident(request, key), sight.resident(request, other)
    if request.method == "POST":
        Merge.join(kept, twin, by=request.user, at=now())
        messages.success(request, _("The two records are one. You can part them again on this page."))
        return redirect("registry:resident", kept.pk)
    note_read(request, [kept, twin])
    identities = sight.identities(request)
    fields = ["name", "birth_year", "phone", "identity", "contact", "contact_phone"]
    both = [
        (field, getattr(kept, field), getattr(twin, field)) for field in fields if identities or field != "identity"
    ]
    return render(request, "registry/merge.html", {"kept": kept, "twin": twin, "both": both})


@allow("registry.merge")
@require_POST
def reversal(request: Any, key: Any) -> HttpResponse:
    """Part two merged records."""
    shown: Merge = get_object_or_404(Merge.objects.filter(kept__in=sight.residents(request)), pk=key)
    changed = shown.reverse(by=request.user, at=now())
    if changed:
        messages.warning(request, _("Two records again. What was changed since the merge stayed with the first."))
    else:
        messages.success(request, _("Two records again, as before."))
    return redirect("registry:resident", shown.kept_id)
