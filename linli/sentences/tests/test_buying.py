"""A sentence that asks for goods goes into the open round where it is clear, and stays a matter where it is not."""

from datetime import timedelta

import pytest

from linli.followups.models import FollowUp
from linli.sentences.models import Intake
from linli.supplies.models import Basket
from linli.supplies.tests.conftest import begin


@pytest.fixture
def opened(world):
    of = begin(world, world.at)
    of.open(by=world.users["secretary"], at=world.at)
    return of


def matters():
    return FollowUp.objects.filter(subject__startswith="intake:").count()


def test_a_clear_order_is_in_the_round_and_the_asker_hears_so(confirm, opened, client):
    answer = confirm("3-502 买鸡蛋两板")
    [item] = Basket.objects.get().items.all()
    assert (item.goods.label, item.quantity, item.basket.way) == ("鸡蛋", 2, "sentence")
    assert matters() == 0
    page = client.get(answer.headers["Location"]).content.decode()
    assert "鸡蛋和蔬菜" in page and f"/orders/{Basket.objects.get().pk}/" in page
    assert "下了单" in "".join(Intake.objects.get().said)


@pytest.mark.parametrize("line", ["3-502 买鸡蛋", "3-502 想买10斤米", "3-502 鸡蛋9板", "3-502 鸡蛋2板 牛奶1箱"])
def test_what_is_not_clear_stays_somebodys_matter(confirm, opened, line):
    confirm(line)
    assert Basket.objects.count() == 0 and matters() == 1


def test_an_order_for_the_same_goods_is_a_question_and_other_goods_are_added(confirm, opened):
    confirm("3-502 买鸡蛋两板")
    confirm("3-502 买鸡蛋一板")
    assert matters() == 1
    confirm("3-502 买蔬菜包1份")
    assert sorted(Basket.objects.get().items.values_list("quantity", flat=True)) == [1, 2]


def test_between_two_open_rounds_nothing_is_guessed(world, confirm, opened):
    other = begin(world, world.at)
    other.open(by=None, at=world.at)
    confirm("3-502 买鸡蛋两板")
    assert Basket.objects.count() == 0 and matters() == 1


def test_after_the_cut_off_it_is_a_matter(world, confirm):
    of = begin(world, world.at - timedelta(hours=11))
    of.open(by=None, at=world.at - timedelta(hours=11))
    confirm("3-502 买鸡蛋两板")
    assert Basket.objects.count() == 0 and matters() == 1
