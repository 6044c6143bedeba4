"""How a decision was put right, in words for the resident's own page."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.situation.words import length, moment

WORDS = "words"  # wrong, and nothing is left to put right: said so
NOTHING_LEFT = gettext_lazy("It is said to have been wrong; what it kept them from cannot be given back today.")

LINES: dict[str, Any] = {
    "annulled": gettext_lazy("That crossing counts no longer for your household."),
    "reopened": gettext_lazy("Your certificate is open again and will be verified anew."),
    "reissued": gettext_lazy("You have a new pass until %(until)s."),
    "approved": gettext_lazy("Your outing is approved after all."),
    "lifted": gettext_lazy("The restriction is lifted; whoever had been told of it is told of this too."),
    WORDS: gettext_lazy("It was wrong. What it kept you from cannot be given back today; we are sorry."),
}


def consequence(told: dict[str, Any]) -> str:
    """The line for ``told``, which a correction left behind; empty if nothing was put right."""
    values = dict(told)
    if "until" in told:
        values["until"] = moment(datetime.fromtimestamp(told["until"], UTC))
    if told.get("code") == "permit":
        words = _("You can go out once until %(until)s.") % values
        back = _("Please be back within %(time)s.") % {"time": length(told["minutes"])} if told["minutes"] else ""
        return f"{words} {back}".strip()
    return str(LINES[told["code"]]) % values if told else ""
