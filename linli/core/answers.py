"""A change that a page asks for: done, or refused in words; the page that comes next says which."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from linli.core.refusals import Refused


def tried(request: Any, change: Callable[[], Any], done: str) -> bool:
    """Whether ``change`` was done; says ``done``, or why it was refused."""
    try:
        change()
    except Refused as refused:
        messages.error(request, refused.words)
        return False
    messages.success(request, done)
    return True
