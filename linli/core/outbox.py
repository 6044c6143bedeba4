"""The outbox: messages written in business transactions go out afterwards, at least once, each key once."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from linli.core.channels import CHANNELS, Undeliverable
from linli.core.models import ClosedAddress, Message
from linli.core.ticker import place_of

log = logging.getLogger("linli.outbox")
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=6)  # waits between tries: doubled each time
TRIES = 20  # about three days; then a person must look
MANY = 500


def put(
    community: Any, to: str, template: str, *, key: str, at: datetime, channel: str = "in_app", **params: str
) -> bool:
    """Put a message into the outbox, in the transaction of the moment; False if this ``key`` was there already.

    ``community`` is its id, ``to`` an actor such as ``user:…``, ``params`` ids and codes, never names.
    """
    _, fresh = Message.objects.get_or_create(
        community_id=community,
        key=key,
        defaults={"channel": channel, "to": to, "template": template, "params": params, "due_at": at},
    )
    return fresh


def deliver_due(as_of: datetime) -> int:
    """Send what is due; returns how many went out. One that fails waits longer each time and holds up nobody."""
    waiting = Message.objects.filter(sent_at=None, failed_at=None, due_at__lte=as_of)
    closed = ClosedAddress.objects.filter(community_id=OuterRef("community_id"), actor=OuterRef("to"))
    waiting.filter(Exists(closed)).delete()  # whoever wrote it could not know; nothing is said to the dead
    rows = waiting.order_by("due_at")[:MANY]
    return sum(_deliver(message, as_of) for message in rows)


def _deliver(message: Message, as_of: datetime) -> bool:
    tries, wait = message.tries + 1, min(FIRST * 2**message.tries, LONGEST)
    mine = Message.objects.filter(pk=message.pk, tries=message.tries, sent_at=None)
    # The next try is set before this one: whoever dies here, the message is neither lost nor sent by two at once.
    if mine.update(tries=tries, due_at=as_of + wait) != 1:
        return False
    held = Message.objects.filter(pk=message.pk)
    try:
        channel = CHANNELS.get(message.channel)
        if channel is None:
            raise Undeliverable(message.channel)
        channel.send(message)
    except Exception as failure:
        # The text of an exception may hold an address; its kind and place do not.
        log.error("message %s failed: %s at %s", message.pk, type(failure).__name__, place_of(failure))
        if tries >= TRIES or isinstance(failure, Undeliverable):
            held.update(failed_at=as_of)
        return False
    held.update(sent_at=as_of)
    return True


def unread_for(community: Any, actor: str) -> list[Message]:
    """What was sent in the app to ``actor`` (such as ``user:…``) and not yet put aside, the latest first."""
    rows = Message.objects.filter(
        community_id=community, to=actor, channel="in_app", sent_at__isnull=False, read_at=None
    )
    return list(rows.order_by("-sent_at")[:50])


def read(community: Any, actor: str, messages: list[Any], at: datetime) -> int:
    """Put messages (their ids) aside, only those of ``actor``; returns how many."""
    rows = Message.objects.filter(community_id=community, to=actor, pk__in=messages, read_at=None)
    return rows.update(read_at=at)
