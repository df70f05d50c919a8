"""What is printed: names and texts that can't break out, nothing that a database does in its own way, and exact integers."""

from __future__ import annotations

import sqlite3
from datetime import date

import duckdb
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from laws.little import WAN, case, day, examples, item, plan_of
from rulesdsl.cases.case import Case, Row
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.bounds import NARROW
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.columnar.plain import plain
from rulesdsl.run.columnar.program import Output, Program
from rulesdsl.run.sql.dialects import DIALECTS, Dialect
from rulesdsl.run.sql.expressions import Expressions
from rulesdsl.run.sql.names import Names
from rulesdsl.run.sql.script import Asked, Script, sql_script
from rulesdsl.run.sql.tables import Contents
from rulesdsl.run.sql.words import name_of, text
from sql.answers import compare
from sql.databases import DuckDB, SQLite

SETTING = Setting(day(2018, 5), None, 2017)
ONE = "条款 甲款\n对象 项目\n条件 项目.可行\n奖励 项目.投资 的 5%\n限额 每项 250万元"
SHARED = "条款 乙款\n对象 租赁\n条件 租赁.成套\n奖励 租赁.总额 的 3%\n限额 每个 企业 100万元"


def printed(plan: Plan, dialect: Dialect, schema: str = "") -> Script:
    contents = Contents(tuple(plan.subjects), (2015, 2016, 2017), (2017, 2018), 64)
    script, problems = sql_script(plan, (), SETTING, Asked(dialect, contents, schema))
    assert script is not None, problems
    assert problems == ()
    return script


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(item(ONE, SHARED))


# ---------- nothing of a rule is raw text


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@examples(100)
@given(TEXTS | st.sampled_from(["'", "''", "\\", "\\'", "--", "/*", "a\nb", '"', "`", "$$", ":x", "?", "%s"]))
def test_a_text_comes_back_as_it_was(wanted: str) -> None:
    with sqlite3.connect(":memory:") as connection:
        assert connection.execute("SELECT " + text(wanted).sql("sqlite", pretty=True)).fetchone() == (wanted,)
    assert duckdb.execute("SELECT " + text(wanted).sql("duckdb", pretty=True)).fetchone() == (wanted,)


@examples(100)
@given(TEXTS.filter(bool) | st.sampled_from(["'", '"', '""', "`", "``", "]", "a.b", "\\", 'x" FROM y; --']))
def test_a_name_comes_back_as_it_was(wanted: str) -> None:
    named = exp.select(exp.alias_(exp.Literal.number(1), exp.Identifier(this=wanted, quoted=True)))
    with sqlite3.connect(":memory:") as connection:
        assert connection.execute(named.sql("sqlite")).description[0][0] == wanted
    assert duckdb.execute(named.sql("duckdb")).description[0][0] == wanted


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda found: found.name)
def test_every_name_is_quoted_and_nothing_is_written_that_databases_do_differently(
    plan: Plan, dialect: Dialect
) -> None:
    script = printed(plan, dialect, schema='政策"库')
    for statement in [*(table.sql for table in script.tables), *(view.sql for view in script.views)]:
        tree = sqlglot.parse_one(statement, read=dialect.name)
        assert all(found.quoted for found in tree.find_all(exp.Identifier) if found.this != dialect.collation)
        strange = (exp.Least, exp.Greatest, exp.Boolean, exp.Round, exp.Avg, exp.Nullif, exp.SafeDivide)
        assert list(tree.find_all(*strange)) == []
    assert {
        table.db for table in sqlglot.parse_one(script.views[0].sql, read=dialect.name).find_all(exp.Table) if table.db
    } == {'政策"库'}


@pytest.mark.parametrize(
    "dialect", [found for found in DIALECTS.values() if not found.executed], ids=lambda found: found.name
)
def test_a_text_is_escaped_where_it_can_t_be_run(dialect: Dialect) -> None:
    for wanted in ("'", "\\", "\\'", "a\nb", "'; DROP TABLE x; --"):
        statement = exp.select(text(wanted)).sql(dialect.name)
        (found,) = sqlglot.parse_one(statement, read=dialect.name).expressions
        assert found.this == wanted


# ---------- names


def test_a_name_that_is_too_long_or_taken_gets_a_short_one() -> None:
    names = Names(63)
    long = "用电量[2017年1月1日 至 2017年6月30日 每日 7:00 至 8:00、21:00 至 23:00]"
    assert [names.of(item, "c") for item in ("产值", long, long + "二", long, "C003")] == [
        "产值",
        "c001",
        "c002",
        "c001",
        "C003",
    ]
    assert names.of("c003", "c") == "c004"


def test_a_view_too_wide_is_cut(plan: Plan) -> None:
    narrow = DIALECTS["sqlite"]._replace(most_columns=7)
    wide, cut = printed(plan, DIALECTS["sqlite"]), printed(plan_of(item(ONE, ONE.replace("甲款", "丙款"))), narrow)
    assert [view.name for view in wide.views][:2] == ["结果_项目", "结果_租赁"]
    assert [(view.name, view.clauses) for view in cut.views][:2] == [("结果_项目_1", (0,)), ("结果_项目_2", (1,))]


def test_a_clause_that_alone_is_too_wide_is_refused_by_name(plan: Plan) -> None:
    contents = Contents(tuple(plan.subjects), (), (), 64)
    script, problems = sql_script(plan, (), SETTING, Asked(DIALECTS["sqlite"]._replace(most_columns=3), contents))
    assert script is not None
    assert {problem.code for problem in problems} == {"RD611"}
    assert "第一项/甲款" in problems[0].message


# ---------- exact integers


def in_sqlite(node: int, algebra: Algebra, values: dict[str, int], narrow: bool = True) -> object:
    """A node of facts of one space, computed by SQLite."""
    program = plain(Program(tuple(algebra.nodes), (Output("企业", "甲", node),), (), ()), narrow)
    written = Expressions(
        program.nodes, DIALECTS["sqlite"], lambda index: False, lambda column: name_of(column.name), lambda link: ""
    )
    select = exp.select(exp.alias_(written.value(program.outputs[0].node), "x"))
    facts = ", ".join(f'{value} AS "{name}"' for name, value in values.items())
    with sqlite3.connect(":memory:") as connection:
        return connection.execute(f"{select.sql('sqlite')} FROM (SELECT {facts})").fetchone()[0]


@pytest.mark.parametrize("year", [*range(1, 9999, 97), *range(1899, 1906), *range(1999, 2006), 2100, 2400, 9999])
def test_the_year_of_its_first_and_last_day(year: int) -> None:
    g = Algebra()
    found = g.year(g.column("企业", "日", 0, date.max.toordinal()))
    for one in (date(year, 1, 1), date(year, 3, 1), date(year, 12, 31)):
        assert in_sqlite(found, g, {"日": one.toordinal()}) == year


def test_no_day_has_the_year_0() -> None:
    g = Algebra()
    assert in_sqlite(g.year(g.column("企业", "日", 0, date.max.toordinal())), g, {"日": 0}) == 0


@examples(100)
@given(st.data())
def test_long_products_are_divided_digit_by_digit_within_64_bits(data: st.DataObject) -> None:
    most = [10 ** data.draw(st.integers(3, 16)) for _ in range(3)]
    a, b, c = (data.draw(st.integers(0, top) | st.integers(top - 3, top)) for top in most)
    c = max(c, 1, a)
    g = Algebra()
    whole = g.larger(g.column("企业", "丙", 0, max(most)), g.integer(1))
    product = g.multiply(g.column("企业", "甲", 0, most[0]), g.column("企业", "乙", 0, most[1]))
    for added, rounded in ((g.integer(0), a * b // c), (g.subtract(whole, g.integer(1)), -(-a * b // c))):
        found = g.proven(g.divide(g.add(product, added), whole), 0, max(most[1], 1))
        nodes = plain(Program(tuple(g.nodes), (Output("企业", "甲", found),), (), ()), True).nodes
        assert all(node.high <= NARROW for node in nodes if node.op == "divide")
        assert in_sqlite(found, g, {"甲": a, "乙": b, "丙": c}) == rounded


@pytest.mark.parametrize("dialect", ["sqlite", "duckdb"])
@pytest.mark.parametrize(("a", "b"), [(7, 2), (-7, 2), (-8, 2), (-1, 1000), (0, 3), (10**15, 7), (-(10**15), 7)])
def test_division_is_down_also_below_zero(dialect: str, a: int, b: int) -> None:
    g = Algebra()
    node = g.divide(g.column("企业", "甲", -(10**15), 10**15), g.integer(b))
    written = Expressions(
        tuple(g.nodes), DIALECTS[dialect], lambda index: False, lambda column: name_of(column.name), lambda link: ""
    )
    statement = f'SELECT {written.value(node).sql(dialect)} FROM (SELECT {a} AS "甲")'
    run = duckdb.execute(statement) if dialect == "duckdb" else sqlite3.connect(":memory:").execute(statement)
    assert run.fetchone()[0] == a // b


# ---------- the tests can fail


def leases(*given: tuple[str, int]) -> Case:
    """Leases of one enterprise, whose grants together are over its limit."""
    rows = tuple(Row("租赁", key, {"企业": 0}, {("成套", ()): True, ("总额", ()): sum_}, None) for key, sum_ in given)
    return case({"企业": (Row("企业", "甲", {}, {}, None),), "租赁": rows, "项目": ()})


def test_a_division_that_rounds_up_is_noticed(plan: Plan) -> None:
    found, right = leases(("一", 1000 * WAN), ("二", 1001 * WAN), ("三", 2333 * WAN)), DIALECTS["duckdb"]

    def upward(a: exp.Expr, b: exp.Expr) -> exp.Expr:
        return right.divide(exp.paren(a + b.copy() - 1), b)

    assert compare(plan, [found], DuckDB()).differences == []
    wrong = right._replace(divide=upward, divide_wide=upward)
    assert compare(plan, [found], DuckDB(), wrong).differences != []


def test_an_order_of_sharing_that_is_not_bytewise_is_noticed(plan: Plan) -> None:
    found = leases(("B", 1000 * WAN), ("a", 1005 * WAN), ("Ａ", 1003 * WAN), ("c", 2333 * WAN))
    wrong = DIALECTS["sqlite"]._replace(collation="NOCASE")
    assert compare(plan, [found], SQLite()).differences == []
    assert compare(plan, [found], SQLite(), wrong).differences != []
