"""The score: the tables that the browser's twin is held to as well."""

import json

import pytest

from linli.core.data import data_folder
from linli.wellbeing.scales import BUILT_IN, load, score

pytestmark = pytest.mark.pure
FOLDER = data_folder("protocol") / "scales"


def tables():
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "vectors").glob("*.json"))]
    return [table for table in found if "scale" in table]


def scale_of(table):
    return load()[table["scale"]] if isinstance(table["scale"], str) else table["scale"]


def cases():
    for table in tables():
        scale = scale_of(table)
        for case in table["cases"]:
            yield pytest.param(scale, case, id=f"{scale['id']}: {case['name']}")


@pytest.mark.parametrize(("scale", "case"), list(cases()))
def test_the_score_is_the_one_of_the_table(scale, case):
    assert score(scale, case["answers"], case.get("cutoff", "")) == case["expect"]


def test_every_scale_has_a_table_and_every_file_is_offered():
    files = {path.stem for path in FOLDER.glob("*.json") if not path.name.endswith(".schema.json")}
    assert files == set(BUILT_IN) == {table["scale"] for table in tables() if isinstance(table["scale"], str)}
