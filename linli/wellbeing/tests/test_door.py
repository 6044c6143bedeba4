"""The cottage's door: open to everybody, light, readable without script, and blind to who comes."""

import gzip
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image

from linli.accounts.models import ResidentSession
from linli.core import printing
from linli.core.clock import now
from linli.wellbeing import views_public

FIRST_PAGE = 100 * 1024  # bytes on the wire, without what is loaded when somebody begins to answer


def door(world: Any, name: str = "cottage") -> str:
    return reverse(f"wellbeing:{name}", args=[world.community.pk])


def test_the_lines_for_help_stand_on_every_page_without_script(client: Any, world: Any, other_world: Any) -> None:
    for address in (door(world), door(world, "limits"), reverse("wellbeing:places")):
        page = client.get(address).content.decode()
        assert re.findall(r'href="tel:(\d+)"', page)[-3:] == ["12356", "120", "110"], address


def test_without_script_the_page_says_whom_to_ring(client: Any, world: Any) -> None:
    world.community.settings = {"help_phone": "027-85550000"}
    world.community.save()
    page = client.get(door(world), headers={"Accept-Language": "en"}).content.decode()
    assert 'href="tel:027-85550000"' in page and "please call me" in page and "on paper" in page


def test_whose_phone_comes_is_neither_asked_nor_noted(client: Any, world: Any) -> None:
    mei = world.residents["王梅"]
    ResidentSession.bind(mei, token="m" * 43, device="phone", at=now() - timedelta(days=2))
    before = ResidentSession.objects.get().seen_at
    client.cookies["linli_phone"] = "m" * 43
    answer = client.get(door(world))
    assert answer.status_code == 200 and "王" not in answer.content.decode()
    assert ResidentSession.objects.get().seen_at == before
    assert client.get("/me/").status_code == 200
    assert ResidentSession.objects.get().seen_at != before, "her own page does note it"
    assert "sessionid" not in answer.cookies


def test_her_own_page_leads_to_the_cottage(client: Any, world: Any) -> None:
    ResidentSession.bind(world.residents["王梅"], token="m" * 43, device="phone", at=now() - timedelta(days=2))
    client.cookies["linli_phone"] = "m" * 43
    assert f'href="{door(world)}"' in client.get("/me/").content.decode()


def test_a_worker_who_signed_in_sees_no_menu_here(sign_in: Any, world: Any) -> None:
    page = sign_in("secretary").get(door(world)).content.decode()
    assert 'class="menu"' not in page and "data-sentence" not in page


def test_the_only_community_opens_at_once_and_an_unknown_one_is_nowhere(client: Any, world: Any) -> None:
    assert client.get(reverse("wellbeing:places")).headers["Location"] == door(world)
    assert client.get("/cottage/018f0000-0000-7000-8000-000000000000/").status_code == 404


def test_of_several_communities_one_chooses(client: Any, world: Any, other_world: Any) -> None:
    page = client.get(reverse("wellbeing:places")).content.decode()
    assert door(world) in page and door(other_world) in page


def test_no_search_engine_and_no_other_site_learns_of_it(client: Any, world: Any) -> None:
    answer = client.get(door(world))
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_first_page_costs_less_than_100_kilobytes(client: Any, world: Any) -> None:
    """The page and all it names; scripts with the pieces they import at once, not what they load later."""
    page = client.get(door(world)).content
    named = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page.decode()))
    assert any(name.startswith("cottage/resident-") for name in named)
    total = len(gzip.compress(page))
    for name in named | {f"cottage/{piece}" for piece in pieces(named)}:
        found = finders.find(name)
        assert isinstance(found, str), name
        total += len(gzip.compress(Path(found).read_bytes()))
    assert total < FIRST_PAGE


def pieces(named: set[str]) -> set[str]:
    """What the script imports at once, and what that imports."""
    folder, seen = Path(str(finders.find("cottage/assets.json"))).parent, set()
    todo = [name.removeprefix("cottage/") for name in named if name.startswith("cottage/")]
    while todo:
        text = (folder / todo.pop()).read_text()
        fresh = set(re.findall(r'(?:from|import)\s*"\./([^"]+)"', text)) - seen
        seen |= fresh
        todo += fresh
    return seen


def test_the_poster_is_one_page_with_the_address_as_a_code(sign_in: Any, world: Any) -> None:
    answer = sign_in("counsellor").get(reverse("wellbeing:poster"))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"


def test_the_poster_shows_where_and_whom_to_ring() -> None:
    address = "https://linli.example/cottage/018f0000-0000-7000-8000-000000000000/"
    rows = {"title": "t", "community": "新城社区", "phone": "027-85550000", "address": address, "printed": "x"}
    pages = printing.png(views_public.POSTER, {**rows, "qr": printing.qr(address)})
    assert len(pages) == 1
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(pages[0])))
    assert code.text == address


def test_only_the_office_and_counsellors_print_the_poster(sign_in: Any, world: Any) -> None:
    assert sign_in("police").get(reverse("wellbeing:poster")).status_code == 403


@pytest.mark.parametrize("built", [True, False])
def test_a_page_whose_script_was_not_built_still_helps(
    client: Any, world: Any, monkeypatch: pytest.MonkeyPatch, built: bool
) -> None:
    if not built:
        monkeypatch.setattr(views_public.finders, "find", lambda _path: None)
    page = client.get(door(world)).content.decode()
    assert ('type="module"' in page) is built and "12356" in page
