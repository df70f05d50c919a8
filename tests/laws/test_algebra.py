"""The algebra simplifies what it is given: whatever it makes of a formula holds on the same rows as the formula."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.little import examples
from laws.nodes import Row, meaning
from rulesdsl.run.columnar import values
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.values import Number, Truth

ROWS = st.fixed_dictionaries(
    {
        "甲": st.sampled_from([None, False, True]),
        "乙": st.sampled_from([None, False, True]),
        "丙": st.sampled_from([None, "省外", "境外"]),
        "丁": st.none() | st.integers(0, 40),
        "戊": st.none() | st.integers(0, 40),
    }
)


def value(g: Algebra, index: int, row: Row) -> int | bool:
    """What a node is on a row."""
    return meaning(g, row)[index]


FORMULAS = st.recursive(
    st.sampled_from(
        [
            ("flag", "甲"),
            ("flag", "乙"),
            ("text", "丙"),
            ("given", "甲"),
            ("given", "丙"),
            ("given", "丁"),
            ("given", "戊"),
        ]
    )
    | st.tuples(st.sampled_from(["reaches", "keeps to", "is"]), st.sampled_from("丁戊"), st.integers(0, 12)),
    lambda inner: (
        st.tuples(st.just("not"), inner)
        | st.tuples(st.sampled_from(["all", "any"]), st.lists(inner, min_size=2, max_size=4))
    ),
    max_leaves=12,
)


def node(g: Algebra, formula: Any) -> int:
    """A formula made in the algebra."""
    op, *rest = formula
    if op in ("flag", "given"):
        return getattr(g, op)("企业", rest[0])
    if op == "text":
        return g.text("企业", rest[0], ("省外",))
    if op == "not":
        return g.negation(node(g, rest[0]))
    if op in ("all", "any"):
        return (g.all_of if op == "all" else g.any_of)(*(node(g, part) for part in rest[0]))
    # Halves, rounded up: what comparisons are asked of a column through.
    half = g.divide(g.add(g.column("企业", rest[0], 0, 40), g.integer(1)), g.integer(2))
    bound = g.integer(rest[1])
    return {"reaches": g.at_most(bound, half), "keeps to": g.at_most(half, bound), "is": g.equal(half, bound)}[op]


def meant(formula: Any, row: Row) -> bool:
    """What a formula says of a row."""
    op, *rest = formula
    if op == "flag":
        return row[rest[0]] is True
    if op == "given":
        return row[rest[0]] is not None
    if op == "text":
        return row[rest[0]] == "省外"
    if op == "not":
        return not meant(rest[0], row)
    if op in ("all", "any"):
        return (all if op == "all" else any)(meant(part, row) for part in rest[0])
    half = ((row[rest[0]] or 0) + 1) // 2
    return {"reaches": half >= rest[1], "keeps to": half <= rest[1], "is": half == rest[1]}[op]


@examples(400)
@given(FORMULAS, st.lists(ROWS, min_size=4, max_size=8))
def test_a_shorter_formula_holds_on_the_same_rows(formula: Any, rows: list[Row]) -> None:
    g = Algebra()
    for name in "甲乙丙丁戊":
        g.given("企业", name)
    found = node(g, formula)
    assert [value(g, found, row) for row in rows] == [meant(formula, row) for row in rows]


INTERVALS = st.recursive(
    st.sampled_from(["丁", "戊"]) | st.integers(0, 9),
    lambda inner: (
        st.tuples(st.just("pick"), st.sampled_from("甲乙"), inner, inner)
        | st.tuples(st.sampled_from(["hull", "where"]), inner, inner)
        | st.tuples(st.just("times"), st.integers(0, 3), inner)
    ),
    max_leaves=6,
)


def number(g: Algebra, formula: Any) -> Number:
    """An interval made in the algebra."""
    if isinstance(formula, int):
        return values.point(g, g.integer(formula))
    if isinstance(formula, str):
        return values.point(g, g.column("企业", formula, 0, 40), g.negation(g.given("企业", formula)))
    op, *rest = formula
    if op == "times":
        return values.scaled(g, number(g, rest[1]), rest[0])
    if op == "hull":
        return values.hull(g, [number(g, part) for part in rest])
    if op == "where":
        return values.where_number(g, g.given("企业", "丙"), *(number(g, part) for part in rest))
    true, there = g.flag("企业", rest[0]), g.given("企业", rest[0])
    guard = Truth(true, g.all_of(there, g.negation(true)), g.false)
    return values.pick(g, guard, *(number(g, part) for part in rest[1:]))


@examples(400)
@given(INTERVALS, st.lists(ROWS, min_size=4, max_size=8))
def test_a_point_is_where_both_ends_are_the_same_and_its_value_lies_between_them(formula: Any, rows: list[Row]) -> None:
    g = Algebra()
    found = number(g, formula)
    point = values.point_of(g, found)
    for row in rows:
        low, high, unbounded = (value(g, part, row) for part in found[:3])
        known, shown = value(g, point.known, row), value(g, point.value, row)
        assert known == (not unbounded and low == high)
        assert low <= shown
        assert unbounded or shown <= high


@examples(200)
@given(INTERVALS, st.integers(0, 90), st.lists(ROWS, min_size=4, max_size=8))
def test_an_end_is_compared_with_a_bound_by_its_parts(formula: Any, bound: int, rows: list[Row]) -> None:
    g = Algebra()
    found = number(g, formula)
    reached, kept = g.at_most(g.integer(bound), found.low), g.at_most(found.high, g.integer(bound))
    for row in rows:
        assert value(g, reached, row) == (value(g, found.low, row) >= bound)
        assert value(g, kept, row) == (value(g, found.high, row) <= bound)
