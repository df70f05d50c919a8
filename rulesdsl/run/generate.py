"""Plan nodes → straight-line Python, for evaluating many cases in one process (docs/decisions/0009).

A number is an int where it is a point and a `values.Number` where it is open; a truth value is its int. Each op has one emitter:
the common case inline, the open one by the reference's own function. What leaves its row (fold, received) is left to the
reference's handlers. Nothing of a rule's text reaches the source: names and choices are looked up in `constants`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rulesdsl.plan.nodes import Node
from rulesdsl.plan.plan import Plan

Emit = Callable[["Writer", int, Node], str]


class Writer:
    """Collects constants and fact keys under short names while row functions are written.

    `places` tells for each node of an earlier segment which segment holds it and where.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.constants: dict[str, Any] = {}
        self.keys: list[tuple[str, Any]] = []
        self.places: dict[int, tuple[int, int]] = {}
        self._names: dict[tuple[str, Any], str] = {}

    def constant(self, value: Any) -> str:
        """The name of a constant."""
        key = (type(value).__name__, value)
        if key not in self._names:
            self._names[key] = f"k{len(self._names)}"
            self.constants[self._names[key]] = value
        return self._names[key]

    def key(self, field: str, period: Any) -> str:
        """The look-up of a fact's key; those of 本年 differ from case to case."""
        if (field, period) not in self.keys:
            self.keys.append((field, period))
        return f"K[{self.keys.index((field, period))}]"

    def scale(self, index: int) -> int:
        """A node's scale."""
        return self.plan.nodes[index].scale


def _const(writer: Writer, index: int, node: Node) -> str:
    value = node.data[0]
    return repr(value) if isinstance(value, int) else writer.constant(value)


def _fact(writer: Writer, index: int, node: Node) -> str:
    """One look-up; `None` is missing. The key of a yearly fact is filled in for each 本年."""
    key = f"get({writer.key(node.data[0], node.data[1])})"
    if node.sort == "key":
        return key
    if node.sort == "bool":
        missing = 2 if node.op == "determination" else 1
        return f"3 if (v := {key}) else ({missing} if v is None else 0)"
    negative = writer.plan.subjects[node.subject].fields[node.data[0]].may_be_negative
    missing_number = (None if negative else 0, None, node.op == "fact")
    return f"{writer.constant(missing_number)} if (v := {key}) is None else v"


def _all_of(writer: Writer, index: int, node: Node) -> str:
    if len(node.args) == 2:
        a, b = node.args
        return f"n{a} if n{a} < n{b} else n{b}"
    return f"min({', '.join(f'n{arg}' for arg in node.args)})"


def _any_of(writer: Writer, index: int, node: Node) -> str:
    result = f"n{node.args[0]}"
    for arg in node.args[1:]:
        result = f"EITHER[{result}][n{arg}]"
    return result


def _compare(writer: Writer, index: int, node: Node) -> str:
    left, right = node.args
    relation = {"≥": ">=", "≤": "<=", "=": "=="}.get(node.data[0], node.data[0])
    a = f"n{left}" + (f" * {writer.scale(right)}" if writer.scale(right) != 1 else "")
    b = f"n{right}" + (f" * {writer.scale(left)}" if writer.scale(left) != 1 else "")
    test = _points(writer, (left, right))
    slow = f"COMPARE({node.data[0]!r}, n{left}, {writer.scale(left)}, n{right}, {writer.scale(right)})"
    return f"(3 if {a} {relation} {b} else 0) if {test} else {slow}"


def _ratio(writer: Writer, index: int, node: Node) -> str:
    relation, p, q = node.data
    part, whole = node.args
    return f"RATIO({relation!r}, {p}, {q}, n{part}, {writer.scale(part)}, n{whole}, {writer.scale(whole)})"


def _one_of(writer: Writer, index: int, node: Node) -> str:
    arg = node.args[0]
    missing = 2 if writer.plan.nodes[arg].op == "determination" else 1
    test = (
        f"n{arg} == {writer.constant(node.data[0])}"
        if len(node.data) == 1
        else f"n{arg} in {writer.constant(frozenset(node.data))}"
    )
    return f"3 if {test} else ({missing} if n{arg} is None else 0)"


def _ite(writer: Writer, index: int, node: Node) -> str:
    guard, then, otherwise = node.args
    if node.sort == "bool":
        return (
            f"n{then} if n{guard} == 3 else (n{otherwise} if n{guard} == 0 else ITE(n{guard}, n{then}, n{otherwise}))"
        )
    up_then, up_otherwise = node.scale // writer.scale(then), node.scale // writer.scale(otherwise)
    a, b = _scaled_up(f"n{then}", up_then), _scaled_up(f"n{otherwise}", up_otherwise)
    return f"{a} if n{guard} == 3 else ({b} if n{guard} == 0 else PICK(n{guard}, {a}, {b}))"


def _scaled_up(name: str, factor: int) -> str:
    return name if factor == 1 else f"UP({name}, {factor})"


def _add(writer: Writer, index: int, node: Node) -> str:
    factors = [node.scale // writer.scale(arg) for arg in node.args]
    fast = " + ".join(
        f"n{arg}" + (f" * {factor}" if factor != 1 else "") for arg, factor in zip(node.args, factors, strict=True)
    )
    slow = f"ADD(({', '.join(f'n{arg}' for arg in node.args)},), {writer.constant(tuple(factors))})"
    return f"{fast} if {_points(writer, node.args)} else {slow}"


def _excess(writer: Writer, index: int, node: Node) -> str:
    a, b = node.args
    up_a, up_b = node.scale // writer.scale(a), node.scale // writer.scale(b)
    fast = f"((v if (v := n{a} * {up_a} - n{b} * {up_b}) > 0 else 0) if {_points(writer, node.args)}"
    return f"{fast} else EXCESS(n{a}, {up_a}, n{b}, {up_b}))"


def _scale(writer: Writer, index: int, node: Node) -> str:
    arg, p = node.args[0], node.data[0]
    return f"n{arg}" if p == 1 else f"n{arg} * {p} if n{arg}.__class__ is int else UP(n{arg}, {p})"


def _round(writer: Writer, index: int, node: Node) -> str:
    arg, divisor = node.args[0], writer.scale(node.args[0])
    if node.data[0] == "down":
        return f"n{arg} // {divisor} if n{arg}.__class__ is int else DOWN(n{arg}, {divisor})"
    return f"(2 * n{arg} + {divisor}) // {2 * divisor} if n{arg}.__class__ is int else HALF_UP(n{arg}, {divisor})"


def _blend(writer: Writer, index: int, node: Node) -> str:
    scales = writer.constant(tuple(writer.scale(arg) for arg in node.args))
    return f"BLEND(({', '.join(f'n{arg}' for arg in node.args)},), {scales}, {writer.constant(node.data)})"


def _owner(writer: Writer, index: int, node: Node) -> str:
    missing = {"bool": "1", "number": "MISSING"}.get(node.sort, "None")
    segment, position = writer.places[node.args[0]]
    return f"o{segment}[{position}] if o{segment} is not None else {missing}"


def _reading(writer: Writer, index: int, node: Node) -> str:
    """Only choice points without a chosen reading are left in a specialised plan."""
    args = ", ".join(_scaled_up(f"n{arg}", node.scale // writer.scale(arg)) for arg in node.args)
    return f"ALL_TRUTHS(({args},))" if node.sort == "bool" else f"ALL_NUMBERS(({args},))"


def _points(writer: Writer, args: tuple[int, ...]) -> str:
    """A test that all of some numbers are points; constants always are."""
    open_args = [arg for arg in dict.fromkeys(args) if writer.plan.nodes[arg].op != "const"]
    return " and ".join(f"n{arg}.__class__ is int" for arg in open_args) or "True"


EMITTERS: dict[str, Emit] = {
    "const": _const,
    "unstated": lambda writer, index, node: "UNSTATED",
    "unlimited": lambda writer, index, node: "UNLIMITED",
    "fact": _fact,
    "determination": _fact,
    "and": _all_of,
    "or": _any_of,
    "not": lambda writer, index, node: f"NOT[n{node.args[0]}]",
    "compare": _compare,
    "ratio": _ratio,
    "one_of": _one_of,
    "ite": _ite,
    "reading": _reading,
    "add": _add,
    "minus_or_zero": _excess,
    "scale": _scale,
    "times": lambda writer, index, node: f"TIMES(n{node.args[0]}, n{node.args[1]})",
    "at_most": lambda writer, index, node: f"AT_MOST(n{node.args[0]})",
    "span": lambda writer, index, node: f"SPAN(n{node.args[0]}, n{node.args[1]})",
    "round": _round,
    "blend": _blend,
    "year_of": lambda writer, index, node: f"YEAR_OF(n{node.args[0]})",
    "owner": _owner,
    "history": lambda writer, index, node: f"HISTORY(Y, row, {writer.constant(node.data[0])})",
    "history_ratio": lambda writer, index, node: f"HELD(Y, row, *{writer.constant(node.data)})",
}
"""Ops that stay on their row. A fact of a year that is itself a number, fold and received are the reference's."""


def stays_on_row(node: Node) -> bool:
    """Whether a node can be written into a row function."""
    return node.op in EMITTERS and not (node.op in ("fact", "determination") and node.args)
