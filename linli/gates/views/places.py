"""The gates of a community: set one up, rename it, close it, open it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.gates.forms import GateNameForm, gate_form
from linli.gates.models import Gate
from linli.gates.views.devices import devices_page


@allow("gates.devices")
@require_POST
def gates(request: Any) -> HttpResponse:
    """A new gate."""
    form = gate_form(request.POST)
    if form.is_valid():
        try:
            Gate.open(form.cleaned_data["compound"], form.cleaned_data["name"], by=request.user, at=now())
        except Refused as refusal:
            form.add_error("name", refusal.words)
        else:
            messages.success(request, _("The gate is open. Phones see it at their next sync."))
            return redirect("gates:devices")
    return devices_page(request, form)


@allow("gates.devices")
def gate(request: Any, key: Any) -> HttpResponse:
    """One gate: its name, and closing it."""
    shown: Gate = get_object_or_404(Gate.objects.select_related("compound"), pk=key)
    kept = shown.name
    form = GateNameForm(request.POST or None, initial={"name": shown.name})
    if request.method == "POST" and form.is_valid():
        try:
            shown.rename(form.cleaned_data["name"], by=request.user, at=now())
        except Refused as refusal:
            form.add_error("name", refusal.words)
        else:
            messages.success(request, _("Saved. Phones see it at their next sync."))
            return redirect("gates:devices")
    return render(request, "gates/gate.html", {"gate": shown, "name": kept, "form": form})


@allow("gates.devices")
@require_POST
def closing(request: Any, key: Any) -> HttpResponse:
    shown = get_object_or_404(Gate, pk=key)
    shown.close(by=request.user, at=now())
    messages.success(request, _("%(name)s is closed. Phones see it at their next sync.") % {"name": shown.name})
    return redirect("gates:devices")


@allow("gates.devices")
@require_POST
def reopening(request: Any, key: Any) -> HttpResponse:
    shown = get_object_or_404(Gate, pk=key)
    shown.reopen(by=request.user, at=now())
    messages.success(request, _("%(name)s is open again. Phones see it at their next sync.") % {"name": shown.name})
    return redirect("gates:devices")
