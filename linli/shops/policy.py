"""What this app reads out of the policy in force: section ``shops``; where a policy is silent, any shop may open."""

from datetime import datetime
from typing import Any

from linli.shops.rules import Terms
from linli.situation.policy import in_force


def terms(community: Any, at: datetime) -> Terms:
    """What is asked of shops in ``community`` (a row or its id) at ``at``."""
    rules = in_force(community, at)
    said = rules.shops if rules else {}
    kinds = said.get("kinds")
    return Terms(
        kinds=None if kinds is None else tuple(kinds),
        needs=tuple(said.get("needs", ())),
        valid_days=said.get("valid_days", 0),
    )
