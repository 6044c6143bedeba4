"""In which codes what was confirmed differs from what was proposed; never a word of the sentence."""

from collections.abc import Iterator

from linli.sentences.chosen import Chosen
from linli.sentences.reading import Candidate

Code = tuple[str, bool, str, str]  # field, marked as unsure, proposed, chosen
MINUTE = 60


def codes(one: Chosen) -> Iterator[Code]:
    """One for each field; a line that was left out says so as its kind, and nothing else."""
    proposal = one.proposal
    if not one.take:
        yield "kind", "kind" in proposal.unsure, proposal.kind, "none"
        return
    yield "kind", "kind" in proposal.unsure, proposal.kind, one.kind
    yield "who", "who" in proposal.unsure, "first" if proposal.candidates else "nobody", _who(one)
    if one.kind == proposal.kind:  # of another kind another act is right, and nothing was wrong with the proposed one
        yield "act", False, proposal.act, one.act
        yield "due", "due" in proposal.unsure, "same", _due(one)
    owner = str(proposal.owner.pk) if proposal.owner else ""
    same = one.owner is None or str(one.owner.pk) == owner
    yield "owner", "owner" in proposal.unsure, "same", "same" if same else "another"


def place(candidate: Candidate) -> str:
    """How a form names a candidate."""
    for letter, key in (("r", candidate.resident_id), ("h", candidate.household_id), ("b", candidate.building_id)):
        if key:
            return f"{letter}:{key}"
    return ""


def _who(one: Chosen) -> str:
    """first, second, later, another (looked up), nobody."""
    if not one.who.place:
        return "nobody"
    offered = [place(candidate) for candidate in one.proposal.candidates]
    if one.who.place not in offered:
        return "another"
    return ("first", "second")[offered.index(one.who.place)] if offered.index(one.who.place) < 2 else "later"


def _due(one: Chosen) -> str:
    seconds = (one.due_at - one.proposal.due_at).total_seconds()
    if abs(seconds) < MINUTE:
        return "same"
    return "later_time" if seconds > 0 else "sooner"
