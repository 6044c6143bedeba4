from linli.volunteers.models.asks import Ask
from linli.volunteers.models.certificates import Certificate
from linli.volunteers.models.hours import Hours
from linli.volunteers.models.shifts import Dependent, Shift
from linli.volunteers.models.slots import Slot
from linli.volunteers.models.swaps import Swap
from linli.volunteers.models.volunteers import Volunteer

__all__ = ["Ask", "Certificate", "Dependent", "Hours", "Shift", "Slot", "Swap", "Volunteer"]
