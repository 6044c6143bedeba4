"""``linli sentences check``."""

import json

import pytest
from click.testing import CliRunner

from linli.cli.sentences import sentences
from linli.sentences import rehearsal

pytestmark = pytest.mark.pure


def test_the_figures_are_printed_for_both_parts_and_all():
    done = CliRunner().invoke(sentences, ["check"])
    assert done.exit_code == 0
    assert [part for part in ("tuning:", "held_out:", "all:") if part in done.output] == [
        "tuning:",
        "held_out:",
        "all:",
    ]


def test_as_json_the_parts_add_up():
    told = json.loads(CliRunner().invoke(sentences, ["check", "--json"]).output)
    assert told["all"]["lines"] == told["tuning"]["lines"] + told["held_out"]["lines"] == len(rehearsal.cases())


def test_lines_held_out_are_never_listed():
    listed = CliRunner().invoke(sentences, ["check", "--wrong"]).output
    assert not [case.line for case in rehearsal.cases() if case.part == "held_out" and case.line in listed.splitlines()]


def test_too_many_wrong_ones_are_an_error(monkeypatch):
    cases = [case for case in rehearsal.cases() if case.part == "tuning"][:50]
    wrong = {"kind": "none", "who": "", "unsure": []}
    spoiled = [rehearsal.Case(case.part, case.line, case.at, wrong) for case in cases]
    monkeypatch.setattr(rehearsal, "cases", lambda: spoiled)
    assert CliRunner().invoke(sentences, ["check"]).exit_code == 1
