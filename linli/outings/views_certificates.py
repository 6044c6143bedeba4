"""Certificates in the office: a list to work off, one to decide, one to enter, a whole employer's list."""

import base64
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.permissions import allow
from linli.accounts.reach import sees_all, within
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.pictures import LARGEST
from linli.core.refusals import Refused
from linli.journal.batches import oddities
from linli.outings import lists, pictures
from linli.outings.models import Certificate, Employer, company_code
from linli.privacy.readings import note_read
from linli.registry import sight

MOST = 60
LARGEST_LIST = 5_000_000


class CertificateForm(Form):
    code = forms.CharField(
        label=gettext_lazy("Company code"),
        max_length=30,
        help_text=gettext_lazy("Unified social credit code, 18 characters, on the certificate's stamp or the licence."),
    )
    company = forms.CharField(label=gettext_lazy("Employer"), max_length=120)
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    photo = forms.FileField(
        label=gettext_lazy("Picture of the certificate"),
        required=False,
        help_text=gettext_lazy("Kept encrypted, destroyed 30 days after the decision."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )

    def clean_code(self) -> str:
        try:
            return company_code(self.cleaned_data["code"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.words) from refusal


def visible(request: Any) -> Any:
    rows = Certificate.objects.filter(within(request.roles, "resident__household__flat__"))
    return rows.select_related("resident__household__flat", "employer", "decided_by", "handed_in_by", "community")


@allow("outings.work")
def certificates(request: Any) -> HttpResponse:
    # nobody rings the employer of somebody who has died or moved away; put right, it waits again
    waiting = visible(request).filter(status="requested", resident__left_at=None).order_by("created_at")
    decided = visible(request).exclude(status="requested").order_by("-decided_at")[:20]
    asked, found = sight.sought(request)
    content = {
        "waiting": waiting[:MOST],
        "count": waiting.count(),
        "decided": decided,
        "asked": asked,
        "found": found,
        "all": sees_all(request.roles),
    }
    return render(request, "outings/certificates.html", content)


@allow("outings.work")
def new(request: Any, key: Any) -> HttpResponse:
    """Hand one in for the resident at the desk."""
    resident = sight.resident(request, key)
    form = CertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        photo = given["photo"].read(LARGEST + 1) if given["photo"] else b""
        try:
            pictures.tidy(photo) if photo else None
            employer, _fresh = Employer.objects.get_or_create(
                community=request.community, code=given["code"], defaults={"name": given["company"]}
            )
            made = Certificate.request(
                resident, employer, valid_until=given["valid_until"], by=request.user, photo=photo, at=now()
            )
        except Refused as refusal:
            form.add_error("photo" if refusal.code == "outings.not_a_picture" else "valid_until", refusal.words)
        else:
            messages.success(request, _("Handed in. It counts at the gate once it is verified."))
            return redirect("outings:certificate", made.pk)
    return render(request, "outings/new.html", {"form": form, "resident": resident})


@allow("outings.work")
def certificate(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=key)
    note_read(request, found.resident)
    return render(request, "outings/certificate.html", {"row": found})


@allow("outings.work")
def photo(request: Any, key: Any) -> HttpResponse:
    """The picture, decrypted for this reader and kept by no cache."""
    found = get_object_or_404(visible(request), pk=key, photo=True)
    picture = pictures.read(found.community_id, found.pk)
    if picture is None:
        raise Http404
    note_read(request, found.resident, "photo")
    return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


@allow("outings.work")
@require_POST
def verification(request: Any, key: Any) -> HttpResponse:
    get_object_or_404(visible(request), pk=key).verify(by=request.user, at=now())
    messages.success(request, _("Verified. The gates know it after their next sync."))
    return redirect("outings:certificates")


@allow("outings.work")
@require_POST
def refusal(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=key)
    reason = request.POST.get("reason", "")
    if tried(request, lambda: found.refuse(by=request.user, reason=reason, at=now()), _("Refused, with your reason.")):
        return redirect("outings:certificates")
    return redirect("outings:certificate", key)


@allow("outings.work")
@require_POST
def revocation(request: Any, key: Any) -> HttpResponse:
    get_object_or_404(visible(request), pk=key).revoke(by=request.user, at=now())
    messages.success(request, _("Taken back. The permit at the gate ends with it."))
    return redirect("outings:certificate", key)


@allow("outings.work")
def employer_list(request: Any) -> HttpResponse:
    """An employer's list: first what it says row by row, then taken in."""
    if not sees_all(request.roles):
        raise Http404
    content: dict[str, Any] = {}
    if request.method == "POST":
        try:
            raw = _raw(request)
            reading = lists.read(request.community, raw, now())
        except Refused as refused:
            messages.error(request, refused.words)
            return redirect("outings:list")
        if "confirmed" in request.POST and reading.accepted:
            batch = lists.take_in(request.community, reading, by=request.user, at=now())
            words = _("%(accepted)s handed in, %(again)s were there already, %(rejected)s rejected.")
            counts = {"accepted": batch.size, "again": len(reading.again), "rejected": len(reading.rejected)}
            messages.success(request, words % counts)
            return redirect("outings:certificates")
        odd = oddities(request.community, lists.LIST, len(reading.accepted), now()) if reading.accepted else []
        content = {"reading": reading, "held": base64.b64encode(raw).decode(), "odd": odd}
    return render(request, "outings/list.html", content)


def _raw(request: Any) -> bytes:
    file = request.FILES.get("file")
    if file is not None:
        if file.size > LARGEST_LIST:
            raise Refused("outings.list_too_long")
        return bytes(file.read())
    held = request.POST.get("held", "")
    if held:
        try:
            return base64.b64decode(held, validate=True)
        except ValueError as cause:
            raise Refused("outings.list_unreadable") from cause
    pasted = request.POST.get("pasted", "").strip()
    if not pasted:
        raise Refused("outings.list_unreadable")
    return bytes(pasted.encode("utf-8", "replace"))
