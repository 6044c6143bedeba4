"""Recurring work: whoever holds the lease of a task runs it; one that fails says so and leaves the others running."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import close_old_connections, connection
from django_scopes import scopes_disabled

from linli.core.clock import now
from linli.core.models import Lease

log = logging.getLogger("linli.ticker")
LEASE = timedelta(minutes=10)  # longer than any task takes; a holder that dies is replaced after it


class Due(Protocol):
    """A task: ``run(as_of)`` at least every ``every``, in no community's scope."""

    @property
    def run(self) -> Any: ...
    @property
    def every(self) -> timedelta: ...


def run(recurring: Mapping[str, Due], as_of: datetime, holder: str) -> dict[str, str]:
    """Run what is due at ``as_of``, each task under its own lease, so that of many tickers one runs it.

    Returns name -> ``"ran"`` or ``"failed"`` of what this ticker took on. A failure is logged by its kind and place
    only: the text of an exception may hold a name or a phone number.
    """
    if not connection.in_atomic_block:  # a test runs within one
        close_old_connections()
    outcome = {}
    for name, task in recurring.items():
        if Lease.take_due(name, holder, as_of, task.every, LEASE):
            outcome[name] = _run(name, task, as_of)
            Lease.give_back(name, holder, as_of, done=outcome[name] == "ran")
    return outcome


def _run(name: str, task: Due, as_of: datetime) -> str:
    started = now()
    try:
        with scopes_disabled():
            task.run(as_of)
    except Exception as failure:
        log.error("task %s failed: %s at %s", name, type(failure).__name__, place_of(failure))
        return "failed"
    log.info("task %s ran in %.1f s", name, (now() - started).total_seconds())
    return "ran"


def place_of(failure: BaseException) -> str:
    """Where it was raised, as ``file:line in function``, innermost last: no values, no message."""
    frames, place = failure.__traceback__, []
    while frames is not None:
        code = frames.tb_frame.f_code
        place.append(f"{code.co_filename.rpartition('/')[2]}:{frames.tb_lineno} in {code.co_name}")
        frames = frames.tb_next
    return " > ".join(place[-4:])
