"""Ways by which a message reaches somebody. In the app it is there once it is sent; others are added by name."""

from typing import Protocol

from linli.core.models import Message


class Undeliverable(Exception):
    """This message cannot be sent by this channel, now or later: it is given up at once."""


class Channel(Protocol):
    """``send`` returns when the message is on its way and raises otherwise.

    It may be called again with the same message after a crash: what goes out carries ``message.key``, so that a
    provider can drop the second.
    """

    def send(self, message: Message) -> None: ...


class InApp:
    """The person's own first page shows what is sent to them; nothing leaves the house (站内通知)."""

    def send(self, message: Message) -> None:
        if ":" not in message.to:
            raise Undeliverable(message.to)


CHANNELS: dict[str, Channel] = {"in_app": InApp()}
