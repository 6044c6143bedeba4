"""Who is looked out for, since when they are silent, and when one may knock: pure, without Django or a clock."""

from datetime import datetime, timedelta

DECADE = 10


def old_enough(birth_year: int | None, year: int, age: int) -> bool:
    """Whether somebody born in ``birth_year`` turns ``age`` or more in ``year``; of an unknown year nobody is."""
    return birth_year is not None and year - birth_year >= age


def silent(last: datetime, at: datetime, hours: int) -> bool:
    """Whether nothing was heard for ``hours`` at ``at``: the full hour counts."""
    return at - last >= timedelta(hours=hours)


def newest(*signs: datetime | None) -> datetime:
    """The newest of the signs that there are; at least one is."""
    return max(one for one in signs if one is not None)


def quiet(minute: int, hours: tuple[int, int]) -> bool:
    """Whether ``minute`` of the local day lies in the quiet hours: from the first hour on, until before the second.

    (22, 7) goes over midnight; (7, 7) is no quiet hours at all.
    """
    start, end = (60 * hour for hour in hours)
    return start <= minute < end if start <= end else minute >= start or minute < end


def decade(birth_year: int, year: int) -> int:
    """84 -> 80: an age as a group."""
    return (year - birth_year) // DECADE * DECADE
