"""The cottage's keys: one page for a counsellor, and what its script sends. Everything secret happens in the browser.

``GET  /cottage/keys.json``: {me, own {id, public_key, sealed_private} or null, groups [{id, public_key, follows,
former, made_at, retired_at, wrapped}], newest first, ``wrapped`` on the one in use if I hold it; renew_since,
sheets_at; people [{key, name, me, public_key, made_at, holds, vouched}]; without_key [names]}.

``POST /cottage/keys/own`` {public_key, sealed_private}; ``…/own/lock`` {sealed_private, before};
``…/group`` {public_key, wraps [{key, wrapped, vouched}], follows, former}: 201 {id};
``…/group/wraps`` {group, key, wrapped, vouched, sheets}; ``…/group/sheets`` {group}.
"""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.models import User
from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.wellbeing import wire
from linli.wellbeing.duty import counsellors
from linli.wellbeing.key_words import DONE, PROBLEMS
from linli.wellbeing.models import CounsellorKey, GroupKey, Wrap
from linli.wellbeing.views_public import script

MOST_PEOPLE = 60


@allow("wellbeing.counsel")
@never_cache
@require_safe
def keys(request: Any) -> HttpResponse:
    return render(
        request,
        "wellbeing/keys.html",
        {"script": script("keys.js"), "problems": PROBLEMS.items(), "done": DONE.items()},
    )


@allow("wellbeing.counsel")
@never_cache
@require_safe
def key_limits(request: Any) -> HttpResponse:
    """What sealing does and does not do, for those who hold the keys."""
    return render(request, "wellbeing/key_limits.html")


@allow("wellbeing.counsel")
@require_safe
@wire.spoken
def state(request: Any) -> HttpResponse:
    at = now()
    current = GroupKey.of(request.community)
    own = CounsellorKey.objects.filter(user=request.user, ended_at=None).first()
    wraps = {wrap.counsellor_key_id: wrap for wrap in Wrap.objects.filter(group_key=current)} if current else {}
    mine = wraps.get(own.pk) if own else None
    groups = [_group(one) for one in GroupKey.objects.order_by("-made_at", "-pk")]
    if mine and groups:
        next(one for one in groups if one["retired_at"] is None)["wrapped"] = mine.wrapped
    return JsonResponse(
        {
            "me": {"id": str(request.user.pk), "name": str(request.user)},
            "own": _own(own),
            "groups": groups,
            "renew_since": _moment(current.renew_since if current else None),
            "sheets_at": _moment(current.sheets_at if current else None),
            **_people(request, wraps, at),
        }
    )


def _own(own: CounsellorKey | None) -> dict[str, str] | None:
    if own is None:
        return None
    return {"id": str(own.pk), "public_key": own.public_key, "sealed_private": own.sealed_private}


def _group(group: GroupKey) -> dict[str, Any]:
    return {
        "id": str(group.pk),
        "public_key": group.public_key,
        "follows": str(group.follows_id) if group.follows_id else None,
        "former": group.former,
        "made_at": _moment(group.made_at),
        "retired_at": _moment(group.retired_at),
    }


def _people(request: Any, wraps: dict[Any, Wrap], at: datetime) -> dict[str, Any]:
    """Counsellors of now with a key of their own, and the names of those who have none yet."""
    now_here = User.objects.filter(pk__in=counsellors(request.community, at))
    held = CounsellorKey.objects.filter(ended_at=None, user__in=now_here).select_related("user").order_by("created_at")
    people = []
    for key in held[:MOST_PEOPLE]:
        wrap = wraps.get(key.pk)
        people.append(
            {
                "key": str(key.pk),
                "name": str(key.user),
                "me": key.user_id == request.user.pk,
                "public_key": key.public_key,
                "made_at": _moment(key.created_at),
                "holds": wrap is not None,
                "vouched": wrap.vouched if wrap else "",
            }
        )
    without = now_here.exclude(pk__in=[key.user_id for key in held]).order_by("name", "username")
    return {"people": people, "without_key": [str(user) for user in without[:MOST_PEOPLE]]}


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def own(request: Any) -> HttpResponse:
    """A pair of one's own: the first, or another because the pass phrase is lost."""
    asked = wire.said(request)
    made = CounsellorKey.make(
        request.user,
        asked.get("public_key", ""),
        asked.get("sealed_private", ""),
        community=request.community,
        at=now(),
    )
    return JsonResponse({"id": str(made.pk)}, status=201)


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def lock(request: Any) -> HttpResponse:
    """Another pass phrase."""
    asked = wire.said(request)
    held = wire.found(CounsellorKey.objects, user=request.user, ended_at=None)
    held.relock(asked.get("sealed_private", ""), before=str(asked.get("before")), at=now())
    return JsonResponse({})


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def group(request: Any) -> HttpResponse:
    """The group's first key, or the one that follows."""
    asked, at = wire.said(request), now()
    wraps = asked.get("wraps")
    if not isinstance(wraps, list) or len(wraps) > MOST_PEOPLE or not all(isinstance(one, dict) for one in wraps):
        raise Refused("wellbeing.key_unreadable")
    if asked.get("follows"):
        before = wire.found(GroupKey.objects, pk=wire.key(asked["follows"]))
        made = before.renew(asked.get("public_key", ""), asked.get("former", ""), wraps, by=request.user, at=at)
    else:
        made = GroupKey.make(asked.get("public_key", ""), wraps, community=request.community, by=request.user, at=at)
    return JsonResponse({"id": str(made.pk)}, status=201)


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def wraps(request: Any) -> HttpResponse:
    """Let a colleague in; or oneself, with the key from recovery sheets."""
    asked, at = wire.said(request), now()
    current = wire.found(GroupKey.objects, pk=wire.key(asked.get("group")))
    given = {name: asked.get(name) for name in ("key", "wrapped", "vouched")}
    made = (current.recover if asked.get("sheets") is True else current.admit)(given, by=request.user, at=at)
    return JsonResponse({"id": str(made.pk)}, status=201)


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def sheets(request: Any) -> HttpResponse:
    """Recovery sheets were printed."""
    current = wire.found(GroupKey.objects, pk=wire.key(wire.said(request).get("group")), retired_at=None)
    current.note_sheets(by=request.user, at=now())
    return JsonResponse({})


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
