"""Lists from an upper office: upload, dry run, taking in, and the rows that could not be taken."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.forms import Form
from linli.accounts.permissions import allow
from linli.arrivals import taking
from linli.arrivals.models import ArrivalList
from linli.core.clock import now
from linli.core.refusals import Refused, catalogue
from linli.registry.roster.read import RosterUnreadable
from linli.registry.views_imports import disposition

MOST_BYTES = 5_000_000


class ListForm(Form):
    file = forms.FileField(
        label=gettext_lazy("The list, as it came (.xlsx, .xls, .csv)"),
        help_text=gettext_lazy(
            "Names and homes in any order; arrival, origin and train are read where they are there."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large. Please split it."))
        return file


@allow("arrivals.lists")
def lists(request: Any) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, at = form.cleaned_data["file"], now()
        try:
            made = _received(request, file.read(), file.name, at)
        except RosterUnreadable as error:
            form.add_error("file", str(catalogue()[error.code]))
        except Refused as refused:
            form.add_error("file", refused.words)
        else:
            return redirect("arrivals:list_one", made.pk)
    content = {"form": form, "rows": ArrivalList.objects.all()[:20]}
    return render(request, "arrivals/lists.html", content, status=400 if form.errors else 200)


def _received(request: Any, content: bytes, name: str, at: Any) -> ArrivalList:
    """Kept only if it can be read."""
    taking.opened(content, name)
    return ArrivalList.receive(request.community, content, name, by=request.user, at=at)


@allow("arrivals.lists")
@require_safe
def one(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(ArrivalList, pk=key)
    fresh = found.status == ArrivalList.Status.PREVIEWED and bool(found.content)
    content = {"row": found, "look": taking.look(found, now()) if fresh else None, "counts": found.counts}
    return render(request, "arrivals/list_one.html", content)


@allow("arrivals.lists")
@require_POST
def application(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(ArrivalList, pk=key)
    try:
        taking.take(found, by=request.user, at=now())
    except Refused as refused:
        messages.warning(request, refused.words)
    return redirect("arrivals:list_one", key)


@allow("arrivals.lists")
@require_safe
def rejected(request: Any, key: Any) -> HttpResponse:
    """The rows that could not be taken, in their own columns, with the reason in red: correct and upload that file."""
    found = get_object_or_404(ArrivalList, pk=key, status=ArrivalList.Status.APPLIED)
    if not found.content:
        messages.info(request, _("Nothing is left of this list."))
        return redirect("arrivals:list_one", key)
    answer = HttpResponse(found.file, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    stem = found.filename.rsplit(".", 1)[0]
    answer.headers["Content-Disposition"] = disposition(f"{stem} {_('not taken')}.xlsx")
    answer.headers["Cache-Control"] = "no-store"
    return answer
