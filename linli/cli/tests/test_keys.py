"""``linli keys rotate-fields``: one new key, and all that was written stays readable."""

import json

from click.testing import CliRunner

from linli.cli.keys import keys
from linli.core.crypto import key_file
from linli.registry.models import Resident


def test_a_new_key_for_fields_is_the_current_one_beside_the_old(world):
    before = json.loads(key_file().read_text())
    done = CliRunner().invoke(keys, ["rotate-fields"])
    after = json.loads(key_file().read_text())
    name = done.output.splitlines()[0]
    assert done.exit_code == 0
    assert after["current"] == name and name not in before["keys"]
    assert after["index"] == before["index"] and after["keys"].items() >= before["keys"].items()
    assert key_file().stat().st_mode & 0o777 == 0o600
    assert Resident.objects.get(name="王梅").phone == "13800002222"
