"""One page: which event is followed by what. Calls go downwards; what must go sideways or up is announced here."""

from linli.accounts.reactions import end_phones, restore_phones
from linli.arrivals.reactions import (
    end_leave,
    follow_order,
    hear_call,
    let_in,
    move_on_for_crossings,
    move_worker,
    take_off,
)
from linli.care import ending as death
from linli.care import reactions as signs
from linli.errands.reactions import end_for, follow_matter, note_call, note_crossings
from linli.followups.reactions import (
    ask_to_sign_rules,
    newcomer_known,
    pass_on_of_absent,
    pass_on_of_post,
    rules_signed,
)
from linli.gates.reactions import count_out_again, end_rights, open_gates, restore_rights
from linli.journal.verbs import Reaction
from linli.orders.reactions import ask_to_sign, end_orders, end_unlisted, signed
from linli.outings.matters import ask_for_decision, ask_to_verify, decided, verified, verify_no_more
from linli.outings.reactions import close_for_returned, withdraw_of_leavers
from linli.supplies import reactions as rounds
from linli.supplies.delivering import fetched_after_all, reached_door
from linli.volunteers import reactions as volunteers
from linli.wellbeing.leaving import end_keys

WIRING: dict[str, tuple[Reaction, ...]] = {
    "absence.entered": (pass_on_of_absent,),
    "community.opened": (open_gates,),
    "crossing.annulled": (count_out_again, signs.unhear_crossing),
    "arrival.planned": (let_in,),
    "arrival.joined": (end_leave, let_in),
    "arrival.added": (let_in,),
    "arrival.checked": (signs.hear_check,),
    "arrival.home": (end_leave,),
    "arrival.released": (end_leave,),
    "arrival.ended": (end_leave,),
    "arrival.not_coming": (end_leave,),
    "arrival.handed_on": (end_leave,),
    "certificate.requested": (ask_to_verify,),
    "certificate.reopened": (ask_to_verify,),
    "certificate.verified": (verified,),
    "certificate.refused": (verified,),
    "order.proposed": (ask_to_sign,),
    "order.confirmed": (signed, follow_order),
    "order.withdrawn": (signed, follow_order),
    "order.lapsed": (signed, follow_order),
    "order.lifted": (follow_order,),
    "outing.requested": (ask_for_decision, signs.hear_outing),
    "outing.approved": (decided,),
    "outing.refused": (decided,),
    "outing.withdrawn": (decided,),
    "publication.proposed": (ask_to_sign_rules,),
    "publication.confirmed": (end_unlisted, rules_signed),
    "publication.published": (end_unlisted, rules_signed),
    "publication.withdrawn": (end_unlisted, rules_signed),
    "crossings.uploaded": (close_for_returned, move_on_for_crossings, signs.hear_crossings, note_crossings),
    "followup.called": (signs.hear_call, hear_call, note_call),
    "followup.handed_over": (move_worker, follow_matter),
    "role.revoked": (pass_on_of_post, volunteers.end_with_post, end_keys),
    "slot.taken": (volunteers.note_taken,),
    "slot.left": (volunteers.look_for_another,),
    "swap.accepted": (volunteers.note_swapped,),
    "shift.cancelled": (volunteers.tell_of_cancelling,),
    "volunteer.ended": (volunteers.free_turns,),
    "hours.confirmed": (volunteers.hours_settled,),
    "hours.rejected": (volunteers.hours_settled,),
    "resident.confirmed": (newcomer_known,),
    "resident.left": (
        end_rights,
        end_orders,
        withdraw_of_leavers,
        verify_no_more,
        take_off,
        end_for,
        newcomer_known,
        volunteers.end_of_leavers,
    ),
    "errand.delivered": (reached_door,),
    "parcel.handed_out": (fetched_after_all,),
    "round.accounted": (rounds.settle,),
    "round.cancelled": (rounds.settle,),
    "round.closed": (rounds.ask_to_send,),
    "resident.merged": (newcomer_known,),
    "call.noted": (signs.hear_outing_call,),
    "flat.visited": (signs.hear_door,),
    "followup.opened": (death.end_at_once, signs.hear_order),
    # phones and proxies end first, so that nobody is told of what ends after them
    "resident.died": (
        end_phones,
        end_rights,
        end_orders,
        withdraw_of_leavers,
        take_off,
        end_for,
        volunteers.end_of_leavers,
        death.stop_watching,
        death.end_matters,
        death.look_after_what_remains,
        death.tell_who_must_know,
        death.close_address,
    ),
    "resident.moved": (death.refuse_move,),
    "resident.restored": (restore_phones, restore_rights, death.restore, death.tell_it_was_a_mistake),
}
