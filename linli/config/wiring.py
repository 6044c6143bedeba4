"""One page: which event is followed by what. Calls go downwards; what must go sideways or up is announced here."""

from linli.gates.reactions import count_out_again, end_rights, open_gates
from linli.journal.verbs import Reaction
from linli.orders.reactions import end_orders, end_unlisted
from linli.outings.reactions import close_for_returned, withdraw_of_leavers

WIRING: dict[str, tuple[Reaction, ...]] = {
    "community.opened": (open_gates,),
    "crossing.annulled": (count_out_again,),
    "publication.confirmed": (end_unlisted,),
    "publication.published": (end_unlisted,),
    "publication.withdrawn": (end_unlisted,),
    "crossings.uploaded": (close_for_returned,),
    "resident.left": (end_rights, end_orders, withdraw_of_leavers),
}
