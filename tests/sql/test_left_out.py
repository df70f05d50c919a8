"""A clause whose numbers may not fit is left out and named; what is printed beside it says what the interpreter says."""

from __future__ import annotations

import pytest

from laws.little import VOCABULARY, WAN, case, day, item, plan_of
from rulesdsl.cases.case import Case, Row
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.judge import judge
from rulesdsl.run.sql.dialects import DIALECTS
from rulesdsl.run.sql.script import Asked, Script, sql_script
from rulesdsl.run.sql.tables import Contents
from sql.answers import compare, rows_of
from sql.databases import DuckDB, SQLite

WORDS = VOCABULARY.replace("总额 金额", "总额 金额 最大 9999999亿元") + "\n对象 采购\n    价款 金额\n"
WIDE = "条款 宽款\n对象 租赁\n记 一半 为 租赁.总额 的 33.3333333333333%\n奖励 一半 的 33.3333333333333%"
"""Up to 10¹⁷ fen times a third of 10¹⁵, twice: more than 10³⁸."""
PLAIN = "条款 平款\n对象 项目\n奖励 项目.投资 的 5%\n限额 每项 250万元"
BOUGHT = "条款 购款\n对象 采购\n奖励 采购.价款 的 1%"
BESIDE = "条款 另款\n对象 企业\n条件 企业.规上\n奖励 3万元"
TOO_WIDE = "数值可能超过 128 位整数"
DUCKDB = DIALECTS["duckdb"]


def plan_with(*clauses: str) -> Plan:
    return plan_of(item(*clauses), vocabulary=WORDS)


def script_of(plan: Plan, most: int = 64, clauses: frozenset[int] | None = None) -> tuple[Script, list[str]]:
    """The script, and the messages."""
    contents = Contents(tuple(plan.subjects), (2017,), (2018,), most)
    script, problems = sql_script(plan, (), Setting(day(2018, 5), None, 2017), Asked(DUCKDB, contents, "", clauses))
    assert script is not None
    return script, messages(problems)


def messages(problems: tuple[Diagnostic, ...]) -> list[str]:
    assert {problem.code for problem in problems} <= {"RD601"}
    return [problem.message.replace("试政〔2020〕1号/第一项/", "") for problem in problems]


def one_of_each() -> Case:
    """A firm with a project of 1000万元 and a lease of 1亿元; a purchase of 200万元 that is nobody's."""
    up = {"企业": 0}
    rows: dict[str, tuple[Row, ...]] = {
        "企业": (Row("企业", "甲厂", {}, {("规上", ()): True}, None),),
        "项目": (Row("项目", "一", up, {("投资", ()): 1000 * WAN}, None),),
        "租赁": (Row("租赁", "一", up, {("总额", ()): 10000 * WAN}, None),),
        "采购": (Row("采购", "一", {}, {("价款", ()): 200 * WAN}, None),),
    }
    return case(rows)


def test_the_others_are_printed_and_the_clause_is_named() -> None:
    script, said = script_of(plan_with(WIDE, PLAIN, BOUGHT))
    assert said[0] == f"「宽款」没有打印：{TOO_WIDE}"
    assert {view.name for view in script.views if view.clauses} == {"结果_项目", "结果_采购"}
    assert script.head[0] == f"-- 「试政〔2020〕1号/第一项/宽款」没有打印：{TOO_WIDE}"


def test_a_total_that_would_lack_it_is_not_printed() -> None:
    """A firm's total and its group's would lack the lease; that of purchases has nothing to do with it."""
    script, said = script_of(plan_with(WIDE, PLAIN, BOUGHT))
    assert [view.name for view in script.views if view.name.startswith("合计_")] == ["合计_采购"]
    assert said[1:] == [
        "「集团」的合计没有打印：它要算没有打印的条款",
        "「企业」的合计没有打印：它要算没有打印的条款",
    ]


def test_with_replace_an_earlier_total_does_not_stay() -> None:
    script, _ = script_of(plan_with(WIDE, PLAIN))
    assert script.stale == tuple(f'DROP VIEW IF EXISTS "{name}"' for name in ("结果_租赁", "合计_集团", "合计_企业"))


def test_the_script_says_itself_what_it_lacks() -> None:
    plan, one = plan_with(WIDE, PLAIN, BOUGHT), one_of_each()
    rows = DuckDB().rows(script_of(plan)[0], rows_of(plan, [one]))
    assert [(row["条款"].rpartition("/")[2], row["对象"], row["原因"]) for row in rows["说明_未打印"]] == [
        ("宽款", "租赁", TOO_WIDE),
        ("", "集团", "它要算没有打印的条款"),
        ("", "企业", "它要算没有打印的条款"),
    ]
    assert [row["条款"].rpartition("/")[2] for row in rows["说明_条款"]] == ["平款", "购款"]
    assert DuckDB().rows(script_of(plan_with(PLAIN))[0], {})["说明_未打印"] == []


@pytest.mark.parametrize("database", [DuckDB(), SQLite()], ids=lambda found: found.dialect)
def test_what_is_printed_beside_it_is_what_the_interpreter_says(database: DuckDB | SQLite) -> None:
    found = compare(plan_with(PLAIN, WIDE, BOUGHT, BESIDE), [one_of_each()], database)
    assert (found.answers, found.differences) == (3, [])
    assert any("宽款" in text for text in found.refused)


def test_amounts_and_totals_that_remain_are_right() -> None:
    plan, one = plan_with(WIDE, PLAIN, BOUGHT), one_of_each()
    rows = DuckDB().rows(script_of(plan)[0], rows_of(plan, [one]))
    assert [(row["c001_下限"], row["c001_上限"]) for row in rows["结果_项目"]] == [(50 * WAN, 50 * WAN)]
    assert [(row["下限"], row["上限"]) for row in rows["合计_采购"]] == [(2 * WAN, 2 * WAN)]
    assert judge(plan, one).total.low > 52 * WAN


SHARED = "条款 共限\n限额 每个 企业 累计 100万元 适用于 第一项/宽款、第一项/平款"
EITHER = "条款 只享一项\n互斥 第一项/宽款、第一项/另款 同一 企业"


def test_a_clause_under_the_same_limit_goes_with_it() -> None:
    """What is left of the 100万元 for the project depends on the lease: 55万元 or nothing can't be said."""
    script, said = script_of(plan_with(PLAIN, WIDE, SHARED, BESIDE))
    together = "它的限额或互斥要与「试政〔2020〕1号/第一项/宽款」一起算，那里的数值可能超过 128 位整数"
    assert said[:2] == [
        f"「平款」没有打印：{together}".replace("试政〔2020〕1号/第一项/", ""),
        f"「宽款」没有打印：{TOO_WIDE}",
    ]
    assert {view.name for view in script.views if view.clauses} == {"结果_企业"}


def test_a_clause_that_excludes_it_goes_with_it() -> None:
    script, said = script_of(plan_with(WIDE, PLAIN, BESIDE, EITHER))
    assert [text.partition("没有打印")[0] for text in said[:2]] == ["「宽款」", "「另款」"]
    assert {view.name for view in script.views if view.clauses} == {"结果_项目"}


ASKS = (
    "条款 问款\n对象 企业\n条件 企业.规上\n奖励 3万元\n\n条款 除款\n除外 已享受 宽款 同一 企业 据 企业.曾受 适用于 问款"
)
"""Who has a lease is paid the wide grant here, and so gets nothing; without that clause it would be open."""
ASKS_AGAIN = "条款 再问\n对象 企业\n条件 非 已享受 问款 同一 企业 据 企业.曾受\n奖励 2万元"


def test_a_clause_that_asks_whether_it_was_received_goes_with_it() -> None:
    plan = plan_with(WIDE, PLAIN, ASKS, ASKS_AGAIN)
    script, said = script_of(plan)
    asks = "它或与它一起算的条款问是否已享受没有打印的条款"
    assert said[:3] == [
        f"「宽款」没有打印：{TOO_WIDE}",
        f"「问款」没有打印：{asks}",
        f"「再问」没有打印：{asks}",
    ]
    assert {view.name for view in script.views if view.clauses} == {"结果_项目"}
    assert compare(plan, [one_of_each()], DuckDB()).differences == []


def test_a_limit_that_is_too_wide_takes_its_clauses_along() -> None:
    limit = "条款 共限\n限额 每个 企业 累计 100万元 适用于 第一项/平款、第一项/另款"
    plan = plan_with(PLAIN, BESIDE, BOUGHT, limit)
    bound = plan.limits[-1].bound
    nodes = list(plan.nodes)
    nodes[bound] = nodes[bound]._replace(data=(10**40,))
    script, said = script_of(plan._replace(nodes=tuple(nodes)))
    inside = "它的限额或互斥里的数值可能超过 128 位整数"
    assert said[:2] == [f"「平款」没有打印：{inside}", f"「另款」没有打印：{inside}"]
    assert {view.name for view in script.views if view.clauses} == {"结果_采购"}


def test_a_clause_that_was_not_asked_for_does_not_matter() -> None:
    plan = plan_with(WIDE, PLAIN)
    script, said = script_of(plan, clauses=frozenset((1,)))
    assert (said, script.head, script.stale) == ([], (), ())
    assert [view.clauses for view in script.views if view.clauses] == [(1,)]


def test_totals_alone_can_be_too_wide() -> None:
    """10¹⁵ fen a project and 10²⁵ projects a firm. Its purchases have no owner who could have many."""
    script, said = script_of(plan_with("条款 平款\n对象 项目\n奖励 项目.投资", BOUGHT), most=10**25)
    assert said == [f"「{name}」的合计没有打印：{TOO_WIDE}" for name in ("集团", "企业")]
    assert {view.name for view in script.views if view.subject} == {"结果_项目", "结果_采购", "合计_采购"}


def test_if_nothing_fits_only_notes_are_printed() -> None:
    script, said = script_of(plan_with(WIDE))
    assert said[0] == f"「宽款」没有打印：{TOO_WIDE}"
    assert [view.name for view in script.views] == ["说明_条款", "说明_未打印", "说明_条件", "说明_结果", "说明_列"]


def test_a_line_break_in_a_name_does_not_end_the_comment() -> None:
    plan = plan_with(WIDE, PLAIN)
    clauses = tuple(clause._replace(id=clause.id.replace("宽", "宽\nDROP TABLE x;\r--")) for clause in plan.clauses)
    script, _ = script_of(plan._replace(clauses=clauses))
    assert all(line.startswith("-- ") and len(line.splitlines()) == 1 for line in script.head)
