from linli.gates.models.annulments import Annulment, counted
from linli.gates.models.crossings import (
    Altered,
    Companions,
    Crossing,
    CrossingKey,
    HourCount,
    Ledger,
    Out,
    Quarantine,
)
from linli.gates.models.devices import Device, DeviceRevocation, Enrolment, Pin, Shift
from linli.gates.models.holders import Holder
from linli.gates.models.keys import SigningKey, TrustKey
from linli.gates.models.passes import Pass, PassRevocation
from linli.gates.models.permits import Permit, PermitRevocation
from linli.gates.models.places import Gate
from linli.gates.models.preparations import Preparation
from linli.gates.models.rejudged import Rejudged
from linli.gates.models.shelf import ShelfCount, ShelfItem

__all__ = [
    "Altered",
    "Annulment",
    "Companions",
    "Crossing",
    "CrossingKey",
    "Device",
    "DeviceRevocation",
    "Enrolment",
    "Gate",
    "Holder",
    "HourCount",
    "Ledger",
    "Out",
    "Pass",
    "PassRevocation",
    "Permit",
    "PermitRevocation",
    "Pin",
    "Preparation",
    "Quarantine",
    "Rejudged",
    "ShelfCount",
    "ShelfItem",
    "Shift",
    "SigningKey",
    "TrustKey",
    "counted",
]
