"""The certificate, which anybody can check, and what is printed for the wall and the table."""

from typing import Any

import pytest
from django.test import Client

from linli.accounts.models import Guess
from linli.volunteers.models import Certificate, Slot

pytestmark = pytest.mark.usefixtures("clock")


def test_the_certificate_is_a_paper_that_anybody_can_check_and_that_names_nobody_in_full(
    world: Any, helper: Any, worked: Any, signed: Any
) -> None:
    tang = helper("唐小雨")
    worked(tang, -30).confirm(by=world.users["community_worker"], at=world.at)
    paper = signed(tang.user).get("/volunteering/certificate/")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    made = Certificate.objects.get()
    page = _text(Client().get(f"/volunteers/certificates/{made.code}/"))
    assert "唐○○" in page and "唐小雨" not in page and "新城社区" in page
    typed = f"{made.code[:4].lower()}-{made.code[4:8]} {made.code[8:]}"
    assert "唐○○" in _text(Client().get("/volunteers/certificates/", {"code": typed}))
    assert Client().get("/volunteers/certificates/AAAA2222BBBB/").status_code == 404


def test_whoever_guesses_numbers_of_certificates_is_counted(world: Any) -> None:
    Client().get("/volunteers/certificates/AAAA2222BBBB/")
    assert Guess.objects.count() == 1


def test_the_poster_and_the_list_to_sign_are_printed(world: Any, helper: Any, shift: Any, sign_in: Any) -> None:
    work, office = shift(24, places=3), sign_in("community_worker")
    Slot.take(work, helper("唐小雨"), by=None, at=world.at)
    for address in ("/volunteers/poster/", f"/volunteers/shifts/{work.pk}/list/"):
        assert office.get(address).content.startswith(b"%PDF"), address


def _text(answer: Any) -> str:
    return str(answer.content.decode())
