"""The demo's people: a login for every role, a worker for every grid, tonight's duty without double bookings."""

from datetime import timedelta

from linli.accounts.demo import LOGINS, PASSWORD, build, demo_logins
from linli.accounts.models import Duty, Role
from linli.accounts.models.duty import duty_lead, on_duty


def test_every_role_has_a_login_and_every_grid_its_worker(world, client, settings):
    Role.objects.all()
    build(world.community, 1, at=world.at)
    assert {kind for kind, _ in LOGINS.values()} == set(Role.Kind) - {Role.Kind.RESIDENT}
    assert [login.username for login in demo_logins()] == list(LOGINS)
    workers = Role.objects.filter(kind="grid_worker", user__username__startswith="grid", user__name__gt="")
    held = {grid.number for role in workers.exclude(user__in=world.users.values()) for grid in role.grids.all()}
    assert held == {grid.number for grid in world.grids}
    assert client.login(username="secretary", password=PASSWORD)
    settings.MODE = "production"
    assert demo_logins() == []


def test_somebody_is_on_duty_at_every_hour_and_leads(world):
    build(world.community, 1, at=world.at)
    for hour in range(23):
        assert on_duty(world.community, world.at + timedelta(hours=hour)), hour
    assert duty_lead(world.community, world.at).username == "worker"
    assert Duty.objects.count() == 10
