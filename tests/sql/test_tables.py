"""The tables that are asked for, what the views say of themselves, and what they find wrong."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from laws.little import NUMBER, VOCABULARY, WAN, day, item, plan_of
from laws.little import case as frame
from rulesdsl.cases.case import Case, Row
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.judge import judge
from rulesdsl.run.sql.dialects import DIALECTS
from rulesdsl.run.sql.script import Asked, Script, sql_script
from rulesdsl.run.sql.tables import Contents
from sql.databases import SQLite, Tables, statements

ONE = "条款 甲款\n对象 项目\n条件 项目.可行 并且 项目.种类 是 新建\n奖励 项目.投资 的 5%\n限额 每个 企业 每年 250万元"
YEARLY = "条款 丙款\n对象 企业\n条件 企业.产值[本年] 达到 100万元\n奖励 1万元"


def script_of(plan: Plan, subjects: tuple[str, ...] = ("企业", "项目"), **changes: Any) -> Script:
    contents = Contents(subjects, (2016, 2017), (2017, 2018), 2)._replace(**changes)
    setting = Setting(day(2018, 5), None, 2017)
    script, problems = sql_script(plan, (), setting, Asked(DIALECTS["sqlite"], contents))
    assert script is not None, problems
    return script


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(item(ONE, YEARLY))


def test_tables_have_the_columns_that_are_read_and_no_others(plan: Plan) -> None:
    columns = {table.name: set(table.columns) for table in script_of(plan).tables}
    assert columns == {
        "企业": {"键", "产值[2017年]"},
        "项目": {"键", "企业", "可行", "种类", "投资"},
        "已兑现": {"条款", "键", "年度", "金额"},
    }


def test_the_views_say_what_their_columns_are(plan: Plan) -> None:
    rows = SQLite().rows(script_of(plan), {})
    (clause, yearly) = rows["说明_条款"]
    assert (clause["代号"], clause["视图"], clause["条款"]) == ("c001", "结果_项目", "试政〔2020〕1号/第一项/甲款")
    assert yearly["对象"] == "企业"
    texts = [(row["代号"], row["序号"], row["条件"]) for row in rows["说明_条件"]]
    assert texts == [
        ("c001", 0, "项目.可行"),
        ("c001", 1, "项目.种类 是 新建"),
        ("c002", 0, "企业.产值[本年] 达到 100万元"),
    ]
    assert {row["结果"]: row["含义"] for row in rows["说明_结果"]} == {
        0: "不符合",
        1: "待补充",
        2: "待认定",
        3: "符合",
        4: "未施行",
    }
    assert {row["列"]: row["值"] for row in rows["说明_列"] if row["表"] == "项目"} == {
        "键": "键",
        "企业": "键",
        "可行": "1 是，0 否",
        "种类": "新建、改建、其他",
        "投资": "整数，分",
    }


PAID = {"条款": "试政〔2020〕1号/第一项/甲款", "键": "甲厂", "年度": 2018, "金额": 248 * WAN}
RIGHT: Tables = {
    "企业": [{"键": "甲厂", "产值[2017年]": 100 * WAN}],
    "项目": [{"键": "一", "企业": "甲厂", "可行": 1, "种类": "新建", "投资": 100 * WAN}],
    "已兑现": [PAID],
}


def test_what_was_paid_before_is_taken_off_the_limit(plan: Plan) -> None:
    rows = SQLite().rows(script_of(plan), RIGHT)
    assert rows["结果_项目"] == [
        {"键": "一", "c001_结果": 3, "c001_条件": -1, "c001_下限": 2 * WAN, "c001_上限": 2 * WAN}
    ]
    assert rows["合计_企业"] == [{"键": "甲厂", "下限": 3 * WAN, "上限": 3 * WAN}]


@pytest.mark.parametrize(
    ("table", "row", "found"),
    [
        ("项目", {"键": "二", "企业": "乙厂"}, ("二", "企业", "表「企业」没有这个键")),
        ("项目", {"键": "二", "企业": "甲厂", "可行": 2}, ("二", "可行", "不是 0 至 1 的整数")),
        ("项目", {"键": "二", "企业": "甲厂", "投资": -1}, ("二", "投资", "不是 0 至 1000000000000000 的整数")),
        ("项目", {"键": "二", "企业": "甲厂", "种类": "新 建"}, ("二", "种类", "不在可选的值里")),
        ("项目", {"键": "二", "企业": "甲厂", "投资": "一万"}, ("二", "投资", "不是 0 至 1000000000000000 的整数")),
        ("项目", {"键": "二", "企业": "甲厂", "投资": 10.5}, ("二", "投资", "不是 0 至 1000000000000000 的整数")),
        ("项目", {"键": "二", "企业": "甲厂", "投资": 1e19}, ("二", "投资", "不是 0 至 1000000000000000 的整数")),
        ("项目", {"键": "二"}, ("二", "企业", "没有写明属于哪个企业")),
        ("项目", {"键": None, "企业": "甲厂"}, (None, "键", "没有键")),
        ("项目", {"键": "", "企业": "甲厂"}, ("", "键", "没有键")),
        ("已兑现", {"条款": "某款", "键": "甲厂", "年度": 2018, "金额": 1}, ("甲厂", "条款", "没有这个条款")),
        ("已兑现", PAID | {"金额": -1}, ("甲厂", "金额", "不是 0 至 1000000000000000 的整数")),
        ("已兑现", PAID | {"金额": None}, ("甲厂", "金额", "不是 0 至 1000000000000000 的整数")),
        (
            "已兑现",
            PAID | {"年度": 2015},
            ("甲厂", "年度", "不在 2017、2018 年里"),
        ),
    ],
)
def test_a_row_that_is_wrong_is_found(plan: Plan, table: str, row: dict[str, Any], found: tuple[Any, ...]) -> None:
    assert SQLite().rows(script_of(plan), RIGHT)[f"检查_{table}"] == []
    rows = SQLite().rows(script_of(plan), RIGHT | {table: [*RIGHT[table], row]})
    assert [tuple(wrong.values()) for wrong in rows[f"检查_{table}"]] == [found]


def test_payments_that_are_too_much_together_are_found(plan: Plan) -> None:
    much = PAID | {"金额": 10**15}
    rows = SQLite().rows(script_of(plan), RIGHT | {"已兑现": [much] * 1001})
    assert [wrong["问题"] for wrong in rows["检查_已兑现"]] == ["合计超过 1000000000000000000"]


def test_choices_that_are_wrong_are_found() -> None:
    other = ONE.replace("甲款", "乙款")
    plan = plan_of(item(ONE, other, "条款 互斥款\n互斥 甲款、乙款 同一 企业"))

    def choice(name: str, order: int | None) -> dict[str, Any]:
        return {"条款": f"试政〔2020〕1号/第一项/{name}", "键": "甲厂", "序号": order}

    for rows, problem in (
        ([choice("甲款", 1), choice("乙款", 1)], "序号重复"),
        ([choice("甲款", None)], "没有序号"),
        ([choice("丁款", 1)], "没有这个条款"),
    ):
        found = SQLite().rows(script_of(plan), RIGHT | {"择一": rows})["检查_择一"]
        assert [wrong["问题"] for wrong in found] == [problem]


def test_more_rows_than_were_allowed_for_are_found(plan: Plan) -> None:
    many = [{"键": str(place), "企业": "甲厂"} for place in range(3)]
    rows = SQLite().rows(script_of(plan), RIGHT | {"项目": many})
    assert rows["检查_项目"] == [{"键": "甲厂", "列": "企业", "问题": "属于它的超过 2 行"}]


def test_each_row_can_have_its_own_day_of_the_claim() -> None:
    document = f"{VOCABULARY}\n文件 {NUMBER}\n施行 2018年3月1日\n"
    dated = plan_of(item("条款 甲款\n对象 企业\n条件 企业.规上\n奖励 1万元"), vocabulary=document)
    days = [day(2018, 2, 28), day(2018, 3), day(2019, 3)]
    rows = [{"键": str(place), "规上": 1, "申报日期": one} for place, one in enumerate(days)]
    script = script_of(dated, ("企业",), claim_dates=True)
    seen = [(row["c001_结果"], row["c001_下限"]) for row in SQLite().rows(script, {"企业": rows})["结果_企业"]]
    assert seen == [(4, 0), (3, WAN), (3, WAN)]
    for one, (outcome, amount) in zip(days, seen, strict=True):
        (item_,) = judge(dated, _claimed(one)).clauses
        assert (item_.outcome == "not_in_force", item_.amount.low) == (outcome == 4, amount)


def _claimed(one: int) -> Case:
    return frame({"企业": (Row("企业", "甲", {}, {("规上", ()): True}, None),)}, claim_date=one)


def test_a_table_that_is_not_there_is_a_list_not_given(plan: Plan) -> None:
    counting = plan_of(item("条款 甲款\n对象 企业\n条件 个数 项目 其中 （项目.可行） 达到 1个\n奖励 1万元"))
    with_table, without = script_of(counting), script_of(counting, ("企业",))
    one = {"企业": [{"键": "甲厂"}]}
    assert [row["c001_结果"] for row in SQLite().rows(with_table, one)["结果_企业"]] == [0]
    assert [row["c001_结果"] for row in SQLite().rows(without, one)["结果_企业"]] == [1]


def test_an_amount_without_upper_bound_has_no_high_end() -> None:
    plan = plan_of(item("条款 甲款\n对象 企业\n条件 企业.规上\n补助 未规定"))
    rows = SQLite().rows(script_of(plan, ("企业",)), {"企业": [{"键": "甲", "规上": 1}, {"键": "乙", "规上": 0}]})
    assert [(row["c001_下限"], row["c001_上限"]) for row in rows["结果_企业"]] == [(0, None), (0, 0)]


def test_totals_that_cross_are_left_out_and_named() -> None:
    limit = "限额 每个 企业 10万元 适用于 {}"
    clauses = [ONE.replace("甲款", name) for name in ("甲款", "乙款", "丙款")]
    joint = [
        f"条款 共限{name}\n{limit.format(members)}" for name, members in (("一", "甲款、乙款"), ("二", "乙款、丙款"))
    ]
    asked = Asked(DIALECTS["sqlite"], Contents(("企业", "项目"), (2017,), (), 2), "政策")
    script, problems = sql_script(plan_of(item(*clauses, *joint)), (), Setting(day(2018, 5), None, 2017), asked)
    assert script is not None
    assert [(problem.code, problem.message) for problem in problems] == [
        ("RD612", "合计没有打印：「试政〔2020〕1号/第一项/共限二」与别的限额、互斥交叉")
    ]
    assert [view.name for view in script.views if view.subject] == ["结果_项目"]


def test_tables_and_views_can_stand_in_a_schema(plan: Plan) -> None:
    contents = Contents(("企业", "项目"), (2017,), (), 2)
    asked = Asked(DIALECTS["duckdb"], contents, '政策"库')
    script, problems = sql_script(plan, (), Setting(day(2018, 5), None, 2017), asked)
    assert script is not None, problems
    with duckdb.connect() as connection:
        connection.execute('CREATE SCHEMA "政策""库"')
        for statement in [*statements(script), *(view.drop for view in script.views)]:
            connection.execute(statement)
        made = connection.execute("SELECT DISTINCT table_schema FROM information_schema.tables").fetchall()
    assert made == [('政策"库',)]


def test_a_subject_that_is_not_declared_and_a_missing_year_are_reported(plan: Plan) -> None:
    contents = Contents(("企业", "项日"), (2016, 2017), (), 2)
    script, problems = sql_script(plan, (), Setting(day(2018, 5), None, None), Asked(DIALECTS["sqlite"], contents))
    assert script is None
    assert [(problem.code, problem.help) for problem in problems] == [
        ("RD701", "是否要写「项目」"),
        ("RD732", "写明核算年度，例如 --year 2017"),
    ]
