"""What errands are about: kinds, steps, ways of asking. Codes are kept, words are for people."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is fetched, brought or done."""

    MEDICINE = "medicine", _("medicine")
    PRESCRIPTION = "prescription", _("repeat prescription")
    MILK = "milk", _("infant milk")
    PARCEL = "parcel", _("parcel")
    RUBBISH = "rubbish", _("rubbish")
    LIFT = "lift", _("a lift to dialysis or hospital")
    DELIVERY = "delivery", _("delivery to the door")
    OTHER = "other", _("something else")


class Status(models.TextChoices):
    """Where an errand stands. "back in the pool" is "asked" once more, after somebody could not."""

    ASKED = "asked", _("looking for somebody")
    OFFERED = "offered", _("somebody is asked")
    ACCEPTED = "accepted", _("somebody does it")
    COLLECTED = "collected", _("money or card collected")
    BOUGHT = "bought", _("bought")
    ON_THE_WAY = "on_the_way", _("on the way")
    DELIVERED = "delivered", _("at the door")
    CONFIRMED = "confirmed", _("confirmed")
    BACK_IN_POOL = "back_in_pool", _("looking for somebody else")
    CANCELLED = "cancelled", _("cancelled")


class Source(models.TextChoices):
    """How it was asked."""

    PHONE_PAGE = "phone_page", _("on the own phone")
    PROXY = "proxy", _("by somebody who acts for them")
    SENTENCE = "sentence", _("by one sentence")
    TELEPHONE = "telephone", _("by telephone")
    DESK = "desk", _("at the desk")
    PAPER = "paper", _("on paper")
    ROUND = "round", _("from a purchase round")
    CARE = "care", _("from a care plan")


class Substitute(models.TextChoices):
    """What if it is not to be had."""

    ASK = "ask", _("ring first")
    NO = "no", _("nothing else instead")
    SAME = "same", _("the same from another maker")
    SIMILAR = "similar", _("something similar")


FREE = (Status.ASKED, Status.BACK_IN_POOL)
UNDER_WAY = (Status.ACCEPTED, Status.COLLECTED, Status.BOUGHT, Status.ON_THE_WAY)
OVER = (Status.CONFIRMED, Status.CANCELLED)
# What it is, is seen by asker, runner and coordinator only.
MEDICAL = frozenset({Kind.MEDICINE, Kind.PRESCRIPTION, Kind.LIFT})
# For these one leaves the compound, so that the gate must let the runner through.
OUTSIDE = frozenset({Kind.MEDICINE, Kind.PRESCRIPTION, Kind.MILK, Kind.PARCEL, Kind.LIFT, Kind.OTHER})
# What somebody should be able to do for it: a code of the volunteers' skills.
SKILLS = {Kind.LIFT: "driving"}
NEAR = timedelta(hours=3)  # two errands due so near each other up the same stairs are one walk
GRACE = timedelta(hours=2)  # the gate still lets somebody through who is a little late
