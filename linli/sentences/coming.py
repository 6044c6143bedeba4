"""Somebody comes home: a thread of its own, or a word more on the one that is about them already."""

import re
from datetime import datetime
from typing import Any

from linli.accounts.models import User
from linli.arrivals.known import likely_same
from linli.arrivals.matters import open_matters
from linli.arrivals.models import Arrival
from linli.sentences.chosen import Chosen, Who

# How people speak of somebody of their own who comes home, and of a neighbour: 女儿, 王师傅.
SPOKEN = re.compile(
    "(?:大|小)?(?:女儿|儿子|女婿|媳妇|儿媳|孙子|孙女|外孙|老公|老婆|爱人|丈夫|妻子|妈妈|爸爸|父母|父亲|母亲|哥哥|弟弟|姐姐|妹妹|亲戚)"
    "|[\u4e00-\u9fff](?:师傅|阿姨|叔叔|女士|先生|老师|婆婆|奶奶|爷爷|爹爹)"
)


def called(line: str, who: Who) -> str:
    """Who comes, as far as the line says it; "" where it does not."""
    if who.resident:
        return str(who.resident.name)
    said = SPOKEN.search(line)
    return said.group() if said else ""


def travellers(who: Who, name: str) -> list[dict[str, Any]]:
    """As arrivals want them: the resident, where the one who comes is the one who is meant."""
    if who.resident and name in ("", who.resident.name):
        return [{"resident": who.resident}]
    return [{"name": name}] if name else []


def alike(community: Any, who: Who, name: str, at: datetime) -> list[Arrival]:
    """Threads that may be about the same people already."""
    people = travellers(who, name)
    return likely_same(community, who.home, people, at)[:3] if people else []


def announce(one: Chosen, community: Any, *, by: User, at: datetime) -> Arrival:
    """The thread that now knows of it; its matter in today's list carries the words."""
    slots = one.proposal.slots
    made = Arrival.announce(
        community,
        household=one.who.home,
        travellers=travellers(one.who, one.traveller),
        source=Arrival.Source.SENTENCE,
        expected_at=one.expected_at,
        origin=slots.get("from", ""),
        transport=slots.get("vehicle", ""),
        vehicle=slots.get("train", ""),
        by=by,
        at=at,
    )
    if one.same:
        kept: Arrival = Arrival.objects.get(pk=one.same)
        kept.join(made, by=by, at=at)
        made = kept
    elif one.owner is not None and one.owner.pk != made.worker_id:
        made.assign(to=one.owner, by=by, at=at)
    for matter in open_matters(made):
        if not matter.words:
            matter.words = one.words
            matter.save(update_fields=["words"])
    return made
