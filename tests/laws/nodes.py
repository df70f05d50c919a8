"""What the nodes of the algebra mean on a row, as `nodes.OPS` says: the yardstick of its simplifications and of tapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.bounds import year

Row = Mapping[str, Any]

MEANINGS: dict[str, Callable[..., int | bool]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a // b,
    "smaller": min,
    "larger": max,
    "case": lambda condition, then, otherwise: then if condition else otherwise,
    "at_most": lambda a, b: a <= b,
    "equal": lambda a, b: a == b,
    "all": lambda *parts: all(parts),
    "not": lambda a: not a,
    "year": year,
}


def meaning(g: Algebra, row: Row) -> list[int | bool]:
    """Every node of the algebra on a row."""
    found: list[int | bool] = []
    for op, _, args, data, *_ in g.nodes:
        if op in ("integer", "truth"):
            found.append(data[0])
        elif op in ("column", "flag"):
            found.append(row[data[0]] or 0)
        elif op == "given":
            found.append(row[data[0]] is not None)
        elif op == "text":
            found.append(row[data[0]] in data[1])
        else:
            found.append(MEANINGS[op](*(found[arg] for arg in args)))
    return found
