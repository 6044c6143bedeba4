"""What a matter is about, what somebody does about it, and how soon."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a matter is about; a new reason is a row here and in ``DOES``."""

    EMERGENCY = "emergency", _("Emergency")
    FEVER = "fever", _("Fever at a gate")
    DISAGREEMENT = "disagreement", _("Gate and server decided differently")
    ALTERED = "altered", _("A gate sent a record again with other content")
    TWO_GATES = "two_gates", _("One pass at two gates within minutes")
    OVERDUE = "overdue", _("Not back in time")
    REFERRED = "referred", _("The gate asks for a decision")
    SHELF = "shelf", _("Something waits too long at the gate")
    REVIEW = "review", _("A decision to be reviewed")
    ORDER = "order", _("A restriction to be looked at")
    MANY_ORDERS = "many_orders", _("Many restrictions at once")
    PAPER = "paper", _("A paper record that contradicts another")
    OUTING = "outing", _("An outing to be decided")
    CERTIFICATE = "certificate", _("A work certificate to be verified")
    SIGN_ORDER = "sign_order", _("A restriction waits for a second person")
    SIGN_RULES = "sign_rules", _("Rules wait for a second person")
    ERRAND = "errand", _("Something to be fetched or brought")
    PURCHASE = "purchase", _("An order of goods")
    QUESTION = "question", _("A question to be answered")
    VISIT = "visit", _("A visit")
    CALL = "call", _("A call")
    ARRIVAL = "arrival", _("Somebody who returns")
    SILENCE = "silence", _("Nothing heard for long")
    DEATH = "death", _("A death to be confirmed")
    NEWCOMER = "newcomer", _("Written down at a gate: is it so?")
    SHOP = "shop", _("An open shop to be looked at")
    VOLUNTEER = "volunteer", _("Volunteers")


class Act(models.TextChoices):
    """What somebody does about it."""

    CALL = "call", _("ring")
    VISIT = "visit", _("visit")
    VERIFY = "verify", _("verify")
    MEET = "meet", _("meet")
    DELIVER = "deliver", _("deliver")
    REVIEW = "review", _("review")
    SIGN = "sign", _("sign")
    DECIDE = "decide", _("decide")
    SEE = "see", _("see to it")


class Urgency(models.IntegerChoices):
    """How soon, before any due time."""

    NOW = 1, _("at once")
    SOON = 2, _("soon")
    LATER = 3, _("in its time")


class Does(NamedTuple):
    """What a kind usually asks for."""

    act: str
    urgency: int


DOES = {
    Kind.EMERGENCY: Does(Act.SEE, Urgency.NOW),
    Kind.FEVER: Does(Act.CALL, Urgency.NOW),
    Kind.DISAGREEMENT: Does(Act.REVIEW, Urgency.LATER),
    Kind.ALTERED: Does(Act.REVIEW, Urgency.LATER),
    Kind.TWO_GATES: Does(Act.REVIEW, Urgency.SOON),
    Kind.OVERDUE: Does(Act.CALL, Urgency.SOON),
    Kind.REFERRED: Does(Act.DECIDE, Urgency.NOW),
    Kind.SHELF: Does(Act.CALL, Urgency.LATER),
    Kind.REVIEW: Does(Act.REVIEW, Urgency.SOON),
    Kind.ORDER: Does(Act.REVIEW, Urgency.SOON),
    Kind.MANY_ORDERS: Does(Act.REVIEW, Urgency.NOW),
    Kind.PAPER: Does(Act.REVIEW, Urgency.LATER),
    Kind.OUTING: Does(Act.DECIDE, Urgency.SOON),
    Kind.CERTIFICATE: Does(Act.VERIFY, Urgency.LATER),
    Kind.SIGN_ORDER: Does(Act.SIGN, Urgency.SOON),
    Kind.SIGN_RULES: Does(Act.SIGN, Urgency.SOON),
    Kind.ERRAND: Does(Act.DELIVER, Urgency.SOON),
    Kind.PURCHASE: Does(Act.DELIVER, Urgency.LATER),
    Kind.QUESTION: Does(Act.CALL, Urgency.LATER),
    Kind.VISIT: Does(Act.VISIT, Urgency.SOON),
    Kind.CALL: Does(Act.CALL, Urgency.SOON),
    Kind.ARRIVAL: Does(Act.CALL, Urgency.SOON),
    Kind.SILENCE: Does(Act.VISIT, Urgency.NOW),
    Kind.DEATH: Does(Act.SIGN, Urgency.SOON),
    Kind.NEWCOMER: Does(Act.VERIFY, Urgency.LATER),
    Kind.SHOP: Does(Act.VERIFY, Urgency.LATER),
    Kind.VOLUNTEER: Does(Act.DECIDE, Urgency.LATER),
}

# What the office signs when it is passed on: some who take other matters could not open it.
SIGNED_BY_OFFICE = frozenset({Kind.SIGN_ORDER, Kind.SIGN_RULES, Kind.DEATH})

# Kinds that only their own page can end: a decision is made there, and the matter follows it.
SETTLED = frozenset(
    {
        Kind.OUTING,
        Kind.CERTIFICATE,
        Kind.SIGN_ORDER,
        Kind.SIGN_RULES,
        Kind.REVIEW,
        Kind.ARRIVAL,
        Kind.SILENCE,
        Kind.DEATH,
        Kind.NEWCOMER,
        Kind.SHOP,
        Kind.VOLUNTEER,
    }
)
