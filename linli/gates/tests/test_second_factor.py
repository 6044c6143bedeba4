"""An enrolled phone with a PIN counts as the second factor of the guard who signed in on it, and of nobody else."""

from linli.gates.models import Pin


def begin(client, gate, pin):
    body = {"pin": pin, "gate": str(gate.place.pk)}
    headers = {"Authorization": gate.bearer}
    return client.post("/api/gate/shift", body, content_type="application/json", headers=headers)


def test_the_pin_on_an_enrolled_phone_opens_the_pages_of_the_guard_who_signed_in(client, world, gate, settings):
    settings.SECOND_FACTOR = True
    guard = world.users["gate_guard"]
    Pin.choose(world.community, guard, "4711", by=guard)
    client.force_login(guard)
    assert client.get("/gates/").status_code == 302
    assert begin(client, gate, "4712").status_code == 403
    assert client.get("/gates/").status_code == 302
    assert begin(client, gate, "4711").status_code == 200
    assert client.get("/gates/").status_code == 200


def test_a_guards_pin_does_not_open_the_pages_of_somebody_else(client, world, gate, settings):
    settings.SECOND_FACTOR = True
    Pin.choose(world.community, world.users["gate_guard"], "4711", by=world.users["gate_guard"])
    client.force_login(world.users["secretary"])
    assert begin(client, gate, "4711").status_code == 200
    assert client.get("/gates/").status_code == 302
