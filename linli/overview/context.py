"""What every page shows: the phase in force, the community, the menu that this person may use."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from linli.accounts.permissions import may

# (words of the group, its pages: address, words, permission); a group with one page for this person is a plain link
MENU = [
    (_("Today"), [("overview:home", _("Today"), "home")]),
    (
        _("People"),
        [
            ("registry:people", _("People"), "registry.read"),
            ("arrivals:list", _("People who return"), "arrivals.work"),
            ("accounts:cards", _("Household cards"), "accounts.cards"),
            ("care:watched", _("Who is looked out for"), "care.watch"),
            ("accounts:proxies", _("Acting for each other"), "accounts.proxies"),
            ("volunteers:overview", _("Volunteers"), "volunteers.coordinate"),
        ],
    ),
    (
        _("Gates"),
        [
            ("gates:board", _("Gates"), "gates.read"),
            ("paper:index", _("Paper"), "paper.type"),
            ("gates:shelf", _("Gate shelf"), "gates.shelf"),
            ("gates:rush", _("Guards for a rush"), "gates.supervise"),
        ],
    ),
    (
        _("Outings"),
        [
            ("outings:queue", _("Outings"), "outings.decide"),
            ("outings:overdue", _("Not back in time"), "outings.decide"),
            ("outings:certificates", _("Work certificates"), "outings.work"),
            ("activity:plans", _("Times outdoors"), "activity.plan"),
        ],
    ),
    (
        _("Supplies"),
        [
            ("supplies:rounds", _("Purchase rounds"), "supplies.read"),
            ("supplies:gifts", _("Donations"), "supplies.organise"),
            ("shops:board", _("What there is, who is open"), "shops.read"),
        ],
    ),
    (
        _("Errands"),
        [
            ("errands:list", _("Errands"), "errands.run"),
            ("errands:cash", _("Cash of errands"), "errands.cash"),
        ],
    ),
    (
        _("Matters"),
        [
            ("followups:list", _("Follow-ups"), "followups.read"),
            ("overview:where_help", _("Where help is needed"), "followups.overview"),
            ("followups:handover", _("Shift hand-over"), "followups.own"),
            ("orders:list", _("Restrictions"), "orders.propose"),
            ("orders:numbers", _("Restrictions in numbers"), "orders.numbers"),
            ("reviews:list", _("Reviews"), "reviews.answer"),
        ],
    ),
    (
        _("Sunshine Cottage"),
        [
            ("wellbeing:worklist", _("Calls"), "wellbeing.counsel"),
            ("wellbeing:rooms", _("Rooms and hours"), "wellbeing.counsel"),
            ("wellbeing:keys", _("Keys of the cottage"), "wellbeing.counsel"),
        ],
    ),
    (_("Helping"), [("volunteers:mine", _("Helping"), "volunteers.serve")]),
    (_("Rules"), [("situation:policy", _("Rules"), "situation.read")]),
    (
        _("Office"),
        [
            ("accounts:people", _("Roles"), "accounts.manage"),
            ("accounts:duty", _("Duty"), "accounts.duty"),
            ("wellbeing:numbers", _("Cottage in numbers"), "wellbeing.numbers"),
            ("wellbeing:scales", _("Scales of the cottage"), "wellbeing.scales"),
            ("batches:list", _("Batches"), "gates.passes"),
            ("journal:lines", _("Journal"), "journal.read"),
            ("privacy:keeping", _("Privacy"), "privacy.read"),
        ],
    ),
]


@dataclass(frozen=True)
class Link:
    """A page of the menu; ``here``: it, or a page below it, is being shown."""

    address: str
    words: Any
    here: bool


def face(request: HttpRequest) -> dict[str, Any]:
    """``menu``: (words, links, here) for each group that this person may open; ``elder``: large type chosen.

    ``takes_sentences``: this person has the box for one sentence.
    """
    groups = [(words, _links(request, pages)) for words, pages in MENU]
    return {
        "menu": [(words, links, any(link.here for link in links)) for words, links in groups if links],
        "community": getattr(request, "community", None),
        "takes_sentences": may(getattr(request, "roles", []), "sentences.take"),
        "elder": request.COOKIES.get("elder") == "1",
    }


def _links(request: HttpRequest, pages: list[tuple[str, Any, str]]) -> list[Link]:
    roles = getattr(request, "roles", [])
    links = []
    for name, words, permission in pages:
        if may(roles, permission):
            try:
                address = reverse(name)
            except NoReverseMatch:
                continue
            here = request.path == address or (address != "/" and request.path.startswith(address))
            links.append(Link(address, words, here))
    return links
