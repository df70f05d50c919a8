"""What a tape computes on columns is what the nodes of the algebra mean on a row, in 64 bits and in 128, whatever the stretches are."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.little import examples
from laws.nodes import meaning
from rulesdsl.run.columnar import tapes
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.bounds import TooWideError
from rulesdsl.run.columnar.polars_engine import execute
from rulesdsl.run.columnar.polars_tables import Prepared
from rulesdsl.run.columnar.program import Output, Program, schedule
from rulesdsl.run.columnar.schema import KEY, Schema
from rulesdsl.run.columnar.steps import write_steps

SPACE = "企业"
INTEGERS = {"小": (0, 40), "日": (0, 3_652_059), "差": (-(10**9), 10**9), "大": (-(10**18), 10**18)}
FLAGS, TEXT = ("甲", "乙"), "地"
CHOICES = ("省内", "省外", "境外")

OF_INTEGERS = ("add", "subtract", "multiply", "divide", "smaller", "larger", "case", "case", "year", "at_most", "equal")
OF_TRUTHS = ("all_of", "any_of", "negation")
STEPS = st.lists(
    st.tuples(
        st.sampled_from((*OF_INTEGERS, *OF_TRUTHS)),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=30,
)


def built(g: Algebra, steps: list[tuple[str, int, int, int]]) -> None:
    """Nodes made one after the other of those that are there."""
    for name in (*INTEGERS, *FLAGS, TEXT):
        g.given(SPACE, name)
    integers = [g.column(SPACE, name, *ends) for name, ends in INTEGERS.items()]
    integers += [g.multiply(integers[-1], g.integer(10**15)), g.multiply(integers[-1], integers[-1])]
    integers += [g.integer(value) for value in (0, 1, 7, -3, 10**15)]
    truths = [g.flag(SPACE, name) for name in FLAGS]
    truths += [g.given(SPACE, "小"), g.text(SPACE, TEXT, CHOICES[:1]), g.text(SPACE, TEXT, CHOICES[1:])]
    for op, *places in steps:
        a, b, _ = (integers[place % len(integers)] for place in places)
        p, q, r = (truths[place % len(truths)] for place in places)
        try:
            if op == "case":
                integers.append(g.case(p, b, a))
            elif op == "divide":
                integers.append(g.divide(a, g.larger(b, g.integer(1))))
            elif op == "year":
                integers.append(g.year(integers[1]))
            elif op in ("at_most", "equal"):
                truths.append(getattr(g, op)(a, b))
            elif op == "negation":
                truths.append(g.negation(p))
            elif op in ("all_of", "any_of"):
                truths.append(getattr(g, op)(p, q, r))
            else:
                integers.append(getattr(g, op)(a, b))
        except TooWideError:
            continue


def rows_of(random: Random, count: int) -> list[dict[str, Any]]:
    """Rows with a quarter of the facts missing."""

    def some(value: Any) -> Any:
        return value if random.random() > 0.25 else None

    return [
        {
            **{name: some(random.choice([low, high, random.randint(low, high)])) for name, (low, high) in INTEGERS.items()},
            **{name: some(random.random() < 0.5) for name in FLAGS},
            TEXT: some(random.choice(CHOICES)),
        }
        for _ in range(count)
    ]  # fmt: skip


def frame_of(rows: list[dict[str, Any]], before: int) -> pl.DataFrame:
    """The rows as a table that is a part of a larger one, so that its columns begin anywhere in their memory."""
    types: dict[str, Any] = {**dict.fromkeys(INTEGERS, pl.Int64), **dict.fromkeys(FLAGS, pl.Boolean), TEXT: pl.String}
    whole = pl.DataFrame([rows[0]] * before + rows, schema=types)
    return whole.with_columns(pl.int_range(len(whole)).cast(pl.String).alias(KEY)).slice(before)


@examples(150)
@given(STEPS, st.integers(0, 2**32), st.integers(1, 150), st.integers(0, 70))
def test_a_tape_computes_what_the_nodes_mean(steps: list[Any], seed: int, count: int, before: int) -> None:
    g, random = Algebra(), Random(seed)
    built(g, steps)
    truths = [index for index, node in enumerate(g.nodes) if node.is_truth]
    asked = [index for index, node in enumerate(g.nodes) if node.op != "integer" and random.random() < 0.4]
    outputs = [Output(SPACE, f"c{index}", index, random.choice([-1, random.choice(truths)])) for index in asked]
    if not outputs:
        return
    program = Program(tuple(g.nodes), tuple(outputs), (), ())
    plan = schedule(program)
    rows = rows_of(random, count)
    prepared = Prepared({SPACE: frame_of(rows, before)}, {}, Schema((), None, False))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tapes, "ROWS", 64)
        found = execute(program, plan, write_steps(program, plan), prepared)[SPACE]
    wanted = [meaning(g, row) for row in rows]
    for output in outputs:
        column = [None if output.null >= 0 and values[output.null] else values[output.node] for values in wanted]
        assert found[output.name].to_list() == column, g.nodes[output.node]


def test_a_table_without_rows_has_columns() -> None:
    g = Algebra()
    outputs = (Output(SPACE, "小", g.column(SPACE, "小", 0, 40)), Output(SPACE, "甲", g.flag(SPACE, "甲"), g.true))
    program = Program(tuple(g.nodes), outputs, (), ())
    plan = schedule(program)
    prepared = Prepared({SPACE: frame_of(rows_of(Random(1), 1), 0).head(0)}, {}, Schema((), None, False))
    found = execute(program, plan, write_steps(program, plan), prepared)[SPACE]
    assert found.schema == {"小": pl.Int64, "甲": pl.Boolean}
    assert len(found) == 0
