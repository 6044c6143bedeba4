"""Sheets of a round: the order for the supplier, the pick list, labels, the one-page account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.printing import CannotPrint
from linli.supplies import sheets
from linli.supplies.models import Round
from linli.supplies.order_book import workbook
from linli.supplies.views import found

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow("supplies.organise")
def order_book(request: Any, key: Any) -> HttpResponse:
    of = found(key)
    answer = HttpResponse(workbook(of), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="order-{of.closes_at:%Y%m%d}.xlsx"'
    return answer


@allow("supplies.hand_out")
def sheet(request: Any, key: Any, name: str) -> HttpResponse:
    """One of ``sheets.SHEETS``; the order and the account are the organiser's."""
    if name not in sheets.SHEETS:
        raise Http404
    of: Round = found(key)
    try:
        made = sheets.made(name, of, request, now())
    except CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect("supplies:round", of.pk)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Cache-Control"] = "no-store"
    return answer
