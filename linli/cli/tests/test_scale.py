"""``linli scale``: what somebody at a terminal sees."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from linli.cli.scale import scale
from linli.core.data import data_folder
from linli.wellbeing.scales import BUILT_IN, load

pytestmark = pytest.mark.pure


def run(*arguments):
    return CliRunner().invoke(scale, list(arguments))


def test_a_phq_9_with_item_9_is_scored_with_its_alert_cut_off_and_citation():
    said = json.loads(run("score", "phq-9", "--answers", "1,2,0,1,0,0,1,0,1").stdout)
    assert (said["scale"], said["version"], said["total"], said["band"]) == ("phq-9", "1.0.0", 6, "mild")
    assert said["alerts"] == [{"item": "9", "code": "life"}]
    assert said["cutoff"] == 7 and not said["above"] and "10.1016/j.genhosppsych.2014.05.021" in said["citation"]


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_scale_can_be_scored_by_its_name(name):
    one = load()[name]
    answers = ",".join("0" for item in one["items"] if item["scored"] or "screen" in one)
    said = json.loads(run("score", name, "--answers", answers).stdout)
    assert said["total"] == 0 and said["citation"] and {"band", "alerts", "cutoff"} <= set(said)


def test_a_site_may_choose_another_cut_off():
    said = json.loads(run("score", "phq-9", "--answers", "1,2,0,1,0,0,1,0,2", "--cutoff", "older-rural").stdout)
    assert (said["total"], said["cutoff"], said["above"]) == (7, 8, False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("phq-9", "--answers", "1,2"), "phq-9 has 9 answers (or 10 with what is not scored), not 2"),
        (("gad-7", "--answers", ""), "gad-7 has 7 answers, not 0"),
        (("gad-7", "--answers", "1,2,3,4,1,1,1"), "the answer to item 4 must be one of 0, 1, 2, 3"),
        (("gad-7", "--answers", "1,2,3,-1,1,1,1"), "the answer to item 4 must be one of 0, 1, 2, 3"),
        (("gad-7", "--answers", "1,2,3,-,1,1,1"), "no answer to item 4"),
        (("gad-7", "--answers", "1,2,3,,1,1,1"), "no answer to item 4"),
        (("gad-7", "--answers", "1,2,3,two,1,1,1"), "answer 4 is 'two'"),
        (("gad-7", "--answers", "1,2,3,1.5,1,1,1"), "answer 4 is '1.5'"),
        (("gad-7", "--answers", "1,2,3,²,1,1,1"), "answer 4 is '²'"),
        (("gad-7", "--answers", "1,1,1,1,1,1,1", "--cutoff", "mine"), "no such cut-off; gad-7 has outpatients"),
        (("isi", "--answers", "1"), "isi: neither a scale (phq-9"),
    ],
)
def test_what_cannot_be_scored_is_said_in_one_line_with_exit_code_2(arguments, said):
    result = run("score", *arguments)
    assert result.exit_code == 2
    assert result.stdout == "" and len(result.stderr.splitlines()) == 1 and said in result.stderr


def test_a_file_of_ones_own_is_scored_and_a_wrong_one_is_not(tmp_path):
    mine = json.loads((data_folder("protocol") / "scales/vectors/imported.json").read_text())["scale"]
    (tmp_path / "mine.json").write_text(json.dumps(mine))
    assert json.loads(run("score", str(tmp_path / "mine.json"), "--answers", "1,1,-,3,2").stdout)["total"] == 8
    mine["bands"][0]["to"] = 8
    (tmp_path / "mine.json").write_text(json.dumps(mine))
    assert "$.bands[1].from" in run("score", str(tmp_path / "mine.json"), "--answers", "1,1,-,3,2").stderr


def test_check_says_what_is_wrong_and_its_exit_codes_tell_wrong_from_unreadable(tmp_path):
    good = data_folder("protocol") / "scales/phq-2.json"
    assert run("check", str(good)).stdout == "phq-2 1.0.0: 2 items, 2 cut-offs\n"
    bad = {**load()["phq-2"], "default_cutoff": "mine"}
    (tmp_path / "bad.json").write_text(json.dumps(bad))
    result = run("check", str(tmp_path / "bad.json"), str(good))
    assert result.exit_code == 1 and "$.default_cutoff: none of screen, older-rural" in result.stdout
    (tmp_path / "no.json").write_text("{")
    assert run("check", str(tmp_path / "no.json")).exit_code == 2
    assert run("check", str(tmp_path / "absent.json")).exit_code == 2


def test_the_list_names_all_five_and_says_whose_text_was_not_confirmed():
    lines = run("list").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(BUILT_IN)
    assert [line.split("\t")[0] for line in lines if "not confirmed" in line] == ["pc-ptsd-5"]


def test_scoring_does_not_wait_for_django():
    code = "import sys; from linli.cli import main; main(['scale', 'list'], standalone_mode=False)"
    code += "; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
