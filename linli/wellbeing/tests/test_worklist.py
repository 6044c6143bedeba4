"""The counsellor's page: many records at once, help that leaves without its origin, rooms; nobody else gets in."""

import uuid

import pytest
from django.urls import reverse

from linli.accounts.models import Role
from linli.wellbeing.models import Record, Room, RoomHours


def opened(client, cottage, ids):
    return [one["id"] for one in cottage.post(client, "/cottage/openings", ids=ids).json()["records"]]


def test_many_records_are_opened_at_once_and_marked_so(cottage):
    ids = [cottage.id() for _ in range(3)]
    assert opened(cottage.counsellor, cottage, ids) == ids
    assert Record.objects.filter(opened_at=None).count() == 0


def test_what_a_colleague_looks_after_is_left_out_and_stays_unopened(cottage):
    theirs, free = cottage.id(), cottage.id()
    cottage.post(cottage.second, f"/cottage/records/{theirs}/claim")
    assert opened(cottage.counsellor, cottage, [theirs, free]) == [free]
    assert Record.objects.get(pk=theirs).opened_at is None


def test_nonsense_in_a_list_of_records_is_refused(cottage):
    for ids in ("x", ["x"], [7], [str(uuid.uuid4())] * 201):
        assert cottage.post(cottage.counsellor, "/cottage/openings", ids=ids).status_code == 400


PAGES = ["/cottage/work/", "/cottage/rooms/"]


@pytest.mark.parametrize("kind", [kind for kind in Role.Kind.values if kind != "counsellor"])
def test_nobody_but_a_counsellor_gets_in_or_sees_that_there_is_a_way(cottage, sign_in, kind):
    client = sign_in(kind)
    assert [client.get(page).status_code for page in PAGES] == [403, 403]
    assert cottage.post(client, "/cottage/openings", ids=[cottage.id()]).status_code == 403
    assert cottage.post(client, "/cottage/help", key=str(uuid.uuid4())).status_code == 403
    assert reverse("wellbeing:worklist") not in client.get("/").content.decode()


def test_a_police_officer_who_counsels_sees_it_only_in_that_workplace(cottage, world, client):
    both = world.users["police"]
    Role.objects.create(community=world.community, user=both, kind="counsellor", starts_at=both.roles.get().starts_at)
    for kind, status in (("police", 403), ("counsellor", 200), ("police", 403)):
        client.logout()
        client.force_login(both)
        client.post(reverse("accounts:workplace"), {"place": f"{world.community.pk}:{kind}"})
        assert client.get("/cottage/work/").status_code == status
        assert ("/cottage/work/" in client.get("/").content.decode()) == (status == 200)


def test_from_one_workplace_to_the_other_leads_a_new_sign_in(cottage, world, client):
    both = world.users["police"]
    Role.objects.create(community=world.community, user=both, kind="counsellor", starts_at=both.roles.get().starts_at)
    client.force_login(both)
    chooses = reverse("accounts:workplace")
    client.post(chooses, {"place": f"{world.community.pk}:police"})
    answer = client.post(chooses, {"place": f"{world.community.pk}:counsellor"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_login") and "重新登录" in answer.content.decode()
    assert client.get("/cottage/work/").status_code == 302, "nobody is signed in"


def test_the_page_itself_holds_no_record(cottage):
    record = cottage.id()
    page = cottage.counsellor.get("/cottage/work/")
    assert record not in page.content.decode() and "no-store" in page.headers["Cache-Control"]


def test_a_room_gets_hours_and_loses_them(cottage, world):
    cottage.counsellor.post("/cottage/rooms/", {"name": "谈心室", "place": "2 楼"})
    room = Room.objects.get()
    said = {"weekday": 2, "opens": "9:00", "closes": "12:00", "minutes": 45, "places": 1}
    cottage.counsellor.post(f"/cottage/rooms/{room.pk}/hours/", said)
    assert RoomHours.objects.count() == 1
    overlapping = cottage.counsellor.post(f"/cottage/rooms/{room.pk}/hours/", said | {"opens": "11:00"}, follow=True)
    assert "重叠" in overlapping.content.decode() or "overlap" in overlapping.content.decode()
    assert cottage.counsellor.post(f"/cottage/rooms/{room.pk}/hours/", said | {"minutes": 5}).status_code == 400
    cottage.counsellor.post(f"/cottage/hours/{RoomHours.objects.get().pk}/withdrawal/")
    cottage.counsellor.post(f"/cottage/rooms/{room.pk}/closing/")
    assert RoomHours.objects.count() == 0
    assert Room.objects.get().closed_at is not None
