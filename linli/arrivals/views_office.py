"""The office's sheets about people who return: the poster, the note of a release, handing on to another community."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.forms import Form
from linli.accounts.permissions import allow
from linli.accounts.qr import picture
from linli.arrivals import handing, release_note
from linli.arrivals.models import Arrival
from linli.arrivals.views import visible
from linli.core import printing
from linli.core.address import for_phones
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.privacy.readings import note_read
from linli.registry.models import Community

POSTER = Path(__file__).with_name("poster.typ")


class HandOnForm(Form):
    """To whom, and that they agree; nothing is ticked beforehand."""

    to: Any = forms.ModelChoiceField(
        label=gettext_lazy("Which community?"),
        queryset=Community._base_manager.none(),
        required=False,
        empty_label=gettext_lazy("another one, named below"),
    )
    name = forms.CharField(label=gettext_lazy("Its name, if it is not in the list"), max_length=80, required=False)
    room = forms.CharField(label=gettext_lazy("Their home there, as they say it"), max_length=60, required=False)
    consent = forms.BooleanField(label=gettext_lazy("They agree that this community is told"), required=False)

    def __init__(self, *given: Any, community: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["to"].queryset = handing.others(community)  # type: ignore[attr-defined]


def _printed(request: Any, template: Path, rows: dict[str, Any], back: str) -> HttpResponse:
    try:
        sheet = printing.pdf(template, rows | {"printed": _stamp(request.community)})
    except printing.CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect(back)
    return HttpResponse(sheet, content_type="application/pdf", headers={"Cache-Control": "no-store"})


def _stamp(community: Community) -> str:
    return f"{now().astimezone(ZoneInfo(community.zone)):%Y-%m-%d %H:%M}"


@allow("arrivals.work")
@require_safe
def poster(request: Any) -> HttpResponse:
    """For the door, the chat and the notice board: whoever comes back says so before travelling."""
    address = for_phones(request, reverse("arrivals:announcement", args=[request.community.pk]))
    rows = {
        "title": f"{request.community.name} 返汉先说一声",
        "community": request.community.name,
        "phone": request.community.settings.get("help_phone", ""),
        "address": address,
        "qr": printing.qr(address),
    }
    return _printed(request, POSTER, rows, reverse("arrivals:list"))


@allow("arrivals.work")
@require_POST
@never_cache
def link(request: Any, key: Any) -> HttpResponse:
    """A page for the travellers' own phone; its address is shown this once, as a code and as words to pass on."""
    found: Arrival = get_object_or_404(visible(request), pk=key)
    if not found.open:
        raise Refused("arrivals.over")
    token = found.open_link(by=request.user, at=now())
    address = for_phones(request, reverse("arrivals:travellers", args=[token]))
    return render(request, "arrivals/link.html", {"row": found, "address": address, "picture": picture(address)})


@allow("arrivals.work")
@require_safe
def note(request: Any, key: Any) -> HttpResponse:
    found: Arrival = get_object_or_404(visible(request), pk=key)
    note_read(request, found, "print")
    return release_note.answer(request, found, reverse("arrivals:thread", args=[key]))


@allow("arrivals.work")
def handing_on(request: Any, key: Any) -> HttpResponse:
    """Ask to whom and whether they agree; afterwards the note, to print or to copy."""
    found: Arrival = get_object_or_404(visible(request), pk=key)
    form = HandOnForm(request.POST or None, community=request.community)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = handing.pass_on(
                found, said["to"], said["name"], said["consent"], room=said["room"], by=request.user, at=now()
            )
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            told = (
                _("Handed on. %(name)s has a thread of its own now.") % {"name": found.handed_to}
                if made
                else _("Noted. Now send or print the note below: without it the other community knows nothing.")
            )
            messages.success(request, told)
            return redirect("arrivals:handing_on", key)
    handed = found.status == Arrival.Status.HANDED_ON
    if handed:
        note_read(request, found)
    content = {"row": found, "form": form, "lines": handing.note(found) if handed else []}
    return render(request, "arrivals/hand_on.html", content, status=400 if form.errors else 200)


@allow("arrivals.work")
@require_safe
def handing_sheet(request: Any, key: Any) -> HttpResponse:
    """The note on paper, with a line to sign."""
    found: Arrival = get_object_or_404(visible(request), pk=key, status=Arrival.Status.HANDED_ON)
    note_read(request, found, "print")
    rows = {
        "title": f"{request.community.name} 返汉人员转接单",
        "community": request.community.name,
        "lines": handing.note(found),
    }
    return _printed(request, handing.TEMPLATE, rows, reverse("arrivals:handing_on", args=[key]))
