"""Pages of the registry, and who sees what on them."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.privacy.readings import readings_of
from linli.registry.models import Flat, Import, Knock, KnockRound, Merge, Resident
from linli.registry.search import search

FILE = "姓名,房号,手机\n孙六,9-1-101,13800009999\n没房号,,\n".encode("gb18030")


def page(client: Any, name: str, *keys: Any, query: str = "") -> Any:
    return client.get(reverse(f"registry:{name}", args=keys) + query)


def upload(client: Any, content: bytes = FILE) -> Any:
    file = SimpleUploadedFile("花名册.csv", content)
    return client.post(reverse("registry:imports"), {"file": file, "source": "police", "compound": ""})


def test_every_page_opens_in_both_languages(world: Any, sign_in: Any) -> None:
    client = sign_in("secretary")
    home, mei = world.flats["3-2-502"], world.residents["王梅"]
    upload(client)
    keys = {
        "people": (),
        "grid": (world.grids[0].pk,),
        "stair": (home.unit_id,),
        "flat": (home.pk,),
        "resident": (mei.pk,),
        "new": (),
        "edit": (mei.pk,),
        "move": (mei.pk,),
        "merge": (mei.pk, world.residents["王秀英"].pk),
        "imports": (),
        "import": (Import.objects.get().pk,),
    }
    for language in ("zh-hans", "en"):
        client.cookies["django_language"] = language
        for name, arguments in keys.items():
            assert page(client, name, *arguments).status_code == 200, name


def test_an_empty_community_is_told_what_to_do(world: Any, sign_in: Any) -> None:
    Resident.objects.all().delete()
    for flat in Flat.objects.all():
        flat.households.all().delete()
        flat.delete()
    client = sign_in("secretary")
    client.cookies["django_language"] = "en"
    assert "Gates work without a roster too" in page(client, "people").content.decode()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("3-502", ["3-2-502"]),
        ("3栋2单元502", ["3-2-502"]),
        ("3-2", ["3-2-501", "3-2-502"]),
        ("1203", ["5-1-1203"]),
        ("", []),
    ],
)
def test_rooms_are_found_as_people_say_them(world: Any, text: str, keys: list[str]) -> None:
    found = search(world.community, text, flats=Flat.objects.all(), residents=Resident.objects.all())
    assert [flat.key for flat in found.flats] == keys


@pytest.mark.parametrize(
    ("text", "name"),
    [("王梅", "王梅"), ("wm", "王梅"), ("wangm", "王梅"), ("2222", "王梅"), ("CH", "陈浩"), ("敏", "赵敏")],
)
def test_people_are_found_by_what_one_has(world: Any, text: str, name: str) -> None:
    found = search(world.community, text, flats=Flat.objects.all(), residents=Resident.objects.all())
    assert name in [one.name for one in found.residents]


def test_a_whole_identity_number_is_found_exactly_and_only_with_the_right(world: Any) -> None:
    world.residents["王梅"].correct(source="self", by=None, at=world.at, identity="11010519491231002X")
    everything = {"flats": Flat.objects.all(), "residents": Resident.objects.all()}
    assert search(world.community, "11010519491231002x", **everything, identities=True).residents
    assert not search(world.community, "11010519491231002x", **everything).residents
    assert not search(world.community, "1101051949123100", **everything, identities=True).residents


def test_a_grid_worker_sees_only_own_grids(world: Any, sign_in: Any) -> None:
    client = sign_in("grid_worker")
    assert page(client, "resident", world.residents["王梅"].pk).status_code == 200
    assert page(client, "resident", world.residents["赵敏"].pk).status_code == 404
    assert page(client, "flat", world.flats["5-1-1203"].pk).status_code == 404
    assert page(client, "grid", world.grids[1].pk).status_code == 404
    assert "赵敏" not in page(client, "find", query="?q=zm").content.decode()
    new = client.post(reverse("registry:new"), {"room": "5-1-1203", "name": "新人", "here": "on"})
    assert new.status_code == 200 and not Resident.objects.filter(name="新人").exists()


def test_a_building_lead_sees_own_stairs_and_no_identity_number(world: Any, sign_in: Any) -> None:
    world.residents["王梅"].correct(source="self", by=None, at=world.at, identity="11010519491231002X")
    assert "002X" in page(sign_in("secretary"), "resident", world.residents["王梅"].pk).content.decode()
    client = sign_in("building_lead")
    shown = page(client, "resident", world.residents["王梅"].pk).content.decode()
    assert "002X" not in shown and "138" in shown
    assert page(client, "resident", world.residents["陈浩"].pk).status_code == 404
    assert page(client, "edit", world.residents["王梅"].pk).status_code == 403
    assert page(client, "imports").status_code == 403


def test_the_identity_number_is_never_shown_whole(world: Any, sign_in: Any) -> None:
    mei = world.residents["王梅"]
    mei.correct(source="self", by=None, at=world.at, identity="11010519491231002X")
    client = sign_in("secretary")
    for name in ("resident", "edit"):
        assert "11010519491231002X" not in page(client, name, mei.pk).content.decode()


@pytest.mark.parametrize("kind", ["gate_guard", "volunteer", "counsellor", "district", "resident"])
def test_others_see_no_register(sign_in: Any, kind: str) -> None:
    assert page(sign_in(kind), "people").status_code == 403


def test_another_community_is_not_there(world: Any, other_world: Any, sign_in: Any) -> None:
    client = sign_in("secretary")
    for name, key in (
        ("resident", other_world.residents["王梅"].pk),
        ("flat", other_world.flats["3-2-502"].pk),
        ("grid", other_world.grids[0].pk),
        ("stair", other_world.flats["3-2-502"].unit_id),
        ("edit", other_world.residents["王梅"].pk),
    ):
        assert page(client, name, key).status_code == 404
    assert (
        client.post(reverse("registry:knock", args=[other_world.flats["3-2-502"].pk]), {"found": "let"}).status_code
        == 404
    )


def test_likenesses_warn_once_and_then_save(world: Any, sign_in: Any) -> None:
    client = sign_in("community_worker")
    sent = {"room": "3-502", "name": "王梅", "phone": "13800002222", "birth_year": "1968", "here": "on"}
    warned = client.post(reverse("registry:new"), sent)
    assert 'name="sure"' in warned.content.decode() and Resident.objects.filter(name="王梅").count() == 1
    saved = client.post(reverse("registry:new"), sent | {"sure": "1"})
    assert saved.status_code == 302 and Resident.objects.filter(name="王梅").count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [("room", "那边"), ("phone", "12"), ("identity", "110105194912310021"), ("birth_year", "3000"), ("name", "")],
)
def test_a_wrong_field_says_so_and_loses_nothing(world: Any, sign_in: Any, field: str, value: str) -> None:
    sent = {"room": "3-2-502", "name": "新人", "phone": "", "here": "on", "contact": "不能丢"} | {field: value}
    answer = sign_in("secretary").post(reverse("registry:new"), sent)
    assert answer.status_code == 200 and "errorlist" in answer.content.decode() and "不能丢" in answer.content.decode()


def test_correcting_moving_leaving_merging(world: Any, sign_in: Any) -> None:
    client, mei = sign_in("secretary"), world.residents["王梅"]
    client.post(
        reverse("registry:edit", args=[mei.pk]), {"name": "王梅", "phone": "13900000000", "guardian": "", "here": "on"}
    )
    assert Resident.objects.get(pk=mei.pk).phone == "+8613900000000"
    client.post(reverse("registry:move", args=[mei.pk]), {"room": "5-1203", "household": "tenant"})
    moved = Resident.objects.get(pk=mei.pk)
    assert (moved.household.flat.key, moved.household.tenure) == ("5-1-1203", "tenant")
    client.post(reverse("registry:departure", args=[mei.pk]))
    assert Resident.objects.get(pk=mei.pk).left_at
    li, chen = world.residents["李强"], world.residents["陈浩"]
    client.post(reverse("registry:merge", args=[li.pk, chen.pk]))
    assert Resident.objects.get(pk=chen.pk).merged_into_id == li.pk
    client.post(reverse("registry:merge_reversal", args=[Merge.objects.get().pk]))
    assert Resident.objects.get(pk=chen.pk).merged_into_id is None


def test_a_tick_at_the_door_counts_for_the_round(world: Any, sign_in: Any) -> None:
    client, home = sign_in("building_lead"), world.flats["3-2-502"]
    answer = client.post(
        reverse("registry:knock", args=[home.pk]), {"found": "occupied"}, headers={"HX-Request": "true"}
    )
    assert 'aria-pressed="true"' in answer.content.decode() and Knock.objects.count() == 1
    office = sign_in("secretary")
    office.post(reverse("registry:rounds"))
    assert KnockRound.objects.count() == 1
    assert 'aria-pressed="true"' not in page(office, "stair", home.unit_id).content.decode()


def test_reading_and_calling_are_noted(world: Any, sign_in: Any) -> None:
    mei = world.residents["王梅"]
    client = sign_in("grid_worker")
    page(client, "resident", mei.pk)
    client.post(reverse("registry:call", args=[mei.pk]))
    assert [reading.why for reading in readings_of(mei)] == ["call", "opened"]


def test_an_import_walks_from_upload_to_taking_back(world: Any, sign_in: Any) -> None:
    client = sign_in("secretary")
    shown = client.get(upload(client).url)
    assert "2" in shown.content.decode() and not Resident.objects.filter(name="孙六").exists()
    made = Import.objects.get()
    client.post(reverse("registry:application", args=[made.pk]))
    answer = client.post(reverse("registry:pieces", args=[made.pk]), headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true" and Resident.objects.get(name="孙六").sources["phone"][0] == "police"
    back = page(client, "rejected", made.pk)
    assert io.BytesIO(back.content).read(2) == b"PK" and "attachment" in back["Content-Disposition"]
    client.post(reverse("registry:import_reversal", args=[made.pk]))
    assert not Resident.objects.filter(name="孙六").exists()
    assert client.post(reverse("registry:application", args=[made.pk])).status_code == 409
    assert "王" not in str(Import.objects.get().counts)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04xx", "今天天气很好".encode(), b"\xff\x81\x30\xff"])
def test_a_file_that_is_no_roster_is_explained(world: Any, sign_in: Any, content: bytes) -> None:
    answer = upload(sign_in("secretary"), content)
    assert answer.status_code == 200 and "errorlist" in answer.content.decode() and Import.objects.count() == 0


@pytest.mark.parametrize(
    "address", ["orders:list", "reviews:people", "gates:passes", "outings:queue", "outings:certificates"]
)
def test_whoever_a_search_lists_by_name_is_noted_as_read(world: Any, sign_in: Any, address: str) -> None:
    client, mei, qiang = sign_in("secretary"), world.residents["王梅"], world.residents["李强"]
    assert "王梅" in client.get(reverse(address), {"q": "王梅"}).content.decode()
    assert [reading.why for reading in readings_of(mei)] == ["listed"]
    assert "李强" in client.get(reverse(address), {"q": "3-2-501"}).content.decode(), "by the room"
    assert [reading.why for reading in readings_of(qiang)] == ["listed"]
    assert not readings_of(world.residents["陈浩"])
