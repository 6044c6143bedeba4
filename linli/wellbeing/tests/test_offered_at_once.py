"""Two people at the same moment: one licensed scale, and two cut-offs that do not lose each other."""

import threading

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.registry.models import Community
from linli.wellbeing.models import ImportedScale
from linli.wellbeing.offered import choose_cutoff
from linli.wellbeing.tests.test_offered import LICENCE, content
from tests.world import build


def together(community, acts):
    """Run all at once, each on a connection of its own; returns the codes of the refusals."""
    start, codes = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            with scope(community=community.pk):
                act(Community.objects.get(pk=community.pk))
        except Refused as refusal:
            codes.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes


@pytest.mark.django_db(transaction=True)
def test_of_four_who_bring_in_the_same_file_one_does_and_the_others_are_told():
    with scopes_disabled():
        world = build()
    by = {"by": world.users["administrator"], "at": world.at}
    codes = together(
        world.community, [lambda place: ImportedScale.bring_in(place, content(), licence=LICENCE, **by)] * 4
    )
    with scope(community=world.community.pk):
        assert ImportedScale.objects.count() == 1
    assert codes == ["wellbeing.scale_there_already"] * 3


@pytest.mark.django_db(transaction=True)
def test_cut_offs_of_two_scales_chosen_at_once_are_both_kept():
    with scopes_disabled():
        world = build()
    by = {"by": world.users["counsellor"], "at": world.at}
    chosen = {"phq-9": "older-rural", "phq-2": "older-rural", "who-5": "likely-depression"}
    acts = [lambda place, one=one: choose_cutoff(place, *one, **by) for one in chosen.items()]
    assert together(world.community, acts) == []
    assert Community.objects.get(pk=world.community.pk).setting("cottage_cutoffs") == chosen
