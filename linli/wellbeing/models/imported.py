"""A scale that a site brings in under a licence of its own."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models.places import unique_or
from linli.wellbeing import scale_check
from linli.wellbeing.scales import BUILT_IN


class ImportedScale(TenantRecord):
    """A scale's file (导入量表) and under which licence it may be used here; ``by_id`` declared that it may."""

    name = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    body = models.JSONField(help_text="the file as protocol/scales/scale.schema.json describes it")
    licence = models.CharField(max_length=200, help_text="who granted what, with its number or date")
    by_id = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"], condition=Q(withdrawn_at__isnull=True), name="imported_scale_once"
            )
        ]
        verbose_name = _("imported scale")

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @classmethod
    @verb
    def bring_in(cls, community: Any, content: bytes, *, licence: str, by: Any, at: datetime) -> "ImportedScale":
        """Offer the scale in ``content`` here; an earlier version of it is withdrawn.

        Refused: wellbeing.licence_missing, scale_unreadable, scale_wrong, scale_is_ours, scale_there_already.
        """
        plain = " ".join(licence.split())
        if not plain:
            raise Refused("wellbeing.licence_missing")
        body = _usable(content)
        name, version = body["id"], body["version"]
        for earlier in cls.objects.filter(community=community, name=name, withdrawn_at=None):
            if earlier.version == version:
                raise Refused("wellbeing.scale_there_already", name=name, version=version)
            earlier.withdraw(by=by, at=at)
        made = cls(community=community, name=name, version=version, body=body, licence=plain[:200], by_id=by.pk)
        made.created_at = at
        with unique_or("wellbeing.scale_there_already", name=name, version=version):
            made.save()
        record("scale.imported", made, by=by, at=at, scale=name, version=version)
        return made

    @verb
    def withdraw(self, *, by: Any, at: datetime) -> None:
        """Offer it no longer; results that rest on it keep its name and version. Refused: scale_withdrawn."""
        mine = ImportedScale.objects.filter(pk=self.pk, community_id=self.community_id, withdrawn_at=None)
        if mine.update(withdrawn_at=at) != 1:
            raise Refused("wellbeing.scale_withdrawn")
        self.withdrawn_at = at
        record("scale.withdrawn", self, by=by, at=at, scale=self.name, version=self.version)


def _usable(content: bytes) -> dict[str, Any]:
    try:
        body = scale_check.parse(content)
    except scale_check.Unreadable as unreadable:
        raise Refused("wellbeing.scale_unreadable", problem=str(unreadable)) from None
    found = scale_check.problems(body)
    if found:
        raise Refused("wellbeing.scale_wrong", problem=found[0], more=len(found) - 1)
    if body["id"] in BUILT_IN:
        raise Refused("wellbeing.scale_is_ours", name=body["id"])
    return body
