"""The glossary names every model with its Chinese term and exactly its verbs."""

import re
from pathlib import Path

import pytest
from django.apps import apps

pytestmark = pytest.mark.pure
GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| `(\w+\.\w+)` \| ([^|]*)\|$", re.MULTILINE)


def rows():
    """Model label -> (Chinese term, verbs)."""
    return {found[4]: (found[2], re.findall(r"`(\w+)`", found[5])) for found in ROW.finditer(GLOSSARY.read_text())}


def ours():
    return {model._meta.label: model for model in apps.get_models() if model.__module__.startswith("linli.")}


def verbs_of(model):
    """What @verb wraps, classmethods too, and what it has from the abstract parts that it is made of."""
    parts = [model, *(one for one in model.__mro__[1:] if getattr(getattr(one, "_meta", None), "abstract", False))]
    functions = ((name, getattr(one, "__func__", one)) for part in parts for name, one in vars(part).items())
    return {name for name, one in functions if not name.startswith("_") and hasattr(one, "__wrapped__")}


def test_every_model_stands_in_the_glossary_and_nothing_else():
    lines = [line for line in GLOSSARY.read_text().splitlines() if line.startswith("| ") and "`" in line]
    assert len(lines) == len(rows())
    assert set(rows()) == set(ours())


def test_every_model_has_exactly_its_verbs():
    assert {label: set(verbs) for label, (_, verbs) in rows().items()} == {
        label: verbs_of(model) for label, model in ours().items()
    }


def test_the_chinese_term_is_the_one_of_the_model_itself():
    other = [label for label, (term, _) in rows().items() if term not in (ours()[label].__doc__ or "")]
    assert other == []
    assert all(re.search(r"[\u4e00-\u9fff]", term) for term, _ in rows().values())
