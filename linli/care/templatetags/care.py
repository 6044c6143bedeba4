"""What a page of an app below this one says about a person who is not there any more."""

from typing import Any

from django import template

from linli.care.models import Death

register = template.Library()


@register.filter
def has_died(resident: Any) -> bool:
    """Whether somebody who left has died. Asked only of those who left: they are few on a page."""
    return resident.left_at is not None and Death.of(resident) is not None
