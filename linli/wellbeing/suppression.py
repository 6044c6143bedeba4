"""Small numbers stay hidden: whether tables that are to be published give one away. Pure.

A table: ``name``, ``rows``, ``columns`` (codes), ``cells`` (a list a row), ``row_totals``, ``column_totals``,
``total``; null is a hidden number.
"""

from itertools import chain
from typing import Any

LEAST = 10
MOST = 60  # rows, columns, tables
PRIME = 2**61 - 1
Number = int | None
Place = tuple[int, int, int]  # table, row, column; the last row and column are totals


def well_formed(tables: Any) -> bool:
    """Whether this is a list of tables whose shown numbers add up."""
    return isinstance(tables, list) and 1 <= len(tables) <= MOST and all(_is_table(one) for one in tables)


def _is_table(one: Any) -> bool:
    names = ("name", "rows", "columns", "cells", "row_totals", "column_totals", "total")
    if not isinstance(one, dict) or set(one) != set(names) or not isinstance(one["name"], str):
        return False
    rows, columns, cells = one["rows"], one["columns"], one["cells"]
    if not (_codes(rows) and _codes(columns) and isinstance(cells, list) and len(cells) == len(rows)):
        return False
    lines = [*cells, one["column_totals"]]
    if any(not isinstance(line, list) or len(line) != len(columns) for line in lines):
        return False
    if not isinstance(one["row_totals"], list) or len(one["row_totals"]) != len(rows):
        return False
    return all(map(_is_number, chain(*lines, one["row_totals"], [one["total"]]))) and _adds_up(one)


def _codes(given: Any) -> bool:
    said = isinstance(given, list) and 1 <= len(given) <= MOST
    return said and all(isinstance(one, str) and 0 < len(one) <= 60 for one in given)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000)


def _sums(one: dict[str, Any]) -> list[list[tuple[int, int]]]:
    """Places of the table with its totals that add up: the last of each is the sum of the others."""
    height, width = len(one["rows"]) + 1, len(one["columns"]) + 1
    across = [[(row, column) for column in range(width)] for row in range(height)]
    return across + [[(row, column) for row in range(height)] for column in range(width)]


def _full(one: dict[str, Any]) -> list[list[Number]]:
    rows = [[*cells, total] for cells, total in zip(one["cells"], one["row_totals"], strict=True)]
    return [*rows, [*one["column_totals"], one["total"]]]


def _adds_up(one: dict[str, Any]) -> bool:
    full = _full(one)
    for line in _sums(one):
        values = [full[row][column] for row, column in line]
        parts = [value for value in values[:-1] if value is not None]
        total, whole = values[-1], len(parts) == len(values) - 1
        if total is not None and (sum(parts) > total or (whole and sum(parts) != total)):
            return False
    return True


def tells(*tables: dict[str, Any]) -> bool:
    """True if a number of 1 to 9 is shown, or a hidden one can be worked out from all that is shown together."""
    shown: dict[Place, Number] = {}
    sums: list[list[Place]] = []
    for number, one in enumerate(tables):
        for row, line in enumerate(_full(one)):
            shown |= {(number, row, column): value for column, value in enumerate(line)}
        sums += [[(number, *place) for place in line] for line in _sums(one)]
    sums += _linked(tables)
    if any(value is not None and 0 < value < LEAST for value in shown.values()):
        return True
    hidden = {place for place, value in shown.items() if value is None}
    return _solved(hidden, sums) or _cornered(hidden, shown, sums)


def _linked(tables: tuple[dict[str, Any], ...]) -> list[list[Place]]:
    """What was to be called is what was urgent or above: the total of one table follows from two of another."""
    found = []
    for number, one in enumerate(tables):
        if one["name"] == "asked" and {"urgent", "above"} <= set(one["columns"]):
            parts = [(number, len(one["rows"]), one["columns"].index(name)) for name in ("urgent", "above")]
            ends = [(place, other) for place, other in enumerate(tables) if other["name"] == "ended"]
            found += [[*parts, (place, len(other["rows"]), len(other["columns"]))] for place, other in ends]
    return found


def _solved(hidden: set[Place], sums: list[list[Place]]) -> bool:
    """Whether the sums as equations have one solution for some hidden number (elimination in a large prime field)."""
    solved: dict[Place, dict[Place, int]] = {}
    for line in sums:
        equation = {place: 1 for place in line[:-1] if place in hidden}
        if line[-1] in hidden:
            equation[line[-1]] = PRIME - 1
        for pivot in [place for place in equation if place in solved]:
            _take(equation, solved[pivot], pivot)
        if not equation:
            continue
        pivot = next(iter(equation))
        scale = pow(equation[pivot], -1, PRIME)
        equation = {place: value * scale % PRIME for place, value in equation.items()}
        for other in solved.values():
            if pivot in other:
                _take(other, equation, pivot)
        solved[pivot] = equation
    return any(len(equation) == 1 for equation in solved.values())


def _take(equation: dict[Place, int], other: dict[Place, int], pivot: Place) -> None:
    times = equation[pivot]
    for place, value in other.items():
        left = (equation.get(place, 0) - times * value) % PRIME
        if left:
            equation[place] = left
        else:
            equation.pop(place, None)


def _cornered(hidden: set[Place], shown: dict[Place, Number], sums: list[list[Place]]) -> bool:
    """Whether some hidden number has one value left, because no number is below nought."""
    most = sum(value or 0 for value in shown.values()) + 1_000_000
    bounds = {place: (0, most) if value is None else (value, value) for place, value in shown.items()}
    _narrow(bounds, sums)
    return any(bounds[place][0] == bounds[place][1] for place in hidden)


def _narrow(bounds: dict[Place, tuple[int, int]], sums: list[list[Place]]) -> None:
    """Between which values each number must lie, as far as the sums one by one tell; until they tell no more."""
    for _round in range(200):
        before = dict(bounds)
        for line in sums:
            parts, total = line[:-1], line[-1]
            low, high = sum(bounds[one][0] for one in parts), sum(bounds[one][1] for one in parts)
            _tighten(bounds, total, low, high)
            for one in parts:
                others = (low - bounds[one][0], high - bounds[one][1])
                _tighten(bounds, one, bounds[total][0] - others[1], bounds[total][1] - others[0])
                low, high = others[0] + bounds[one][0], others[1] + bounds[one][1]
        if bounds == before:
            return


def _tighten(bounds: dict[Place, tuple[int, int]], one: Place, low: int, high: int) -> None:
    held = bounds[one]
    bounds[one] = (max(held[0], low), min(held[1], high))
