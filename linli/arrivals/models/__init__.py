from linli.arrivals.models.arrivals import Arrival
from linli.arrivals.models.lists import ArrivalList
from linli.arrivals.models.steps import Step
from linli.arrivals.models.travellers import Traveller

__all__ = ["Arrival", "ArrivalList", "Step", "Traveller"]
