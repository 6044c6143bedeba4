"""Nothing of the cottage reaches anybody else: no page, no count, no line of the journal or of a log."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from linli.accounts.models import Role
from linli.core.clock import now
from linli.core.models import Message
from linli.core.outbox import deliver_due
from linli.journal.chain import apart
from linli.journal.models import Head, Line
from linli.journal.walk import walk
from linli.privacy.keeping import purge_due
from linli.privacy.models import Receipt
from linli.wellbeing.models import Record
from linli.wellbeing.tests.conftest import letter

OTHERS = [kind for kind in Role.Kind.values if kind not in ("counsellor", "resident")]
PAGES = ("/", "/journal/", "/privacy/", "/privacy/readings/", "/batches/", "/cottage/numbers/", "/duty/", "/roles/")


def client_of(world: Any, kind: str) -> Client:
    client = Client()
    client.force_login(world.users[kind])
    return client


def pages(client: Client) -> dict[str, bytes]:
    """What each page says."""
    answers = {one: client.get(one) for one in PAGES}
    return {one: answer.content for one, answer in answers.items() if answer.status_code == 200}


def plain(page: bytes) -> list[str]:
    """Without what differs in every answer: tokens of forms, the journal's head as it is signed now."""
    return [re.sub(r"<code>.*?</code>|value=\"\w{64}\"", "", line) for line in page.decode().splitlines()]


@pytest.mark.parametrize("kind", OTHERS)
def test_no_page_of_another_role_changes_when_somebody_was_there(cottage: Any, world: Any, kind: str) -> None:
    client = client_of(world, kind)
    before = {one: plain(page) for one, page in pages(client).items()}
    key = cottage.id()
    cottage.counsellor.get(f"/cottage/records/{key}.json")
    cottage.post(cottage.counsellor, f"/cottage/records/{key}/closing")
    assert before and {one: plain(page) for one, page in pages(client).items()} == before


@pytest.mark.parametrize("kind", [*OTHERS, "resident"])
def test_every_counsellors_address_is_shut_to_every_other_role(cottage: Any, world: Any, kind: str) -> None:
    client, key = client_of(world, kind), cottage.id()
    for path in ("records.json", f"records/{key}.json", "breakings.json", "bookings.json", "count.json"):
        assert client.get(f"/cottage/{path}").status_code == 403, path
    for path in ("claim", "release", "entries", "closing", "destruction", "breakings"):
        assert (
            client.post(f"/cottage/records/{key}/{path}", data={}, content_type="application/json").status_code == 403
        ), path
    assert Record.objects.get().claimed_by is None


def test_a_policeman_who_is_a_counsellor_sees_it_in_that_workplace_only(cottage: Any, world: Any) -> None:
    police = world.users["police"]
    with scopes_disabled():
        Role.objects.create(community=world.community, user=police, kind="counsellor", starts_at=now())
    client, key = client_of(world, "police"), cottage.id()
    assert client.get(f"/cottage/records/{key}.json").status_code == 403
    session = client.session
    session["place"] = f"{world.community.pk}:counsellor"
    session.save()
    assert client.get(f"/cottage/records/{key}.json").status_code == 200


def test_the_common_journal_neither_grows_nor_has_a_gap(cottage: Any, world: Any) -> None:
    before = Head.objects.filter(pk=world.community.pk).values_list("sequence", "hash").first()
    key = cottage.id()
    cottage.post(cottage.counsellor, f"/cottage/records/{key}/claim")
    assert Head.objects.filter(pk=world.community.pk).values_list("sequence", "hash").first() == before
    assert not Line.objects.filter(event__startswith="screening.").exists()
    beside = apart(world.community.pk)
    lines = Line._base_manager.filter(community_id=beside).order_by("sequence")
    assert list(lines.values_list("event", flat=True)) == ["screening.received", "screening.claimed"]
    assert walk(beside).findings == []


def test_verifying_the_journal_sees_a_line_changed_in_the_part_kept_apart(cottage: Any, world: Any) -> None:
    cottage.id()
    secretary = client_of(world, "secretary")
    good = secretary.post("/journal/verification/", follow=True, headers={"Accept-Language": "en"}).content.decode()
    assert "kept apart were changed" not in good
    Head.objects.filter(pk=apart(world.community.pk)).update(sequence=99)
    bad = secretary.post("/journal/verification/", follow=True, headers={"Accept-Language": "en"}).content.decode()
    assert "kept apart were changed" in bad


def test_what_a_phone_sends_is_kept_without_address_browser_or_time_of_making(cottage: Any) -> None:
    answer = cottage.phone.post(
        f"{cottage.door}/records",
        data=letter(cottage.key),
        content_type="application/json",
        REMOTE_ADDR="203.0.113.77",
        headers={"User-Agent": "Canary/1.0", "Cookie": "linli_phone=secret"},
    )
    assert answer.status_code == 201 and not answer.cookies
    columns = {field.name for field in Record._meta.concrete_fields}
    assert columns == {"id", "created_at", "community", "key", "received_at", "size_step", "claimed_by", "opened_at",
                       "closed_at", "called"}  # fmt: skip
    [line] = Line._base_manager.filter(event="screening.received")
    assert line.actor == "system" and line.codes == {}


def test_no_log_line_names_a_path_of_the_cottage(cottage: Any, caplog: pytest.LogCaptureFixture) -> None:
    from linli.config.quiet import Quiet

    quiet = Quiet()
    with caplog.at_level(logging.DEBUG):
        cottage.phone.get(f"{cottage.door}/replies/{'x' * 5}")
        cottage.send(body="no")
        cottage.phone.get("/nowhere/")
    passed = [record.getMessage() for record in caplog.records if quiet.filter(record)]
    assert any("/cottage/" in record.getMessage() for record in caplog.records), "Django does write them"
    assert any("/nowhere/" in line for line in passed) and not any("/cottage/" in line for line in passed)


def test_a_crash_in_the_cottage_is_logged_by_its_kind_and_place_only() -> None:
    from linli.config.quiet import Quiet

    try:
        raise ValueError("what somebody wrote")
    except ValueError as failure:
        record = logging.LogRecord("django.request", 40, "f", 1, "Internal Server Error: %s", ("/cottage/x/records",),
                                   (type(failure), failure, failure.__traceback__))  # fmt: skip
    assert Quiet().filter(record)
    line = logging.Formatter().format(record)
    assert "ValueError at test_apart.py" in line and "wrote" not in line and "cottage/" not in line


def test_what_keeping_destroyed_shows_to_nobody_how_much_it_was(cottage: Any, world: Any) -> None:
    key = cottage.id()
    cottage.post(cottage.counsellor, f"/cottage/records/{key}/closing")
    later = now() + timedelta(days=1097)
    purge_due(now() + timedelta(days=1095))
    assert Record.objects.get().sealed_or_none is not None, "three years are the least"
    purge_due(later)
    assert not Record.objects.exists()
    assert not Receipt.objects.filter(rule__startswith="wellbeing.", community_id=world.community.pk).exists()
    assert Receipt.objects.filter(rule__startswith="wellbeing.").count() == 2
    assert not Line.objects.filter(codes__rule__startswith="wellbeing.").exists()


def test_an_office_cannot_keep_it_for_less_than_the_law_asks(cottage: Any, world: Any) -> None:
    secretary = client_of(world, "secretary")
    answer = secretary.post("/privacy/days/", {"rule": "wellbeing.Sealed.sealed_key", "days": "30"})
    assert answer.status_code == 409
    world.community.settings = {"keeping": {"wellbeing.Sealed.sealed_key": 1}}
    world.community.save()
    key = cottage.id()
    cottage.post(cottage.counsellor, f"/cottage/records/{key}/closing")
    purge_due(now() + timedelta(days=400))
    assert Record.objects.get().sealed_or_none is not None


def test_who_is_told_of_a_waiting_record_reads_it_as_a_counsellor_only(cottage: Any, world: Any) -> None:
    from linli.wellbeing.recurring import call_due

    police = world.users["police"]
    with scopes_disabled():
        since = now() - timedelta(days=3)  # before that noon, whatever the hour is now
        Role.objects.create(community=world.community, user=police, kind="counsellor", starts_at=since)
    Record.objects.filter(pk=cottage.id()).update(received_at=now() - timedelta(days=2))
    noon = now().replace(hour=4, minute=0)  # in Wuhan
    call_due(noon)
    assert set(Message.objects.filter(template="wellbeing.waiting").values_list("to", flat=True)) == {
        f"counsellor:{one}" for one in (police.pk, world.users["counsellor"].pk, cottage.two.pk)
    }
    deliver_due(noon + timedelta(minutes=1))
    client = client_of(world, "police")
    words = "Somebody waits in the Sunshine Cottage"
    assert words not in client.get("/", headers={"Accept-Language": "en"}).content.decode()
    session = client.session
    session["place"] = f"{world.community.pk}:counsellor"
    session.save()
    assert words in client.get("/", headers={"Accept-Language": "en"}).content.decode()
    message = Message.objects.get(to=f"counsellor:{police.pk}")
    client.post("/notices/", {"id": str(message.pk)})
