"""Return-to-work certificates: handed in, verified by a named worker, known at the gate."""

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scopes_disabled
from PIL import Image

from linli.care.models import Death
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.models import Permit
from linli.outings import lists, pictures
from linli.outings.models import Certificate, Employer, company_code
from linli.privacy.keeping import purge_due
from linli.registry.models import Stay

CODE = "91420100MA4K00001C"


@pytest.fixture(autouse=True)
def clock(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.outings.views_certificates.now", lambda: world.at)


@pytest.fixture
def employer(world: Any) -> Employer:
    return Employer.objects.create(community=world.community, code=good_code(), name="东湖机械厂")


def good_code() -> str:
    from stdnum.cn import uscc

    body = "91420100MA4K00001"
    return body + str(uscc.calc_check_digit(body))


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


def test_a_verified_certificate_is_a_work_permit_until_its_last_day_ends(world: Any, employer: Employer) -> None:
    made = Certificate.request(
        world.residents["李强"], employer, valid_until=date(2020, 4, 30), by=world.users["grid_worker"], at=world.at
    )
    assert not Permit.objects.exists()
    made.verify(by=world.users["community_worker"], at=world.at)
    permit = Permit.objects.get()  # the end of the day in Wuhan
    assert (permit.kind, permit.ends_at.isoformat()) == ("work", "2020-04-30T15:59:59+00:00")
    with pytest.raises(Refused, match=r"outings\.not_requested"):
        made.refuse(by=world.users["secretary"], reason="too late", at=world.at)
    made.revoke(by=world.users["secretary"], at=world.at)
    assert Permit.objects.filter(revocation=None).count() == 0


def test_a_certificate_that_has_ended_is_not_taken(world: Any, employer: Employer) -> None:
    with pytest.raises(Refused, match=r"outings\.ends_in_the_past"):
        Certificate.request(world.residents["李强"], employer, valid_until=date(2020, 4, 7), by=None, at=world.at)


def test_the_company_code_is_checked() -> None:
    assert company_code(f" {good_code().lower()} ") == good_code()
    for wrong in ("", "123", good_code()[:-1] + "-", "天" * 18, good_code()[:-2] + "00"):
        with pytest.raises(Refused, match=r"outings\.company_code_wrong") as refusal:
            company_code(wrong)
        assert refusal.value.words


def test_a_picture_is_kept_encrypted_and_destroyed(sign_in: Any, world: Any, employer: Employer) -> None:
    client = sign_in("grid_worker")
    given = {"code": good_code(), "company": "东湖机械厂", "valid_until": "2020-04-30"}
    address = f"/certificates/residents/{world.residents['李强'].pk}/"
    bad = client.post(address, given | {"photo": SimpleUploadedFile("x.png", b"nonsense")})
    assert bad.status_code == 200 and not Certificate.objects.exists()
    client.post(address, given | {"photo": SimpleUploadedFile("x.png", picture())})
    made = Certificate.objects.get()
    shown = client.get(f"/certificates/{made.pk}/photo/")
    assert shown.content[:3] == b"\xff\xd8\xff"
    raw = pictures.SHELF.path(made.community_id, made.pk).read_bytes()
    assert b"JFIF" not in raw
    with scopes_disabled():
        assert purge_due(world.at + timedelta(days=60)) == 1
    assert client.get(f"/certificates/{made.pk}/photo/").status_code == 404
    assert client.get(f"/certificates/{made.pk}/").status_code == 200


def test_refusing_needs_a_reason(sign_in: Any, world: Any, employer: Employer) -> None:
    made = Certificate.request(world.residents["李强"], employer, valid_until=date(2020, 4, 30), by=None, at=world.at)
    client = sign_in("secretary")
    client.post(f"/certificates/{made.pk}/refusal/", {"reason": " "})
    assert Certificate.objects.get().status == "requested"
    client.post(f"/certificates/{made.pk}/refusal/", {"reason": "公司说没有此人"})
    assert Certificate.objects.get().reason == "公司说没有此人"


def rows(*lines: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["复工人员名单"])
    sheet.append(["单位", "姓名", "房号", "统一社会信用代码", "有效期"])
    for line in lines:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_employers_list_is_matched_row_by_row(sign_in: Any, world: Any) -> None:
    code = good_code()
    book = rows(
        ("机械厂", "李强", "3栋2单元501", code, date(2020, 4, 30)),
        ("机械厂", "陈浩", "2-301", code, "2020年5月1日"),
        ("机械厂", "李强", "3-2-502", code, date(2020, 4, 30)),
        ("机械厂", "赵敏", "5-1-1203", "12345", date(2020, 4, 30)),
        ("机械厂", "赵敏", "5-1-1203", code, "someday"),
        ("机械厂", "赵敏", "5-1-1203", code, date(2020, 4, 1)),
    )
    client = sign_in("secretary")
    page = client.post("/certificates/list/", {"file": SimpleUploadedFile("a.xlsx", book)})
    reading = page.context["reading"]
    assert (len(reading.rows), len(reading.accepted), len(reading.rejected)) == (6, 2, 4)
    assert all(row.problem for row in reading.rejected)
    assert Certificate.objects.count() == 0
    client.post("/certificates/list/", {"held": page.context["held"], "confirmed": "1"})
    assert sorted(Certificate.objects.values_list("resident__name", flat=True)) == ["李强", "陈浩"]
    again = client.post("/certificates/list/", {"file": SimpleUploadedFile("a.xlsx", book)})
    assert (len(again.context["reading"].accepted), len(again.context["reading"].again)) == (0, 2)


def test_pasted_rows_and_nonsense(sign_in: Any, world: Any) -> None:
    client = sign_in("secretary")
    pasted = f"姓名\t房号\t信用代码\t有效期\n李强\t3-2-501\t{good_code()}\t2020/4/30"
    assert len(client.post("/certificates/list/", {"pasted": pasted}).context["reading"].accepted) == 1
    for nonsense in ("hello", "a,b\n1,2", ""):
        assert client.post("/certificates/list/", {"pasted": nonsense}).status_code == 302
    for broken in (b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert client.post("/certificates/list/", {"file": SimpleUploadedFile("a.xlsx", broken)}).status_code == 302


def test_a_list_is_taken_back_within_a_day(world: Any) -> None:
    from linli.journal.batches import restore

    reading = lists.read(
        world.community, f"姓名,房号,信用代码,有效期\n李强,3-2-501,{good_code()},2020-04-30".encode(), world.at
    )
    batch = lists.take_in(world.community, reading, by=world.users["secretary"], at=world.at)
    restore(batch, by=world.users["secretary"], at=world.at + timedelta(hours=1))
    assert Certificate.objects.get().status == "refused"


def test_a_grid_worker_sees_the_own_grid_only(sign_in: Any, world: Any, employer: Employer) -> None:
    made = Certificate.request(world.residents["陈浩"], employer, valid_until=date(2020, 4, 30), by=None, at=world.at)
    assert sign_in("grid_worker").get(f"/certificates/{made.pk}/").status_code == 404
    assert sign_in("secretary").get(f"/certificates/{made.pk}/").status_code == 200


def test_the_certificate_of_somebody_who_has_died_waits_for_nobody(
    sign_in: Any, world: Any, employer: Employer
) -> None:
    qiang = world.residents["李强"]
    made = Certificate.request(qiang, employer, valid_until=date(2020, 4, 30), by=None, at=world.at)
    client = sign_in("secretary")
    assert client.get("/certificates/").context["count"] == 1
    death = Death.propose(
        qiang, day=date(2020, 4, 8), told_by="李建国", evidence="relative", by=world.users["grid_worker"], at=world.at
    )
    death.confirm(by=world.users["secretary"], at=world.at)
    assert client.get("/certificates/").context["count"] == 0
    assert client.get(f"/certificates/{made.pk}/").status_code == 200, "what was handed in is kept until its time"
    death.dispute(by=world.users["grid_worker"], at=world.at)
    death.correct(by=world.users["secretary"], at=world.at)
    assert client.get("/certificates/").context["count"] == 1


def test_nobody_is_asked_to_verify_the_certificate_of_somebody_who_moved_away(world: Any, employer: Employer) -> None:
    qiang = world.residents["李强"]
    made = Certificate.request(qiang, employer, valid_until=date(2020, 4, 30), by=None, at=world.at)
    waiting = FollowUp.objects.filter(subject=f"certificate:{made.pk}").exclude(status="done")
    assert waiting.count() == 1
    Stay.leave(qiang, by=world.users["secretary"], at=world.at)
    assert waiting.count() == 0
