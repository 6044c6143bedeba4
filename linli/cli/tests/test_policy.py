"""``linli policy check``: what an operator and bin/check see."""

import json
import shutil

import pytest
from click.testing import CliRunner

from linli.cli.policy import policy
from linli.core.data import data_folder

pytestmark = pytest.mark.pure
NORMALISED = data_folder("policies") / "wuhan-2020" / "normalised.json"
WELL = f"wuhan-2020/normalised: {len(json.loads(NORMALISED.read_text())['examples'])} examples\n"


def check(*arguments):
    return CliRunner().invoke(policy, ["check", *map(str, arguments)])


@pytest.fixture
def phase(tmp_path):
    return shutil.copy(NORMALISED, tmp_path / "mine.json")


def change(path, **parts):
    body = json.loads(path.read_text())
    path.write_text(json.dumps({**body, **parts}))
    return body


def test_all_packs_are_well_with_one_line_each():
    result = check()
    assert result.exit_code == 0
    assert WELL in result.output
    assert len(result.output.splitlines()) == len(list(data_folder("policies").rglob("*.json")))


def test_a_file_or_a_folder_can_be_given(phase):
    assert check(phase).output == check(phase.parent).output == WELL


def test_a_failing_example_names_file_example_and_both_verdicts(phase):
    body = json.loads(phase.read_text())
    body["examples"][0]["expect"] = {"outcome": "refuse", "code": "gate.no_pass"}
    change(phase, examples=body["examples"])
    result = check(phase)
    assert result.exit_code == 1
    assert f"{phase}: example 1, {body['examples'][0]['about']}" in result.output
    assert "expected refuse gate.no_pass\n  got      allow gate.allowed" in result.output
    assert f"1 of {len(body['examples'])} examples came out otherwise" in result.output


def test_a_phase_that_is_wrong_is_told_with_its_place(phase):
    change(phase, orders={"kinds": 3})
    result = check(phase)
    assert result.exit_code == 1
    assert result.output == f"{phase}: orders, kinds: expected array, found 3.\n"


@pytest.mark.parametrize("text", ["{", "[]", "\x00", '{"a": 1.5}'])
def test_what_is_no_phase_is_one_line_and_exit_code_2(phase, text):
    phase.write_text(text)
    result = check(phase)
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert str(phase) in result.output


def test_a_path_that_is_not_there_is_one_line_and_exit_code_2(tmp_path):
    for path in (tmp_path / "none.json", tmp_path):
        result = check(path)
        assert result.exit_code == 2
        assert result.output.count("\n") == 1
