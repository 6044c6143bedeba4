"""How many guards a rush takes: the simulation of `linli simulate rush` for whoever plans tomorrow's posts."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form
from linli.accounts.permissions import allow
from linli.gates import rush as rushes
from linli.gates.models import Gate
from linli.registry.models import Resident

SEEDS = 2  # one page may not keep a worker busy; `linli simulate rush` takes ten


class RushForm(Form):
    people = forms.IntegerField(label=_("People who live here"), min_value=0, max_value=10_000)
    share = forms.IntegerField(label=_("How many of a hundred come"), min_value=0, max_value=100)
    minutes = forms.IntegerField(label=_("Within so many minutes"), min_value=1, max_value=240)
    gates = forms.IntegerField(label=_("Gates"), min_value=1, max_value=20)
    guards = forms.IntegerField(label=_("Guards at each gate"), min_value=1, max_value=20)
    prepared = forms.IntegerField(
        label=_("How many of a hundred scan the poster and prepare"), min_value=0, max_value=100
    )


@allow("gates.supervise")
def rush(request: Any) -> HttpResponse:
    """A form and its answer in one address; nothing is kept."""
    usual = {
        "people": Resident.objects.living().filter(here=True).count(),
        "share": 30,
        "minutes": 30,
        "gates": Gate.objects.filter(closed_at=None).count() or 1,
        "guards": 2,
        "prepared": 60,
    }
    form = RushForm(request.GET if "people" in request.GET else usual)
    content: dict[str, Any] = {"form": form}
    if form.is_valid():
        plan = _plan(form.cleaned_data)
        result = rushes.simulate(plan)
        content |= {
            "plan": plan,
            "result": result,
            "minutes": [_row(one) for one in rushes.by_minute(result)],
            "longest": _length(result.longest),
            "mean": _length(result.mean),
            "guards": rushes.needed(plan, "guards", seeds=SEEDS),
            "gates": rushes.needed(plan, "gates", seeds=SEEDS),
            "unprepared": rushes.needed(replace(plan, prepared=0.0), "guards", seeds=SEEDS),
            "measured": rushes.measured()["measured"],
        }
    return render(request, "gates/rush.html", content)


def _plan(told: dict[str, int]) -> rushes.Plan:
    hundredths = {name: told[name] / 100 for name in ("share", "prepared")}
    return rushes.Plan(rushes.measured_times(), **{**told, **hundredths})  # type: ignore[arg-type]


def _row(one: rushes.Minute) -> dict[str, Any]:
    return {"row": one, "longest": _length(one.longest)}


def _length(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
