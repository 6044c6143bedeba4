"""Identity documents and telephone numbers."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.registry import identity, phones

TODAY = date(2020, 4, 8)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("11010519491231002X", "identity_card"),
        ("１１０１０５１９４９１２３１００２ｘ", "identity_card"),
        ("110105491231002", "identity_card"),
        ("'11010519491231002X", "identity_card"),
        ("810000199408230021", "residence_permit"),
        ("830000199201300022", "residence_permit"),
        ("E12345678", "passport"),
        ("EA1234567", "passport"),
        ("H1234567890", "home_return_permit"),
        ("12345678", "taiwan_permit"),
        (12345678.0, "taiwan_permit"),
    ],
)
def test_documents_are_told_apart(value: object, kind: str) -> None:
    assert identity.read(value, TODAY).kind == kind


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.1010519491231e17, "lost_digits"),
        ("1.1010519491231E+17", "lost_digits"),
        ("110105194912310021", "check_differs"),
        ("11010519491331002X", "no_such_date"),
        ("11010520491231002X", "no_such_date"),
        ("990105194912310021", "check_differs"),
        ("001010519491231002"[:17] + "X", "unknown_division"),
        ("1101051949123100", "wrong_length"),
        ("420106********1234", "masked"),
        ("A", "unknown_form"),
        ("", "empty"),
    ],
)
def test_a_wrong_number_says_what_is_wrong(value: object, code: str) -> None:
    with pytest.raises(identity.IdentityError) as caught:
        identity.read(value, TODAY)
    assert caught.value.code == f"identity.{code}"


@given(st.dates(date(1910, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(born: date, serial: int, place: int, shift: int) -> None:
    first17 = f"420106{born:%Y%m%d}{serial:03d}"
    number = first17 + identity.check_character(first17)
    assert identity.read(number, TODAY).born == born
    if number[place].isdigit():
        changed = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
        with pytest.raises(identity.IdentityError):
            identity.read(changed, TODAY)


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_no_cell_breaks_the_readers(value: object) -> None:
    for read in (lambda: identity.read(value, TODAY), lambda: phones.read(value)):
        with suppress(identity.IdentityError, phones.PhoneError):
            read()


@pytest.mark.parametrize(
    "value",
    ["13800138000", 13800138000.0, "138-0013-8000", "+86 138 0013 8000", "8613800138000", "１３８００１３８０００"],
)
def test_one_form_of_a_phone(value: object) -> None:
    assert phones.read(value).number == "+8613800138000"


def test_landlines_take_the_area_code_and_several_numbers_the_first() -> None:
    assert phones.read("87654321").number == phones.read("027-8765 4321").number == "+862787654321"
    assert phones.read("13800138000/13900139000").others == ("+8613900139000",)
    assert phones.shown("+8613800138000") == "138 0013 8000"


@pytest.mark.parametrize(
    ("value", "code"),
    [("abc", "not_a_number"), ("1380013800", "not_a_number"), ("138****8000", "masked"), ("", "empty")],
)
def test_what_is_no_phone_says_so(value: str, code: str) -> None:
    with pytest.raises(phones.PhoneError) as caught:
        phones.read(value)
    assert caught.value.code == f"phone.{code}"
