"""The pages of the gates, for the roles that use them, in both languages."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.followups.models import FollowUp
from linli.gates.models import Crossing, Device, Enrolment, Gate, Pass, Pin, Rejudged, SigningKey, TrustKey


@pytest.fixture(autouse=True)
def clock(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages live on the morning of 8 April 2020."""
    from linli.gates.views import batches, board, check, devices, keys, passes

    for module in (batches, board, check, devices, keys, passes):
        monkeypatch.setattr(module, "now", lambda: world.at)
    monkeypatch.setattr("linli.gates.online.rules_at", lambda community, at: RULES)
    monkeypatch.setattr("linli.gates.issuing.rules_at", lambda community, at: RULES)


from linli.gates.inforce import InForce  # noqa: E402
from linli.gates.tests.conftest import POLICY  # noqa: E402

RULES = InForce(version="test/one@1", title={"zh": "试行", "en": "Trial"}, phase="one", gate=POLICY, hash="0")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("gate_guard", "/gates/"),
        ("secretary", "/gates/"),
        ("gate_guard", "/gates/check/"),
        ("gate_guard", "/gates/check/?q=3-2-502"),
        ("gate_guard", "/gates/check/?q=wm&direction=entry"),
        ("gate_guard", "/gates/check/?q=nobody"),
        ("secretary", "/gates/passes/?q=3-502"),
        ("grid_worker", "/gates/passes/"),
        ("secretary", "/gates/batches/"),
        ("secretary", "/gates/devices/"),
        ("gate_guard", "/gates/pin/"),
        ("secretary", "/gates/keys/"),
        ("secretary", "/gates/api/"),
        ("secretary", "/followups/"),
        ("grid_worker", "/followups/?mine=1"),
        ("secretary", "/certificates/"),
        ("secretary", "/certificates/list/"),
    ],
)
def test_pages_open(
    sign_in: Any, gate: Any, post: Any, crossing: Any, world: Any, language: str, role: str, path: str
) -> None:
    post([{"sequence": 1, "crossing": crossing(world.residents["王梅"], emergency=True)}])
    client = sign_in(role)
    client.cookies["django_language"] = language
    assert client.get(path).status_code == 200


def answers(gate: Any, resident: Any, **given: str) -> dict[str, str]:
    base = {
        "gate": str(gate.place.pk),
        "direction": "exit",
        "resident": str(resident.pk),
        "pass": "",
        "sequence": "1586307600000001",
    }
    return base | given


def test_a_check_asks_judges_and_records(sign_in: Any, gate: Any, world: Any) -> None:
    client, chen = sign_in("gate_guard"), world.residents["陈浩"]
    page = client.get("/gates/check/steps/", answers(gate, chen))
    assert page.context["verdict"]["outcome"] == "ask"
    page = client.post("/gates/check/steps/", answers(gate, chen, temperature="36.5"))
    assert page.context["verdict"]["outcome"] == "allow"
    for _ in range(2):  # pressed twice is recorded once
        done = client.post("/gates/crossings/", answers(gate, chen, temperature="36.5"), follow=True)
        assert done.status_code == 200
    kept = Crossing.objects.get()
    assert (kept.went, kept.server_code, kept.guard_id) == (True, "gate.allowed", world.users["gate_guard"].pk)


def test_a_form_that_was_opened_first_and_sent_last_comes_last(
    sign_in: Any, gate: Any, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One exit a household: whoever is sent second has none left, for the page and for the ledger alike."""
    client, mother, daughter = sign_in("gate_guard"), world.residents["王秀英"], world.residents["王梅"]
    first = answers(gate, mother, temperature="36.5", sequence="1586307600000001")
    second = answers(gate, daughter, temperature="36.5", sequence="1586307660000001")
    client.post("/gates/crossings/", second)
    monkeypatch.setattr("linli.gates.views.check.now", lambda: world.at + timedelta(minutes=5))
    client.post("/gates/crossings/", first)
    kept = {row.resident_id: row for row in Crossing.objects.all()}
    assert (kept[daughter.pk].server_code, kept[mother.pk].server_code) == ("gate.allowed", "gate.exits_used_up")
    assert not any(row.disagreed for row in kept.values())
    assert not Rejudged.objects.exists() and not FollowUp.objects.exists()


def test_a_fever_found_on_the_page_is_handed_over(sign_in: Any, gate: Any, world: Any) -> None:
    sign_in("gate_guard").post("/gates/crossings/", answers(gate, world.residents["陈浩"], temperature="38.2"))
    assert Crossing.objects.get().gate_outcome == "hand_over"
    assert FollowUp.objects.get().kind == "fever"


def test_overruling_needs_a_reason(sign_in: Any, gate: Any, world: Any) -> None:
    client, chen = sign_in("gate_guard"), world.residents["陈浩"]
    given = answers(gate, chen, temperature="36.5", overrule="refuse")
    assert client.post("/gates/crossings/", given).status_code == 200
    assert Crossing.objects.count() == 0
    client.post("/gates/crossings/", given | {"reason": "看上去不舒服"})
    kept = Crossing.objects.get()
    assert (kept.gate_outcome, kept.overrule_outcome, kept.went) == ("allow", "refuse", False)


def test_life_first_is_one_press_and_the_banner_stays_until_answered(sign_in: Any, gate: Any, world: Any) -> None:
    client = sign_in("gate_guard")
    client.post("/gates/crossings/", {"gate": str(gate.place.pk), "direction": "exit", "emergency": "1"})
    matter = FollowUp.objects.get()
    assert matter.kind == "emergency"
    assert f"/followups/{matter.pk}/answer/" in client.get("/gates/").content.decode()
    client.post(f"/followups/{matter.pk}/answer/")
    assert "/answer/" not in client.get("/gates/").content.decode()


@pytest.mark.parametrize(
    "nonsense", [{}, {"gate": "x"}, {"resident": "x"}, {"pass": "x"}, {"sequence": "x"}, {"temperature": "hot"}]
)
def test_nonsense_in_a_check_is_no_error_page(sign_in: Any, gate: Any, world: Any, nonsense: dict[str, str]) -> None:
    client = sign_in("gate_guard")
    given = {"gate": str(gate.place.pk), "direction": "sideways"} | nonsense
    for path in ("/gates/check/steps/", "/gates/crossings/"):
        assert client.post(path, given, follow=True).status_code == 200


def test_a_pass_is_issued_shown_voided_and_reprinted(sign_in: Any, gate: Any, world: Any) -> None:
    client, wang = sign_in("secretary"), world.residents["王梅"]
    page = client.post(f"/gates/residents/{wang.pk}/passes/", {"kind": "resident"}, follow=True)
    ticket = Pass.objects.get()
    assert ticket.expires_at == world.at + timedelta(days=30)
    assert str(ticket) in page.content.decode()
    client.post(f"/gates/passes/{ticket.pk}/reprint/")
    assert Pass.objects.count() == 2
    assert Pass.objects.get(pk=ticket.pk).revocation.reason == "reprinted"
    new = Pass.objects.exclude(pk=ticket.pk).get()
    client.post(f"/gates/passes/{new.pk}/voiding/")
    assert client.post(f"/gates/passes/{new.pk}/voiding/").status_code == 409


def test_a_batch_is_previewed_issued_printed_and_taken_back(
    sign_in: Any, gate: Any, world: Any, post: Any, crossing: Any
) -> None:
    client = sign_in("secretary")
    preview = client.post("/gates/batches/", {"kind": "resident", "preview": "1"})
    assert preview.context["plan"].size == 5
    assert Pass.objects.count() == 0
    page = client.post("/gates/batches/", {"kind": "resident", "confirmed": "1"}, follow=True)
    assert Pass.objects.count() == 5
    address = page.redirect_chain[-1][0]
    sheets = client.get(f"{address}sheets/")
    assert sheets.content[:4] == b"%PDF"
    used = Pass.objects.get(resident=world.residents["李强"])
    post([{"sequence": 1, "crossing": crossing(used.resident) | {"pass": used.public_id}}])
    client.post(f"{address}reversal/", follow=True)
    assert list(Pass.objects.filter(revocation=None)) == [used]
    assert Pass.objects.count() == 5
    assert str(used) in client.get(address).content.decode()
    assert Pass.objects.count() == 5
    assert str(used) in client.get(address).content.decode()


def test_passes_verify_with_the_exported_trust_list(sign_in: Any, gate: Any, world: Any) -> None:
    from linli.gates.envelope import Trust, verify

    ticket = Pass.issue(
        kind="resident", resident=world.residents["王梅"], expires_at=world.at + timedelta(days=9), by=None, at=world.at
    )
    text = ticket.text(SigningKey.of(world.community.pk, "pass", world.at))
    trust = Trust.load(sign_in("secretary").get("/gates/trust.json").content)
    verdict = verify(text, trust, int(world.at.timestamp()) + 5)
    assert (verdict.ok, verdict.claims["pass_id"]) == (True, ticket.pk.bytes)
    assert len(text) <= 240
    SigningKey.objects.get(use="pass").distrust(by=None)
    assert not verify(
        text, Trust.load(sign_in("secretary").get("/gates/trust.json").content), int(world.at.timestamp())
    ).ok


def test_an_enrolment_page_shows_a_code_once_usable(sign_in: Any, gate: Any, world: Any) -> None:
    page = sign_in("secretary").post("/gates/devices/enrolment/")
    assert "<svg" in page.content.decode()
    assert Enrolment.objects.filter(status="open").count() == 1


def test_a_device_is_revoked_from_the_list(sign_in: Any, gate: Any, world: Any) -> None:
    sign_in("secretary").post(f"/gates/devices/{gate.device.pk}/revocation/")
    assert Device.objects.get(pk=gate.device.pk).revoked


def test_a_gate_is_opened_once(sign_in: Any, gate: Any, world: Any) -> None:
    given = {"name": "西门", "compound": str(world.compound.pk)}
    for _ in range(2):
        sign_in("secretary").post("/gates/places/", given)
    assert Gate.objects.filter(name="西门").count() == 1


def test_a_guard_chooses_a_pin(sign_in: Any, gate: Any, world: Any) -> None:
    client = sign_in("gate_guard")
    assert client.post("/gates/pin/", {"pin": "1111", "again": "1111"}).status_code == 200
    assert not Pin.objects.exists()
    client.post("/gates/pin/", {"pin": "4711", "again": "4711"})
    assert Pin.objects.get().fits("4711")


def test_a_trust_list_never_brings_keys_for_passes(sign_in: Any, gate: Any, world: Any) -> None:
    own = SigningKey.objects.get(use="pass")
    entry = {"kid": own.kid, "spki": own.spki, "not_before": 0, "not_after": 4_000_000_000, "issuer": "x"}
    lists = json.dumps([entry | {"kinds": ["pass"]}, entry | {"kinds": ["pass", "test"]}]).encode()
    client = sign_in("secretary")
    client.post("/gates/trust/", {"list": SimpleUploadedFile("trust.json", lists)})
    assert [key.kinds for key in TrustKey.objects.all()] == [["test"]]
    assert client.post("/gates/trust/", {"list": SimpleUploadedFile("x", b"nonsense")}).status_code == 409
    client.post(f"/gates/trust/{TrustKey.objects.get().pk}/removal/")
    assert TrustKey.objects.filter(removed_at=None).count() == 0


def test_who_looks_at_a_resident_at_the_gate_is_noted(sign_in: Any, world: Any, gate: Any) -> None:
    from linli.privacy.readings import readings_of

    wang = world.residents["王梅"]
    client = sign_in("gate_guard")
    page = client.get(f"/gates/check/steps/?gate={gate.place.pk}&direction=exit&resident={wang.pk}")
    assert page.status_code == 200
    assert [reading.why for reading in readings_of(wang)] == ["gate"]
