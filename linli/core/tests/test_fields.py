"""Encrypted fields open in their own row only."""

import json

import pytest

from linli.core.crypto import Unreadable, decrypt, encrypt, forget, key_file, rotate_keys
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


def test_after_a_new_key_old_rows_stay_readable_and_what_is_saved_has_the_new_one(world):
    mei, hao = world.residents["王梅"], world.residents["陈浩"]
    old, new = stored(mei).partition(b".")[0], rotate_keys().encode()
    assert Resident.objects.get(pk=mei.pk).phone == "13800002222"
    hao.phone = "13900009999"
    hao.save()
    assert (stored(mei).partition(b".")[0], stored(hao).partition(b".")[0]) == (old, new) and old != new
    assert Resident.objects.get(pk=hao.pk).phone == "13900009999"
    index = BlindIndex.of(Resident, "phone_last4", world.community.pk, "2222")
    assert Resident.objects.get(phone_last4=index) == mei, "what is searched by does not change"


def test_a_process_that_read_the_keys_before_reads_what_another_wrote_with_the_new_one(world):
    held = json.loads(key_file().read_text())
    rotate_keys()
    sealed = encrypt("13800002222", "row")
    new = key_file().read_text()
    key_file().write_text(json.dumps(held))
    forget()
    with pytest.raises(Unreadable):
        decrypt(sealed, "row")
    key_file().write_text(new)
    assert decrypt(sealed, "row") == "13800002222"
