"""What comes out of the printer: numbers, names as masked as need be, both languages, and who printed it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core.refusals import Refused
from linli.gates.models import Permit
from linli.journal.models import Line
from linli.paper.entering import save
from linli.paper.models import ROWS, Entry, Sheet
from linli.privacy.models import Reading
from tests.paper import pages_of, text_of


@pytest.fixture
def granted(world: Any, gate: Any) -> None:
    since = world.at - timedelta(hours=1)
    Permit.grant(world.residents["王梅"], kind="outing", starts_at=since, once=True, minutes=90, by=None, at=since)
    Permit.grant(world.residents["李强"], kind="work", starts_at=since, by=None, at=since)
    gone = Permit.grant(world.residents["陈浩"], kind="outing", starts_at=since, by=None, at=since)
    gone.revoke(by=None, reason="withdrawn", at=world.at)
    tomorrow = world.at + timedelta(days=1)
    Permit.grant(world.residents["赵敏"], kind="outing", starts_at=tomorrow, by=None, at=since)


def test_registers_have_numbers_rows_and_life_first(world: Any, gate: Any, sign_in: Any) -> None:
    client = sign_in("community_worker")
    told = {"gate": gate.place.pk, "day": "2020-04-08", "count": 2}
    answer = client.post("/paper/registers/", told, follow=True)
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    assert pages_of(answer.content) == 2
    for words in ("0001", "0002", "南门", "2020-04-08", "新城社区", "救命先走", "gate register", "1/2", str(ROWS)):
        assert words in text, words
    client.post("/paper/registers/", told)
    assert list(Sheet.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Line.objects.filter(event="sheets.printed").count() == 2


def test_a_stock_of_blanks_has_neither_gate_nor_day_and_is_taken_up_when_typed(
    world: Any, gate: Any, sign_in: Any
) -> None:
    client = sign_in("community_worker")
    client.post("/paper/registers/", {"gate": "", "day": "", "count": 1})
    sheet = Sheet.objects.get()
    client.post("/paper/sheets/", {"number": sheet.number, "gate": gate.other.pk, "day": "2020-04-07"})
    sheet.refresh_from_db()
    assert (sheet.gate_id, sheet.day.isoformat()) == (gate.other.pk, "2020-04-07")


def test_a_page_of_ones_own_gets_a_number_to_write_on_it(world: Any, gate: Any, sign_in: Any) -> None:
    told = {"number": "", "gate": gate.place.pk, "day": "2020-04-08"}
    page = sign_in("property_guard").post("/paper/sheets/", told, follow=True).content.decode()
    assert "0001" in page and "南门" in page


@pytest.mark.parametrize("number", ["77", "x", "-1"])
def test_a_number_that_was_never_printed_is_said_so(world: Any, gate: Any, sign_in: Any, number: str) -> None:
    told = {"number": number, "gate": gate.place.pk, "day": "2020-04-08"}
    answer = sign_in("community_worker").post("/paper/sheets/", told)
    assert answer.status_code == 200 and "errorlist" in answer.content.decode()
    assert not Sheet.objects.exists()


def test_the_days_permits_are_masked_in_order_and_noted(world: Any, granted: None, sign_in: Any) -> None:
    answer = sign_in("community_worker").post("/paper/permits/")
    text = text_of(answer.content)
    for words in ("3-2-502", "王○", "90", "3-2-501", "李○", "粉碎", "截至", "长期通行许可"):
        assert words in text, words
    for never in ("王梅", "李强", "2-1-301", "5-1-1203", "1380000"):
        assert never not in text, never
    read = set(Reading.objects.filter(why="print").values_list("subject", flat=True))
    assert read == {f"resident:{world.residents[name].pk}" for name in ("王梅", "李强")}
    assert Line.objects.get(event="permits.printed").codes == {"count": 2}


def test_step_cards_follow_the_rules_and_say_whom_to_ring(world: Any, gate: Any, sign_in: Any) -> None:
    text = text_of(sign_in("property_guard").get("/paper/steps/").content)
    for words in ("居民", "出门", "进门", "访客", "37.3", "救命先走", "Temperature below", "test/paper@1"):
        assert words in text, words


def test_a_gates_folder_is_one_pdf(world: Any, granted: None, gate: Any, sign_in: Any) -> None:
    told = {"gate": gate.place.pk, "day": "2020-04-08", "count": 3}
    answer = sign_in("secretary").post("/paper/folder/", told)
    text = text_of(answer.content)
    for words in ("0003", "居民", "王○", "请扫码"):
        assert words in text, words
    assert "北门" not in text


@pytest.mark.parametrize("count", [0, 61])
def test_too_many_sheets_are_refused(world: Any, gate: Any, count: int) -> None:
    with pytest.raises(Refused, match=r"paper.too_many_sheets"):
        Sheet.prepare(world.community, count, gate=None, day=None, by=None, at=world.at)


def test_a_guard_types_and_does_not_print_the_names(world: Any, granted: None, sign_in: Any) -> None:
    client = sign_in("property_guard")
    assert client.post("/paper/permits/").status_code == 403
    assert "permits/" not in client.get("/paper/").content.decode()


def test_of_two_typists_with_different_gates_the_sheet_is_of_the_one_it_stands_with(
    world: Any, gate: Any, type_row: Any, sheet: Sheet
) -> None:
    by, day = world.users["secretary"], world.at.date()
    one, other = Sheet.objects.get(), Sheet.objects.get()
    other.take_up(gate=gate.other, day=day, by=by, at=world.at)
    save(one, 1, "1000.3501-l", by=by, at=world.at)
    assert json.loads(Entry.objects.get().crossing)["gate"] == str(gate.other.pk)
    with pytest.raises(Refused, match=r"paper\.rows_are_typed"):
        one.take_up(gate=gate.place, day=day, by=by, at=world.at)


def test_who_gives_a_gate_after_another_did_has_the_last_word_before_the_first_row(
    world: Any, gate: Any, sheet: Sheet
) -> None:
    one, other = Sheet.objects.get(), Sheet.objects.get()
    for typist, place in ((other, gate.other), (one, gate.place)):
        typist.take_up(gate=place, day=world.at.date(), by=world.users["secretary"], at=world.at)
    assert Sheet.objects.get().gate_id == gate.place.pk


def test_printing_holds_up_nobody_who_writes_a_row_of_the_community(world: Any, gate: Any) -> None:
    with CaptureQueriesContext(connection) as asked:
        Sheet.prepare(world.community, 1, gate=None, day=None, by=None, at=world.at)
    locks = [one["sql"] for one in asked if "registry_community" in one["sql"] and " FOR " in one["sql"]]
    assert bool(locks) == (connection.vendor == "postgresql"), "SQLite locks no rows"
    assert all("FOR NO KEY UPDATE" in sql for sql in locks)
