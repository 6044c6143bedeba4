"""The phone test's addresses, and what `up --lan` tells the settings."""

import os
import socket

import pytest
from click import ClickException

from linli.config.lan import command, network
from linli.config.lan.companion import Plan


def test_the_worker_is_a_script_with_the_scope_it_needs(client):
    answer = client.get("/lan/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"/lan/kept" in answer.content


@pytest.mark.django_db
def test_only_a_service_worker_can_answer_the_kept_address(client):
    assert client.get("/lan/kept").status_code == 404


def test_the_probe_is_empty(client):
    answer = client.get("/lan/probe")
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.django_db
def test_the_phone_test_says_where_to_trust(client, settings):
    settings.LAN_HELPER = "http://192.168.1.7:8080"
    assert "http://192.168.1.7:8080" in client.get("/lan/test").content.decode()


def test_the_settings_learn_name_addresses_and_https(monkeypatch):
    monkeypatch.setattr(os, "environ", {"LINLI_HOSTS": "linli.example"})
    command.configure("linli.local", ["192.168.1.7"], 8443, 80)
    assert os.environ["LINLI_HOSTS"] == "linli.local,localhost,127.0.0.1,192.168.1.7,linli.example"
    assert os.environ["LINLI_ADDRESS"] == "https://linli.local:8443"
    assert os.environ["LINLI_LAN_HELPER"] == "http://192.168.1.7"
    assert os.environ["LINLI_HTTPS"] == "1"


def test_a_taken_port_is_said_in_one_line():
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ClickException) as refused:
            command.up_lan(lambda: None, port, None, None)
        assert str(port) in refused.value.message
        assert network.usable_port(None, port, 0) == 0  # the spare one


def test_certificate_and_key_come_together(tmp_path):
    with pytest.raises(ClickException, match="together"):
        command.up_lan(lambda: None, None, str(tmp_path / "c.pem"), None)


def test_without_a_network_the_next_step_is_said(capsys, tmp_path):
    from datetime import UTC, datetime

    from linli.config.lan.authority import Authority

    Authority(tmp_path).prepare([], datetime.now(UTC))
    command.show(Plan(tmp_path, "linli.local", 8443, 8080), [])
    said = capsys.readouterr().out
    assert "hotspot" in said
    assert "http://linli.local:8080" in said
    assert "SHA-256" in said
