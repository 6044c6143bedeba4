"""Somebody comes home, said in a sentence: a thread of its own, or the one that is about them already."""

from linli.arrivals.models import Arrival
from linli.followups.models import FollowUp

LINE = "3-2-502 王梅明天返汉 坐G1234"


def text(page):
    return page.content.decode()


def test_a_return_becomes_a_thread_with_a_worker_and_a_matter(confirm, world, client):
    answer = confirm(LINE)
    made = Arrival.objects.get()
    assert (made.source, made.vehicle, made.transport) == ("sentence", "G1234", "train")
    assert made.household == world.flats["3-2-502"].households.get()
    assert [one.resident for one in made.present] == [world.residents["王梅"]]
    assert made.worker == world.users["grid_worker"]
    matter = FollowUp.objects.get(kind="arrival")
    assert matter.owner == made.worker and matter.words == LINE
    page = text(client.get(answer.headers["Location"]))
    assert "王梅：返汉的事已登记" in page


def test_the_same_return_said_again_is_warned_about_and_joined(confirm, office, world):
    confirm(LINE)
    page = office.post("/sentences/", {"text": LINE})
    assert "是不是已经登记过" in text(page)
    confirm(LINE)
    assert Arrival.objects.filter(joined_to=None).count() == 1
    assert FollowUp.objects.filter(kind="arrival").exclude(status="done").count() == 1


def test_a_new_thread_is_begun_where_somebody_says_so(confirm, world):
    confirm(LINE)
    confirm(LINE, **{"0-same": "new"})
    assert Arrival.objects.filter(joined_to=None).count() == 2


def test_a_likeness_that_was_not_shown_is_asked_about(confirm, world):
    confirm(LINE)
    answer = confirm(LINE, **{"0-same": ""})
    assert answer.status_code == 400 and Arrival.objects.count() == 1


def test_another_communitys_thread_is_never_joined(confirm, other_world, world):
    confirm(LINE)
    answer = confirm(LINE, **{"0-same": str(other_world.community.pk)})
    assert answer.status_code == 400


def test_a_relative_without_a_name_is_called_as_the_sentence_does(confirm, world):
    confirm("3-2-502 女儿明天返汉")
    made = Arrival.objects.get()
    assert [str(one) for one in made.present] == ["女儿"] and made.household is not None


def test_a_return_of_nobody_known_becomes_a_call(confirm, world):
    confirm("3-2-502 明天返汉 坐G1234", **{"0-traveller": ""})
    assert not Arrival.objects.exists()
    made = FollowUp.objects.get()
    assert (made.kind, made.act) == ("call", "call")


def test_whoever_was_chosen_takes_the_thread(confirm, world):
    confirm(LINE, **{"0-owner": str(world.users["secretary"].pk)})
    assert Arrival.objects.get().worker == world.users["secretary"]
    assert FollowUp.objects.get(kind="arrival").owner == world.users["secretary"]


def test_a_building_lead_is_not_shown_who_returns_elsewhere(confirm, world, sign_in):
    confirm("王师傅明天返汉 坐G1234", **{"0-who": "-"})
    assert Arrival.objects.exists()
    page = sign_in("building_lead").post("/sentences/", {"text": "王师傅明天返汉 坐G1234"})
    assert page.context["sheet"].forms[0].alike == []
    page = sign_in("community_worker").post("/sentences/", {"text": "王师傅明天返汉 坐G1234"})
    assert len(page.context["sheet"].forms[0].alike) == 1
