from linli.registry.models.people import Household, Resident
from linli.registry.models.places import Building, Community, Compound, Flat, Grid, Unit

__all__ = ["Building", "Community", "Compound", "Flat", "Grid", "Household", "Resident", "Unit"]
