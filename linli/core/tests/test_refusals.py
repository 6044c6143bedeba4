"""A refusal has its words for every thread, also for the one that asks while another gathers them."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from linli.core import refusals


@pytest.mark.pure
def test_nobody_finds_half_of_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []

    def slowly(_name: str) -> Iterator[Any]:
        yield SimpleNamespace(REFUSALS={"a.first": "one"})
        seen.append(set(refusals._catalogue))  # what a thread finds that asks just now
        yield SimpleNamespace(REFUSALS={"a.second": "two"})

    monkeypatch.setattr(refusals, "_catalogue", {})
    monkeypatch.setattr(refusals, "modules", slowly)
    assert set(refusals.catalogue()) == {"a.first", "a.second"}
    assert seen == [set()]
