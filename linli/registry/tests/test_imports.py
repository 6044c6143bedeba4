"""Rosters into the registry: dry run, pieces, a second time, other sources, taking back."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django_scopes import scopes_disabled

from linli.core.refusals import Refused
from linli.journal.models import Line
from linli.registry.models import Building, Flat, Household, Import, Resident, Stay
from linli.registry.roster import run, undo
from tests.world import MORNING

HEADERS = "姓名,房号,手机,身份证号,居住类型,监护人"
ROWS = [
    "王秀英,3栋2单元502,,,业主,",
    "王小宝,3-2-502,,,,王秀英",
    "孙六,9-1-101,13800009999,11010519491231002X,租户,",
    "没房号,,,,,",
    "赵敏,5-1-1203,13911112222,,,",
    "丁一,8-2-301,1380000,,,",
]


def file(rows: list[str] = ROWS) -> bytes:
    return "\n".join([HEADERS, *rows]).encode("gb18030")


def upload(world: Any, content: bytes, source: str = "committee", at: Any = MORNING) -> Import:
    return run.receive(world.community, content, "册.csv", source=source, by=world.users["secretary"], at=at)


def applied(world: Any, content: bytes, source: str = "committee", at: Any = MORNING) -> Import:
    made = upload(world, content, source, at)
    list(run.apply(made, by=world.users["secretary"], at=at))
    return made


def test_the_dry_run_writes_nobody_and_tells_everything(world: Any) -> None:
    made = upload(world, file())
    assert Resident.objects.count() == 5
    assert made.preview["kinds"] == {"same": 1, "new": 2, "rejected": 2, "changed": 1}
    assert made.preview["problems"] == {"roster.no_room": 1, "phone.not_a_number": 1}
    assert sum(made.preview["kinds"].values()) == made.rows == 6


def test_what_was_previewed_is_what_happens(world: Any) -> None:
    made = applied(world, file())
    assert made.counts["kinds"] == made.preview["kinds"] and made.status == "applied"
    sun = Resident.objects.get(name="孙六")
    assert (sun.household.flat.key, sun.household.tenure, sun.birth_year) == ("9-1-101", "tenant", 1949)
    assert sun.sources["phone"] == ["committee", "2020-04-08"] and sun.stays.count() == 1
    assert Resident.objects.get(name="王小宝").guardian == world.residents["王秀英"]
    assert Resident.objects.get(name="赵敏").phone == "+8613911112222"


def test_a_second_upload_changes_nothing_twice(world: Any) -> None:
    applied(world, file())
    before = list(Resident.objects.order_by("pk").values("pk", "name", "sources", "household"))
    again = applied(world, file(), at=MORNING + timedelta(hours=1))
    assert again.counts["kinds"] == {"same": 4, "rejected": 2}
    assert ["roster.same_file", {}] in again.preview["warnings"]
    assert list(Resident.objects.order_by("pk").values("pk", "name", "sources", "household")) == before


def test_a_killed_run_goes_on_where_it_stopped(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PIECE", 2)
    made = upload(world, file())
    steps = run.apply(made, by=None, at=MORNING)
    assert next(steps) == 2
    steps.close()
    made = Import.objects.get(pk=made.pk)
    assert made.status == "applying" and made.cursor == 2
    list(run.apply(made, by=None, at=MORNING))
    assert made.counts["kinds"] == made.preview["kinds"]
    assert Resident.objects.filter(name="孙六").count() == 1


def test_two_runs_at_once_do_nothing_twice(world: Any) -> None:
    one = upload(world, file())
    run.start(one, by=None, at=MORNING)
    two = Import.objects.get(pk=one.pk)
    run.apply_piece(one, by=None, at=MORNING)
    with pytest.raises(Refused, match="moved_meanwhile"):
        run.apply_piece(two, by=None, at=MORNING)
    with pytest.raises(Refused, match="not_previewed"):
        run.start(two, by=None, at=MORNING)
    assert Resident.objects.filter(name="孙六").count() == 1


def test_files_of_three_offices_make_one_person(world: Any) -> None:
    applied(world, "业主姓名,楼栋,单元,室\n郑七,7,1,201".encode(), source="property")
    applied(world, "姓名,现住址,公民身份号码\n郑七,7栋1单元201,11010519491231002X".encode(), source="police")
    applied(world, "姓名,房号,手机\n郑七,7-201,13700001234".encode(), source="committee")
    zheng = Resident.objects.get(name="郑七")
    assert {field: source for field, (source, _) in zheng.sources.items()} == {
        "name": "property",
        "identity": "police",
        "birth_year": "police",
        "phone": "committee",
    }


def test_a_worse_source_is_kept_out_and_said(world: Any) -> None:
    applied(world, "姓名,房号,手机\n赵敏,5-1-1203,13900000001".encode(), source="committee")
    made = applied(world, "姓名,房号,手机\n赵敏,5-1-1203,13900000002".encode(), source="property")
    assert Resident.objects.get(name="赵敏").phone == "+8613900000001"
    assert made.counts["oddities"] == {"roster.better_source": 1}


def test_duplicates_are_warned_about_and_not_blocked(world: Any) -> None:
    applied(world, file())
    made = applied(world, "姓名,房号,身份证号\n孙六,6-1-601,11010519491231002X".encode())
    assert made.preview["oddities"] == {"roster.like_identity": 1}
    assert made.preview["likenesses"][0][2] == str(Resident.objects.get(name="孙六", household__tenure="tenant").pk)
    assert Resident.objects.filter(name="孙六").count() == 2


def test_a_room_that_may_be_several_is_refused_with_the_choices(world: Any) -> None:
    applied(world, "姓名,房号\n一一,3-1-502".encode())
    made = upload(world, "姓名,房号\n二二,3-502".encode())
    assert made.preview["problems"] == {"roster.room_has_several": 1}
    page = openpyxl.load_workbook(io.BytesIO(run.rejected_workbook(made, MORNING))).active
    assert "3-1-502, 3-2-502" in page["C2"].value or "3-2-502, 3-1-502" in page["C2"].value


def test_the_order_of_rows_in_a_file_never_matters(world: Any) -> None:
    applied(world, "姓名,房号\n一一,12-303\n二二,12-2-303".encode())
    assert {one.household.flat.key for one in Resident.objects.filter(name__in=["一一", "二二"])} == {"12-2-303"}


def test_somebody_who_stands_twice_in_a_file_does_not_change_to_and_fro(world: Any) -> None:
    content = "姓名,房号,手机,出生年\n钱七,7-1-101,13800000001,\n钱七,7-1-101,13800000002,1950".encode()
    made = applied(world, content)
    assert made.counts["oddities"] == {"roster.same_row_twice": 1}
    (qian,) = Resident.objects.filter(name="钱七")
    assert (qian.phone, qian.birth_year) == ("+8613800000001", 1950)
    assert applied(world, content).counts["kinds"] == {"same": 2}


def test_empty_flats_come_without_people(world: Any) -> None:
    applied(world, "姓名,房号,入住情况\n,3-2-601,空置\n,3-2-602,已入住".encode())
    assert Flat.objects.get(key="3-2-601").use == "empty"
    assert not Flat.objects.filter(key="3-2-602").exists()


def test_a_jump_in_size_is_said(world: Any) -> None:
    Resident.objects.filter(name="李强").update(created_at=MORNING - timedelta(hours=30))
    rows = [f"新人,{number}-1-101,,,," for number in range(20, 60)]
    assert ["roster.jump", {"times": 40}] in upload(world, file(rows)).preview["warnings"]


def test_within_a_day_untouched_rows_go_back_and_the_rest_is_listed(world: Any) -> None:
    made = applied(world, file())
    bao = Resident.objects.get(name="王小宝")
    bao.correct(source="self", by=None, at=MORNING, birth_year=2012)
    restored = undo.reverse(made, by=None, at=MORNING + timedelta(hours=23))
    assert (restored.removed, restored.kept) == (1, [str(bao.pk)])
    assert not Resident.objects.filter(name="孙六").exists() and not Flat.objects.filter(key="9-1-101").exists()
    assert Resident.objects.get(name="赵敏").phone == "13800005555"
    assert Resident.objects.count() == 6 and Building.objects.filter(number="9").exists()
    assert Household.objects.count() == 4 and Stay.objects.count() == 1


def test_taking_back_half_way_goes_on_and_never_does_it_twice(world: Any) -> None:
    made = applied(world, file())
    undo.begin(made, MORNING)
    made = Import.objects.get(pk=made.pk)
    assert undo.reverse(made, by=None, at=MORNING).removed == 2
    with pytest.raises(Refused, match="taken_back_already"):
        undo.reverse(Import.objects.get(pk=made.pk), by=None, at=MORNING)


def test_what_was_left_alone_is_finished_by_the_clock(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PIECE", 2)
    steps = run.apply(upload(world, file()), by=None, at=MORNING)
    next(steps)
    steps.close()
    with scopes_disabled():
        assert run.resume_due(MORNING + timedelta(minutes=4)) == 0
        assert run.resume_due(MORNING + timedelta(minutes=6)) == 1
        assert run.resume_due(MORNING + timedelta(minutes=9)) == 0
    assert Import.objects.get().status == "applied"


def test_after_a_day_an_import_stays(world: Any) -> None:
    made = applied(world, file())
    with pytest.raises(Refused, match="import_too_old"):
        undo.reverse(made, by=None, at=MORNING + timedelta(hours=25))


def test_the_journal_holds_numbers_and_no_names(world: Any) -> None:
    applied(world, file())
    lines = Line.objects.filter(event__startswith="import.")
    assert [line.event for line in lines.order_by("sequence")] == [
        "import.received",
        "import.started",
        "import.applied",
    ]
    assert not any("王" in str(line.codes) for line in lines)


def test_the_kept_file_is_sealed(world: Any) -> None:
    made = upload(world, file())
    assert made.content == file()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM registry_importfile")
        assert "孙六".encode("gb18030") not in bytes(cursor.fetchone()[0])
