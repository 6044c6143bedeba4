"""The names of what policies speak of: purposes, people, places, packs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# Kinds of permit, purposes and orders that our own packs use; a pack from elsewhere may bring others.
NAMES: dict[str, Any] = {
    "work": _("work"),
    "outing": _("an approved outing"),
    "trip": _("a one-time household pass"),
    "essential": _("essential operations"),
    "epidemic_work": _("epidemic work"),
    "errand": _("an errand for somebody"),
    "medical": _("medical care"),
    "visit": _("an announced visit"),
    "care": _("caring for somebody"),
    "delivery": _("delivery"),
    "shopping": _("shopping"),
    "pharmacy": _("to buy medicine"),
    "dog_walk": _("walking the dog"),
    "rubbish": _("taking out rubbish"),
    "bank": _("the bank"),
    "family_care": _("looking after family"),
    "parcel": _("fetching a parcel"),
    "exercise": _("exercise"),
    "work_handover": _("handing over work"),
    "funeral": _("a funeral"),
    "water": _("water"),
    "power": _("electricity"),
    "gas": _("gas"),
    "lift": _("the lift"),
    "heating": _("heating"),
    "network": _("internet"),
    "appliance": _("an appliance"),
    "other": _("something else"),
    "home_observation": _("observation at home"),
    "medical_observation": _("medical observation"),
}
WHO: dict[str, Any] = {
    "resident": _("residents"),
    "visitor": _("visitors"),
    "carer": _("carers"),
    "courier": _("couriers"),
    "shop_staff": _("shop staff"),
    "property_staff": _("property staff"),
    "doctor": _("doctors and ambulance staff"),
    "repair": _("repair workers"),
    "mover": _("movers"),
    "official": _("officials on duty"),
    "unknown": _("people not on the list"),
}
WHERE: dict[str, Any] = {
    "exit": _("going out"),
    "entry": _("coming in"),
    "outings": _("approved outings"),
    "orders": _("orders"),
    "arrivals": _("people who return"),
    "activity": _("activity in the compound"),
    "end": _("how long"),
}
ACTIVITY: dict[str, Any] = {
    "free": _("Being outdoors in the compound: at any time, without gathering"),
    "batches": _("Being outdoors in the compound: by building, each at its own time"),
    "none": _("Being outdoors in the compound: not for now"),
}
SHOPS: dict[str, Any] = {
    "market": _("small supermarkets"),
    "fruit": _("fruit shops"),
    "parcels": _("parcel services"),
    "pharmacy": _("pharmacies"),
    "other": _("other shops"),
}
LOOKS: dict[str, Any] = {"inspection": _("an inspection"), "assessment": _("a risk assessment")}
WAY: dict[str, Any] = {
    "freeing": _("frees"),
    "restricting": _("restricts"),
    "mixed": _("both"),
    "same": _("changes nothing"),
}
PACKS: dict[str, Any] = {"wuhan-2020": _("Wuhan 2020"), "default": _("For anywhere")}
WEEKDAYS = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
