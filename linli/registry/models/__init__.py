from linli.registry.models.imports import Import, ImportFile, Touched
from linli.registry.models.knocks import Knock, KnockRound
from linli.registry.models.merges import Merge
from linli.registry.models.people import Household, Resident, Source
from linli.registry.models.places import Building, Community, Compound, Flat, Grid, Unit
from linli.registry.models.stays import Stay

__all__ = [
    "Building",
    "Community",
    "Compound",
    "Flat",
    "Grid",
    "Household",
    "Import",
    "ImportFile",
    "Knock",
    "KnockRound",
    "Merge",
    "Resident",
    "Source",
    "Stay",
    "Touched",
    "Unit",
]
