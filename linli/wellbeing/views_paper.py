"""A scale on paper, for whoever has no phone or wants none: to print at home, in the office, by a neighbour."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from linli.accounts.permissions import public
from linli.core import printing
from linli.registry.models import Community
from linli.wellbeing.offered import offered

FORM: Final = Path(__file__).with_name("paper_form.typ")
LANGUAGES: Final = ("zh", "en")


@public
@require_safe
def paper(request: Any, key: Any, name: str, language: str) -> HttpResponse:
    """The form as a PDF. Nobody is asked who they are, and nothing is noted."""
    place = get_object_or_404(Community._base_manager, pk=key)
    scale = offered(place).get(name)
    if scale is None or language not in LANGUAGES:
        raise Http404
    try:
        sheet = _printed(json.dumps(rows_of(scale, place, language), ensure_ascii=False))
    except printing.CannotPrint as cannot:
        return HttpResponse(str(cannot), status=503, content_type="text/plain; charset=utf-8")
    headers = {"Content-Disposition": f'inline; filename="{name}-{language}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(sheet, content_type="application/pdf", headers=headers)


def rows_of(scale: dict[str, Any], place: Community, language: str) -> dict[str, Any]:
    """What the form shows: no scores beside the bands, and never a cut-off."""
    opening = scale.get("screen", {}).get("item")
    items = [
        {
            "text": item["text"][language],
            "number": number,
            "own": [_choice(answer, language) for answer in item.get("answers", [])],
            "opening": item["id"] == opening,
        }
        for number, item in enumerate(scale["items"], start=0 if opening else 1)
    ]
    return {
        "title": scale["title"][language],
        "community": place.name,
        "phone": str(place.settings.get("help_phone", "")),
        "language": language,
        "instruction": scale["instruction"][language],
        "items": items,
        "answers": [_choice(answer, language) for answer in scale["answers"]],
        "attention": scale["attention"][language],
        "licence": scale["licence"]["text"][language],
        "source": scale["source"][language],
        "printed": f"{scale['id']} {scale['version']}",
    }


def _choice(answer: dict[str, Any], language: str) -> dict[str, Any]:
    return {"value": answer["value"], "text": answer["text"][language]}


@lru_cache(maxsize=64)
def _printed(rows: str) -> bytes:
    """Typeset once for everybody: the form of a community is the same for all, and anybody may ask for it often."""
    return printing.pdf(FORM, json.loads(rows))
