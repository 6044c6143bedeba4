"""Household cards: ten a page, readable codes, and the whole community well within half a minute."""

from datetime import datetime

import pytest

from linli.accounts import cards
from linli.core import printing
from tests.paper import codes_in, pages_of, text_of

pytestmark = pytest.mark.pure

WORDS = {
    "community": "新城社区",
    "address": "linli.local/join",
    "help_phone": "027-5550 0100",
    "printed": datetime(2020, 4, 8, 17, 0),  # noqa: DTZ001 (the community's local time, as printed)
}


def card(number: int) -> cards.HouseholdCard:
    return cards.HouseholdCard(f"3-2-{number}", f"https://linli.local/join/K7QM4T2X{number:04}", f"K7QM4T2X{number:04}")


def test_a_card_says_room_code_address_and_what_to_do_in_both_languages():
    text = text_of(cards.household_sheets([card(502)], **WORDS))
    for words in ("新城社区", "3-2-502", "K7QM-4T2X-0502", "linli.local/join", "027-5550 0100", "扫码", "Lost?"):
        assert words in text


def test_without_a_help_phone_the_card_names_none():
    assert "电话" not in text_of(cards.household_sheets([card(502)], **{**WORDS, "help_phone": ""}))


def test_every_code_reads_back_from_the_page():
    ten = [card(n) for n in range(10)]
    [page] = printing.png(cards.TEMPLATE, cards.household_rows(ten, **WORDS))
    assert codes_in(page) == [card.url for card in ten]


def test_an_odd_number_of_cards_is_no_trouble():
    pdf = cards.household_sheets([card(n) for n in range(21)], **WORDS)
    assert pages_of(pdf) == 3
    assert "K7QM-4T2X-0020" in text_of(pdf)


def test_no_card_at_all_is_an_empty_sheet_not_an_error():
    assert pages_of(cards.household_sheets([], **WORDS)) == 1
