"""Every refusal and every event has words, and no words are left over."""

import re
from pathlib import Path

import pytest

from linli.core.refusals import catalogue
from linli.journal.words import events

pytestmark = pytest.mark.pure
LINLI = Path(__file__).resolve().parents[2] / "linli"
# Built at run time: move() says app.not_<status>, the gate's check answers gate.…
BUILT = re.compile(r"\w+\.not_\w+")


def sources():
    return [path for path in LINLI.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]


def text():
    return "\n".join(path.read_text() for path in sources() if path.name not in ("refusals.py", "events.py"))


def test_every_refusal_has_words():
    raised = set(re.findall(r"Refused\(\s*\"([a-z_]+\.[a-z_]+)\"", text()))
    assert len(raised) > 50
    assert raised - set(catalogue()) == set()


def test_no_words_of_a_refusal_are_left_over():
    everything = text() + (LINLI / "core" / "refusals.py").read_text()
    assert {code for code in catalogue() if f'"{code}"' not in everything and not BUILT.fullmatch(code)} == set()


def test_every_event_has_words():
    recorded = set(re.findall(r"\brecord\(\s*\"([a-z_]+\.[a-z_]+)\"", text()))
    assert len(recorded) > 40
    assert recorded - set(events()) == set()


def test_no_words_of_an_event_are_left_over():
    everything = text()
    assert {code for code in events() if f'"{code}"' not in everything} == set()
