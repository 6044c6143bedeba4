"""One page: which event is followed by what. Calls go downwards; what must go sideways or up is announced here."""

from linli.gates.reactions import count_out_again, end_rights, open_gates
from linli.journal.verbs import Reaction

WIRING: dict[str, tuple[Reaction, ...]] = {
    "community.opened": (open_gates,),
    "crossing.annulled": (count_out_again,),
    "resident.left": (end_rights,),
}
