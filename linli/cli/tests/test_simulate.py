"""``linli simulate rush``: two languages, JSON, and an exit code that says whether somebody waits too long."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from linli.cli import main

pytestmark = pytest.mark.pure


def run(*arguments: str, **environment: str) -> Any:
    return CliRunner().invoke(main, ["simulate", "rush", *arguments], env={"LC_ALL": "C", "LANG": "C"} | environment)


def test_the_default_morning_is_good_and_says_so_in_both_languages() -> None:
    english, chinese = run(), run(LC_ALL="zh_CN.UTF-8")
    assert english.exit_code == chinese.exit_code == 0
    assert "Nobody waits over 5 minutes." in english.output and "1230 of 4100" in english.output
    assert "没有人等超过 5 分钟" in chinese.output and "Nobody" not in chinese.output
    assert run("--lang", "zh").output == chinese.output
    assert len([line for line in english.output.splitlines() if line[:6].strip().isdigit()]) >= 30


def test_where_somebody_waits_too_long_it_says_how_many_guards_would_do() -> None:
    answer = run("--prepared", "0", "--guards", "1", "--json")
    content = json.loads(answer.output)
    assert answer.exit_code == 1 and content["over_five_minutes"] > 0
    assert content["needed"]["guards"] > 1
    again = run("--prepared", "0", "--guards", str(content["needed"]["guards"]))
    assert again.exit_code == 0


def test_the_same_seed_prints_the_same() -> None:
    assert run("--seed", "7").output == run("--seed", "7").output != run("--seed", "8").output


def test_given_times_take_the_place_of_the_measured_ones() -> None:
    answer = run("--prepared-seconds", "1", "--unprepared-seconds", "1", "--lang", "en")
    assert "Times as given" in answer.output and "prepared 1.0 s" in answer.output


@pytest.mark.parametrize("wrong", [["--gates", "0"], ["--share", "2"], ["--people", "-1"], ["--lang", "fr"]])
def test_nonsense_is_refused(wrong: list[str]) -> None:
    assert run(*wrong).exit_code == 2


def test_nobody_at_all_is_a_morning_too() -> None:
    assert run("--people", "0").exit_code == 0
