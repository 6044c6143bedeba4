"""The house itself: names that exist, short files, no registry's address, every address that a template uses."""

import re
import subprocess
from pathlib import Path

import pytest
from django.urls import get_resolver

from linli.config.recurring import RECURRING
from linli.config.wiring import WIRING
from linli.journal.words import events

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.pure
MOST = 250  # lines


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def test_everything_that_is_wired_exists():
    assert set(WIRING) - set(events()) == set()
    assert all(callable(one) for reactions in WIRING.values() for one in reactions)


def test_everything_that_recurs_exists():
    assert RECURRING and all(callable(task.run) and task.every.total_seconds() > 0 for task in RECURRING.values())


def test_no_file_is_longer_than_250_lines():
    code = [path for path in tracked() if path.suffix in (".py", ".ts") and "migrations" not in path.parts]
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in code}
    assert {name: lines for name, lines in long.items() if lines > MOST} == {}


def test_locked_files_name_no_registry():
    locked = [*ROOT.glob("requirements/*"), *ROOT.glob("*/package-lock.json"), *ROOT.glob("*/.npmrc")]
    assert len(locked) > 7
    named = [path.name for path in locked if re.search(r"https?://|--(extra-)?index-url", _without_funding(path))]
    assert named == []


def _without_funding(path):
    """npm notes where a package's authors may be thanked: not where it comes from."""
    return re.sub(r'"funding": (\{[^}]*\}|\[[^\]]*\]|"[^"]*")|"url": "[^"]*"', "", path.read_text())


def test_every_address_that_a_template_names_exists():
    known = _names(get_resolver())
    missing = set()
    for path in (ROOT / "linli").rglob("templates/**/*.html"):
        for name in re.findall(r"\{% url ['\"]([\w:-]+)['\"]", path.read_text()):
            if name not in known:
                missing.add(f"{path.name}: {name}")
    assert missing == set()


def _names(resolver, before=""):
    found = {before + key for key in resolver.reverse_dict if isinstance(key, str)}
    for space, (_prefix, inner) in resolver.namespace_dict.items():
        found |= _names(inner, f"{before}{space}:")
    return found
