"""Impacts against the interpreter, and laws of the shares: they sum to the change, and the order of sentences does not matter."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.little import examples
from rulesdsl.batch.engine import Question as Batch
from rulesdsl.batch.reference import ReferenceEngine
from rulesdsl.impact.compare import Certain, Comparison, Side, compare
from rulesdsl.impact.questions import Asked, Question, question
from rulesdsl.impact.run import Impact, owners_of, run_impact
from rulesdsl.impact.shares import Change, change
from rulesdsl.impact.worlds import World, family_of, focused
from rulesdsl.synth.population import Spec
from rulesdsl.synth.tables import tables as made_tables
from rulesdsl.synth.write import write_table
from rulesdsl.tables.partitions import cut, open_tables, read_part
from support.fujian import compiled as shipped
from support.impact_policy import CONDITIONS, act, conditions, enterprises, impact, shares, striking

MARCH_2021 = 737_850
ASKED = {
    "without the notice": Asked(claim_date=MARCH_2021, accounting_year=2020, without="2020年12月4日"),
    "the day before and the day of": Asked(before=737_762, after=737_763, accounting_year=2020),
    "one reading against another": Asked(
        claim_date=MARCH_2021,
        accounting_year=2020,
        readings_after=(("分档方式", "超额累进"), ("首次是谁的首次", "使用单位首次采购使用")),
    ),
}


@cache
def population() -> Path:
    """200 enterprises, a tenth of their facts missing."""
    folder = Path(tempfile.mkdtemp())
    for table in made_tables(shipped().plan, Spec(200, 7, 3000, 100_000, (2016, 2017, 2018, 2019, 2020))).values():
        write_table(table, folder, "parquet")
    return folder


@cache
def asked(name: str) -> tuple[Question, Impact]:
    made, problems = question(shipped().history, shipped().plan, ASKED[name])
    assert made is not None, problems
    with tempfile.TemporaryDirectory() as working:
        found, problems = run_impact(made, population(), Path(working), top=4, rows=700)
    assert found is not None, problems
    return made, found


@cache
def part() -> tuple[dict[str, pl.DataFrame], tuple[str, ...]]:
    """All tables at once, and the subjects whose totals are compared."""
    with tempfile.TemporaryDirectory() as working:
        opened, _ = open_tables(shipped().plan, population(), Path(working))
        assert opened is not None
        return read_part(cut(opened, 10**9), 0).tables, owners_of(shipped().plan, opened)


def judged(worlds: tuple[World, World], owners: tuple[str, ...]) -> Comparison:
    """The comparison of what the interpreter says."""
    before, after = (side(world, owners) for world in worlds)
    return compare(before, after, part()[0], Certain(frozenset(), frozenset()), 4)


def side(world: World, owners: tuple[str, ...]) -> Side:
    results, _ = ReferenceEngine(Batch(world.plan, world.own_readings, world.setting, owners)).answer(part()[0])
    assert results is not None
    return Side(world.plan, results)


@pytest.mark.parametrize("name", ASKED)
def test_rows_and_sums_are_those_of_the_interpreter_on_all_clauses(name: str) -> None:
    made, found = asked(name)
    wanted = judged((made.before, made.after), ())
    for clause, moves in wanted.clauses.items():
        sums = [side.clauses.get(clause) for side in (wanted.before, wanted.after)]
        if clause in found.comparison.clauses:
            assert found.comparison.clauses[clause].standings == moves.standings, clause
            assert [side.clauses.get(clause) for side in found.comparison[:2]] == sums, clause
        else:
            # What was not computed does not move.
            assert not any(count for place, count in enumerate(moves.standings) if place % 4), clause
            assert sums[0] == sums[1], clause


@pytest.mark.parametrize("name", ASKED)
def test_totals_of_owners_are_those_of_the_interpreter(name: str) -> None:
    made, found = asked(name)
    families = frozenset(
        family_of(clause)
        for clause in made.after.plan.clauses + made.before.plan.clauses
        if clause.id in found.comparison.clauses
    )
    wanted = judged((focused(made.before, families), focused(made.after, families)), part()[1])
    assert found.comparison.cities == wanted.cities
    assert found.comparison.sizes == wanted.sizes


@pytest.mark.parametrize("name", ASKED)
def test_the_interpreter_agrees_on_every_owner_that_is_explained(name: str) -> None:
    _, found = asked(name)
    assert found.leaders
    assert [leader.key for leader in found.leaders if not leader.agrees] == []


@pytest.mark.parametrize("name", list(ASKED)[:2])
def test_the_sentences_of_the_notice_sum_to_the_change_of_every_clause(name: str) -> None:
    _, found = asked(name)
    assert found.shares is not None
    assert found.shares.rest == {}
    for clause in found.comparison.before.clauses:
        sums = (found.comparison.before.clauses[clause], found.comparison.after.clauses[clause])
        parts = (share.clauses.get(clause, Change()) for share in found.shares.sentences)
        assert sum(parts, Change()) == change(*sums)


def test_a_reading_of_one_world_only_is_compared_without_sentences() -> None:
    made, found = asked("one reading against another")
    assert made.game is None
    assert found.shares is None
    assert {family_of(clause)[0] for clause in made.after.plan.clauses} >= set(found.comparison.clauses)


# ---------- laws on little policies

flags = st.sampled_from(("是", "否", ""))
rows = st.lists(st.tuples(st.integers(0, 10**9), st.tuples(flags, flags, flags)), min_size=1, max_size=6)


@examples(15)
@given(st.permutations("甲乙丙"), rows)
def test_shares_sum_to_the_change_and_do_not_hang_on_the_order(
    order: list[str], drawn: list[tuple[int, tuple[str, str, str]]]
) -> None:
    cells = (f"{place},泉州市,{fen // 100}.{fen % 100:02d},{','.join(own)}" for place, (fen, own) in enumerate(drawn))
    tables = enterprises(*cells, names="甲乙丙")
    exact: dict[str, dict[str, tuple[Fraction, ...]]] = {}
    for written in (order, list(CONDITIONS[:3])):
        found = impact(conditions("甲乙丙") | {"act.rule": act(*striking(*written))}, tables)
        before, after = (sum(side.clauses.values(), type(side.total)()) for side in found.comparison[:2])
        assert sum((share.total for share in shares(found)), Change()) == change(before, after)
        own = {name: share.exact for name, share in zip(written, shares(found), strict=True)}
        assert not exact or own == exact
        exact = own
