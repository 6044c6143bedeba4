"""The family at home: they announce who of theirs comes back, and see the same thread; neighbours do not."""

from typing import Any

import pytest

from linli.accounts.models.phones import ResidentSession
from linli.arrivals.forms_travel import new_key
from linli.arrivals.models import Arrival
from linli.core.clock import now

PHONE = "p" * 43


def text(page: Any) -> str:
    return str(page.content.decode())


@pytest.fixture
def mei(client: Any, world: Any, rules: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("linli.arrivals.views_mine.now", lambda: world.at)
    ResidentSession.bind(world.residents["王梅"], token=PHONE, device="phone", at=now())
    client.cookies["linli_phone"] = PHONE
    return client


def test_a_relative_announces_and_sees_the_same_thread(mei: Any, world: Any) -> None:
    answer = mei.post("/me/arrivals/", {"name": "王建", "phone": "", "others": "王小宝 2016", "key": new_key()})
    made = Arrival.objects.get()
    assert answer.url == f"/me/arrivals/{made.pk}/"
    assert (made.source, made.household) == ("relative", world.residents["王梅"].household)
    assert made.told_by == f"王梅 {world.residents['王梅'].phone}"
    assert 'data-status="announced"' in text(mei.get(answer.url))
    assert "王○" in text(mei.get("/me/arrivals/"))
    assert "/me/arrivals/" in text(mei.get("/me/"))


def test_a_neighbour_sees_nothing_of_it(mei: Any, world: Any, announce: Any) -> None:
    other = announce()  # 3-2-501, another home
    assert mei.get(f"/me/arrivals/{other.pk}/").status_code == 404
    assert mei.post(f"/me/arrivals/{other.pk}/words/", {"word": "not_coming"}).status_code == 404
    other.refresh_from_db()
    assert other.status == "announced" and "李○○" not in text(mei.get("/me/arrivals/"))
