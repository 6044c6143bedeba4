"""Names: surnames, pinyin, masks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.registry.names import initials, mask, sounds, surname, tidy


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("单雄信", "sxx"),
        ("曾国藩", "zgf"),
        ("仇英", "qy"),
        ("解缙", "xj"),
        ("查良镛", "zly"),
        ("欧阳修", "oyx"),
        ("尉迟恭", "ycg"),
        ("万俟卨", "mqx"),
        ("朴正", "pz"),
        ("区大相", "odx"),
        ("吕布", "lb"),
        ("𠮷野明", "jym"),
        ("买买提·吐尔逊", "mmttex"),
        ("John Smith", "js"),
        ("José Núñez", "jn"),
    ],
)
def test_initials_follow_the_surname_table(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_surname_with_two_readings_is_found_by_both() -> None:
    assert " yy " in sounds("乐毅") and " ly " in sounds("乐毅")
    assert " qxm qinxiaoming " in sounds("覃小明") and " txm " in sounds("覃小明")
    assert " lubu " in sounds("吕布") and " lvbu " in sounds("吕布")


def test_a_name_with_a_dot_is_found_by_its_parts() -> None:
    assert " mt " in sounds("买买提•吐尔逊")


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王○○"),
        ("欧阳修", "欧阳○"),
        ("张伟", "张○"),
        ("买买提·吐尔逊", "买○○·○○○"),
        ("王", "王"),
        ("", ""),
        ("John Smith", "J○ Smith"),
    ],
)
def test_masks_keep_the_surname_alone(name: str, masked: str) -> None:
    assert mask(name) == masked


def test_one_way_to_write_a_name() -> None:
    assert tidy(" 张　三 ") == "张三"
    assert tidy("买买提•吐尔逊") == tidy("买买提．吐尔逊") == "买买提·吐尔逊"
    assert tidy("𠮷\U000e0100明\u200b") == "𠮷明"
    assert surname("欧阳小明") == "欧阳" and surname("𠮷野") == "𠮷"


@given(st.text(max_size=20))
def test_no_text_breaks_a_name(name: str) -> None:
    assert tidy(tidy(name)) == tidy(name)
    shown = mask(name)
    assert len(tidy(name)) < 2 or shown != tidy(name) or not tidy(name).isalnum()
    assert sounds(name).startswith(" ")
