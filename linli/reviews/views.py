"""The office's side: reviews by their deadline, one in full with the decision made again, and the answer."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.db.models import Case, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.models import Role
from linli.accounts.permissions import allow, may
from linli.accounts.reach import sees_all, within
from linli.core.answers import tried
from linli.core.clock import now
from linli.gates.models import Crossing
from linli.privacy.readings import note_read
from linli.reviews.corrections import NOTHING_LEFT, WORDS
from linli.reviews.decisions import Correction, sources
from linli.reviews.models import Review
from linli.reviews.rerun import again
from linli.reviews.rules import DISTRICT
from linli.reviews.shown import rows, show, soon

MOST = 60


def visible(request: Any) -> Any:
    """The office all, a grid worker those of the own grids, the district only what came up to it."""
    found = Review.objects.select_related("resident__household__flat__unit__building", "resident__community", "owner")
    if sees_all(request.roles):
        return found
    mine = found.filter(within(request.roles, "resident__household__flat__"))
    if any(role.kind == Role.Kind.DISTRICT for role in request.roles):
        return mine | found.filter(level=DISTRICT)
    return mine


def nameless(request: Any) -> bool:
    """The district decides by what happened; whose it is it need not know."""
    return all(role.kind == Role.Kind.DISTRICT for role in request.roles)


def waiting(request: Any) -> Any:
    """Open reviews that this person may answer, their own first, then by deadline."""
    own = Case(When(owner=request.user, then=Value(0)), default=Value(1))
    return visible(request).filter(status=Review.Status.ASKED).order_by(own, "due_at")


@allow("reviews.answer")
def reviews(request: Any) -> HttpResponse:
    at = now()
    shown = [
        {"row": row, "mine": row.review.owner_id == request.user.pk, "amber": soon(row.review, at)}
        for row in rows(waiting(request)[:MOST], at)
    ]
    done = visible(request).filter(status=Review.Status.ANSWERED).order_by("-ended_at")[:20]
    context = {"waiting": shown, "done": rows(done, at), "nameless": nameless(request)}
    return render(request, "reviews/list.html", context)


class AnswerForm(Form):
    """Everything is chosen anew for each review: there is no likely answer to a question of right and wrong."""

    decided = forms.ChoiceField(label=gettext_lazy("Your answer"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In your words, for the resident"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Why it was right, or what went wrong. Kept encrypted, deleted after 30 days."),
    )
    rule_wrong = forms.BooleanField(
        label=gettext_lazy("The rule itself is wrong: tell the secretary"), required=False
    )  # fmt: skip

    def __init__(self, corrections: list[Correction], roles: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [one for one in corrections if not one.needs or may(roles, one.needs)]
        self.above = len(offered) < len(corrections)
        if not self.above:  # nobody is told that nothing is left to put right while somebody else could
            offered.append(Correction(WORDS, str(NOTHING_LEFT)))
        choices = [(f"corrected|{one.code}", _("Corrected: %(what)s") % {"what": one.words}) for one in offered]
        stays = ("upheld|", _("It stays as it was decided"))
        self.fields["decided"].choices = [*choices, stays]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, str, str]:
        """Outcome, code of the correction, the sentence that says what follows."""
        decided = self.cleaned_data["decided"]
        outcome, _bar, code = decided.partition("|")
        return outcome, code, str(dict(self.fields["decided"].choices)[decided])  # type: ignore[attr-defined]


def _corrections(review: Review, at: Any) -> list[Correction]:
    ground = review.ground(at)
    source = sources()[review.source]
    row = source.one(ground, review.key)
    return source.corrections(ground, row) if row is not None else []


def _page(request: Any, review: Review, form: AnswerForm, at: Any) -> dict[str, Any]:
    row = show(review, at)
    ground = review.ground(at)
    crossing = sources()["crossing"].one(ground, review.key) if review.source == "crossing" else None
    return {
        "row": row,
        "form": form,
        "again": again(ground, crossing) if isinstance(crossing, Crossing) else [],
        "crossing": crossing,
        "barred": request.user.pk in review.barred,
        "amber": soon(review, at),
        "nameless": nameless(request),
        "building": ground.building,
        "answered_by": review.answered_by,
    }


@allow("reviews.answer")
def review(request: Any, key: uuid.UUID) -> HttpResponse:
    at = now()
    found = get_object_or_404(visible(request), pk=key)
    note_read(request, found.resident, "review")
    form = AnswerForm(_corrections(found, at), request.roles)
    return render(request, "reviews/one.html", _page(request, found, form, at))


@allow("reviews.answer")
@require_POST
def answer(request: Any, key: uuid.UUID) -> HttpResponse:
    """First what would follow, spelled out; then, confirmed, it is so."""
    at = now()
    found = get_object_or_404(visible(request), pk=key)
    form = AnswerForm(_corrections(found, at), request.roles, request.POST)
    if not form.is_valid():
        return render(request, "reviews/one.html", _page(request, found, form, at), status=400)
    outcome, code, sentence = form.chosen()
    if "confirmed" not in request.POST:
        context = {"row": show(found, at), "form": form, "sentence": sentence, "nameless": nameless(request)}
        return render(request, "reviews/confirm.html", context)
    said = {name: form.cleaned_data[name] for name in ("words", "rule_wrong")}
    reply = partial(found.answer, outcome=outcome, correction=code, **said, by=request.user, at=at)
    if tried(request, reply, _("Answered. The resident is told at once.")):
        return redirect("reviews:list")
    return redirect("reviews:one", key)
