"""Refusals: the one way in which a rule says no.

A refusal is a code such as ``outings.not_requested``; each app's ``refusals.py`` has the words of its codes.
Pages show the words, APIs the code and the words, tests compare codes.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.gather import modules

REFUSALS: dict[str, Any] = {
    "core.moved_meanwhile": _("Somebody else has already dealt with this. Nothing was changed; look again."),
    "core.other_community": _("This belongs to another community. Nothing was changed."),
}


class Refused(Exception):
    """A rule said no; nothing was changed. ``code`` is ``app.what_is_so``, ``params`` fill its words."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def words(self) -> str:
        """The sentence for a person, in the language of the moment."""
        return str(catalogue()[self.code]) % self.params

    def __str__(self) -> str:
        return self.code


_catalogue: dict[str, Any] = {}


def catalogue() -> dict[str, Any]:
    """Every refusal code of every installed Linli app, with its (lazy) words."""
    if not _catalogue:  # filled in one step: another thread must never find half of it
        _catalogue.update({code: words for module in modules("refusals") for code, words in module.REFUSALS.items()})
    return _catalogue
