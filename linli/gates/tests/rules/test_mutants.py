"""Mutants of the rules and of their checks die by the shared vectors."""

import sys
from types import ModuleType

import pytest

from linli.gates.tests.rules.mutants import mutants
from linli.gates.tests.rules.vectors import ROOT, differs, examples, vectors

pytestmark = pytest.mark.pure
CHECKS = "linli.gates.rules_checks"


def source(name):
    return (ROOT / f"linli/gates/{name}.py").read_text()


def wrong(compiled, cases):
    """True if the rules that ``compiled`` makes give some case another verdict, or fall over."""
    module = {"__name__": "mutant"}
    try:
        exec(compiled, module)
        return any(differs(module["decide"](case["policy"], case["facts"]), case["expect"]) for case in cases)
    except Exception:
        return True


def test_every_mutant_of_the_rules_dies():
    cases = vectors() + examples()
    made = list(mutants(source("rules")))
    assert len(made) > 60
    assert [what for what, compiled in made if not wrong(compiled, cases)] == []


def test_every_mutant_of_the_checks_dies(monkeypatch):
    cases = vectors() + examples()
    made = list(mutants(source("rules_checks")))
    assert len(made) > 150
    rules = compile(source("rules"), "rules", "exec")
    alive = []
    for what, compiled in made:
        changed = ModuleType(CHECKS)
        exec(compiled, changed.__dict__)
        monkeypatch.setitem(sys.modules, CHECKS, changed)
        if not wrong(rules, cases):
            alive.append(what)
    assert alive == []
