"""Paper at the gate: ten cards a page, and every code reads back from the printed page."""

from datetime import datetime, timedelta

import pytest

from linli.core import printing
from linli.gates import sheets
from tests.paper import codes_in, pages_of, text_of

pytestmark = pytest.mark.pure

PRINTED = datetime(2020, 4, 8, 17, 0)  # noqa: DTZ001 (the community's local time, as printed)
LONGEST = "LL1:" + "6BF+70790T9WJWG.FKY*4GO0.O1CV2 O5 N2FBBRW1*70HS8WY04AC*WIFN0AHCD8KD97TK0F90" * 3


def card(number: int, **changed: object) -> sheets.PassCard:
    words = {"room": f"3-2-{number}", "surname": "王", "kind": "居民", "code": f"K7QM{number:04}"}
    return sheets.PassCard(
        **{**words, "valid_until": PRINTED + timedelta(days=22), "qr": f"{LONGEST[:230]}{number:04}", **changed}
    )


def test_twelve_cards_fill_two_pages():
    pdf = sheets.pass_sheets([card(n) for n in range(12)], community="新城社区", printed=PRINTED)
    assert pages_of(pdf) == 2


def test_a_card_says_room_surname_kind_until_and_code():
    text = text_of(sheets.pass_sheets([card(7)], community="新城社区", printed=PRINTED))
    for words in ("新城社区", "3-2-7", "王", "居民", "2020-04-30 17:00", "K7QM-0007", "有效至", "valid until"):
        assert words in text


def test_every_code_reads_back_from_the_page():
    cards = [card(n) for n in range(10)]
    rows = sheets.pass_rows(cards, community="新城社区", printed=PRINTED)
    [page] = printing.png(sheets.HERE / "passes.typ", rows)
    assert codes_in(page) == [card.qr for card in cards]


def test_a_long_room_and_surname_still_leave_ten_on_a_page():
    cards = [
        card(n, room="东苑十二栋甲单元1203室之二", surname="尼格买提·热合曼", kind="一次性外出") for n in range(10)
    ]
    pdf = sheets.pass_sheets(cards, community="新城社区", printed=PRINTED)
    assert pages_of(pdf) == 1
    assert text_of(pdf).count("2020-04-30 17:00") == 10


def test_the_poster_is_a_plain_link_and_sends_emergencies_through():
    poster = sheets.Poster("新城社区", "南门", "https://linli.local/g/AB12")
    [page] = printing.png(sheets.HERE / "poster.typ", sheets.poster_rows(poster, printed=PRINTED))
    assert codes_in(page) == [poster.url]
    text = text_of(sheets.gate_poster(poster, printed=PRINTED))
    assert "南门" in text
    assert "Emergency: go" in text
