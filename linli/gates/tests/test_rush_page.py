"""The page that says how many guards tomorrow takes."""

from typing import Any

import pytest

from linli.gates import rush


def test_the_secretary_sees_this_communitys_own_numbers_and_an_answer(sign_in: Any, world: Any, gate: Any) -> None:
    page = sign_in("secretary").get("/gates/rush/").content.decode()
    assert 'data-test="rush"' in page and 'name="gates" value="2"' in page and 'name="people" value="5"' in page
    assert "没有人等超过 5 分钟" in page


def test_where_somebody_would_wait_too_long_it_says_how_many_more(sign_in: Any, world: Any) -> None:
    asked = {"people": 4100, "share": 30, "minutes": 30, "gates": 3, "guards": 1, "prepared": 0}
    page = sign_in("secretary").get("/gates/rush/", asked).content.decode()
    assert "3 个卡口各 3 名门岗" in page


@pytest.mark.parametrize("wrong", [{"gates": 0}, {"people": -1}, {"share": "x"}, {"people": 10**9}])
def test_nonsense_is_said_at_its_field(sign_in: Any, world: Any, wrong: dict[str, Any]) -> None:
    asked = {"people": 10, "share": 30, "minutes": 30, "gates": 3, "guards": 1, "prepared": 0} | wrong
    page = sign_in("secretary").get("/gates/rush/", asked)
    assert page.status_code == 200 and b"errorlist" in page.content and b'data-test="rush"' not in page.content


def test_the_longest_question_is_a_second_of_work(sign_in: Any, world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    draw = rush.groups

    def counted(plan: Any) -> Any:
        drawn.append(plan)
        return draw(plan)

    monkeypatch.setattr(rush, "groups", counted)
    asked = {"people": 10_000, "share": 100, "minutes": 240, "gates": 1, "guards": 1, "prepared": 0}
    page = sign_in("secretary").get("/gates/rush/", asked)
    assert b'data-test="rush"' in page.content and len(drawn) <= 20, "each draws every person anew"
