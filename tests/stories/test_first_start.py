"""An empty installation: one line printed by the server, one page, and the house stands."""

from django_scopes import scope

from linli.accounts.setup import make_token
from linli.gates.models import Gate, SigningKey
from linli.journal.models import Line
from linli.registry.models import Community, Compound

ASKED = {
    "community": "新城社区",
    "division": "420111",
    "zone": "Asia/Shanghai",
    "compounds": "一期\n二期",
    "gates": "3",
    "name": "林静",
    "username": "linjing",
    "password": "three quiet words",
}


def test_from_nothing_to_gates_keys_and_a_signed_in_secretary(client, db):
    page = client.post("/setup/", {**ASKED, "token": make_token()}, follow=True)
    assert page.redirect_chain[-1][0] == "/setup/next/"
    with scope(community=Community.objects.get().pk):
        assert [gate.compound.name for gate in Gate.objects.order_by("name")] == ["一期", "二期", "一期"]
        assert Compound.objects.count() == 2
        assert set(SigningKey.objects.values_list("use", flat=True)) == {"pass", "seal"}
        assert Line.objects.filter(event="community.opened").exists()
    for _, _, address in page.context["steps"]:
        assert client.get(address).status_code == 200, address
