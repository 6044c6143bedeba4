"""What travellers and their families say: that they come, what changed, that they are here, how they are."""

from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models.links import token_hash
from linli.arrivals.models import Arrival, Step
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.journal.verbs import record, verb
from linli.registry.models import Community, Resident

MOST_A_DAY = 20  # words of one thread: a child may play with the phone
HERE = ("met", "home", "observed")
WORDS = ("change", "not_coming", "gate", "fine", "help", "ill")


@verb
def announce(community: Community, key: str, *, at: datetime, by: Resident | None = None, **told: Any) -> Arrival:
    """People say that they come home, or (``by``) somebody of the home does; nobody has confirmed it yet.

    ``key`` is the secret of their link; said twice under one key it is one thread.
    """
    # Two taps, or two phones of a family, follow one another.
    Community._base_manager.select_for_update(no_key=True).get(pk=community.pk)
    known = Arrival._base_manager.filter(community_id=community.pk, link_hash=token_hash(key)).first()
    if known is not None:
        return known
    source = Arrival.Source.RELATIVE if by else Arrival.Source.SELF
    made = Arrival.announce(community, source=source, by=by, at=at, **told)
    made.link_hash = token_hash(key)
    made.save(update_fields=["link_hash"])
    record("arrival.linked", made, by=by, at=at)
    return made


def of_link(token: str) -> Arrival | None:
    """The thread behind a link: the open one, else the last; of threads that were joined the one that goes on."""
    rows = Arrival._base_manager.filter(link_hash=token_hash(token)).select_related("community", "joined_to__community")
    found = sorted(rows, key=lambda one: (one.open, one.created_at))
    if not found:
        return None
    last: Arrival = found[-1]
    goes_on: Any = last.joined_to
    return goes_on or last  # type: ignore[no-any-return]


@verb
def say(
    arrival: Arrival, word: str, *, by: Resident | None, at: datetime, change: dict[str, Any] | None = None
) -> None:
    """One word of theirs. Refused: arrivals.said_too_often, arrivals.over, arrivals.moved_on."""
    since = at - timedelta(days=1)
    if (
        arrival.steps.filter(what__in=(Step.What.DECLARED, Step.What.REACHED), by=None, at__gt=since).count()
        >= MOST_A_DAY
    ):
        raise Refused("arrivals.said_too_often")
    if not arrival.open:
        raise Refused("arrivals.over")
    if word == "change":
        arrival.declare(**(change or {}), by=by, at=at)
    elif word == "not_coming":
        arrival.not_coming(by=None, at=at)
    elif word == "fine":
        if arrival.status == Arrival.Status.OBSERVED:
            arrival.note_contact(by=None, at=at)
    elif word == "ill" and arrival.status in HERE:
        arrival.report_fever(by=by, at=at)
    else:
        _ask(arrival, word, by, at)


def _ask(arrival: Arrival, word: str, by: Any, at: datetime) -> None:
    """At once a matter of the named worker: they stand at the gate, need help, or feel ill before the journey."""
    act = FollowUp.Act.MEET if word == "gate" else FollowUp.Act.CALL
    first = next((one.resident_id for one in arrival.present if one.resident_id), None)
    row = FollowUp.open(
        arrival.community_id,
        FollowUp.Kind.CALL,
        f"arrival:{arrival.pk}:{word}",
        owner=arrival.worker,
        due_at=at,
        act=act,
        urgency=FollowUp.Urgency.NOW,
        grid=arrival.grid_id,
        resident=first,
        by=by,
        at=at,
        arrival=str(arrival.pk),
        step=word,
    )
    if row.status == FollowUp.Status.DONE:  # asked before, and answered: they ask again
        row.reopen(at=at)
