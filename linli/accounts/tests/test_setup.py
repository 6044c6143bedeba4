"""The first start: one token, one community, one first person; unsafe settings do not start at all."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings

from linli.accounts.models import Role, User
from linli.accounts.setup import make_token
from linli.registry.models import Community

ASKED = {
    "community": "新城社区",
    "division": "420111",
    "zone": "Asia/Shanghai",
    "compounds": "一期\n二期\n一期",
    "gates": "3",
    "name": "林静",
    "phone": "027-88880000",
    "username": "LinJing",
    "password": "three quiet words",
}


def test_the_token_opens_the_page_once(client, db):
    token = make_token()
    assert client.get("/setup/?token=wrong").status_code == 409
    assert client.get(f"/setup/?token={token}").status_code == 200
    assert client.post("/setup/", {**ASKED, "token": token}).status_code == 302
    user = User.objects.get(username="linjing")
    assert {role.kind for role in Role._base_manager.filter(user=user)} == {"secretary", "administrator"}
    assert client.get("/setup/next/").status_code == 200
    assert client.get(f"/setup/?token={token}").status_code == 409
    assert make_token() is None and Community.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("division", "42011"), ("zone", "Wuhan"), ("password", "short"), ("compounds", " "), ("gates", "0")],
)
def test_a_wrong_answer_keeps_everything_typed(client, db, field, value):
    token = make_token()
    page = client.post("/setup/", {**ASKED, field: value, "token": token})
    assert page.status_code == 200 and "新城社区" in page.content.decode()
    assert not Community.objects.exists()
    assert client.post("/setup/", {**ASKED, "token": token}).status_code == 302


def test_a_newer_token_replaces_the_older(client, db):
    old, new = make_token(), make_token()
    assert client.get(f"/setup/?token={old}").status_code == 409
    assert client.get(f"/setup/?token={new}").status_code == 200


@pytest.mark.parametrize(
    "unsafe",
    [
        {"LINLI_DEBUG": "1"},
        {"LINLI_HOSTS": "*"},
        {"LINLI_SECOND_FACTOR": "0"},
        {"LINLI_CLOCK_SHIFT": "5"},
        {"LINLI_SECRET_KEY": "short"},
        {"LINLI_HTTPS": "0"},
    ],
)
def test_production_refuses_unsafe_settings(unsafe, tmp_path):
    environment = {**os.environ, "LINLI_MODE": "production", "LINLI_HOME": str(tmp_path), **unsafe}
    started = subprocess.run(
        [sys.executable, "-c", "import linli.config.settings"],
        env=environment,
        capture_output=True,
        text=True,
        cwd=django_settings.ROOT.parent,
    )
    assert started.returncode != 0 and next(iter(unsafe)) in started.stderr
