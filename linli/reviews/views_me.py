"""The resident's side: every decision about me, why, by which rule, and a second look by another person."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.accounts.permissions import resident_only
from linli.core.clock import now
from linli.reviews.countdown import days_until, left
from linli.reviews.decisions import Decision, decision_of, decisions_of
from linli.reviews.ground import Ground
from linli.reviews.models import TIMES, Review
from linli.reviews.shown import rows, show
from linli.situation.sheet import sheet

MOST = 50


def mine(request: Any) -> Any:
    ids = Ground(request.resident, now()).ids
    return Review.objects.filter(resident_id__in=ids).select_related("resident__household__flat", "answered_by")


def page_number(request: Any) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def find(ground: Ground, source: str, key: uuid.UUID) -> Decision:
    found = decision_of(ground, source, key)
    if found is None:
        raise Http404
    return found


def of_decision(decision: Decision) -> list[Review]:
    """The reviews of one decision, the newest first."""
    return list(Review.objects.filter(source=decision.source, key=decision.key).order_by("-asked_at"))


def may_ask(decision: Decision, before: list[Review]) -> bool:
    counted = [one for one in before if one.status != Review.Status.WITHDRAWN]
    return decision.reviewable and len(counted) < TIMES and all(one.status != Review.Status.ASKED for one in counted)


@resident_only
@never_cache
def decisions(request: Any) -> HttpResponse:
    ground = Ground(request.resident, now())
    against = request.GET.get("refused") == "1"
    page = decisions_of(ground, against=against, page=page_number(request))
    open_ = rows(mine(request).filter(status=Review.Status.ASKED).order_by("due_at"), ground.at)
    context = {"page": page, "against": against, "open": open_, "days": ground.kept_days}
    return render(request, "reviews/me_decisions.html", context)


@resident_only
@never_cache
def decision(request: Any, source: str, key: uuid.UUID) -> HttpResponse:
    ground = Ground(request.resident, now())
    found = find(ground, source, key)
    before = of_decision(found)
    context = {
        "one": found,
        "left": left(days_until(ground, found.count_on)) if found.count_on else "",
        "reviews": [show(review, ground.at) for review in before],
        "may_ask": may_ask(found, before),
    }
    return render(request, "reviews/me_decision.html", context)


@resident_only
@never_cache
def ask(request: Any, source: str, key: uuid.UUID) -> HttpResponse:
    """Two taps: this page, and "send". Words help, and are not required the first time."""
    ground = Ground(request.resident, now())
    found = find(ground, source, key)
    if request.method == "POST":
        acting = request.acting
        way = Review.Way.SELF if acting.pk == request.resident.pk else Review.Way.PROXY
        said = request.POST.get("said", "")
        made = Review.ask(request.resident, found, said=said, by=acting, way=way, at=ground.at)
        messages.success(request, _("Sent. Somebody who did not decide this looks at it."))
        return redirect("reviews:my_review", made.pk)
    before = [one for one in of_decision(found) if one.status == Review.Status.ANSWERED]
    return render(request, "reviews/me_ask.html", {"one": found, "again": bool(before)})


@resident_only
@never_cache
def reviews(request: Any) -> HttpResponse:
    at = now()
    return render(request, "reviews/me_reviews.html", {"rows": rows(mine(request).order_by("-asked_at")[:MOST], at)})


@resident_only
@never_cache
def review(request: Any, key: uuid.UUID) -> HttpResponse:
    at = now()
    found = get_object_or_404(mine(request), pk=key)
    ground = Ground(request.resident, at)
    context = {"row": show(found, at), "post": ground.post(found.answered_by_id)}
    return render(request, "reviews/me_review.html", context)


@resident_only
@require_POST
def withdrawal(request: Any, key: uuid.UUID) -> HttpResponse:
    get_object_or_404(mine(request), pk=key).withdraw(by=request.acting, at=now())
    messages.success(request, _("Withdrawn. You can ask again at any time."))
    return redirect("reviews:mine")


@resident_only
@never_cache
def rules(request: Any, pack: str, phase: str, number: int) -> HttpResponse:
    """The rules of one version, as they stood when something was decided by them."""
    ground = Ground(request.resident, now())
    held = ground.version(f"{pack}/{phase}@{number}")
    if held is None:
        raise Http404
    return render(request, "reviews/me_rules.html", {"version": held, "sheet": sheet(held.body, ground.building)})
