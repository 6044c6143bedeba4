"""The words of a knock, and how soon it is due."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from linli.care.rules import decade

WITHIN = timedelta(hours=2)


def words(silence: Any) -> str:
    """ "48 h without a sign; lives alone; 80 or older": an age as a group, nothing medical."""
    hours = int((silence.opened_at - silence.since).total_seconds()) // 3600
    group = decade(silence.resident.birth_year, silence.community.today(silence.opened_at).year)
    return _("%(hours)s hours without a sign; lives alone; %(age)s or older") % {"hours": hours, "age": group}
