"""Everything this app can refuse with, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "accounts.own_role": _("Nobody gives a role to themselves. Please ask another person who manages roles."),
    "accounts.ends_before_start": _("The end must be later than the start. Nothing was saved yet."),
    "accounts.role_over": _("This role has already ended. Nothing was changed."),
    "accounts.absence_over": _("This absence has already ended. Nothing was changed."),
    "accounts.last_manager": _(
        "This is the last role that can manage roles. Give one to somebody else first; nothing was changed."
    ),
    "accounts.also_elsewhere": _(
        "This person also works in another community, so the password cannot be set from here. They can change it "
        "themselves after signing in."
    ),
    "accounts.link_unknown": _(
        "This link is not one of ours, or it is incomplete. Please open it again from the start."
    ),
    "accounts.link_used": _("This link has already been used or replaced. Please ask the office for a new one."),
    "accounts.link_expired": _("This link is too old. Please ask the office for a new one; it takes a minute."),
    "accounts.too_many_guesses": _(
        "Too many wrong codes came from this network. Please wait an hour, or ask at the service desk with your card."
    ),
    "accounts.card_unknown": _(
        "No household card has this code. Please compare it with the card; a card that was printed again has a new one."
    ),
    "accounts.not_in_household": _("This person is not in the household of this card. Nothing was changed."),
    "accounts.already_here": _("This person already works here. Open their page to give one more role."),
    "accounts.not_present": _("Both people must be at the desk, or use their card. Nothing was entered."),
    "accounts.own_proxy": _("Nobody needs a proxy for themselves. Please choose another person."),
    "accounts.proxy_length": _(
        "A proxy ends by itself, at the latest after %(days)s days. Please choose an earlier day."
    ),
    "accounts.proxy_exists": _("This person already acts for them. Nothing was changed."),
    "accounts.proxy_most": _("One person acts for at most %(most)s others, and this one already does."),
    "accounts.proxy_over": _("This proxy has already ended. Nothing was changed."),
    "accounts.not_empty": _("This installation already has a community. Please sign in."),
    "accounts.setup_token": _(
        "This start link is not valid. Please copy the whole line that Linli printed when it started."
    ),
}
