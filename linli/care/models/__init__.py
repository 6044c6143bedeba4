from linli.care.models.deaths import Death
from linli.care.models.silences import DoorVisit, Silence
from linli.care.models.watches import OptOut, Watch

__all__ = ["Death", "DoorVisit", "OptOut", "Silence", "Watch"]
