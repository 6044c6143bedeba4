"""What is said of a stock and of a shop: neither Django nor a clock. Times are epoch seconds, quantities Decimals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

HOUR, DAY = 3600, 86_400
MISSING = {"inspection": "shops.inspection_missing", "assessment": "shops.assessment_missing"}
EXPIRED = {"inspection": "shops.inspection_expired", "assessment": "shops.assessment_expired"}
STEADY = Decimal("0.05")  # a change of up to one part in twenty is none


def level(quantity: Decimal, short_below: Decimal) -> str:
    """``none``, ``short`` (less than ``short_below``) or ``plentiful``."""
    if quantity <= 0:
        return "none"
    return "short" if quantity < short_below else "plentiful"


def trend(quantities: Sequence[Decimal]) -> str:
    """``up``, ``down``, ``steady`` by the last two counts, the newest first; ``new`` with fewer."""
    if len(quantities) < 2:
        return "new"
    newest, before = quantities[:2]
    if abs(newest - before) <= STEADY * before:
        return "steady"
    return "up" if newest > before else "down"


def hours_left(fresh_until: int, now: int) -> int:
    """Whole hours for which it is still fresh; 0 when that has passed."""
    return max(0, (fresh_until - now) // HOUR)


def stale(confirmed_at: int, now: int, hours: int) -> bool:
    """Whether nobody has confirmed it for more than ``hours``."""
    return now - confirmed_at > hours * HOUR


@dataclass(frozen=True)
class Terms:
    """What the phase asks of shops: ``kinds`` that may open, None: all; a check counts for ``valid_days``, 0: ever."""

    kinds: tuple[str, ...] | None = None
    needs: tuple[str, ...] = ()
    valid_days: int = 0


@dataclass(frozen=True)
class Check:
    """One look at a shop: ``what`` is ``inspection`` or ``assessment``."""

    what: str
    passed: bool
    at: int


def hindrance(terms: Terms, kind: str, checks: Collection[Check], now: int) -> str:
    """Why a shop of ``kind`` may not be open at ``now``: the code of a refusal, "" if it may.

    Of each kind of check the newest counts. One that failed counts for ever, whatever the phase asks.
    """
    if terms.kinds is not None and kind not in terms.kinds:
        return "shops.kind_not_allowed"
    newest: dict[str, Check] = {}
    for check in checks:
        if check.at <= now and (check.what not in newest or check.at >= newest[check.what].at):
            newest[check.what] = check
    if any(not check.passed for check in newest.values()):
        return "shops.check_failed"
    for what in terms.needs:
        if what not in newest:
            return MISSING[what]
        if terms.valid_days and now - newest[what].at >= terms.valid_days * DAY:
            return EXPIRED[what]
    return ""
