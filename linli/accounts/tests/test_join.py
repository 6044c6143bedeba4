"""Household cards, phones and proxies: no SMS, no e-mail, and no way in by guessing."""

from datetime import timedelta

import pytest

from linli.accounts.models import Guess, HouseholdCard, Proxy, ResidentSession
from linli.accounts.models.cards import GUESSES
from linli.core.clock import now
from linli.core.models import Message
from linli.core.refusals import Refused


def card_for(world, room="3-2-502", at=None):
    household = world.flats[room].households.get()
    [(card, code)] = HouseholdCard.issue_all(
        [household], community=world.community, by=world.users["grid_worker"], at=at or now()
    )
    return card, code


def join(client, world, name="王梅", room="3-2-502"):
    _, code = card_for(world, room)
    return client.post(f"/join/{code}/", {"resident": world.residents[name].pk})


def test_a_card_binds_a_phone_to_a_person_of_its_household(client, world):
    _, code = card_for(world)
    typed = f"{code[:4]} {code[4:8]} {code[8:]}".lower()
    assert client.post("/join/", {"code": typed}).url == f"/join/{code}/"
    page = client.get(f"/join/{code}/").content.decode()
    assert "王○" in page and "王梅" not in page and "3-2-502" in page
    assert client.post(f"/join/{code}/", {"resident": world.residents["王梅"].pk}).url == "/me/"
    assert client.get("/me/phones/").status_code == 200
    assert ResidentSession.objects.get().resident == world.residents["王梅"]


def test_the_database_holds_neither_code_nor_secret(client, world):
    card, code = card_for(world)
    client.post(f"/join/{code}/", {"resident": world.residents["王梅"].pk})
    assert code not in card.code_index
    assert client.cookies["linli_phone"].value != ResidentSession.objects.get().token_hash
    assert client.cookies["linli_phone"]["httponly"]


def test_nobody_of_another_household_can_be_chosen(client, world):
    _, code = card_for(world)
    assert client.post(f"/join/{code}/", {"resident": world.residents["陈浩"].pk}).status_code == 400
    assert not ResidentSession.objects.exists()


def test_printing_again_voids_the_card_before(client, world):
    _, old = card_for(world)
    _, new = card_for(world)
    assert client.get(f"/join/{old}/").status_code == 400
    assert client.get(f"/join/{new}/").status_code == 200


def test_twenty_wrong_codes_and_the_address_waits_an_hour_whatever_comes(client, world):
    _, code = card_for(world)
    for _ in range(GUESSES):
        assert client.post("/join/", {"code": "WRONG"}).status_code == 400
    assert client.post("/join/", {"code": code}).status_code == 400
    assert Guess.objects.count() == GUESSES
    Guess.objects.update(at=now() - timedelta(hours=1))
    assert client.post("/join/", {"code": code}).status_code == 302


def test_right_codes_are_never_counted(client, world):
    _, code = card_for(world)
    for _ in range(GUESSES + 5):
        assert client.get(f"/join/{code}/").status_code == 200


def test_the_household_is_told_of_a_new_phone(client, world):
    join(client, world)
    told = set(Message.objects.filter(template="phone.joined").values_list("to", flat=True))
    assert told == {f"resident:{world.residents[name].pk}" for name in ("王梅", "王秀英")}


def test_a_family_shares_a_phone_and_switches(client, world):
    _, code = card_for(world)
    for name in ("王梅", "王秀英"):
        client.post(f"/join/{code}/", {"resident": world.residents[name].pk})
    assert ResidentSession.objects.values("token_hash").distinct().count() == 1
    client.post("/me/person/", {"resident": world.residents["王梅"].pk})
    assert client.get("/me/person/").wsgi_request.resident == world.residents["王梅"]
    client.post("/me/person/", {"resident": world.residents["陈浩"].pk})
    assert client.get("/me/person/").wsgi_request.resident == world.residents["王梅"]


def test_a_revoked_phone_is_out_at_once(client, world):
    join(client, world)
    row = ResidentSession.objects.get()
    assert client.post(f"/me/phones/{row.pk}/revocation/").status_code == 302
    assert client.get("/me/phones/").url == "/join/"


def test_a_forged_or_planted_secret_is_worth_nothing(client, world):
    client.cookies["linli_phone"] = "x" * 50
    assert client.get("/me/phones/").url == "/join/"
    client.cookies["linli_phone"] = "short"
    join(client, world)
    assert len(client.cookies["linli_phone"].value) > 40


def test_a_daughter_acts_for_a_neighbour_with_his_card_and_both_are_told(client, world):
    join(client, world)
    _, code = card_for(world, "2-1-301")
    hao = world.residents["陈浩"]
    assert "陈○" in client.post("/me/proxies/", {"code": code}).content.decode()
    assert client.post("/me/proxies/", {"code": code, "subject": hao.pk, "days": "7"}).status_code == 302
    told = set(Message.objects.filter(template="proxy.granted").values_list("to", flat=True))
    assert told == {f"resident:{world.residents[name].pk}" for name in ("王梅", "陈浩")}
    client.post("/me/person/", {"resident": hao.pk})
    request = client.get("/me/person/").wsgi_request
    assert (request.resident, request.acting) == (hao, world.residents["王梅"])
    assert client.post(f"/me/proxies/{Proxy.objects.get().pk}/revocation/").status_code == 302
    assert client.get("/me/person/").wsgi_request.resident == world.residents["王梅"]


def grant(world, subject="陈浩", holder="王梅", **options):
    options.setdefault("at", world.at)
    return Proxy.grant(
        world.residents[subject], world.residents[holder], how="desk", by=world.users["secretary"], **options
    )


def code_of(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_a_proxy_ends_by_itself_to_the_moment(world):
    proxy = grant(world, ends_at=world.at + timedelta(days=2))
    assert list(Proxy.open(proxy.ends_at - timedelta(seconds=1))) == [proxy]
    assert list(Proxy.open(proxy.ends_at)) == []
    assert grant(world, at=proxy.ends_at).pk != proxy.pk, "it can be granted again"


def test_one_person_acts_for_so_many_and_no_more(world):
    world.community.settings = {"proxy_most": 2}
    world.community.save()
    grant(world, "陈浩")
    assert code_of(lambda: grant(world, "陈浩")) == "accounts.proxy_exists"
    grant(world, "李强")
    assert code_of(lambda: grant(world, "赵敏")) == "accounts.proxy_most"


def test_nobody_is_their_own_proxy_nor_one_for_ever(world):
    assert code_of(lambda: grant(world, "王梅", "王梅")) == "accounts.own_proxy"
    assert code_of(lambda: grant(world, ends_at=world.at)) == "accounts.proxy_length"
    assert code_of(lambda: grant(world, ends_at=world.at + timedelta(days=181))) == "accounts.proxy_length"


def test_of_two_who_end_a_proxy_one_is_told_that_it_is_over(world):
    proxy = grant(world)
    same = Proxy.objects.get(pk=proxy.pk)
    proxy.revoke(by=world.residents["陈浩"], at=world.at)
    assert code_of(lambda: same.revoke(by=world.residents["王梅"], at=world.at)) == "accounts.proxy_over"


def test_at_the_desk_a_worker_confirms_that_both_are_there(sign_in, world):
    client = sign_in("secretary")
    page = client.get("/proxies/?subject_room=2-1-301&holder_room=3-2-502").content.decode()
    assert "陈○" in page and "陈浩" not in page
    asked = {"subject": world.residents["陈浩"].pk, "holder": world.residents["王梅"].pk, "days": "30"}
    assert client.post("/proxies/new/", asked).status_code == 409
    assert client.post("/proxies/new/", {**asked, "present": "1"}).status_code == 302
    assert Proxy.objects.get().confirmed_by == world.users["secretary"]


def test_a_grid_worker_confirms_only_for_people_of_own_grids(sign_in, world):
    client = sign_in("grid_worker")
    asked = {"subject": world.residents["陈浩"].pk, "holder": world.residents["王梅"].pk, "days": "30", "present": "1"}
    assert client.post("/proxies/new/", asked).status_code == 404


def test_cards_are_counted_before_they_are_printed(sign_in, world):
    card_for(world)
    client = sign_in("secretary")
    assert "3 张" in client.get("/cards/").content.decode() or "3 cards" in client.get("/cards/").content.decode()
    page = client.get("/cards/?which=all", headers={"accept-language": "en"}).content.decode()
    assert "4 cards" in page and "1 of them have a card" in page


def test_a_room_is_found_as_people_write_it(sign_in, world):
    client = sign_in("secretary")
    assert "陈○" in client.get("/proxies/?subject_room=2栋1单元301&holder_room=3-502").content.decode()
    assert "1 张" in client.get("/cards/?room=3栋502").content.decode()


def test_cards_are_printed_once(sign_in, world):
    client = sign_in("grid_worker")
    answer = client.post("/cards/sheets/", {"which": "missing"})
    assert answer.headers["Content-Type"] == "application/pdf" and answer.content[:4] == b"%PDF"
    assert HouseholdCard.objects.filter(voided_at=None).count() == 2, "own grid only"
    assert client.post("/cards/sheets/", {"which": "missing"}).status_code == 302


def test_another_communitys_phone_and_proxy_do_not_exist(client, world, other_world):
    from django_scopes import scope

    with scope(community=other_world.community.pk):
        row = ResidentSession.bind(other_world.residents["王梅"], token="y" * 50, device="", at=now())
    join(client, world)
    assert client.post(f"/me/phones/{row.pk}/revocation/").status_code == 404
