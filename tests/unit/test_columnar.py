"""The algebra of columns, the checks of tables, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import polars as pl
import pytest

from laws.columns import compare
from laws.little import WAN, case, day, item, plan_of
from rulesdsl.cases.case import Row
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.bounds import WIDE, TooWideError
from rulesdsl.run.columnar.kernel import Kernel, compile_columns
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.columnar.polars_links import way_by_key
from rulesdsl.run.columnar.polars_long import long_table
from rulesdsl.run.judge import judge
from rulesdsl.run.results import Interval

SETTING = Setting(day(2018, 5), None, 2017)
RULES = "条款 甲款\n对象 项目\n条件 项目.可行\n奖励 项目.投资 的 5%\n限额 每项 250万元"


def kernel(*clauses: str) -> Kernel:
    found, problems = compile_columns(plan_of(item(*clauses)), (), SETTING)
    assert found is not None, problems
    return found


def tables(**columns: Any) -> dict[str, pl.DataFrame]:
    """One enterprise with two projects, and further columns of the projects."""
    return {
        "企业": pl.DataFrame({"键": ["甲厂"]}),
        "项目": pl.DataFrame({"键": ["一", "二"], "企业": ["甲厂", "甲厂"], **columns}),
    }


# ---------- the algebra


def test_a_truth_and_its_contrary_are_told_to_be_that() -> None:
    g = Algebra()
    a, b = g.flag("企业", "甲"), g.flag("企业", "乙")
    true = g.all_of(a, b)
    false = g.any_of(g.negation(a), g.negation(b))
    assert false == g.negation(true)
    assert g.any_of(true, false) == g.true


def test_comparisons_that_the_bounds_decide_are_decided() -> None:
    g = Algebra()
    x = g.column("企业", "产值", 0, 1000)
    assert g.at_most(x, g.integer(1000)) == g.true
    assert g.less(x, g.integer(0)) == g.false
    assert g.at_most(g.multiply(x, g.integer(20)), g.integer(119)) == g.at_most(x, g.integer(5))
    assert g.at_most(g.integer(101), g.multiply(x, g.integer(20))) == g.at_most(g.integer(6), x)


def test_bounds_say_what_a_sum_over_children_can_be() -> None:
    g = Algebra(most=lambda link: 8)
    total = g.nodes[g.total(Link("项目", "企业"), g.column("项目", "投资", 0, 10**15))]
    assert (total.low, total.high) == (0, 8 * 10**15)


def test_a_sum_of_many_is_not_nested_as_deep() -> None:
    g = Algebra()
    total = g.sum_of(g.column("企业", f"金额{number}", 0, 100) for number in range(2000))
    depth: dict[int, int] = {}
    for index, node in enumerate(g.nodes):
        depth[index] = 1 + max((depth[arg] for arg in node.args), default=0)
    assert depth[total] <= 12
    assert g.nodes[total].high == 200_000


def test_what_128_bits_may_not_hold_is_refused() -> None:
    g = Algebra()
    x = g.column("企业", "产值", 0, 10**19)
    square = g.multiply(x, x)
    assert g.nodes[square].high <= WIDE
    with pytest.raises(TooWideError):
        g.multiply(square, x)


def test_a_clause_whose_numbers_may_not_fit_is_named() -> None:
    plan = plan_of(item(RULES))
    nodes = tuple(node._replace(data=(10**40,)) if node.op == "scale" else node for node in plan.nodes)
    found, problems = compile_columns(plan._replace(nodes=nodes), (), SETTING)
    assert found is None
    assert [(problem.code, problem.message) for problem in problems] == [
        ("RD601", "「试政〔2020〕1号/第一项/甲款」的数值可能超过 128 位整数")
    ]


def test_numbers_beyond_64_bits_are_exact() -> None:
    """A group's limit of 10万亿元 shared by two enterprises: the products reach 10³⁰."""
    limit = "条款 共限\n限额 每个 集团 累计 10000000000001元 适用于 第一项/甲款"
    plan = plan_of(item("条款 甲款\n对象 企业\n奖励 企业.资产", limit))
    up = {"集团": 0}
    rows = {
        "集团": (Row("集团", "总", {}, {}, None),),
        "企业": tuple(
            Row("企业", key, up, {("资产", ()): amount}, None)
            for key, amount in (("甲", 10**15), ("乙", 999_999_999_999_999), ("丙", 10**15))
        ),
    }
    found = case(rows)
    amounts = [one.amount for one in judge(plan, found).clauses]
    assert sum(one.low for one in amounts if one) == 1_000_000_000_000_100
    assert amounts[0] is not None
    assert amounts[0] > Interval(333_333_333_333_000, None)
    assert compare(plan, [found]).differences == []


# ---------- ties


def test_of_two_equal_members_of_an_exclusion_the_first_written_wins() -> None:
    first, second = ("条款 甲款\n对象 企业\n奖励 10万元", "条款 乙款\n对象 企业\n奖励 10万元")
    plan = plan_of(item(first, second, "条款 互斥款\n互斥 第一项/乙款、第一项/甲款 同一 企业"))
    found = case({"企业": (Row("企业", "企", {}, {}, None),)})
    assert [one.amount for one in judge(plan, found).clauses] == [(0, 0), (10 * WAN, 10 * WAN)]
    assert compare(plan, [found]).differences == []


# ---------- tables


def test_where_a_limit_and_an_exclusion_cross_the_total_lies_around_the_true_one() -> None:
    first = "条款 甲款\n对象 项目\n奖励 项目.投资 的 10%\n限额 每个 企业 累计 80万元"
    second = "条款 乙款\n对象 项目\n条件 项目.可行\n奖励 项目.投资 的 5%"
    plan = plan_of(item(first, second, "条款 丙款\n互斥 甲款、乙款 同一 项目"))
    enterprise = Row("企业", "东", {}, {}, None)
    projects = tuple(
        Row("项目", key, {"企业": 0}, {("投资", ()): 1000 * WAN, ("可行", ()): key == "一"}, None) for key in "一二"
    )
    given = case({"企业": (enterprise,), "项目": projects})
    # 甲款: 100 + 100 → 80, so 40 each; 乙款 gives 50 for 一, where it wins over 40: 50 + 40.
    assert judge(plan, given).total == Interval(90 * WAN, 90 * WAN)
    compared = compare(plan, [given])
    assert compared.differences == []
    assert compared.totals == 0, "an exclusion of each project cuts through the account of the enterprise"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"车间": pl.DataFrame({"键": ["一"]})}, "RD701"),
        ({"项目": pl.DataFrame({"投资": [1]})}, "RD703"),
        ({"项目": pl.DataFrame({"键": ["一"], "企业": ["甲厂"], "投资": [1.5]})}, "RD703"),
        ({"项目": pl.DataFrame({"键": ["一"], "企业": ["乙厂"], "投资": [1]})}, "RD707"),
        ({"项目": pl.DataFrame({"键": ["一"], "企业": ["甲厂"], "投资": [10**15 + 1]})}, "RD709"),
        ({"项目": pl.DataFrame({"键": ["一"], "企业": ["甲厂"], "投资": [-1]})}, "RD709"),
        ({"项目": pl.DataFrame({"键": ["一", "一"], "企业": ["甲厂", "甲厂"], "投资": [1, 1]})}, "RD729"),
        ({"已兑现": pl.DataFrame({"条款": ["甲"], "键": ["一"]})}, "RD735"),
    ],
)
def test_a_table_that_can_not_be_right_is_reported(changed: dict[str, pl.DataFrame], code: str) -> None:
    prepared, problems = kernel(RULES).prepare({**tables(), **changed})
    assert prepared is None
    assert [problem.code for problem in problems] == [code]


def test_only_the_columns_that_rules_read_are_read() -> None:
    prepared, _ = kernel(RULES).prepare(tables(投资=[1, 2], 价款=[3, 4]))
    assert prepared is not None
    assert prepared.frames["项目"].columns == ["键", "企业", "投资"]


def test_a_fact_without_a_column_is_missing() -> None:
    found = kernel(RULES)
    prepared, _ = found.prepare(tables(投资=[2000 * WAN, 9000 * WAN]))
    assert prepared is not None
    results, _ = found.run(prepared, frozenset(("outcome", "amount")))
    assert results is not None
    assert results.wide["项目"].rows() == [("一", 1, 0, 100 * WAN), ("二", 1, 0, 250 * WAN)]


def test_answers_as_one_long_table() -> None:
    found = kernel(RULES)
    prepared, _ = found.prepare(tables(投资=[2000 * WAN, 9000 * WAN], 可行=[True, False]))
    assert prepared is not None
    results, _ = found.run(prepared, frozenset(("outcome", "point", "capped_by")))
    assert results is not None
    clause = "试政〔2020〕1号/第一项/甲款"
    assert long_table(found.plan, results).rows() == [
        (clause, "项目", "一", "eligible", 100 * WAN, ""),
        (clause, "项目", "二", "ineligible", 0, ""),
    ]


def test_large_tables_without_relations_are_cut_and_put_together_again() -> None:
    found, count = kernel(RULES), 600_000
    wide = {"项目": pl.DataFrame({"键": [f"{n}" for n in range(count)], "可行": True, "投资": range(count)})}
    prepared, _ = found.prepare(wide)
    assert prepared is not None
    results, _ = found.run(prepared, frozenset(("point",)))
    assert results is not None
    amounts = results.wide["项目"]["0:point"]
    assert len(amounts) == count
    assert amounts.gather([0, 9, 10, 599_999]).to_list() == [0, 0, 1, 30_000]


def test_a_share_is_cut_before_it_is_known_whether_its_sum_is_asked_for() -> None:
    own = "限额 每个 企业 100万元 适用于 第一项/甲款、第一项/乙款"
    joint = "限额 每个 集团 1万元 适用于 第一项/甲款、第一项/乙款、第一项/丙款"
    found = kernel(
        "条款 甲款\n对象 项目\n补贴 至多 项目.投资 的 0.3%",
        "条款 乙款\n对象 企业\n补贴 企业.资产 的 7.5%",
        "条款 丙款\n对象 企业\n补贴 10万元 至 100万元",
        f"条款 集团的限额\n{joint}",
        f"条款 企业的限额\n{own}",
    )
    given = {
        "集团": pl.DataFrame({"键": ["总"]}),
        "企业": pl.DataFrame({"键": ["甲厂", "乙厂"], "集团": ["总", "总"], "资产": [WAN, 2000 * WAN]}),
        "项目": pl.DataFrame({"键": ["一"], "企业": ["乙厂"], "投资": [WAN]}),
    }
    prepared, _ = found.prepare(given)
    assert prepared is not None
    results, _ = found.run(prepared, frozenset(("outcome", "amount", "totals")), ("集团",))
    assert results is not None
    assert results.wide["集团"].select("total.low", "total.high").row(0) == (WAN, WAN)


def test_owners_in_the_order_of_their_children_are_recognised() -> None:
    keys = pl.Series(["甲", "乙"])
    assert way_by_key(keys, keys.clone())[0].rows is None
    rows = way_by_key(keys.reverse(), keys)[0].rows
    assert rows is not None
    assert rows.to_list() == [1, 0]


@pytest.mark.parametrize("absent", ["numpy", "polars", "pyarrow"])
def test_without_polars_or_what_goes_with_it_the_extra_is_named(absent: str) -> None:
    script = (
        f"import sys; sys.modules['{absent}'] = None\n"
        "from rulesdsl.run.columnar.kernel import Kernel\n"
        "_, problems = Kernel(None, None).prepare({})\n"
        "print(problems[0].code, problems[0].help)\n"
    )
    answer = subprocess.run([sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "RD602 pip install 'rulesdsl[batch]'"
