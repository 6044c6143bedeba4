"""Encrypted fields open in their own row only."""

import pytest

from linli.core.crypto import Unreadable
from linli.core.fields import BlindIndex
from linli.registry.models import Resident


def stored(resident):
    return bytes(Resident.objects.filter(pk=resident.pk).values_list("phone", flat=True)[0])


def test_the_database_holds_no_phone_number(world):
    mei = world.residents["王梅"]
    assert b"13800002222" not in stored(mei)
    assert Resident.objects.get(pk=mei.pk).phone == "13800002222"


def test_the_last_four_are_found_by_their_keyed_index(world):
    index = BlindIndex.of(Resident, "phone_last4", world.community.pk, "2222")
    assert Resident.objects.get(phone_last4=index) == world.residents["王梅"]


def test_a_ciphertext_copied_to_another_row_does_not_open(world):
    from django.db import connection

    mei, hao = world.residents["王梅"], world.residents["陈浩"]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registry_resident SET phone = %s WHERE id = %s",
            [stored(mei), hao.pk.hex if connection.vendor == "sqlite" else hao.pk],
        )
    with pytest.raises(Unreadable):
        _ = Resident.objects.get(pk=hao.pk).phone


def test_update_with_plain_text_is_refused(world):
    with pytest.raises(TypeError):
        Resident.objects.update(phone="123")


def test_an_empty_number_stays_empty(world):
    mei = world.residents["王梅"]
    mei.phone = ""
    mei.save()
    again = Resident.objects.get(pk=mei.pk)
    assert again.phone == "" and again.phone_last4 == ""
