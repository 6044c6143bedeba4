"""The shared vectors, the packs' examples, and the words of every code."""

import json
import re

import jsonschema
import pytest

from linli.gates.rules import decide
from linli.gates.rules_checks import CHECKS, PASS_STATES
from linli.gates.tests.rules.vectors import ROOT, differs, examples, vectors

pytestmark = pytest.mark.pure
PROTOCOL = ROOT / "protocol/gate"
WORDS = json.loads((PROTOCOL / "words.json").read_text())


@pytest.mark.parametrize("case", vectors() + examples(), ids=lambda case: case["name"])
def test_the_verdict_is_the_expected_one(case):
    verdict = decide(case["policy"], case["facts"])
    assert not differs(verdict, case["expect"]), verdict


def test_every_check_has_vectors_and_a_schema():
    covered = {file.stem for file in (PROTOCOL / "vectors").glob("*.json")}
    assert set(CHECKS) <= covered
    schema = json.loads((PROTOCOL / "policy.schema.json").read_text())
    named = {step["properties"]["check"]["const"] for step in schema["$defs"]["step"]["oneOf"]}
    assert named == set(CHECKS)


def test_every_step_in_the_vectors_is_one_that_a_policy_may_have():
    schema = json.loads((PROTOCOL / "policy.schema.json").read_text())
    gate = {**schema["properties"]["gate"], "$defs": schema["$defs"]}
    validator = jsonschema.Draft202012Validator(gate)
    for case in vectors():
        if case["expect"]["code"] != "gate.unknown_check" and "of_tomorrow" not in case["expect"]["passed"]:
            validator.validate({"settings": {}, **case["policy"]})


def codes():
    source = "".join((ROOT / f"linli/gates/{name}.py").read_text() for name in ("rules", "rules_checks"))
    return set(re.findall(r'"(gate\.\w+)"', source)) | {f"pass.{state}" for state in PASS_STATES}


def test_every_code_has_words_in_both_languages_and_no_word_is_idle():
    assert set(WORDS) == codes()
    for code, languages in WORDS.items():
        for language in ("zh", "en"):
            words = languages[language]
            assert words["title"] and words["reason"] and words["say"], (code, language)
            if not code.startswith(("gate.allowed", "gate.emergency", "gate.policy_lapsed")):
                assert words["remedy"] and words["help"], (code, language)
        assert len(languages["zh"]["say"]) <= 60, f"{code}: a sentence to say is short"
        assert len(languages["zh"]["title"]) <= 8, f"{code}: a verdict is read from two metres"
