from linli.errands.models.bags import Bag
from linli.errands.models.cash import Cash, Count
from linli.errands.models.errands import Errand
from linli.errands.models.steps import Step
from linli.errands.models.trips import Trip

__all__ = ["Bag", "Cash", "Count", "Errand", "Step", "Trip"]
