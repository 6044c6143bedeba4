"""What the browsers call: a record comes in once, is opened, claimed, written about, closed; nobody else sees any."""

import os
from datetime import timedelta
from typing import Any

import pytest

from linli.core.clock import now
from linli.wellbeing.models import Record, Sealed
from linli.wellbeing.models import records as kept
from linli.wellbeing.tests.conftest import letter, text


def test_the_door_says_what_a_browser_must_know_before_anybody_answers(cottage: Any, world: Any) -> None:
    door = cottage.phone.get(f"{cottage.door}/door.json").json()
    assert door["key"] == {"id": str(cottage.key.pk), "public_key": cottage.key.public_key}
    assert [one["number"] for one in door["lines"]] == ["12356", "120", "110"]
    assert door["duty"] == {"now": False, "next": None} and door["slots"] == []
    assert door["clocks"]["open_minutes"] == 30 and door["community"]["name"] == world.community.name


def test_the_same_record_twice_is_one(cottage: Any) -> None:
    once = letter(cottage.key)
    assert cottage.send(**once).status_code == 201
    assert cottage.send(**once).status_code == 200
    assert Record.objects.count() == Sealed.objects.count() == 1


def test_other_bytes_under_a_known_number_are_refused(cottage: Any) -> None:
    once = letter(cottage.key)
    cottage.send(**once)
    answer = cottage.send(**{**once, "body": letter(cottage.key)["body"]})
    assert answer.status_code == 409 and answer.json()["code"] == "wellbeing.other_bytes"


def test_what_was_sealed_to_a_retired_key_is_told_the_new_one(cottage: Any, world: Any) -> None:
    from linli.wellbeing.tests.conftest import open_cottage

    cottage.key.retired_at = now()
    cottage.key.save()
    fresh = open_cottage(world)
    answer = cottage.send()
    assert answer.status_code == 410
    assert answer.json()["key"] == {"id": str(fresh.pk), "public_key": fresh.public_key}
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": text(os.urandom(2047 + 40))},
        {"body": text(os.urandom(40))},
        {"body": text(os.urandom(40 + 17 * 2048))},
        {"body": "not base64!"},
        {"sealed_key": text(b"short")},
        {"id": "1"},
        {"id": None},
        {"key_id": "x" * 36},
        {"body": 7},
    ],
)
def test_nonsense_is_answered_and_not_kept(cottage: Any, wrong: dict[str, Any]) -> None:
    assert cottage.send(**wrong).status_code == 400
    assert not Record.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'"x"', b"\xff", b"[" * 100_000, b"{" + b" " * 200_000 + b"}"])
def test_what_is_no_record_at_all_is_answered(cottage: Any, raw: bytes) -> None:
    answer = cottage.phone.post(f"{cottage.door}/records", data=raw, content_type="application/json")
    assert answer.status_code == 400


def test_over_the_limit_a_phone_is_asked_to_wait_and_what_it_resends_is_known(
    cottage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LIMITS", ((timedelta(minutes=1), 2),))
    first = letter(cottage.key)
    assert [cottage.send(**first).status_code, cottage.send().status_code] == [201, 201]
    answer = cottage.send()
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert cottage.send(**first).status_code == 200
    monkeypatch.setattr("linli.wellbeing.api.now", lambda: now() + timedelta(minutes=2))
    assert cottage.send().status_code == 201


def test_opening_claims_nothing_and_marks_it_opened(cottage: Any) -> None:
    once = letter(cottage.key)
    key = cottage.send(**once).json()["id"]
    [row] = cottage.counsellor.get("/cottage/records.json").json()["records"]
    assert row["opened_at"] is None and row["claimed_by"] is None and "body" not in row
    one = cottage.counsellor.get(f"/cottage/records/{key}.json").json()
    assert (one["body"], one["sealed_key"], one["entry_list"]) == (once["body"], once["sealed_key"], [])
    assert one["opened_at"] and one["claimed_by"] is None


def test_what_a_colleague_on_duty_claimed_stays_shut_until_they_give_it_back(
    cottage: Any, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "is_on_duty", lambda *_: True)
    key = cottage.id()
    assert cottage.post(cottage.counsellor, f"/cottage/records/{key}/claim").json()["mine"]
    assert cottage.post(cottage.second, f"/cottage/records/{key}/claim").status_code == 409
    assert cottage.second.get(f"/cottage/records/{key}.json").status_code == 403
    assert cottage.post(cottage.second, f"/cottage/records/{key}/release").status_code == 403
    assert cottage.post(cottage.counsellor, f"/cottage/records/{key}/release").status_code == 200
    assert cottage.second.get(f"/cottage/records/{key}.json").status_code == 200


def test_from_a_colleague_who_is_off_duty_it_is_taken_over(cottage: Any) -> None:
    key = cottage.id()
    cottage.post(cottage.counsellor, f"/cottage/records/{key}/claim")
    assert cottage.post(cottage.second, f"/cottage/records/{key}/claim").json()["mine"]
    assert cottage.counsellor.get(f"/cottage/records/{key}.json").status_code == 403


def test_two_who_write_about_one_record_see_each_others_words(cottage: Any) -> None:
    key, mine, other = cottage.id(), letter(cottage.key)["body"], letter(cottage.key)["body"]
    where = f"/cottage/records/{key}/entries"
    assert cottage.post(cottage.counsellor, where, after=0, body=mine).json() == {"number": 1}
    assert cottage.post(cottage.counsellor, where, after=0, body=mine).json() == {"number": 1}, "sent again"
    late = cottage.post(cottage.second, where, after=0, body=other)
    assert late.status_code == 409 and [one["body"] for one in late.json()["entries"]] == [mine]
    assert cottage.post(cottage.second, where, after=1, body=other).json() == {"number": 2}


def test_an_entry_from_the_future_is_refused(cottage: Any) -> None:
    where = f"/cottage/records/{cottage.id()}/entries"
    answer = cottage.post(cottage.counsellor, where, after=5, body=letter(cottage.key)["body"])
    assert answer.status_code == 409 and answer.json()["entries"] == []


def test_it_is_closed_once_with_its_last_entry_and_then_destroyed(cottage: Any) -> None:
    key, last = cottage.id(), letter(cottage.key)["body"]
    assert cottage.post(cottage.counsellor, f"/cottage/records/{key}/destruction").status_code == 409
    closed = cottage.post(cottage.counsellor, f"/cottage/records/{key}/closing", after=0, body=last).json()
    assert closed["closed_at"] and closed["mine"] and closed["entries"] == 1
    assert cottage.post(cottage.counsellor, f"/cottage/records/{key}/closing").status_code == 409
    assert cottage.counsellor.get("/cottage/records.json").json()["records"] == []
    [row] = cottage.counsellor.get("/cottage/records.json?state=closed").json()["records"]
    assert row["id"] == key and not row["destroyed"]
    assert cottage.post(cottage.counsellor, f"/cottage/records/{key}/destruction").json()["destroyed"]
    assert cottage.counsellor.get(f"/cottage/records/{key}.json").status_code == 410
    assert not Sealed.objects.exists() and Record.objects.count() == 1


def test_what_was_destroyed_is_not_sent_back_to_life(cottage: Any) -> None:
    once = letter(cottage.key)
    key = cottage.send(**once).json()["id"]
    cottage.post(cottage.counsellor, f"/cottage/records/{key}/closing")
    cottage.post(cottage.counsellor, f"/cottage/records/{key}/destruction")
    assert cottage.send(**once).status_code == 200
    assert not Sealed.objects.exists()


def test_the_list_goes_on_after_a_page(cottage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.wellbeing.api_records.PAGE", 2)
    sent = {cottage.id() for _ in range(5)}
    seen, after = [], ""
    while after is not None:
        page = cottage.counsellor.get(f"/cottage/records.json?after={after}").json()
        seen += [one["id"] for one in page["records"]]
        after = page["next"]
    assert len(seen) == 5 and set(seen) == sent
