"""People and their roles, one-time links, and the table of what each role may do."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.accounts.forms import PersonForm, RoleForm
from linli.accounts.models import Role, SignInLink, User
from linli.accounts.people import add_person
from linli.accounts.permission_words import table as permission_table
from linli.accounts.permissions import allow, public
from linli.accounts.qr import picture
from linli.core.address import for_phones
from linli.core.clock import now
from linli.core.refusals import Refused


def _people(request: Any) -> Any:
    """Everybody who holds or held a role here; nobody of other communities."""
    mine = Role.objects.select_related("granted_by").prefetch_related("grids", "units__building").order_by("-starts_at")
    rows = User.objects.filter(roles__community=request.community).distinct().order_by("name", "username")
    return rows.prefetch_related(Prefetch("roles", queryset=mine, to_attr="posts"))


@allow("accounts.manage")
def people(request: HttpRequest) -> HttpResponse:
    at = now()
    rows = list(_people(request))
    for person in rows:
        person.current = [post for post in person.posts if post.starts_at <= at and not _over(post, at)]
        person.coming = [post for post in person.posts if post.starts_at > at and not _over(post, at)]
    order = {kind.value: number for number, kind in enumerate(Role.Kind)}
    rows.sort(key=lambda person: min((order[one.kind] for one in person.current + person.coming), default=99))
    return render(request, "accounts/people.html", {"people": rows, "at": at})


def _over(post: Role, at: Any) -> bool:
    return post.ends_at is not None and post.ends_at <= max(at, post.starts_at)


@allow("accounts.manage")
def new_person(request: Any) -> HttpResponse:
    initial = {"starts_at": timezone.localtime(now())}
    person, role = PersonForm(request.POST or None), RoleForm(request.POST or None, initial=initial, prefix="role")
    if request.method == "POST" and all([person.is_valid(), role.is_valid()]):
        try:
            user = add_person(person.cleaned_data, role.cleaned_data, community=request.community, by=request.user)
        except Refused as refused:
            role.add_error(None, refused.words)
        else:
            messages.success(request, _("%(name)s is added.") % {"name": user})
            return redirect("accounts:person", user.pk)
    return render(request, "accounts/new_person.html", {"person": person, "role": role})


@allow("accounts.manage")
def person(request: Any, user_id: Any) -> HttpResponse:
    """One person: the roles of now, to come and of the past; a form for one more."""
    user = get_object_or_404(_people(request), pk=user_id)
    at = now()
    form = RoleForm(request.POST or None, initial={"starts_at": timezone.localtime(at)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            Role.grant(
                user,
                given["kind"],
                community=request.community,
                by=request.user,
                at=at,
                starts_at=given["starts_at"],
                ends_at=given["ends_at"],
                grids=given["grids"] if given["kind"] == Role.Kind.GRID_WORKER else (),
                units=given["stairs"] if given["kind"] == Role.Kind.BUILDING_LEAD else (),
                lead=given["lead"],
            )
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("The role is given."))
            return redirect("accounts:person", user.pk)
    posts = [(post, _over(post, at), post.starts_at > at) for post in user.posts]
    return render(request, "accounts/person.html", {"person": user, "posts": posts, "form": form, "at": at})


@allow("accounts.manage")
@require_POST
def revocation(request: Any, role_id: Any) -> HttpResponse:
    role: Role = get_object_or_404(Role.objects.all(), pk=role_id)
    role.revoke(by=request.user, at=now())
    messages.success(request, _("The role has ended."))
    return redirect("accounts:person", role.user_id)


@allow("accounts.manage")
@require_POST
@never_cache
def sign_in_link(request: Any, user_id: Any) -> HttpResponse:
    """A one-time link as text and QR code. Shown in the answer itself: it is kept nowhere, not even in a session."""
    user = get_object_or_404(_people(request), pk=user_id)
    purpose = "reset" if user.has_usable_password() else "invite"
    link, token = SignInLink.issue(
        user,
        community=request.community,
        purpose=purpose,
        by=request.user,
        at=now(),
        drops_factor=request.POST.get("drops_factor") == "1",
    )
    address = for_phones(request, reverse("accounts:link", args=[token]))
    return render(request, "accounts/issued_link.html", {"link": link, "address": address, "picture": picture(address)})


@public
def table(request: HttpRequest) -> HttpResponse:
    """What each role may do, for everybody to read: staff, residents, inspectors."""
    kinds = [kind for kind in Role.Kind if kind != Role.Kind.RESIDENT]
    return render(request, "accounts/table.html", {"kinds": kinds, "groups": permission_table(kinds)})
