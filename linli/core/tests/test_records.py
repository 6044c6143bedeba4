"""A record stays in its community."""

import pytest
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from linli.core.refusals import Refused
from linli.registry.models import Household, Resident


def test_another_communitys_rows_are_invisible(world, other_world):
    with scope(community=other_world.community.pk):
        assert not Resident.objects.filter(pk=world.residents["王梅"].pk).exists()


def test_a_foreign_key_into_another_community_is_refused(world, other_world):
    with pytest.raises(Refused) as refused:
        Resident.objects.create(community=world.community, name="x", household=other_world.residents["王梅"].household)
    assert refused.value.code == "core.other_community"


def test_an_update_names_the_community(world):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    mei = world.residents["王梅"]
    mei.name = "王玫"
    with CaptureQueriesContext(
        connection,
    ) as queries:
        mei.save(update_fields=["name"])
    assert "community_id" in queries[-1]["sql"]


@pytest.mark.django_db
def test_outside_any_scope_a_query_raises():
    with pytest.raises(ScopeError):
        Household.objects.count()
    with scopes_disabled():
        assert Household.objects.count() == 0
