"""Which scales a community offers, each with the cut-off that the site chose and its citation."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models import Community
from linli.wellbeing.models.imported import ImportedScale
from linli.wellbeing.scale_check import WORST, cutoff_problems
from linli.wellbeing.scales import load

OWN: Final = "this-site"  # the id of a cut-off that is not in the scale's file


def offered(community: Community) -> dict[str, dict[str, Any]]:
    """Scales by name, in the order in which they are offered; ``default_cutoff`` is the site's."""
    chosen = community.setting("cottage_cutoffs")
    return {name: with_cutoff(scale, chosen.get(name)) for name, scale in _all(community)}


def with_cutoff(scale: dict[str, Any], chosen: str | Mapping[str, Any] | None) -> dict[str, Any]:
    """The scale with another default: the id of one of its cut-offs, or one of the site's own (at, citation).

    What does not fit the file (any more) is passed over: then the file's own default holds.
    """
    if isinstance(chosen, Mapping):
        own = _own(scale, int(chosen["at"]), str(chosen["citation"]))
        if not list(cutoff_problems(scale, own)):
            others = [one for one in scale["cutoffs"] if one["id"] != OWN]
            return {**scale, "cutoffs": [*others, own], "default_cutoff": OWN}
    elif any(one["id"] == chosen for one in scale["cutoffs"]):
        return {**scale, "default_cutoff": chosen}
    return scale


@verb
def choose_cutoff(community: Community, name: str, chosen: str, *, by: Any, at: datetime) -> None:
    """Use another cut-off of the scale's file from now on. Refused: wellbeing.no_such_scale, cutoff_unknown."""
    scale = _scale(community, name)
    if all(one["id"] != chosen for one in scale["cutoffs"]):
        raise Refused("wellbeing.cutoff_unknown")
    _write(community, name, chosen, by, at)


@verb
def set_cutoff(community: Community, name: str, mark: int, citation: str, *, by: Any, at: datetime) -> None:
    """Use a cut-off of the site's own. Refused: wellbeing.no_such_scale, citation_missing, cutoff_out_of_reach."""
    plain = " ".join(citation.split())
    if not plain:
        raise Refused("wellbeing.citation_missing")
    scale = _scale(community, name)
    if list(cutoff_problems(scale, _own(scale, mark, plain))):
        raise Refused("wellbeing.cutoff_out_of_reach")
    _write(community, name, {"at": mark, "citation": plain[:500]}, by, at)


def _own(scale: Mapping[str, Any], mark: int, citation: str) -> dict[str, Any]:
    setting = {"zh": "本社区", "en": "This community"}
    return {
        "id": OWN,
        "at": mark,
        "op": WORST[scale["scoring"]["direction"]],
        "setting": setting,
        "citation": citation,
    }


def _scale(community: Community, name: str) -> dict[str, Any]:
    found = dict(_all(community)).get(name)
    if found is None:
        raise Refused("wellbeing.no_such_scale")
    return found


def _all(community: Community) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from load().items()
    rows = ImportedScale._base_manager.filter(community=community, withdrawn_at=None)  # also on pages for everybody
    yield from ((row.name, row.body) for row in rows)


def _write(community: Community, name: str, chosen: Any, by: Any, at: datetime) -> None:
    held = Community.objects.select_for_update().get(pk=community.pk)  # another setting may be written just now
    held.settings["cottage_cutoffs"] = {**held.setting("cottage_cutoffs"), name: chosen}
    held.save(update_fields=["settings"])
    community.settings = held.settings
    record("scale.cutoff_chosen", held, by=by, at=at, scale=name, cutoff=chosen if isinstance(chosen, str) else OWN)
