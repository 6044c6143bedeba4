"""What facts say about a thing on the gate shelf: pure, the same whatever the order in which they arrive.

Each fact fills one of three places: put, told, end. Two facts for one place: the rule below keeps one of them, so that
`joined` is commutative, associative and idempotent, and two gates that could not see each other end in the same state.
"""

from dataclasses import dataclass
from typing import Any

# Who rang has told; what the app shows may not have been seen; a name on a worker's list has reached nobody yet.
SURER = {"phone": 0, "app": 1, "worker": 2}


@dataclass(frozen=True)
class Mark:
    """One fact of a device: ``at`` is its bounded time in epoch seconds, ``key`` its ``device:sequence``."""

    at: int
    key: str
    word: str = ""

    @property
    def rank(self) -> tuple[int, str]:
        return (self.at, self.key)


@dataclass(frozen=True)
class Put(Mark):
    """Somebody put it there, of the kind in ``word``."""

    gate: Any = None
    household: Any = None
    room: str = ""
    place: str = ""
    count: int = 1
    overdue_at: int = 0


@dataclass(frozen=True)
class State:
    """A thing as far as it is known; one that was handed out before anybody heard of its coming has no ``put``."""

    put: Put | None = None
    told: Mark | None = None
    end: Mark | None = None

    @property
    def waiting(self) -> bool:
        return self.put is not None and self.end is None


def joined(one: State, other: State) -> State:
    """Both together: the first put, the first end, and of what was told the surest, then the first."""
    return State(
        put=_first(one.put, other.put),
        told=_surest(one.told, other.told),
        end=_first(one.end, other.end),
    )


def _first(one: Any, other: Any) -> Any:
    held = [mark for mark in (one, other) if mark is not None]
    return min(held, key=lambda mark: mark.rank, default=None)


def _surest(one: Mark | None, other: Mark | None) -> Mark | None:
    held = [mark for mark in (one, other) if mark is not None]
    return min(held, key=lambda mark: (SURER.get(mark.word, 9), mark.rank), default=None)
