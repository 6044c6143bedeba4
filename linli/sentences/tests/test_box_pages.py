"""The box: what is proposed, what one confirmation makes, and that nothing is made before or twice."""

import uuid

import pytest

from linli.core.models import Message
from linli.errands.models import Errand
from linli.followups.models import FollowUp
from linli.outings.models import Outing
from linli.outings.tests.conftest import publish
from linli.privacy.models import Reading
from linli.registry.models import Resident
from linli.sentences.models import Intake
from linli.sentences.tests.conftest import filled

CHAT = "王秀英胰岛素没了\n2-301 想买10斤米\n5-1203 问一下什么时候做核酸\n王师傅明天返汉 坐G1234\n好的谢谢"


def text(page):
    return page.content.decode()


def one(world):
    return FollowUp.objects.get(community=world.community, subject__regex="^(intake|errand):")


def test_insulin_asked_for_in_one_sentence_is_in_its_owners_list(confirm, world, client):
    answer = confirm("3-502 胰岛素没了")
    matter = one(world)
    assert (matter.kind, matter.act, matter.urgency) == ("errand", "deliver", 1)
    assert matter.owner == world.users["grid_worker"], "whoever looks after building 3"
    errand = Errand.objects.get()
    assert (errand.kind, errand.what, errand.text, errand.sealed) == ("medicine", "胰岛素", "3-502 胰岛素没了", True)
    assert matter.subject == f"errand:{errand.pk}" and matter.grid == world.grids[0]
    assert matter.codes["household"] == str(world.flats["3-2-502"].households.get().pk)
    page = client.get(answer.headers["Location"])
    assert "3-502：胰岛素已登记" in text(page) and "grid_worker" in text(page)
    client.force_login(world.users["grid_worker"])
    assert "3-502 胰岛素没了" in text(client.get("/followups/"))


def test_nothing_is_made_before_the_confirmation(office, world):
    assert office.post("/sentences/", {"text": CHAT}).status_code == 200
    assert not FollowUp.objects.exists() and not Intake.objects.exists()


def test_a_pasted_chat_makes_each_line_once_it_is_confirmed(office, confirm, world):
    page = office.post("/sentences/", {"text": CHAT})
    forms = page.context["sheet"].forms
    assert [form.proposal.kind for form in forms] == ["errand", "purchase", "question", "arrival", "none"]
    unsure = [form.number for form in forms if form.proposal.unsure]
    assert unsure == [3], "no 王 of this community is known as a master"
    assert "◆" in text(page)
    answer = confirm(CHAT, **{"3-who": "-"})
    assert FollowUp.objects.count() == 4, "thanks are no matter"
    said = office.get(answer.headers["Location"]).context["all"].splitlines()
    assert len(said) == 4 and "王秀英：" in said[0] and "2-301：" in said[1]


def test_the_same_form_sent_twice_creates_once(confirm, world):
    key = str(uuid.uuid4())
    first, second = confirm("3-502 胰岛素没了", key=key), confirm("3-502 胰岛素没了", key=key)
    assert first.headers["Location"] == second.headers["Location"]
    assert FollowUp.objects.count() == 1


def test_a_changed_kind_asks_for_its_own_act(confirm, world):
    confirm("3-502 胰岛素没了", **{"0-kind": "visit"})
    assert (one(world).kind, one(world).act, one(world).urgency) == ("visit", "visit", 2)


def test_somebody_else_is_found_by_room_or_name_and_chosen(office, confirm, world):
    found = office.post("/sentences/candidates/", {"line": "0", "0-find": "赵敏"})
    chosen = f"r:{world.residents['赵敏'].pk}"
    assert f'value="{chosen}"' in text(found) and "5-1-1203 赵敏" in text(found)
    assert Reading.objects.filter(subject=f"resident:{world.residents['赵敏'].pk}", why="listed").exists()
    confirm("3-502 胰岛素没了", **{"0-who": chosen})
    assert one(world).codes["resident"] == str(world.residents["赵敏"].pk)
    assert one(world).owner != world.users["grid_worker"], "building 5 is another worker's"


def test_typing_somebody_without_choosing_asks_which_one(confirm, world):
    answer = confirm("好像有人胰岛素没了", **{"0-who": "", "0-find": "3-2-502"})
    assert answer.status_code == 400 and "王梅" in text(answer) and "胰岛素没了" in text(answer)
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"0-kind": "<b>"},
        {"0-kind": ""},
        {"0-act": "x"},
        {"0-owner": "nobody"},
        {"0-due_at": "yesterday"},
        {"0-due_at": ""},
        {"0-due_at": "2019-01-01T10:00"},
        {"0-who": "r:nonsense"},
        {"0-who": "x"},
        {"0-who": f"h:{uuid.uuid4()}"},
    ],
)
def test_nonsense_is_said_and_nothing_is_lost(confirm, wrong):
    answer = confirm("3-502 胰岛素没了", **wrong)
    assert answer.status_code == 400
    assert "3-502 胰岛素没了" in text(answer) and 'class="errorlist"' in text(answer)
    assert not FollowUp.objects.exists() and not Intake.objects.exists()


@pytest.mark.parametrize("wrong", ["", "  \n ", "一行\n" * 51, "长" * 20001], ids=["nothing", "blank", "51", "long"])
def test_what_cannot_be_read_says_so_and_stays(office, wrong):
    answer = office.post("/sentences/", {"text": wrong})
    assert answer.status_code == 400 and 'role="alert"' in text(answer)
    assert wrong.strip()[:20] in text(answer)


def test_a_confirmation_without_its_form_makes_nothing(office):
    for data in ({}, {"text": "3-502 胰岛素没了"}, {"text": "3-502 胰岛素没了", "key": "x", "read_at": "x"}):
        answer = office.post("/sentences/confirmation/", data)
        assert answer.status_code in (302, 200)
    assert office.get("/sentences/confirmation/").status_code == 405
    assert not FollowUp.objects.exists(), "no line was ticked"


def test_another_communitys_people_are_nobody_here(confirm, other_world, world):
    theirs = other_world.residents["王秀英"]
    answer = confirm("3-502 胰岛素没了", **{"0-who": f"r:{theirs.pk}"})
    assert answer.status_code == 400 and not FollowUp.objects.exists()
    answer = confirm("3-502 胰岛素没了", **{"0-owner": str(other_world.users["secretary"].pk)})
    assert answer.status_code == 400 and not FollowUp.objects.exists()


def test_a_building_lead_names_the_own_stairs_only_and_still_reports_the_rest(confirm, sign_in, world):
    lead = sign_in("building_lead")
    beyond = f"r:{world.residents['赵敏'].pk}"
    assert confirm("3-502 胰岛素没了", client=lead, **{"0-who": beyond}).status_code == 400
    answer = confirm("5-1203 赵敏 胰岛素没了", client=lead, **{"0-who": "-"})
    assert one(world).words == "5-1203 赵敏 胰岛素没了"
    page = lead.get(answer.headers["Location"])
    assert page.status_code == 200 and f"/followups/{one(world).pk}" not in text(page), "a page that is not theirs"


def test_an_emergency_stands_at_the_top_and_reaches_lead_and_owner(office, confirm, world):
    line = "3-502 老人摔倒了起不来"
    page = text(office.post("/sentences/", {"text": f"2-301 想买米\n{line}"}))
    assert page.index("tel:120") < page.index(f"{line}</h2>") < page.index("2-301 想买米</h2>")
    confirm(line)
    matter = one(world)
    assert (matter.kind, matter.urgency, matter.due_at) == ("emergency", 1, world.at)
    told = set(Message.objects.filter(template="sentences.emergency").values_list("to", flat=True))
    assert f"user:{matter.owner_id}" in told and len(told) == 2
    assert "120" in Intake.objects.get().said[0]


def test_an_emergency_waits_for_no_other_answer(confirm, world):
    confirm("有人晕倒了", **{"0-who": "", "0-due_at": "2019-01-01T10:00"})
    assert one(world).kind == "emergency"


def test_an_outing_that_the_rules_have_is_asked_for(confirm, world):
    publish(world, "one-per-household")
    confirm("王梅明天上午9点想去银行")
    made = Outing.objects.get()
    assert (made.resident, made.purpose, made.way) == (world.residents["王梅"], "bank", "telephone")
    assert made.starts_at.isoformat() == "2020-04-09T01:00:00+00:00"
    assert "外出" in Intake.objects.get().said[0]


@pytest.mark.parametrize("given", [{"0-purpose": ""}, {"0-who": "-"}, {"0-expected_at": ""}])
def test_an_outing_with_something_unknown_becomes_a_call(confirm, world, given):
    publish(world, "one-per-household")
    confirm("王梅明天上午9点想去银行", **given)
    assert not Outing.objects.exists() and (one(world).kind, one(world).act) == ("call", "call")


def test_an_outing_that_the_rules_refuse_becomes_a_call_and_says_why(confirm, world):
    publish(world, "one-per-household", slots=[[600, 660]])
    answer = confirm("王梅明天上午9点想去银行")
    assert not Outing.objects.exists() and one(world).codes["why"] == "outings.outside_hours"
    assert answer.status_code == 302


def test_an_outing_that_nobody_has_to_ask_for_says_just_go(confirm, world):
    confirm("王梅明天上午9点想去银行")
    assert one(world).codes["why"] == "outings.nobody_asks"
    assert "不用申请" in Intake.objects.get().said[0]


def test_only_whoever_confirmed_sees_the_replies(confirm, sign_in):
    address = confirm("3-502 胰岛素没了").headers["Location"]
    assert sign_in("secretary").get(address).status_code == 404


def test_all_lines_left_out_make_nothing(confirm, client):
    answer = confirm("3-502 胰岛素没了", **{"0-take": None})
    assert not FollowUp.objects.exists()
    assert client.get(answer.headers["Location"]).status_code == 200


def test_the_text_can_be_changed_without_losing_it(office):
    page = office.post("/sentences/", {"text": "3-502 胰岛素没了", "edit": "1"})
    assert page.status_code == 200 and "3-502 胰岛素没了</textarea>" in text(page)


def test_two_of_one_name_are_not_guessed_between(office, confirm, world):
    home = world.flats["5-1-1203"].households.get()
    Resident.objects.create(community=world.community, household=home, name="王梅", birth_year=1990)
    page = office.post("/sentences/", {"text": "王梅胰岛素没了"})
    form = page.context["sheet"].forms[0]
    assert len(form.options) == 2 and "who" in form.proposal.unsure and filled(page)["0-who"] == ""
    assert confirm("王梅胰岛素没了").status_code == 400
    assert confirm("王梅胰岛素没了", **{"0-who": form.options[1].place}).status_code == 302


def test_the_box_stands_on_the_pages_of_those_who_may_use_it(sign_in):
    for kind, there in (("secretary", True), ("grid_worker", True), ("building_lead", True), ("gate_guard", False)):
        page = sign_in(kind).get("/")
        assert ("data-sentence" in text(page)) is there, kind
