"""What volunteers can do, speak and when, and what a shift is for. Codes are kept, words are for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Skill(models.TextChoices):
    """What somebody can do beyond two hands; a shift or an errand may ask for one."""

    DRIVING = "driving", _("drives, with a car")
    CYCLING = "cycling", _("has a tricycle or e-bike")
    LIFTING = "lifting", _("carries heavy things")
    MEDICAL = "medical", _("medical training")
    COUNSEL = "counsel", _("listens well, trained to talk")
    COMPUTER = "computer", _("computers and phones")
    SIGNING = "signing", _("sign language")
    COOKING = "cooking", _("cooks")
    REPAIR = "repair", _("repairs")
    TEACHING = "teaching", _("looks after and teaches children")


class Language(models.TextChoices):
    """What somebody speaks besides standard Chinese, or instead of it."""

    MANDARIN = "zh", _("Mandarin")
    WUHAN = "wuhan", _("Wuhan dialect")
    CANTONESE = "yue", _("Cantonese")
    ENGLISH = "en", _("English")
    OTHER = "other", _("another language")


class Part(models.TextChoices):
    """Parts of a day in which somebody is free: morning from 6, afternoon from 12, evening from 18, night from 22."""

    MORNING = "m", _("mornings (6–12)")
    AFTERNOON = "a", _("afternoons (12–18)")
    EVENING = "e", _("evenings (18–22)")
    NIGHT = "n", _("nights (22–6)")


class Purpose(models.TextChoices):
    """What a shift is for."""

    GATE = "gate", _("gate")
    PURCHASE = "purchase", _("group purchase")
    DELIVERY = "delivery", _("deliveries to the door")
    MEDICINE = "medicine", _("fetching medicine")
    VISIT = "visit", _("visits and company")
    CALL = "call", _("telephone calls")
    ESCORT = "escort", _("going along to hospital")
    DISINFECTION = "disinfection", _("disinfection")
    DESK = "desk", _("service desk")
    PUBLICITY = "publicity", _("publicity")
    OTHER = "other", _("another task")


# Purposes that serve people in need; the others serve everybody. A shift may say otherwise.
FOR_NEED = frozenset({Purpose.MEDICINE, Purpose.VISIT, Purpose.CALL, Purpose.ESCORT})
