"""What a confirmed line becomes: an outing, somebody's arrival, or a matter that stands in its owner's list at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import User
from linli.arrivals.matters import open_matters
from linli.errands.models import Errand
from linli.followups.kinds import Kind
from linli.followups.models import FollowUp
from linli.gates.known import epoch
from linli.outings.known import around, lock
from linli.outings.models import Outing
from linli.outings.policy import rules_for
from linli.outings.rules import FREE, Ask, judge
from linli.sentences import fetching
from linli.sentences.buying import into_round
from linli.sentences.chosen import Chosen
from linli.sentences.coming import announce, travellers
from linli.sentences.telling import tell_lead

WINDOW = timedelta(hours=1)  # in which one may leave, when the sentence names one moment
LONGEST = 120  # minutes, where the rules allow more


@dataclass(frozen=True)
class Made:
    """What came of one line: a row, and ``code``, which says why it is no outing, or how one was decided."""

    kind: str
    row: Any
    owner: User | None
    due_at: datetime
    code: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """As ids and codes."""
        return {
            "kind": self.kind,
            "about": f"{self.row._meta.model_name}:{self.row.pk}",
            "owner": str(self.owner.pk) if self.owner else "",
            "code": self.code,
        }


def create(one: Chosen, community: Any, subject: str, *, by: User, at: datetime) -> Made:
    """Create what ``one`` says, within the verb that took it. ``subject`` names the line: what is made twice is one."""
    if one.kind == Kind.OUTING:
        return _outing(one, community, subject, by, at)
    if one.kind == Kind.ARRIVAL and travellers(one.who, one.traveller):
        thread = announce(one, community, by=by, at=at)
        first = open_matters(thread).order_by("due_at").first()
        return Made(Kind.ARRIVAL, thread, thread.worker, first.due_at if first else at, "joined" if one.same else "")
    if one.kind == Kind.ARRIVAL:  # nobody is named who could have a thread: somebody asks first
        return _matter(one, community, subject, Kind.CALL, by, at, act="call")
    if one.kind == Kind.EMERGENCY:
        made = _matter(one, community, subject, Kind.EMERGENCY, by, at, due_at=at)
        tell_lead(made.row, at, 0)
        return made
    if one.kind == Kind.ERRAND and one.who.home:
        return _errand(one, community, by, at)
    basket = into_round(one, by=by, at=at) if one.kind == Kind.PURCHASE else None
    if basket is not None:
        return Made(Kind.PURCHASE, basket, None, basket.of.closes_at, "in_round")
    return _matter(one, community, subject, one.kind, by, at)


def hold(chosen: list[Chosen]) -> None:
    """Lock the households that ask to go out, in one order for everybody: two who confirm at once never wait for
    each other in a ring.
    """
    homes = {one.who.home.pk for one in chosen if one.kind == Kind.OUTING and one.who.home}
    for home in sorted(homes, key=str):
        lock(home)


def ask_of(purpose: str, leaves_at: datetime, longest: int) -> Ask:
    """An hour in which to leave; the clock as long as the rules allow, and at most two hours."""
    return Ask(purpose, epoch(leaves_at), epoch(leaves_at + WINDOW), min(longest or LONGEST, LONGEST))


def _outing(one: Chosen, community: Any, subject: str, by: User, at: datetime) -> Made:
    """An outing where everything is known and the rules have it; else a call, and ``code`` says why."""
    resident = one.who.resident
    if resident is None or not one.purpose or one.expected_at is None:
        return _call_back(one, community, subject, by, at, "")
    rules = rules_for(community, at)
    ask = ask_of(one.purpose, one.expected_at, rules.longest_minutes)
    verdict = judge(rules, ask, around(resident, ask, at))
    if verdict.outcome == FREE or not verdict.possible:
        return _call_back(one, community, subject, by, at, verdict.code)
    row = Outing.request(resident, ask, way=Outing.Way.TELEPHONE, by=by, at=at, place=one.place)
    row.refresh_from_db()
    return Made(Kind.OUTING, row, None, row.ends_at, row.status)


def _errand(one: Chosen, community: Any, by: User, at: datetime) -> Made:
    """It looks for somebody who runs; until then it is the owner's."""
    row = Errand.ask(
        community,
        household=one.who.home,
        resident=one.who.resident,
        kind=fetching.kind_of(one.words),
        what=one.proposal.slots.get("item") or one.words,
        text=one.words,
        due_at=one.due_at,
        source=Errand.Source.SENTENCE,
        owner=one.owner,
        urgency=one.urgency,
        by=by,
        at=at,
    )
    return Made(Kind.ERRAND, row, row.first_owner, row.due_at)


def _call_back(one: Chosen, community: Any, subject: str, by: User, at: datetime, code: str) -> Made:
    return _matter(one, community, subject, Kind.CALL, by, at, code=code, act="call")


def _matter(
    one: Chosen,
    community: Any,
    subject: str,
    kind: str,
    by: User,
    at: datetime,
    *,
    due_at: datetime | None = None,
    act: str = "",
    code: str = "",
) -> Made:
    home = one.who.home
    row = FollowUp.open(
        community.pk,
        kind,
        subject,
        due_at=due_at or one.due_at,
        by=by,
        at=at,
        owner=one.owner,
        act=act or one.act,
        urgency=one.urgency,
        resident=one.who.resident,
        grid=one.who.grid,
        words=one.words,
        household=str(home.pk) if home else "",
        why=code,
    )
    return Made(kind, row, row.owner, row.due_at, code)
