"""What a community asks of its volunteers: the setting ``volunteering``, with values where it is silent."""

from dataclasses import fields
from typing import Any

from linli.volunteers.rules import Terms

KNOWN = {one.name for one in fields(Terms)}


def terms_of(community: Any) -> Terms:
    """The terms of ``community`` (a row); what is no whole number above zero does not count."""
    said = community.settings.get("volunteering", {})
    return Terms(**{name: value for name, value in said.items() if name in KNOWN and type(value) is int and value > 0})
