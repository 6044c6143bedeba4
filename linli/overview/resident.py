"""The resident's own pages: my pass, my household, what is kept about me. Plain links, readable in large type."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from linli.accounts.models import Proxy, ResidentSession, Role
from linli.accounts.models.people import in_force
from linli.accounts.permissions import resident_only
from linli.accounts.qr import picture
from linli.accounts.views_me import choices
from linli.core.clock import now
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.gates.inforce import rules_at
from linli.gates.models import Crossing, Pass, Permit, SigningKey
from linli.gates.policy import GateSettings
from linli.gates.shelf_lists import of_household
from linli.orders.standing import orders_of
from linli.outings.models import Outing
from linli.outings.views_me import mine_now
from linli.privacy.readings import WHY, readings_of
from linli.registry.models import Resident
from linli.reviews.countdown import going
from linli.reviews.ground import Ground

NOTICES = {
    "gates.shelf": _("Something came to the gate for your household. Please fetch it when you can; see below."),
    "gates.shelf_late": _("Something for your household has waited long at the gate. Please fetch it or ask somebody."),
    "phone.joined": _(
        "A phone has joined your household. If you do not know it, look at the phones of your household below."
    ),
    "proxy.granted": _("Somebody now acts for somebody else of your circle. See below."),
    "proxy.revoked": _("A proxy has been ended. See below."),
    "supplies.moved_up": _("Something you waited for has become free in a purchase round. See “Buying together”."),
    "supplies.short": _("Less came than was ordered in a purchase round. See “Buying together” how it was shared."),
    "supplies.slot": _("Your parcel is ready. See “Buying together” when to come down."),
    "supplies.door": _("Your parcel is ready and is brought to your door."),
    "supplies.unpaid": _("An order is still to be paid. See “Buying together”."),
    "activity.published": _("Your building has its times outdoors now. See “Outdoors in the compound” below."),
    "activity.changed": _("The times outdoors of your building have changed. See “Outdoors in the compound” below."),
    "activity.retracted": _("The times outdoors of your building hold no longer. See below what holds now."),
    "arrival.planned": _("Somebody of your home is coming back: it is agreed when and where they are met."),
    "arrival.home": _("Somebody of your home has come back and is there."),
    "order.confirmed": _("A restriction concerns you: see below why, until when, and how to object."),
    "order.confirmed_other": _("A restriction concerns somebody you act for. Open their page to see it."),
    "order.lifted": _("A restriction on you has been lifted."),
    "order.lifted_other": _("A restriction on somebody you act for has been lifted."),
    "order.lapsed": _("A restriction on you has ended."),
    "order.lapsed_other": _("A restriction on somebody you act for has ended."),
    "review.answered": _("Your review has been answered. See “Decisions about me”, “My reviews”."),
    "review.escalated": _("Your review is late. It went further up, to somebody else."),
    "care.died": _(
        "Somebody of your home has passed away. We are very sorry. Everything in their name has been ended for you; "
        "if you need anything, your grid worker is there."
    ),
    "care.restored": _("What was ended by mistake for somebody of your home holds again. We are very sorry."),
    "errand.accepted": _("Somebody does your errand. See “Have something brought”."),
    "errand.bought": _("What you asked for has been bought. See “Have something brought”."),
    "errand.on_the_way": _("Somebody is on the way to your door."),
    "errand.delivered": _("Your errand is done. Please look whether everything is right."),
    "errand.back_in_pool": _("Whoever did your errand could not; we look for somebody else at once."),
    "outing.approved": _("An outing has been approved. See “Going out”."),
    "outing.refused": _("An outing has been refused. The reason, and what would help, stand under “Going out”."),
    "volunteers.approved": _("You are welcome as a volunteer. See “Helping”."),
    "volunteers.declined": _("Thank you for offering help. At present we have enough hands; we keep you in mind."),
    "volunteers.extended": _("Your time as a volunteer goes on. See “Helping”."),
    "volunteers.ends_soon": _("Your time as a volunteer ends soon. Say under “Helping” if you would like to go on."),
    "volunteers.asked": _("You are asked for a turn. Please answer under “Helping”."),
    "volunteers.cancelled": _("A turn of yours has been cancelled. See “Helping”."),
    "volunteers.one_less": _("Somebody on your turn cannot come; somebody else is being asked."),
    "volunteers.swap_offered": _("Another volunteer asks you to take a turn. See “Helping”."),
    "volunteers.swap_accepted": _("Your turn has been taken over. See “Helping”."),
    "volunteers.swap_declined": _("Your turn stays yours: they cannot take it. See “Helping”."),
    "volunteers.not_coming": _(
        "Help that you count on does not come as planned. We are sorry; ring your grid worker if it is urgent."
    ),
    "outing.remind": _("The time of an outing is nearly up. See “Going out”."),
}
NOTICE_DAYS = 14
# The resident's other pages, what one wants most often first.
LINKS = [
    ("reviews:decisions", _("Decisions about me")),
    ("errands:mine", _("Have something brought")),
    ("overview:household", _("My household")),
    ("supplies:mine", _("Buying together")),
    ("gates:visits", _("Announce a visitor")),
    ("arrivals:mine", _("Somebody of us comes home")),
    ("volunteers:me", _("Helping")),
    ("accounts:my_proxies", _("Acting for each other")),
    ("accounts:phones", _("Phones of my household")),
    ("activity:mine", _("Outdoors in the compound")),
    ("shops:mine", _("What there is, who is open")),
    ("orders:restrictions", _("Restrictions on me")),
    ("care:mine", _("Somebody looks out")),
    ("overview:mine", _("What is kept about me")),
]


def live_pass(resident: Resident, *, by: Resident, at: datetime) -> Pass | None:
    """The open pass of ``resident``, made anew when the last one ran out; None after the office voided it.

    A pass that a reprint replaced has a successor; one that was voided for any other reason has none until the
    office issues it: opening this page must not undo that.
    """
    rows = Pass.objects.filter(resident=resident, kind=Pass.Kind.RESIDENT)
    held = rows.filter(Pass.open_at(at)).order_by("-issued_at").first()
    if held is not None:
        return held
    last = rows.select_related("revocation").order_by("-issued_at").first()
    if last is not None and getattr(last, "revocation", None) is not None:
        return None
    days = GateSettings.read(rules_at(resident.community, at).gate).pass_days
    return Pass.issue(kind="resident", resident=resident, expires_at=at + timedelta(days=days), by=by, at=at)


def grid_worker_of(resident: Resident, at: datetime) -> Any:
    """The grid worker of the resident's building with a work phone, or None."""
    grid = resident.household.flat.unit.building.grid_id
    rows = Role.objects.filter(in_force(at), kind=Role.Kind.GRID_WORKER, grids=grid).exclude(user__phone="")
    role = rows.select_related("user").order_by("starts_at").first()
    return role.user if role and grid else None


def _notices(resident: Resident, sessions: list[ResidentSession], at: datetime) -> list[Any]:
    """What happened lately around ``resident``; that this very phone joined is no news on it."""
    own = [f"phone:{session.pk}:{resident.pk}" for session in sessions]
    rows = Message.objects.filter(
        community_id=resident.community_id,
        to=f"resident:{resident.pk}",
        channel="in_app",
        due_at__gt=at - timedelta(days=NOTICE_DAYS),
        due_at__lte=at,
    ).order_by("-due_at")
    rows = rows.exclude(key__in=own)
    seen = dict.fromkeys(row.template for row in rows)
    return [NOTICES[template] for template in seen if template in NOTICES]


def _permits(resident: Resident, at: datetime) -> Any:
    """The open permits, but for those of outings, which are shown with their clock."""
    own = Outing.objects.filter(resident=resident, permit__isnull=False).values("permit")
    held = Permit.objects.filter(resident=resident, starts_at__lte=at, revocation=None, ends_at__gt=at)
    return held.exclude(pk__in=own)


@resident_only
@never_cache
def me(request: Any) -> HttpResponse:
    """The pass: a large code, the room number, a countdown that shows the page to be live."""
    at, resident = now(), request.resident
    held, problem, code = None, "", ""
    try:
        held = live_pass(resident, by=request.acting, at=at)
        if held is not None:
            code = picture(held.text(SigningKey.of(resident.community_id, "pass", at)), border=3)
    except Refused as refused:
        problem = refused.words
    context = {
        "pass": held,
        "picture": code,
        "problem": problem,
        "notices": _notices(resident, request.sessions, at),
        "shelf": of_household(resident.household_id, at),
        "several": len(choices(request, at)) > 1,
        "worker": grid_worker_of(resident, at),
        "help_phone": resident.community.settings.get("help_phone", ""),
        "restricted": bool(orders_of(resident.community_id, at, [resident.pk])),
        "permits": _permits(resident, at),
        "outings": mine_now(resident, at),
        "at": at,
        "links": [(reverse(name), words) for name, words in LINKS],
        "cottage": reverse("wellbeing:cottage", args=[resident.community_id]),
    }
    return render(request, "overview/me.html", context)


@resident_only
@never_cache
def household(request: Any) -> HttpResponse:
    """Who is entered for this home; names shortened, since phones are shared and looked over."""
    rows = Resident.objects.filter(household_id=request.resident.household_id, left_at=None, merged_into=None)
    return render(request, "overview/me_household.html", {"members": rows.order_by("birth_year", "pk")})


def _readings(resident: Resident, at: datetime) -> list[tuple[datetime, Any, Any]]:
    """(when, who by their post, why) of the last 30 days: the post, since the resident knows that, and no names."""
    rows = list(readings_of(resident, since=at - timedelta(days=30))[:30])
    users = {row.reader.partition(":")[2] for row in rows if row.reader.startswith("user:")}
    posts = {str(role.user_id): role.get_kind_display() for role in Role.objects.filter(user__in=users)}
    return [(row.at, posts.get(row.reader.partition(":")[2], _("the gate")), WHY.get(row.why, row.why)) for row in rows]


@resident_only
@never_cache
def mine(request: Any) -> HttpResponse:
    """What is kept about me: each thing, and until when."""
    at, resident = now(), request.resident
    ground = Ground(resident, at)
    crossings = Crossing.objects.filter(resident_id__in=ground.ids).order_by("-at")
    context = {
        "resident": resident,
        "phone_end": resident.phone[-4:],
        "identity_end": resident.identity[-4:],
        "crossings": crossings[:20],
        "count": crossings.count(),
        "kept_days": ground.kept_days,
        "going": going(ground),
        "readings": _readings(resident, at),
        "phones": ResidentSession.objects.filter(resident=resident, revoked_at=None).count(),
        "proxies": Proxy.open(at).filter(subject=resident).count(),
    }
    return render(request, "overview/me_mine.html", context)
