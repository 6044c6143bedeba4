"""Open matters: each has an owner, is taken on, handed over, closed once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from linli.accounts.models import Role
from linli.core.refusals import Refused
from linli.followups.kinds import DOES, Kind
from linli.followups.models import FollowUp
from linli.followups.owners import owner_for, second_person


def opened(world: Any, **changes: Any) -> FollowUp:
    given = {"owner": world.users["grid_worker"], "due_at": world.at, "by": None, "at": world.at}
    return FollowUp.open(
        world.community.pk,
        "fever",
        changes.pop("subject", "crossing:018f3e3e-0000-7000-8000-000000000000"),
        **(given | changes),
    )


def test_a_matter_is_opened_once(world: Any) -> None:
    assert opened(world).pk == opened(world).pk
    assert FollowUp.objects.count() == 1


def test_the_grid_worker_owns_what_happens_in_the_grid(world: Any) -> None:
    assert owner_for(world.community.pk, world.at, world.grids[0].pk) == world.users["grid_worker"]
    assert owner_for(world.community.pk, world.at, world.grids[1].pk) == world.users["secretary"]


def test_nothing_is_unowned_when_every_post_has_ended(world: Any) -> None:
    Role.objects.update(ends_at=datetime(2020, 2, 1, tzinfo=UTC))
    assert owner_for(world.community.pk, world.at) is not None


def test_of_two_people_one_answers(world: Any) -> None:
    one, same = opened(world), FollowUp.objects.get()
    one.answer(by=world.users["secretary"], at=world.at)
    with pytest.raises(Refused, match=r"followups\.not_open"):
        same.answer(by=world.users["community_worker"], at=world.at)
    assert FollowUp.objects.get().owner == world.users["secretary"]


def test_a_matter_handed_over_meanwhile_is_not_handed_over_again(world: Any) -> None:
    one, same = opened(world), FollowUp.objects.get()
    one.hand_over(to=world.users["secretary"], by=world.users["grid_worker"], at=world.at)
    with pytest.raises(Refused, match=r"followups\.handed_over_meanwhile"):
        same.hand_over(to=world.users["community_worker"], by=world.users["grid_worker"], at=world.at)


def test_the_pages_of_a_matter(sign_in: Any, world: Any) -> None:
    one = opened(world, resident=str(world.residents["王梅"].pk))
    client = sign_in("grid_worker")
    assert "王○" in client.get("/followups/").content.decode()
    page = client.get(f"/followups/{one.pk}/").content.decode()
    assert "13800002222" in page
    client.post(f"/followups/{one.pk}/hand-over/", {"to": str(world.users["secretary"].pk)})
    assert client.get(f"/followups/{one.pk}/").status_code == 404
    client = sign_in("secretary")
    said = {"step": "done", "text": "已送发热门诊"}
    client.post(f"/followups/{one.pk}/steps/", said)
    done = FollowUp.objects.get()
    assert (done.status, done.note, done.closed_by) == ("done", "已送发热门诊", world.users["secretary"])
    again = client.post(f"/followups/{one.pk}/steps/", said | {"text": "又一次"}, follow=True).content.decode()
    assert "没有改动" in again and FollowUp.objects.get().note == "已送发热门诊"


def test_a_matter_is_overdue_after_its_time(world: Any) -> None:
    assert opened(world, due_at=datetime.now(UTC) - timedelta(minutes=1)).overdue


def test_a_matter_about_a_review_leads_to_it(sign_in: Any, world: Any) -> None:
    key = "018f0000-0000-7000-8000-000000000000"
    owner = world.users["secretary"]
    made = FollowUp.open(
        world.community.pk, "review", f"review:{key}", owner=owner, due_at=world.at, by=None, at=world.at
    )
    assert f"/reviews/{key}/" in sign_in("secretary").get(f"/followups/{made.pk}/").content.decode()


def test_a_matter_knows_what_to_do_how_soon_and_whose_grid_it_is(world: Any) -> None:
    mine = FollowUp.open(
        world.community.pk,
        "errand",
        "sentence:018f3e3e-0000-7000-8000-000000000001",
        due_at=world.at,
        by=None,
        at=world.at,
        resident=world.residents["王梅"],
        words="胰岛素没了",
    )
    mine.refresh_from_db()
    assert (mine.act, mine.urgency) == ("deliver", FollowUp.Urgency.SOON)
    assert (mine.owner, mine.grid) == (world.users["grid_worker"], world.grids[0])
    assert mine.codes == {"resident": str(world.residents["王梅"].pk)} and mine.words == "胰岛素没了"


def test_every_kind_says_what_is_usually_done() -> None:
    assert set(DOES) == set(Kind)


def test_what_was_done_elsewhere_ends_the_matter_once(world: Any) -> None:
    one = opened(world)
    for _ in range(2):
        FollowUp.settle(world.community.pk, "fever", one.subject, by=None, at=world.at)
    one.refresh_from_db()
    assert one.status == "done"


def test_the_second_person_is_somebody_else_of_the_office(world: Any) -> None:
    secretary, worker = world.users["secretary"], world.users["community_worker"]
    assert second_person(world.community.pk, world.at, but=worker) == secretary
    assert second_person(world.community.pk, world.at, but=secretary) == worker
    Role.objects.filter(user=worker).update(ends_at=world.at)
    assert second_person(world.community.pk, world.at, but=secretary) == secretary, "still not nobody's"
