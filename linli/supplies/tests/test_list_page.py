"""A chat's list pasted in the office: shown first, taken line by line."""

from typing import Any

from linli.supplies.models import Basket, Round

PASTED = "#接龙 团菜\n1. 3-2-502 王梅 鸡蛋2 蔬菜1\n2. 李强 蔬菜1\n3. 8-1-101 鸡蛋1\n5. 2-1-301 鸡蛋不要了"


def test_a_pasted_list_is_shown_first_and_only_ticked_lines_are_taken(world: Any, today: Round, sign_in: Any) -> None:
    client, address = sign_in("secretary"), f"/rounds/{today.pk}/list/"
    page = client.post(address, {"text": PASTED})
    assert [page.context[name] for name in ("sure", "unsure", "skipped")] == [2, 2, 1]
    assert page.context["gaps"] == [4] and Basket.objects.count() == 0
    given = {"text": PASTED, "take": "1"}
    for one in page.context["rows"]:
        if one["row"].sure:
            given |= {f"take-{one['n']}": "1", f"room-{one['n']}": one["room"]}
            given |= {f"units-{one['n']}-{goods.number}": str(units) for goods, units in one["amounts"]}
    answer = client.post(address, given)
    assert answer.status_code == 302 and Basket.objects.count() == 2
    assert set(Basket.objects.values_list("way", flat=True)) == {"list"}
    again = client.post(address, {"text": PASTED}).context
    assert again["sure"] == 0, "they have orders now"


def test_what_one_line_cannot_be_does_not_stop_the_others(world: Any, today: Round, sign_in: Any) -> None:
    given = {"text": PASTED, "take": "1", "take-1": "1", "room-1": "3-2-502", "units-1-1": "99"}
    given |= {"take-3": "1", "room-3": "99-9-999", "take-4": "1", "room-4": "2-1-301", "units-4-2": "1"}
    page = sign_in("secretary").post(f"/rounds/{today.pk}/list/", given)
    assert [bool(one.problem) for one in page.context["results"]] == [True, True, False]
    assert Basket.objects.get().household == world.residents["陈浩"].household
