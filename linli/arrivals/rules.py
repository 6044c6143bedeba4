"""What is to do next for people who return, and by when. Pure: epoch seconds, nothing is looked up."""

from collections.abc import Collection
from dataclasses import dataclass

HOUR = 3600
DAY = 24 * HOUR
CHILD_UNDER = 14
COMING = ("announced", "contacted", "verified", "planned")  # on the way to us
OVER = ("released", "not_coming", "handed_on", "joined", "ended")


@dataclass(frozen=True)
class Terms:
    """Of the rules in force. ``attempts``: after so many calls that nobody answered the grid's lead takes over;
    ``quiet``: the hours without calls.
    """

    observe_days: int = 0
    contact_hours: int = 12
    retry_minutes: int = 120
    attempts: int = 3
    missed_after_hours: int = 3
    calls_per_day: int = 1
    quiet: tuple[int, int] = (22, 7)


@dataclass(frozen=True)
class Thread:
    """``since``: when it came to ``status``; ``attempts`` unanswered in a row, the last of them ``tried``;
    ``observed``: none, proposed, bound, over; ``rung``: somebody is called while observed; ``reached``: when last;
    ``offset``: seconds east of UTC.
    """

    status: str
    since: int
    expected: int | None = None
    meet_at: int | None = None
    attempts: int = 0
    tried: int | None = None
    told: bool = False
    observed: str = "none"
    until: int | None = None
    rung: bool = False
    reached: int | None = None
    offset: int = 0


@dataclass(frozen=True)
class Next:
    """``who``: the named worker, the lead of the grid, or whoever leads the duty at ``due``."""

    step: str
    due: int
    urgent: bool = False
    who: str = "worker"


def next_step(thread: Thread, terms: Terms, now: int) -> Next | None:
    """The one thing that a person must do next; None: nothing, or somebody else's matter is waited for."""
    match thread.status:
        case "announced":
            return _call("call", _by(thread, terms), thread, terms)
        case "contacted":
            return Next("verify", _by(thread, terms))
        case "verified":
            return Next("plan", _by(thread, terms))
        case "planned":
            return _meeting(thread, terms, now)
        case "met":
            return Next("bring_in", thread.since + HOUR, True, _at_night(thread.since, thread, terms))
        case "home":
            return _at_home(thread, terms)
        case "observed":
            return _observed(thread, terms, now)
    return None


def look_again(thread: Thread, terms: Terms, now: int) -> int | None:
    """When time alone may change what is next; None: never."""
    moments: list[int | None] = []
    if thread.status == "planned" and thread.meet_at is not None:
        moments = [thread.meet_at + terms.missed_after_hours * HOUR]
    elif thread.status == "observed":
        moments = [thread.until + 1 if thread.until is not None else None]
        if thread.rung and terms.calls_per_day:
            moments.append(_check_due(thread, terms) + terms.missed_after_hours * HOUR)
    later = [one for one in moments if one is not None and one > now]
    return min(later, default=None)


def _by(thread: Thread, terms: Terms) -> int:
    """Within the hours that the rules give, earlier if they arrive earlier, and never in the night."""
    due = thread.since + terms.contact_hours * HOUR
    if thread.expected is not None:
        due = max(thread.since, min(due, thread.expected - HOUR))
    return awake(due, thread.offset, terms.quiet)


def _call(step: str, first: int, thread: Thread, terms: Terms, urgent: bool = False) -> Next:
    """``first`` is when it is due; after a try that nobody answered, some time after that one."""
    due = first
    if thread.attempts and thread.tried is not None:
        due = awake(thread.tried + terms.retry_minutes * 60, thread.offset, terms.quiet)
    return Next(step, due, urgent, "lead" if thread.attempts >= terms.attempts else "worker")


def _meeting(thread: Thread, terms: Terms, now: int) -> Next:
    meet_at = thread.meet_at if thread.meet_at is not None else thread.since
    missed = meet_at + terms.missed_after_hours * HOUR
    if now >= missed:
        return _call("where", missed, thread, terms, urgent=True)
    return Next("meet", meet_at, False, _at_night(meet_at, thread, terms))


def _at_night(at: int, thread: Thread, terms: Terms) -> str:
    return "duty" if is_quiet(at, thread.offset, terms.quiet) else "worker"


def _at_home(thread: Thread, terms: Terms) -> Next | None:
    due = awake(thread.since + 2 * HOUR, thread.offset, terms.quiet)
    if not thread.told:
        return Next("tell", due)
    if not terms.observe_days:
        return Next("release", due)
    return Next("observe", due) if thread.observed in ("none", "over") else None


def _observed(thread: Thread, terms: Terms, now: int) -> Next | None:
    if thread.observed == "over" or (thread.until is not None and now > thread.until):
        until = thread.until if thread.until is not None else thread.since
        return Next("release", awake(min(until, max(now, thread.since)) + 12 * HOUR, thread.offset, terms.quiet))
    if not (thread.rung and terms.calls_per_day):
        return None
    due = _check_due(thread, terms)
    return _call("check", due, thread, terms, urgent=now >= due + terms.missed_after_hours * HOUR)


def _check_due(thread: Thread, terms: Terms) -> int:
    last = thread.reached if thread.reached is not None else thread.since
    return awake(last + DAY // terms.calls_per_day, thread.offset, terms.quiet)


# Hours


def is_quiet(at: int, offset: int, quiet: tuple[int, int]) -> bool:
    """Whether ``at`` lies within the hours in which nobody is called: from the first hour on, before the last."""
    hour = (at + offset) % DAY // HOUR
    start, end = quiet
    return start <= hour < end if start <= end else hour >= start or hour < end


def awake(at: int, offset: int, quiet: tuple[int, int]) -> int:
    """``at``, or the end of the quiet hours in which it lies."""
    if not is_quiet(at, offset, quiet):
        return at
    local = at + offset
    morning = local - local % DAY + quiet[1] * HOUR
    return (morning if morning > local else morning + DAY) - offset


# People


@dataclass(frozen=True)
class Person:
    name: str
    birth_year: int | None = None
    phone: str = ""


@dataclass(frozen=True)
class Group:
    """Who is announced, and for which home ("" if nobody knows yet)."""

    home: str
    people: Collection[Person]


def same_people(one: Group, other: Group) -> bool:
    """Whether the two may be the same people: one home, one phone, or one name without another year of birth."""
    if one.home and one.home == other.home:
        return True
    return any(same_person(mine, theirs) for mine in one.people for theirs in other.people)


def same_person(one: Person, other: Person) -> bool:
    if one.phone and one.phone == other.phone:
        return True
    if not one.name or one.name != other.name:
        return False
    return None in (one.birth_year, other.birth_year) or one.birth_year == other.birth_year


def is_child(birth_year: int | None, year: int) -> bool:
    """Under 14 as far as the year tells: whoever turns 14 in ``year`` may still be 13."""
    return birth_year is not None and year - birth_year <= CHILD_UNDER
