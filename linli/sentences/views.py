"""The box: sentences in, proposals to look at, one confirmation, what to say back. Nothing is made before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.followups.colleagues import colleagues
from linli.outings.policy import rules_for
from linli.privacy.readings import note_read
from linli.sentences.differing import place
from linli.sentences.forms import LineForm, moment
from linli.sentences.models import Intake
from linli.sentences.reaching import Reach
from linli.sentences.reading import read
from linli.sentences.showing import rows

MOST_LINES = 50
MOST_SIGNS = 20_000


@dataclass
class Sheet:
    """The cards of one paste; ``text`` and ``at`` are what was read, so that reading again proposes the same."""

    text: str
    at: datetime
    key: UUID
    forms: list[LineForm]

    @property
    def emergencies(self) -> list[LineForm]:
        return [one for one in self.forms if one.proposal.kind == "emergency"]

    @property
    def in_order(self) -> list[LineForm]:
        """Emergencies first; else as they were written."""
        return sorted(self.forms, key=lambda one: one.proposal.kind != "emergency")

    @property
    def unsure(self) -> int:
        return sum(bool(one.proposal.unsure) and one.proposal.kind != "none" for one in self.forms)

    @property
    def wrong(self) -> int:
        return sum(bool(one.errors) for one in self.forms if one.is_bound)


@allow("sentences.take")
def box(request: Any) -> HttpResponse:
    """A page of its own for the box; with sentences in it, what Linli understood."""
    text = request.POST.get("text", "")
    wrong = _unreadable(text) if request.method == "POST" and "edit" not in request.POST else ""
    if request.method != "POST" or "edit" in request.POST or wrong:
        content = {"text": text[:MOST_SIGNS], "wrong": wrong, "learns": may(request.roles, "sentences.corrections")}
        return render(request, "sentences/box_page.html", content, status=400 if wrong else 200)
    sheet = _sheet(request, text, now(), uuid4())
    note_read(request, sheet.forms[0].reach.people(), "listed")
    return render(request, "sentences/proposals.html", {"sheet": sheet})


@allow("sentences.take")
@require_POST
def confirmation(request: Any) -> HttpResponse:
    """Create everything that is confirmed, or show the cards again with what is missing."""
    at, text, key = now(), request.POST.get("text", ""), _key(request.POST.get("key", ""))
    before = Intake.objects.filter(key=key, by=request.user).first()
    if before is not None:
        return redirect("sentences:intake", before.pk)
    if _unreadable(text):
        return redirect("sentences:box")
    sheet = _sheet(request, text, moment(request.POST.get("read_at", ""), at), key, request.POST)
    if sheet.wrong:
        return render(request, "sentences/proposals.html", {"sheet": sheet}, status=400)
    chosen = [one.chosen for one in sheet.forms]
    try:
        made = Intake.take(request.community, key, chosen, by=request.user, at=at)
    except Refused as refusal:  # somebody else was faster with one of them: the cards stay as they are
        return render(request, "sentences/proposals.html", {"sheet": sheet, "refusal": refusal.words}, status=409)
    return redirect("sentences:intake", made.pk)


@allow("sentences.take")
@require_POST
def candidates(request: Any) -> HttpResponse:
    """Who may be meant by what somebody types into a card; a piece of the page."""
    line = request.POST.get("line", "")
    number = line if line.isdecimal() and len(line) < 4 else "0"
    reach = Reach(request, [], now())
    text = request.POST.get(f"{number}-find", "").strip()
    found = reach.found(text) if text else []
    note_read(request, reach.people(), "listed")
    return render(request, "sentences/found.html", {"number": number, "found": found, "typed": text})


@allow("sentences.take")
@never_cache
def intake(request: Any, key: Any) -> HttpResponse:
    """What was made of each line, and the replies to copy back; for whoever confirmed it."""
    made: Intake = get_object_or_404(Intake.objects.filter(by=request.user), pk=key)
    shown = rows(request, made)
    return render(request, "sentences/intake.html", {"rows": shown, "all": "\n".join(made.said)})


def _sheet(request: Any, text: str, read_at: datetime, key: UUID, given: Any = None) -> Sheet:
    at = now()
    proposals = read(request.community, text, read_at, request.user)
    places = {place(one) for proposal in proposals for one in proposal.candidates}
    posted = {given.get(f"{number}-who", "") for number in range(len(proposals))} if given else set()
    reach = Reach(request, places | posted, at)
    known = {
        "reach": reach,
        "colleagues": colleagues(request.community, at),
        "purposes": rules_for(request.community, at).purposes,
    }
    forms = [LineForm(given, number=number, proposal=one, **known) for number, one in enumerate(proposals)]
    return Sheet(text, read_at, key, forms)


def _unreadable(text: str) -> str:
    """Why this cannot be read, in words; "" if it can."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return _("Nothing was written yet. A room or a name and a sentence are enough.")
    if len(lines) > MOST_LINES or len(text) > MOST_SIGNS:
        return _("This is more than %(most)s lines. Please paste it in two parts; nothing was created.") % {
            "most": MOST_LINES
        }
    return ""


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
