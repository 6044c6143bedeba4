"""Gate phones: enrol by QR, see when each was last heard of, revoke; and each guard's own PIN."""

from datetime import timedelta
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.permissions import allow, may
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.gates.demo import PIN
from linli.gates.forms import GateForm, gate_form
from linli.gates.models import Device, Enrolment, Gate, Pin, Shift, SigningKey
from linli.registry.models import Compound


class PinForm(Form):
    pin = forms.CharField(
        label=gettext_lazy("Your PIN"),
        help_text=gettext_lazy("4 to 8 digits, not all the same. It begins your shift on a gate phone, also offline."),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "8"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The same once more"),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "8"}),
    )

    def clean(self) -> Any:
        given = super().clean() or {}
        if given.get("pin") != given.get("again"):
            self.add_error("again", _("The two are not the same. Type them once more."))
        return given


@allow("gates.devices")
def devices(request: Any) -> HttpResponse:
    return devices_page(request)


def devices_page(request: Any, form: GateForm | None = None) -> HttpResponse:
    """All phones and all gates; ``form`` is a new gate that was refused, with the reason in it."""
    at = now()
    rows = Device.objects.select_related("revocation").exclude(kind__in=("web", "paper"))
    rows = rows.order_by("revocation__at", "name")
    shifts = {one.device_id: one for one in Shift.objects.filter(Shift.current()).select_related("guard", "gate")}
    listed = [
        {"device": row, "shift": shifts.get(row.pk), "quiet": _quiet(row, at), "off": abs(row.clock_off or 0) > 60}
        for row in rows
    ]
    gates = Gate.objects.select_related("compound").order_by("compound__name", "name")
    content = {"devices": listed, "gates": [gate for gate in gates if not gate.closed_at]}
    content |= {"closed": [gate for gate in gates if gate.closed_at], "compounds": Compound.objects.exists()}
    content |= {"form": form or gate_form(), "may_places": may(request.roles, "registry.places")}
    return render(request, "gates/devices.html", content)


@allow("gates.devices")
@require_POST
def enrolment(request: Any) -> HttpResponse:
    """A fresh QR code. It is shown once: going back and forth makes a new one."""
    at = now()
    try:
        SigningKey.of(request.community.pk, SigningKey.Use.SEAL, at)
    except Refused:
        SigningKey.make(request.community, SigningKey.Use.SEAL, by=request.user, at=at)
    kind = "terminal" if request.POST.get("kind") == "terminal" else "phone"
    invitation, token = Enrolment.invite(request.community, by=request.user, kind=kind, at=at)
    address = request.build_absolute_uri(f"/gate/#enrol={token}")
    picture = segno.make(address, error="m").svg_inline(scale=6, border=4, omitsize=True)
    content = {
        "address": address,
        "token": token,
        "kind": kind,
        "picture": mark_safe(picture),  # noqa: S308  # segno's own SVG of our own address
        "until": invitation.expires_at,
        "demo_pin": PIN if settings.MODE == "demo" else "",
        "secure": request.is_secure() or request.get_host().split(":")[0] == "localhost",
    }
    response = render(request, "gates/enrolment.html", content)
    response["Cache-Control"] = "no-store"
    return response


@allow("gates.devices")
@require_POST
def revocation(request: Any, key: Any) -> HttpResponse:
    device = get_object_or_404(Device, pk=key, community=request.community)
    device.revoke(by=request.user, at=now())
    messages.success(request, _("%(name)s is revoked. It learns so at its next call.") % {"name": device.name})
    return redirect("gates:devices")


@allow("gates.guard")
def pin(request: Any) -> HttpResponse:
    """The guard's own PIN; nobody else sets it."""
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            Pin.choose(request.community, request.user, form.cleaned_data["pin"], by=request.user, at=now())
        except Refused as refusal:
            form.add_error("pin", refusal.words)
        else:
            messages.success(request, _("Your PIN is set. Gate phones know it after their next sync."))
            return redirect("gates:board")
    return render(request, "gates/pin.html", {"form": form, "held": Pin.objects.filter(user=request.user).exists()})


def _quiet(device: Device, at: Any) -> bool:
    return device.seen_at is None or at - device.seen_at > timedelta(hours=12)
