"""Three-valued conditions: the tables of the semantics, what is missing, and the least that settles a case."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given

from laws.little import answer, case, examples, item, of, plan_of
from laws.rules import condition
from rulesdsl.cases.case import Row
from rulesdsl.plan.nodes import FALSE, TRUE, UNKNOWN_DETERMINATION, UNKNOWN_FACT
from rulesdsl.plan.plan import Plan
from rulesdsl.run.judge import judge
from rulesdsl.run.results import ClauseResult
from rulesdsl.run.values import NOT, compare, either, if_then_else, ratio

T, D, F_, N = TRUE, UNKNOWN_DETERMINATION, UNKNOWN_FACT, FALSE
CLAIM = "申报日期 2018年5月1日\n核算年度 2017年\n"


# ---------- the tables

AND = {T: (T, D, F_, N), D: (D, D, F_, N), F_: (F_, F_, F_, N), N: (N, N, N, N)}
OR = {T: (T, T, T, T), F_: (T, F_, F_, F_), D: (T, F_, D, D), N: (T, F_, D, N)}


def test_and_is_the_table_of_the_semantics() -> None:
    assert {left: tuple(min(left, right) for right in (T, D, F_, N)) for left in AND} == AND


def test_or_is_the_table_of_the_semantics() -> None:
    assert {left: tuple(either(left, right) for right in (T, F_, D, N)) for left in OR} == OR


def test_not_swaps_true_and_false_only() -> None:
    assert [NOT[value] for value in (T, D, F_, N)] == [N, D, F_, T]


@pytest.mark.parametrize("branch", [T, D, F_, N])
def test_if_then_else_is_decided_where_both_branches_agree(branch: int) -> None:
    assert if_then_else(F_, branch, branch) == (branch if branch in (T, N) else F_)
    assert if_then_else(T, branch, N) == branch
    assert if_then_else(N, T, branch) == branch
    assert if_then_else(D, T, N) == D


@pytest.mark.parametrize("relation", ["≥", ">", "≤", "<", "="])
def test_a_comparison_of_intervals_is_decided_just_where_every_value_agrees(relation: str) -> None:
    holds = {
        "≥": lambda a, b: a >= b,
        ">": lambda a, b: a > b,
        "≤": lambda a, b: a <= b,
        "<": lambda a, b: a < b,
        "=": lambda a, b: a == b,
    }
    for low, width, other, further in product(range(4), range(3), range(4), range(3)):
        every = {holds[relation](a, b) for a in range(low, low + width + 1) for b in range(other, other + further + 1)}
        wanted = (T if every == {True} else N) if len(every) == 1 else F_
        assert compare(relation, (low, low + width, True), 1, (other, other + further, True), 1) == wanted


def test_a_missing_number_is_at_least_zero() -> None:
    missing = (0, None, True)
    assert compare("≥", missing, 1, (0, 0, False), 1) == T
    assert compare("<", missing, 1, (0, 0, False), 1) == N
    assert compare("≥", missing, 1, (1, 1, False), 1) == F_
    assert compare("≥", (0, None, False), 1, (1, 1, False), 1) == D


def test_a_ratio_is_compared_without_dividing() -> None:
    assert ratio("≥", 1, 3, (1, 1, False), 1, (3, 3, False), 1) == T
    assert ratio(">", 1, 3, (1, 1, False), 1, (3, 3, False), 1) == N
    assert ratio("≥", 1, 3, (0, 0, False), 1, (0, 0, False), 1) == F_


def test_a_ratio_of_a_whole_that_may_be_zero_is_open() -> None:
    assert ratio("≤", 1, 5, (0, 0, False), 1, (0, None, True), 1) == F_


# ---------- children

FOLDS = [
    ("任一 项目 满足 （项目.可行）", ["是", "否"], "eligible"),
    ("任一 项目 满足 （项目.可行）", ["未知", "否"], "needs_facts"),
    ("任一 项目 满足 （项目.可行）", ["否", "否"], "ineligible"),
    ("每个 项目 满足 （项目.可行）", ["是", "是"], "eligible"),
    ("每个 项目 满足 （项目.可行）", ["是", "未知"], "needs_facts"),
    ("每个 项目 满足 （项目.可行）", ["否", "未知"], "ineligible"),
    ("合计 项目.投资 其中 （项目.可行） 达到 100万元", ["是", "是"], "eligible"),
    ("合计 项目.投资 其中 （项目.可行） 达到 100万元", ["是", "未知"], "needs_facts"),
    ("合计 项目.投资 其中 （项目.可行） 达到 50万元", ["是", "未知"], "eligible"),
    ("合计 项目.投资 其中 （项目.可行） 达到 51万元", ["是", "否"], "ineligible"),
]


@pytest.mark.parametrize(("text", "values", "outcome"), FOLDS)
def test_a_condition_on_children(text: str, values: list[str], outcome: str) -> None:
    rows = "\n".join(f"项目 “{place}” 可行 {value}，投资 50万元" for place, value in enumerate(values))
    result = answer(f"条款 甲款\n对象 企业\n条件 {text}\n奖励 1元", f"{CLAIM}企业 “企” 无\n{rows}")
    assert of(result, "甲款").outcome == outcome


def test_children_that_are_not_listed_are_unknown() -> None:
    for text in ("任一 项目 满足 （项目.可行）", "每个 项目 满足 （项目.可行）", "合计 项目.投资 达到 1元"):
        result = answer(f"条款 甲款\n对象 企业\n条件 {text}\n奖励 1元", f"{CLAIM}企业 “企” 无")
        assert of(result, "甲款").outcome == "needs_facts"


# ---------- what is missing, and the least that settles it


def one_clause(text: str) -> Plan:
    return plan_of(item(f"条款 甲款\n对象 企业\n条件 {text}\n奖励 1元"))


def judged(plan: Plan, facts: dict[str, bool]) -> ClauseResult:
    row = Row("企业", "企", {}, {(name, ()): value for name, value in facts.items()}, None)
    return judge(plan, case({"企业": (row,)})).clauses[0]


NAMES = ("规上", "有名", "曾受")


@pytest.mark.parametrize(
    ("text", "missing", "least"),
    [
        ("企业.规上 并且 企业.有名", ("规上", "有名"), ("规上", "有名")),
        ("企业.规上 或者 企业.有名", ("规上", "有名"), ("规上",)),
        ("（企业.规上 并且 企业.有名） 或者 企业.曾受", ("规上", "有名", "曾受"), ("曾受",)),
        ("（企业.规上 或者 企业.有名） 并且 （企业.规上 或者 企业.曾受）", ("规上", "有名", "曾受"), ("规上",)),
        ("非 （企业.规上 并且 企业.有名）", ("规上", "有名"), ("规上",)),
        ("须认定 企业.有名 并且 企业.规上", ("有名", "规上"), ("有名", "规上")),
    ],
)
def test_the_least_that_settles_a_case(text: str, missing: tuple[str, ...], least: tuple[str, ...]) -> None:
    found = judged(one_clause(text), {})
    assert tuple(leaf.name for leaf in found.missing) == tuple(f"企业.{name}" for name in missing)
    assert tuple(leaf.name for leaf in found.to_qualify) == tuple(f"企业.{name}" for name in least)
    assert not found.approximate


def test_what_a_decided_part_asks_for_is_not_missing() -> None:
    found = judged(one_clause("（企业.规上 并且 企业.有名） 或者 企业.曾受"), {"规上": False})
    assert [leaf.name for leaf in found.missing] == ["企业.曾受"]


FACTS = ("规上", "有名", "曾受")
MORE_FACTS = tuple(f"事实{name}" for name in "甲乙丙丁戊己")
BROAD = "词汇 宽\n\n对象 企业\n" + "".join(f"    {name} 是否\n" for name in MORE_FACTS)


@pytest.mark.parametrize("shape", range(12))
def test_the_least_is_the_least_of_all_that_settle_it(shape: int) -> None:
    """Every combination of values is tried: no smaller set of answers can make the clause apply."""
    a, b, c, d, e, f = (f"企业.{name}" for name in MORE_FACTS)
    shapes = (
        f"（{a} 或者 {b}） 并且 （{c} 或者 {d}） 并且 {e}",
        f"（{a} 并且 {b} 并且 {c}） 或者 （{d} 并且 {e}）",
        f"非 （{a} 或者 {b}） 并且 （{c} 或者 （{d} 并且 {e}））",
        f"（{a} 或者 {b}） 并且 （{b} 或者 {c}） 并且 （{c} 或者 {d}）",
        f"（{a} 并且 非 {b}） 或者 （{c} 并且 {d} 并且 {e}） 或者 （{e} 并且 {f}）",
        f"（（{a} 或者 {b}） 并且 {c}） 或者 （{d} 并且 {e} 并且 {f}）",
        f"{a} 并且 {b} 并且 （{c} 或者 {d} 或者 {e}）",
        f"非 （（{a} 并且 {b}） 或者 （{c} 并且 {d}））",
        f"（{a} 或者 （{b} 并且 {c}）） 并且 （{d} 或者 （{e} 并且 {f}））",
        f"（{a} 并且 {b}） 或者 （{b} 并且 {c}） 或者 （{c} 并且 {d}）",
        f"（{a} 或者 {b} 或者 {c}） 并且 （{a} 或者 {d}） 并且 （{b} 或者 {e}）",
        f"{a} 或者 （{b} 并且 （{c} 或者 {d}））",
    )
    plan = plan_of(item(f"条款 甲款\n对象 企业\n条件 {shapes[shape]}\n奖励 1元"), vocabulary=BROAD)
    for given_facts in ({}, {MORE_FACTS[0]: False}, {MORE_FACTS[1]: True}, {MORE_FACTS[0]: True, MORE_FACTS[3]: False}):
        found = judged(plan, given_facts)
        if found.outcome != "needs_facts":
            continue
        assert len(found.to_qualify) == _fewest(
            plan, given_facts, [leaf.name.partition(".")[2] for leaf in found.missing]
        )
        chosen = [leaf.name.partition(".")[2] for leaf in found.to_qualify]
        assert any(
            judged(plan, given_facts | dict(zip(chosen, values, strict=True))).outcome == "eligible"
            for values in product((True, False), repeat=len(chosen))
        )


def _fewest(plan: Plan, facts: dict[str, bool], missing: list[str]) -> int:
    for count in range(1, len(missing) + 1):
        for names in combinations(missing, count):
            for values in product((True, False), repeat=count):
                if judged(plan, facts | dict(zip(names, values, strict=True))).outcome == "eligible":
                    return count
    raise AssertionError("nothing settles it")


@examples(60)
@given(condition("企业", 3))
def test_the_deciding_condition_is_the_first_with_the_value_of_the_outcome(text: str) -> None:
    result = judge(
        one_clause(text), case({"企业": (Row("企业", "企", {}, {("规上", ()): True}, 2015),), "项目": ()})
    ).clauses[0]
    wanted = {"ineligible": N, "needs_facts": F_, "needs_determination": D}.get(result.outcome)
    truths = [reason.truth for reason in result.reasons]
    assert result.deciding == (truths.index(wanted) if wanted in truths else -1)
    assert (result.missing == ()) == (result.outcome in ("eligible", "ineligible"))
    assert set(result.to_qualify) <= set(result.missing)


@pytest.mark.parametrize(("famous", "outcome"), [("是", "ineligible"), ("否", "eligible"), ("未知", "needs_facts")])
def test_a_prohibition_is_complied_with_where_its_condition_does_not_hold(famous: str, outcome: str) -> None:
    rules = "条款 甲款\n对象 企业\n条件 企业.有名\n禁止 重复申报"
    assert of(answer(rules, f"{CLAIM}企业 “企” 有名 {famous}"), "甲款").outcome == outcome
