"""A signed head says which chain, how long, and that we said so."""

import pytest
from django.conf import settings

from linli.journal import heads
from linli.journal.chain import GENESIS
from linli.journal.heads import Forged, Unreadable, read_head, signed_head
from linli.journal.models import Head
from linli.journal.tests.test_chain import greet


def test_a_signed_head_is_read_back(world):
    greet(world.residents["王梅"], times=3)
    held = Head.objects.get(pk=world.community.pk)
    assert read_head(signed_head(world.community.pk), world.community.pk) == (3, held.hash)


def test_before_anything_happened_the_head_is_the_beginning(world):
    assert read_head(signed_head(world.community.pk), world.community.pk) == (0, GENESIS)


def test_a_head_of_another_community_or_with_another_number_is_forged(world, other_world):
    greet(world.residents["王梅"])
    text = signed_head(world.community.pk)
    with pytest.raises(Forged):
        read_head(text, other_world.community.pk)
    with pytest.raises(Forged):
        read_head("2" + text[1:], world.community.pk)


def test_a_head_of_another_installation_is_forged(world, settings, tmp_path):
    text = signed_head(world.community.pk)
    settings.LINLI_HOME = tmp_path
    with pytest.raises(Forged):
        read_head(text, world.community.pk)
    heads.forget()


@pytest.mark.parametrize(
    "text", ["", "3", "3:ab", f"3:{GENESIS}", f"0:{'a' * 64}", f"1:{'a' * 64}:short", "٣:" + "a" * 64]
)
def test_nonsense_is_no_head(world, text):
    with pytest.raises(Unreadable):
        read_head(text, world.community.pk)


def test_the_key_is_readable_by_its_owner_only(world):
    signed_head(world.community.pk)
    assert (settings.LINLI_HOME / "keys" / "journal.pem").stat().st_mode & 0o777 == 0o600
