"""What somebody confirmed for one line, beside what was proposed for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.accounts.models import User
from linli.registry.models import Building, Household, Resident
from linli.sentences.reading import Proposal


@dataclass(frozen=True)
class Who:
    """Whom a line is about: a person, a household, a building, or nobody in particular (all None).

    ``place``: how the form names it (``r:…``, ``h:…``, ``b:…``, "").
    """

    place: str = ""
    resident: Resident | None = None
    household: Household | None = None
    building: Building | None = None

    @property
    def grid(self) -> Any:
        """The id of the grid whose worker looks after them; None if nobody in particular is meant."""
        home = self.resident.household if self.resident else self.household
        building = home.flat.unit.building if home else self.building
        return building.grid_id if building else None

    @property
    def home(self) -> Household | None:
        return self.resident.household if self.resident else self.household


@dataclass(frozen=True)
class Chosen:
    """One line as it was confirmed; ``owner`` None: whoever looks after ``who``.

    ``purpose`` and ``place`` are an outing's; ``expected_at``: when somebody leaves, or comes home.
    ``traveller``: who comes home, as they are called; ``same``: the thread that is about them already (its id), "".
    """

    number: int
    proposal: Proposal
    take: bool
    kind: str
    act: str
    who: Who
    owner: User | None
    due_at: datetime
    purpose: str = ""
    place: str = ""
    expected_at: datetime | None = None
    traveller: str = ""
    same: str = ""

    @property
    def words(self) -> str:
        return self.proposal.line

    @property
    def urgency(self) -> int | None:
        """As the sentence said; None (as is usual) where it was taken for something else."""
        return self.proposal.urgency if self.kind == self.proposal.kind else None
