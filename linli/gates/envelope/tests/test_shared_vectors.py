"""The vectors in protocol/hcert, which the gate client reads too."""

import json

import pytest

from linli.gates.envelope import PASS_STATES, Trust, verify
from linli.gates.envelope.tests.make_vectors import FOLDER, build, written


def load(name):
    return json.loads((FOLDER / name).read_text("utf-8"))


CASES = [case for name in ("pass.json", "health.json", "mutants.json") for case in load(name)]


@pytest.fixture(scope="module")
def trust():
    return Trust.load((FOLDER / "trust.json").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_verdict_is_the_one_that_the_gate_client_gives(case, trust):
    verdict = verify(case["text"], trust, case["at"])
    assert {name: getattr(verdict, name) for name in case["expect"]} == case["expect"]


def test_every_code_but_none_else_is_in_the_shared_table():
    assert json.loads((FOLDER.parent / "codes.json").read_text("utf-8")) == PASS_STATES


def test_every_code_has_a_vector():
    assert {case["expect"]["code"] for case in CASES} == set(PASS_STATES)


def test_the_files_are_what_the_script_writes():
    for name, content in build().items():
        assert (FOLDER / name).read_text("utf-8") == written(content), f"{name}: run make_vectors again"


def test_every_accepted_pass_fits_a_small_code():
    assert all(len(case["text"]) <= 240 for case in load("pass.json") if case["expect"]["ok"])
