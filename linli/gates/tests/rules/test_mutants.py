"""Mutants of the rules die by the shared vectors."""

import pytest

from linli.gates.tests.rules.mutants import mutants
from linli.gates.tests.rules.vectors import ROOT, differs, examples, vectors

pytestmark = pytest.mark.pure


def survives(compiled, cases):
    module = {"__name__": "mutant"}
    try:
        exec(compiled, module)
        return not any(differs(module["decide"](case["policy"], case["facts"]), case["expect"]) for case in cases)
    except Exception:
        return False


def test_every_mutant_of_the_rules_dies():
    cases = vectors() + examples()
    source = (ROOT / "linli/gates/rules.py").read_text()
    made = list(mutants(source))
    assert len(made) > 200
    alive = [what for what, compiled in made if survives(compiled, cases)]
    assert alive == []
