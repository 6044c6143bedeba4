"""The journal (留痕) in words: what happened, when, by whom; and whether it is still as it was written."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.models import Role
from linli.accounts.permissions import allow
from linli.core.clock import midnight_in
from linli.journal.chain import apart
from linli.journal.heads import Forged, Unreadable, read_head, signed_head
from linli.journal.models import Head, Line
from linli.journal.walk import walk
from linli.journal.words import events
from linli.overview.journal_who import names

PAGE = 50
FINDINGS = {
    "changed": gettext_lazy("Line %d was changed."),
    "missing": gettext_lazy("Line %d is missing."),
    "relinked": gettext_lazy("Line %d does not follow the line before it."),
    "cut": gettext_lazy("The lines up to %d were cut off."),
    "beyond_head": gettext_lazy("Line %d is beyond the end that was noted."),
}


class Sieve(forms.Form):
    """Which lines to show; each field may be empty."""

    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    event = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    actor = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        what: Any = self.fields["event"]
        said = sorted(((code, capfirst(str(words))) for code, words in events().items()), key=_said)
        what.choices = [("", _("Everything")), *said]
        who: Any = self.fields["actor"]
        kinds = [("system", _("Linli itself")), ("device:", _("Gate devices")), ("resident:", _("Residents"))]
        who.choices = [("", _("Everybody")), *kinds, *_staff()]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and not 2000 <= day.year <= 2100:  # the ends of the calendar cannot be said in UTC
            raise forms.ValidationError(_("Enter a day such as 2020-04-08."))
        return day


def _said(choice: tuple[str, str]) -> str:
    return choice[1]


def _staff() -> list[tuple[str, str]]:
    users = {role.user for role in Role.objects.select_related("user")}
    return sorted(((f"user:{user.pk}", str(user)) for user in users), key=_said)


@allow("journal.read")
def lines(request: Any) -> HttpResponse:
    """The newest lines that pass the sieve, fifty a page; ``before`` is the sequence the page begins below."""
    sieve = Sieve(request.GET)
    chosen = sieve.cleaned_data if sieve.is_valid() else {}
    found = list(_sifted(chosen, request.community).order_by("-sequence")[: PAGE + 1])
    shown, more = found[:PAGE], found[PAGE:]
    who = names(request.community, shown)
    said = events()
    head = Head.objects.filter(pk=request.community.pk).first()
    older = request.GET.copy()
    if more:
        older["before"] = str(shown[-1].sequence)
    context = {
        "sieve": sieve,
        "sifted": any(value for name, value in chosen.items() if name != "before") or not sieve.is_valid(),
        "rows": [
            (line, said.get(line.event, line.event), who.get(line.actor), who.get(line.subject)) for line in shown
        ],
        "older": older.urlencode() if more else "",
        "paged": bool(chosen.get("before")),
        "head": head,
        "signed": signed_head(request.community.pk),
    }
    return render(request, "overview/journal.html", context)


def _sifted(chosen: dict[str, Any], community: Any) -> Any:
    found = Line.objects.all()
    if chosen.get("day"):
        start = midnight_in(community.zone, chosen["day"])
        found = found.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if chosen.get("event"):
        found = found.filter(event=chosen["event"])
    if chosen.get("before"):
        found = found.filter(sequence__lt=chosen["before"])
    actor = chosen.get("actor") or ""
    if actor.endswith(":"):
        return found.filter(actor__startswith=actor)
    return found.filter(actor=actor) if actor else found


@allow("journal.read")
@require_POST
def verification(request: Any) -> HttpResponse:
    """Walk the whole chain now, against the head that the reader kept if they give one."""
    text = request.POST.get("head", "").split()
    try:
        kept = [read_head(text[-1], request.community.pk)] if text else []
    except Unreadable:
        messages.error(
            request, _("This is no head of a journal. Copy the whole line that was kept, or leave it empty.")
        )
        return redirect("journal:lines")
    except Forged:
        messages.error(request, _("This head was not signed here, or not for this community."))
        return redirect("journal:lines")
    _tell(request, walk(request.community.pk, kept), kept)
    beside = walk(apart(request.community.pk))
    if beside.findings:  # how many lines it has is not said: that would tell how much happened there
        messages.error(request, _("Lines of the part that is kept apart were changed. Tell the counsellors."))
    return redirect("journal:lines")


def _tell(request: HttpRequest, seen: Any, kept: list[Any]) -> None:
    if not seen.findings:
        told = _("All %(lines)s lines are as they were written.") % {"lines": seen.lines}
        if kept:
            told += " " + _("The journal still holds what the head you kept says.")
        messages.success(request, told)
        return
    sentences = [str(FINDINGS[one.what]) % one.sequence for one in seen.findings[:5]]
    if len(seen.findings) > 5:
        sentences.append(_("And %(count)s more.") % {"count": len(seen.findings) - 5})
    sentences.append(_("Somebody changed the database by hand. Keep a backup as it is and tell the district."))
    messages.error(request, " ".join(sentences))
